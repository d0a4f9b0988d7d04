"""The commands `incidents` and `show`: what the project's rules let out, to read or for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, cast, get_args

import typer

from waqai.cli.output import counted, differences_of, note, print_incidents
from waqai.cli.project import HERE, ProjectFolder, check_text, next_command
from waqai.errors import UnknownId, UsageError
from waqai.publication import Projection, Released, Telling, Terms
from waqai.records import EventType, Incident, Status, Tombstone
from waqai.storage.incidents import IncidentFilter
from waqai.storage.layout import ARCHIVE
from waqai.storage.project import Project

if TYPE_CHECKING:
    from waqai.publication.exports import TextFormat
    from waqai.publication.left_out import LeftOut


class Format(StrEnum):
    """The forms in which incidents are put out."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    acled = "acled"
    ucdp = "ucdp"
    geojson = "geojson"
    timemap = "timemap"
    parquet = "parquet"


def incidents(
    project: ProjectFolder = HERE,
    format: Annotated[Format, typer.Option(help="Form of the output.")] = Format.table,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write this file, whole or not at all.")
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin a CSV with a byte order mark, as Excel wants it.")] = False,
    dictionary: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what the columns of the csv format hold, as CSV.")
    ] = None,
    tombstones: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what became of ids that stand for nothing now, as CSV.")
    ] = None,
    type: Annotated[str | None, typer.Option(help="Kind of act, such as air_strike.")] = None,
    status: Annotated[str | None, typer.Option(help="How well it is attested, such as corroborated.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="First day, as 2024-01-22.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Last day.")] = None,
    place: Annotated[str | None, typer.Option(help="Name of a place or province, Arabic or English, or an id.")] = None,
    actor: Annotated[str | None, typer.Option(help="Name or id of an agent or target.")] = None,
    unsure: Annotated[
        bool, typer.Option("--unsure", help="List the pairs of events most worth a person's judgement instead.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many incidents; with --unsure so many pairs, by default 20.")
    ] = None,
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
    _check(format, out, bom=bom, dictionary=dictionary)
    files = [file for file in (out, dictionary, tombstones) if file]
    if unsure and (files or format is not Format.table or wanted != IncidentFilter()):
        raise UsageError("it lists pairs, in the terminal, and knows only --limit.", where="--unsure")
    opened = Project.open(project)
    _check_files(files, opened)
    projection = projection_of(opened)
    if unsure:
        _list_unsure(opened, projection, limit or PAIRS)
        return
    evidence = _names_reports(format) or projection.asks_documents
    found = _Passing(opened, wanted, projection, limit, evidence=evidence)
    left_out = _put_out(format, found, projection.terms, out, bom=bom)
    if dictionary:
        _write_dictionary(dictionary)
    if tombstones:
        _write_tombstones(tombstones, opened)
    if left_out:
        note(left_out.sentence())
    if found.more:
        note(f"There are more than {counted(found.count, 'incident')}: --limit cut them off.")
    if projection.terms.cell_km and found.count:
        note(f"Coordinates are coarsened: {projection.terms.coordinates}.")
    if found.withheld:
        hours = f"{opened.settings.embargo_hours:,g}"
        note(f"Under the project's embargo of {hours} hours: {counted(found.withheld, 'incident')}.")
    elif not found.count:
        note(_why_empty(opened, wanted))


PAIRS = 20
"""Pairs in doubt that are listed where nobody says how many."""


def _list_unsure(project: Project, projection: Projection, limit: int) -> None:
    from waqai.cli.doubts import doubt_lines

    found = False
    for line in doubt_lines(project, projection, limit):
        found = True
        print(line)
    if not found:
        note("No pair of events is in doubt that nobody has judged.")


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="Id of an incident, as `waqai incidents` gives it.")],
    project: ProjectFolder = HERE,
) -> None:
    """Show one incident with all that is said of it."""
    check_text(id)
    opened = Project.open(project)
    ids = _followed(opened, id)
    shown = [_shown(opened, each) for each in ids]
    print_incidents(shown)
    for released in shown:
        for line in differences_of(released.incident):
            print(line)
        for record in opened.history(released.incident.id):
            if record.kind == "split" and set(record.into) - set(ids):
                print(f"  On {record.at:%Y-%m-%d} part of it became {', '.join(record.into)}.")


def _shown(opened: Project, id: str) -> Released:
    incident = opened.incident(id)
    released = projection_of(opened).released(incident, tellings_of(opened, incident))
    if released is None:
        raise UnknownId("the incident is under the project's embargo.", where=id)
    return _once(released)


def _followed(opened: Project, id: str) -> list[str]:
    """The living incidents that go on with an id: itself, or what its tombstones name. Raises UnknownId."""
    try:
        graves = opened.judged.follow(id)
    except UnknownId as error:
        raise _no_incident(opened, id) or error from None
    for tombstone in graves:
        into = f" into {', '.join(tombstone.into)}" if tombstone.into else ""
        note(f"{tombstone.id} was {tombstone.kind}{into} on {tombstone.at:%Y-%m-%d}.")
    if not graves:
        return [id]
    if not (alive := living(graves)):
        raise UnknownId("the incident was withdrawn: no report tells of it any more.", where=id)
    return alive


def _no_incident(opened: Project, id: str) -> UsageError | None:
    """What the id is instead, where the project holds it."""
    for what, held in (("an event", opened.event), ("a document", opened.document)):
        with suppress(UnknownId):
            held(id)
            return UsageError(
                f"this is {what}, and only incidents are shown.", where=id, remedy=f"See `waqai explain {id}`."
            )
    return None


