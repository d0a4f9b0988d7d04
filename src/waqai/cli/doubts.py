"""Pairs of events that a person should judge, side by side, and why an incident's reports were joined."""

from __future__ import annotations

from collections.abc import Iterator

from waqai.cli.judge import judged_words
from waqai.cli.output import isolated, isolated_line, isolated_within
from waqai.linking.doubt import Doubt, ties
from waqai.linking.likeness import Likeness
from waqai.publication import Projection, Telling
from waqai.publication.event_lines import event_heading, place_of, time_of
from waqai.records import Event, Incident
from waqai.storage.project import Project


def doubt_lines(project: Project, projection: Projection, limit: int) -> Iterator[str]:
    """The pairs most worth a person's time: both events in words, what speaks for and against, and what to type."""
    for number, doubt in enumerate(project.doubts(limit), 1):
        sides = [list(_side(project, projection, event)) for event in (doubt.left, doubt.right)]
        if not all(sides):
            continue  # under embargo
        yield f"{number}. {_question(doubt)}  worth {doubt.worth:.2f}"
        for lines in sides:
            yield from lines
        yield f"    {_reasons(doubt.likeness)}"
        yield f"    waqai judge same|different|unsure {doubt.left.id} {doubt.right.id} --by NAME --because REASON"
        yield ""


def tie_lines(project: Project, projection: Projection, incident: Incident) -> Iterator[str]:
    """Why the reports of an incident were joined: what people judged of them, and the pairs that hold it together."""
    coded = project.coded(set(incident.document_ids))
    rulings = project.judged.rulings_on(set(incident.event_ids))
    for _, _, entry in rulings:
        why = projection.words(
            entry.because or "no reason given", [Telling(item.document, item.events) for item in coded]
        )
        yield f"  judged  {entry.id}: {judged_words(entry)}"
        yield f"          by {isolated_line(entry.by)} on {entry.at:%Y-%m-%d}: {isolated_line(why)}"
    same = {(left, right): entry.id for left, right, entry in rulings if entry.verdict == "same"}
    for tie in ties(coded, incident, same):
        by = f"judged the same ({id}), by the program " if (id := same.get((tie.left, tie.right))) else ""
        yield f"  joined  {tie.left} and {tie.right}: {by}{_reasons(tie.likeness)}"


def _question(doubt: Doubt) -> str:
    if doubt.joined:
        return f"Joined on little in {doubt.incidents[0]}:"
    return f"Apart but alike, in {doubt.incidents[0]} and {doubt.incidents[1]}:"


def _side(project: Project, projection: Projection, event: Event) -> Iterator[str]:
    document, events = project.document(event.document_id), project.events(event.document_id)
    evidence = projection.evidence(document, events, {event.id})
    if not evidence:
        return
    where = place_of(event.places[0]) if event.places else "no place"
    when = time_of(event.time) if event.time else "no time"
    yield f"    {event.id}  {event_heading(event)} · {when} · {isolated_within(where)}"
    told = (f"        {isolated(item.publisher or '?')}: {isolated(item.words)}" for item in evidence)
    yield from dict.fromkeys(told)


def _reasons(likeness: Likeness) -> str:
    reasons = ", ".join(f"{reason.name} {reason.weight:+g} ({reason.because})" for reason in likeness.reasons)
    return f"{likeness.score:g} = {reasons}"
