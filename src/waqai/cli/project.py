"""The commands on a project: `init`, `add`, `process`, `incidents`, `show`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, get_args

import typer

from waqai.acquisition.reading import MAX_BYTES, PublisherLookup
from waqai.cli.exit_status import NOTHING_DONE, SET_ASIDE
from waqai.cli.memory import collect_seldom
from waqai.cli.output import counted, list_set_aside, note, print_incidents, progress_bar
from waqai.errors import UnknownId, UsageError
from waqai.publication.projection import Evidence, Projection
from waqai.records import EventType, Incident, Status
from waqai.storage.incidents import IncidentFilter
from waqai.storage.project import Project
from waqai.storage.settings import Settings

if TYPE_CHECKING:
    from waqai.coding.coder import Coder

ProjectFolder = Annotated[Path, typer.Option("--project", "-p", metavar="DIR", help="The project's folder.")]
_HERE = Path()


class Format(StrEnum):
    """The forms in which incidents are put out."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    geojson = "geojson"


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the project in.")],
    name: Annotated[str | None, typer.Option(help="What the project is called; by default as its folder.")] = None,
    time_zone: Annotated[str, typer.Option(help="Zone of publishers that Waqai does not know.")] = "UTC",
) -> None:
    """Make a project: waqai.toml with its settings, waqai.db, and archive/ for the bytes of what is added."""
    from pydantic import ValidationError

    try:
        settings = Settings(name=name or folder.resolve().name, time_zone=time_zone)
    except ValidationError as error:
        raise UsageError(f"{error.errors()[0]['msg']}.", remedy="See `waqai init --help`.") from error
    Project.create(folder, settings).close()
    print(f"Made the project {folder}. Its settings are in {folder / 'waqai.toml'}.")
    note(f"Next: waqai add --project {folder} FILE…")


def add(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Text, HTML, JSON and JSONL files, folders, or -.")
    ],
    project: ProjectFolder = _HERE,
    max_bytes: Annotated[int, typer.Option(min=1, help="Largest text or page to take, in bytes.")] = MAX_BYTES,
) -> None:
    """Take files and folders into the project. What is there already stays as it is."""
    opened = Project.open(project)
    inputs: list[Path | BinaryIO] = [sys.stdin.buffer if path == "-" else Path(path) for path in paths]
    with progress_bar("files") as progress:
        report = opened.add(inputs, publishers=_publishers(), max_bytes=max_bytes, progress=progress)
    list_set_aside(report.set_aside)
    known = report.files_known + report.documents_known
    print(
        f"{counted(report.documents, 'new document')}, {counted(report.versions, 'new version')},"
        f" {known} already there, {len(report.set_aside)} set aside."
    )
    if not report.files:
        raise UsageError("there is no file in what you gave.", remedy="Hidden files are passed over.")
    if report.documents + report.versions:
        note(_next("process", project))
    if report.set_aside:
        raise typer.Exit(SET_ASIDE if report.taken else NOTHING_DONE)


def process(
    project: ProjectFolder = _HERE,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes that code at a time.")] = 1,
) -> None:
    """Code what is new in the project and join its events into incidents. Safe to interrupt and run again."""
    opened = Project.open(project)
    if not opened.counts().documents:
        note(f"No documents yet. {_next('add', project)} FILE…")
        return
    with progress_bar("documents") as progress:
        report = opened.process(_coder(opened), workers=workers, progress=progress)
    list_set_aside(report.set_aside)
    coded, events = counted(report.coded, "document"), counted(report.events, "event")
    print(f"{coded} coded, {events} in them. {counted(report.incidents, 'incident')} in the project.")
    note(_next("incidents", project))
    if report.set_aside:
        raise typer.Exit(SET_ASIDE)