def living(graves: Sequence[Tombstone]) -> list[str]:
    """The incidents that go on with an id of which these are the tombstones."""
    dead = {tombstone.id for tombstone in graves}
    alive = (each for tombstone in graves for each in tombstone.into if each not in dead)
    return list(dict.fromkeys(alive))


class _Passing(Iterator[Released]):
    """Projected incidents, at most `limit`, counted as they pass; those under embargo, and whether there are more.

    Under an embargo an incident may leave with another status than is stored: that one is what was wanted.
    """

    def __init__(
        self, project: Project, wanted: IncidentFilter, projection: Projection, limit: int | None, *, evidence: bool
    ) -> None:
        self._project = project
        self._status = wanted.status if projection.asks_documents else None
        self._stored = project.incidents(replace(wanted, status=None) if self._status else wanted)
        self._projection = projection
        self._limit = limit
        self._evidence = evidence
        self.count = 0
        self.withheld = 0
        self.more = False

    def __next__(self) -> Released:
        while True:
            released = self._released(next(self._stored))
            if released is None:
                self.withheld += 1
            elif self._status in (None, released.incident.status):
                break
        if self.count == self._limit:
            self.more = True
            raise StopIteration
        self.count += 1
        return released

    def _released(self, incident: Incident) -> Released | None:
        if self._evidence:
            return self._projection.released(incident, tellings_of(self._project, incident))
        public = self._projection.incident(incident)
        return None if public is None else Released(public)


def _put_out(format: Format, found: _Passing, terms: Terms, out: Path | None, *, bom: bool) -> LeftOut:
    from waqai.publication.exports import export_lines
    from waqai.publication.left_out import LeftOut

    left_out = LeftOut()
    if format is Format.table:
        shown = [_once(released) for released in found]
        if shown:
            print_incidents(shown)
    elif format is Format.parquet:
        _put_out_parquet(found, terms, out)
    else:
        lines = export_lines(cast("TextFormat", format.value), found, terms, left_out, bom=bom)
        if out is None:
            sys.stdout.writelines(lines)
        else:
            from waqai.cli.outfile import write_lines

            write_lines(out, lines)
    return left_out


def _put_out_parquet(found: _Passing, terms: Terms, out: Path | None) -> None:
    from waqai.cli.outfile import whole_file
    from waqai.publication.parquet import write_parquet

    def write(file: BinaryIO) -> None:
        write_parquet((released.incident for released in found), terms, file)

    if out is None:
        write(sys.stdout.buffer)
    else:
        with whole_file(out) as file:
            write(file)


def _write_dictionary(path: Path) -> None:
    from waqai.cli.outfile import write_lines
    from waqai.publication.spreadsheet import dictionary_lines

    write_lines(path, dictionary_lines())


def _write_tombstones(path: Path, project: Project) -> None:
    from waqai.cli.outfile import write_lines
    from waqai.publication.tombstones import tombstone_lines

    write_lines(path, tombstone_lines(project.tombstones()))


def _check(format: Format, out: Path | None, *, bom: bool, dictionary: Path | None) -> None:
    """Raise UsageError for options that do not go with the format."""
    from waqai.publication.exports import CSV_FORMATS

    if format is Format.table and out:
        raise UsageError("a table is for the terminal.", where="--out", remedy="Choose another --format for a file.")
    if bom and format.value not in CSV_FORMATS:
        raise UsageError("only CSV has a byte order mark.", where="--bom", remedy="Use --format csv, acled or ucdp.")
    if dictionary and format is not Format.csv:
        raise UsageError("it describes the columns of the csv format.", where="--dictionary")
    if format is Format.parquet and out is None and sys.stdout.isatty():
        raise UsageError("Parquet is no text for a terminal.", where="--format", remedy="Name a file with --out FILE.")


def _check_files(files: Sequence[Path], project: Project) -> None:
    """Raise UsageError for files to write that are one, or a part of the project."""
    resolved = [file.resolve() for file in files]
    if len(set(resolved)) < len(resolved):
        raise UsageError("two outputs would be one file.", where=str(files[0]), remedy="Name each on its own.")
    for file, place in zip(files, resolved, strict=True):
        if place in project.files or (project.root / ARCHIVE).resolve() in place.parents:
            raise UsageError("this is a part of the project.", where=str(file), remedy="Choose another name.")


def _names_reports(format: Format) -> bool:
    from waqai.publication.exports import WITH_EVIDENCE

    return format is Format.table or format.value in WITH_EVIDENCE


def projection_of(project: Project) -> Projection:
    """What a project lets out now."""
    if project.settings.embargo_hours <= 0:
        return Projection(project.settings, datetime.now(UTC))
    from waqai.knowledge.publishers import PublisherIndex
    from waqai.linking.retelling import retelling

    return Projection(project.settings, datetime.now(UTC), retelling(PublisherIndex()))


def tellings_of(project: Project, incident: Incident) -> list[Telling]:
    """The documents that tell of an incident, each with all its events."""
    return [Telling(project.document(id), project.events(id)) for id in incident.document_ids]


def _once(released: Released) -> Released:
    """With one line for all mentions that say the same."""
    lines = {line.model_copy(update={"event_id": ""}): line for line in released.evidence}
    return Released(released.incident, tuple(lines.values()))


def _why_empty(project: Project, wanted: IncidentFilter) -> str:
    counts = project.counts()
    if not counts.documents:
        return f"No documents yet. {next_command('add', project.root)} FILE…"
    if counts.waiting:
        return f"Not coded yet: {counted(counts.waiting, 'document')}. {next_command('process', project.root)}"
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
