"""The command `explain`: for each field of an event the value, the words, the rule or row, and what competed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waqai.acquisition.reading import SetAside
from waqai.cli.exit_status import NOTHING_DONE, SET_ASIDE
from waqai.cli.output import given_status_lines, isolated, isolated_within, list_set_aside, origins_of
from waqai.errors import UnknownId, UsageError
from waqai.publication.event_lines import event_heading
from waqai.records import Decision, Event, Incident, Tombstone

if TYPE_CHECKING:
    from waqai.storage.project import Project

ProjectFolder = Annotated[
    Path | None,
    typer.Option("--project", "-p", metavar="DIR", help="Holds the id, or the tables that code the file."),
]


def explain(
    subject: Annotated[
        str, typer.Argument(metavar="FILE|ID", help="A file, - for stdin, or an id of an event, incident or document.")
    ],
    project: ProjectFolder = None,
) -> None:
    """Show why each field of an event holds what it holds: the words, the rule or table row, what competed."""
    if subject == "-" or _is_there(subject):
        _explain_file(subject, project)
        return
    if project is None and not Path("waqai.toml").is_file():
        raise UsageError(
            f"{subject!r} is no file, and there is no project here.", remedy="Name a file, or a project by --project."
        )
    from waqai.cli.project import check_text

    check_text(subject)
    for line in _of_project(subject, project or Path()):
        print(line)


def _is_there(subject: str) -> bool:
    try:
        return bool(subject) and Path(subject).exists()
    except OSError:  # longer than the name of a file can be
        return False


def _explain_file(path: str, project: Path | None) -> None:
    from waqai.cli.stateless import coded_documents, open_workshop

    coded = aside = 0
    for result in coded_documents(path, open_workshop(project, explains=True)):
        if isinstance(result, SetAside):
            aside += 1
            list_set_aside([result])
            continue
        coded += 1
        print(f"{isolated(result.document.id)}  {isolated(result.document.title or '')}".rstrip())
        if not result.events:
            print("  no event in it.")
        for line in explanation(result.events, result.decisions):
            print(line)
    if aside:
        raise typer.Exit(SET_ASIDE if coded else NOTHING_DONE)


def _of_project(id: str, folder: Path) -> Iterator[str]:
    from waqai.cli.incidents import projection_of, tellings_of
    from waqai.storage.project import Project

    opened = Project.open(folder)
    projection = projection_of(opened)
    incident, wanted = _wanted(opened, id)
    if incident is not None:
        released = projection.released(incident, tellings_of(opened, incident))
        if released is None:
            raise UnknownId("the incident is under the project's embargo.", where=id)
        from waqai.cli.doubts import tie_lines

        yield from incident_explanation(released.incident)
        if not opened.settings.embargo_hours:
            yield from tie_lines(opened, projection, incident)
            yield ""
    for document_id in dict.fromkeys(event.document_id for event in wanted):
        document, events = opened.document(document_id), opened.events(document_id)
        chosen = [event for event in events if event in wanted]
        decisions = [decision for event in chosen for decision in opened.decisions(event.id)]
        shown_decisions = projection.decisions(document, events, decisions)
        if not shown_decisions and decisions:
            yield f"{document_id}  under the project's embargo."
            continue
        yield f"{isolated(document.id)}  {isolated(projection.title(document, events))}".rstrip()
        yield from explanation(chosen, shown_decisions)


def _wanted(opened: Project, id: str) -> tuple[Incident | None, Sequence[Event]]:
    """The incident of that id with its events, or the event, or the events of the document, of that id."""
    with suppress(UnknownId):
        incident = opened.incident(id)
        return incident, [opened.event(event) for event in incident.event_ids]
    with suppress(UnknownId):
        return None, [opened.event(id)]
    _check_alive(opened, id)
    events = opened.events(opened.document(id).id)
    if not events:
        raise UnknownId("no event was coded in this document.", where=id, remedy="Run `waqai process` if it is new.")
    return None, events


def _check_alive(opened: Project, id: str) -> None:
    """Raise UnknownId for the id of an incident that is no more, with those that go on with it."""
    from waqai.cli.incidents import living

    graves: Sequence[Tombstone] = ()
    with suppress(UnknownId):
        graves = opened.judged.follow(id)
    if graves:
        alive = living(graves)
        remedy = f"Explain {' or '.join(alive)}." if alive else "No report tells of it any more."
        raise UnknownId(f"the incident was {graves[0].kind}.", where=id, remedy=remedy)


_FOLDS = {
    "near_copy": "near-copies of one text",
    "quotes": "one quotes the other",
    "same_owner": "outlets of one owner",
    "same_source": "all rest on this source",
}


def incident_explanation(incident: Incident) -> Iterator[str]:
    """Why the incident has its status, which origins were counted, and which reports share one."""
    yield f"{incident.id}  {incident.type} · {incident.status}: {incident.status_rule}"
    yield from given_status_lines(incident)
    yield f"  {origins_of(incident)}"
    for origin in incident.origins:
        party = ", a party to the act" if origin.party else ""
        folded = (
            f" (one origin because: {', '.join(_FOLDS.get(fold, fold) for fold in origin.folded)})"
            if origin.folded
            else ""
        )
        said = ", ".join(origin.stances) or "reports"
        yield f"  origin  {isolated_within(origin.name)} [{origin.kind}{party}]: {said}"
        yield f"          in {', '.join(origin.document_ids)}{folded}"
    yield ""


def explanation(events: Iterable[Event], decisions: Sequence[Decision]) -> Iterator[str]:
    """Lines for each event: each field's value, the words, the rule and row, and what competed."""
    for event in events:
        yield f"  {event.id}  {event_heading(event)}"
        for decision in dict.fromkeys(decisions):  # mentions of one act may be decided alike
            if decision.event_id == event.id:
                yield from _decision(decision)
        yield ""


def _decision(decision: Decision) -> Iterator[str]:
    yield f"    {decision.field}: {isolated_within(decision.value)}"
    for span in decision.evidence:
        yield f"        words    {isolated(' '.join(span.text.split()))}  [{span.span[0]}, {span.span[1]})"
    if not decision.evidence:
        yield "        words    none: inferred, or from the document's metadata"
    yield f"        rule     {decision.rule}"
    if decision.row:
        yield f"        row      {isolated_within(decision.row)}"
    learned = decision.field == "salience"
    for competitor in decision.competitors:
        yield f"        {'by ' if learned else 'not'}      {isolated_within(competitor)}"