def incidents(
    project: ProjectFolder = _HERE,
    format: Annotated[Format, typer.Option(help="Form of the output.")] = Format.table,
    type: Annotated[str | None, typer.Option(help="Kind of act, such as air_strike.")] = None,
    status: Annotated[str | None, typer.Option(help="How well it is attested, such as corroborated.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="First day, as 2024-01-22.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Last day.")] = None,
    place: Annotated[str | None, typer.Option(help="Name of a place or province, Arabic or English, or an id.")] = None,
    actor: Annotated[str | None, typer.Option(help="Name or id of an agent or target.")] = None,
) -> None:
    """Put out the incidents: as a table with who says so in which words, or for other programs."""
    wanted = IncidentFilter(
        type=_one_of(type, get_args(EventType), "--type"),
        status=_one_of(status, get_args(Status), "--status"),
        since=_day(since, "--since"),
        until=_day(until, "--until"),
        place=place,
        actor=actor,
    )
    opened = Project.open(project)
    projection = _projection(opened)
    found = _Tally(opened.incidents(wanted), projection)
    if format is Format.table:
        shown = [(incident, _evidence(opened, projection, incident)) for incident in found]
        if shown:
            print_incidents(shown)
    else:
        for line in _written(format, found):
            sys.stdout.write(line)
    if found.withheld:
        hours = f"{opened.settings.embargo_hours:,g}"
        note(f"Under the project's embargo of {hours} hours: {counted(found.withheld, 'incident')}.")
    elif not found.count:
        note(_why_empty(opened, wanted))


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="Id of an incident, as `waqai incidents` gives it.")],
    project: ProjectFolder = _HERE,
) -> None:
    """Show one incident with all that is said of it."""
    opened = Project.open(project)
    projection = _projection(opened)
    incident = projection.incident(opened.incident(id))
    if incident is None:
        raise UnknownId("the incident is under the project's embargo.", where=id)
    print_incidents([(incident, _evidence(opened, projection, incident))])


class _Tally(Iterator[Incident]):
    """Projected incidents, counted as they pass, and those under embargo."""

    def __init__(self, stored: Iterator[Incident], projection: Projection) -> None:
        self._stored = stored
        self._projection = projection
        self.count = 0
        self.withheld = 0

    def __next__(self) -> Incident:
        while (projected := self._projection.incident(next(self._stored))) is None:
            self.withheld += 1
        self.count += 1
        return projected


def _projection(project: Project) -> Projection:
    return Projection(project.settings, datetime.now(UTC))


def _evidence(project: Project, projection: Projection, incident: Incident) -> Sequence[Evidence]:
    events = set(incident.event_ids)
    lines = (
        line
        for id in incident.document_ids
        for line in projection.evidence(project.document(id), project.events(id), events)
    )
    return list({line.model_copy(update={"event_id": ""}): line for line in lines}.values())  # one for all its mentions


def _written(format: Format, found: Iterator[Incident]) -> Iterator[str]:
    from waqai.publication.geojson import geojson_lines
    from waqai.publication.spreadsheet import csv_lines

    if format is Format.csv:
        return csv_lines(found)
    if format is Format.geojson:
        return geojson_lines(found)
    return (f"{incident.model_dump_json()}\n" for incident in found)


def _publishers() -> PublisherLookup:
    from waqai.knowledge.publishers import PublisherIndex

    return PublisherIndex()


def _coder(project: Project) -> Coder:
    from waqai.coding.coder import Coder
    from waqai.coding.salience import Salience
    from waqai.knowledge.knowledge import load

    coder = Coder(load(gazetteer_path=project.gazetteer, tables=project.tables), Salience.load())
    collect_seldom()
    return coder


def _next(command: str, project: Path) -> str:
    """What to run next, with the project where that is not the current folder."""
    return f"Next: waqai {command}" if project == _HERE else f"Next: waqai {command} --project {project}"


def _why_empty(project: Project, wanted: IncidentFilter) -> str:
    counts = project.counts()
    if not counts.documents:
        return f"No documents yet. {_next('add', project.root)} FILE…"
    if counts.waiting:
        return f"Not coded yet: {counted(counts.waiting, 'document')}. {_next('process', project.root)}"
    if wanted != IncidentFilter() and counts.incidents:
        return f"None of {counted(counts.incidents, 'incident')} is like that. Ask for less."
    return "The documents tell of no datable incident. `waqai code FILE` shows what is read in one."


def _one_of(value: str | None, known: tuple[str, ...], option: str) -> str | None:
    if value is not None and value not in known:
        raise UsageError(f"{value!r} is none of {', '.join(known)}.", where=option)
    return value


def _day(value: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise UsageError(f"{value!r} is not a day.", where=option, remedy="Write it as 2024-01-22.") from error
