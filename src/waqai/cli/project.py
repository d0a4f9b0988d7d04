"""The commands that fill a project: `init`, `add`, `process`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from waqai.acquisition.reading import MAX_BYTES, PublisherLookup, Reading
from waqai.cli.exit_status import NOTHING_DONE, SET_ASIDE
from waqai.cli.memory import collect_seldom
from waqai.cli.output import counted, list_set_aside, note, progress_bar
from waqai.cli.reading_options import AsKind, Channels, Columns, with_options
from waqai.errors import UsageError
from waqai.storage.judging import LONGEST_ID, is_text
from waqai.storage.project import Project
from waqai.storage.settings import Settings

if TYPE_CHECKING:
    from waqai.coding.coder import Coder

ProjectFolder = Annotated[Path, typer.Option("--project", "-p", metavar="DIR", help="The project's folder.")]
HERE = Path()
"""The current folder: the project where none is named."""


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
        list[str], typer.Argument(metavar="PATH…", help="Files of any kind that Waqai reads, folders, or -.")
    ],
    project: ProjectFolder = HERE,
    as_kind: AsKind = None,
    columns: Columns = None,
    channels: Channels = None,
    max_bytes: Annotated[int, typer.Option(min=1, help="Largest text or page to take, in bytes.")] = MAX_BYTES,
) -> None:
    """Take files and folders into the project. What is there already stays as it is."""
    opened = Project.open(project)
    reading = Reading(now=datetime.now(UTC), publishers=_publishers(), zone=opened.settings.zone, max_bytes=max_bytes)
    reading = with_options(reading, as_kind, columns, channels)
    inputs: list[Path | BinaryIO] = [sys.stdin.buffer if path == "-" else Path(path) for path in paths]
    with progress_bar("files") as progress:
        report = opened.add(inputs, reading=reading, progress=progress)
    list_set_aside(report.set_aside)
    known = report.files_known + report.documents_known
    print(
        f"{counted(report.documents, 'new document')}, {counted(report.versions, 'new version')},"
        f" {known} already there, {len(report.set_aside)} set aside."
    )
    if not report.files:
        raise UsageError("there is no file in what you gave.", remedy="Hidden files are passed over.")
    if report.documents + report.versions:
        note(next_command("process", project))
    if report.set_aside:
        raise typer.Exit(SET_ASIDE if report.taken else NOTHING_DONE)


def process(
    project: ProjectFolder = HERE,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes that code at a time.")] = 1,
) -> None:
    """Code what is new in the project and join its events into incidents. Safe to interrupt and run again."""
    opened = Project.open(project)
    if opened.is_empty():
        note(f"No documents yet. {next_command('add', project)} FILE…")
        return
    with progress_bar("documents") as progress:
        report = opened.process(coder_of(opened), workers=workers, progress=progress)
    list_set_aside(report.set_aside)
    coded, events = counted(report.coded, "document"), counted(report.events, "event")
    print(f"{coded} coded, {events} in them. {counted(report.incidents, 'incident')} in the project.")
    note(next_command("incidents", project))
    if report.set_aside:
        raise typer.Exit(SET_ASIDE)


def _publishers() -> PublisherLookup:
    from waqai.knowledge.publishers import PublisherIndex

    return PublisherIndex()


def coder_of(project: Project) -> Coder:
    """The coder with the project's gazetteer and tables."""
    from waqai.coding.coder import Coder
    from waqai.coding.salience import Salience
    from waqai.knowledge.knowledge import load

    coder = Coder(load(gazetteer_path=project.gazetteer, tables=project.tables), Salience.load())
    collect_seldom()
    return coder


def next_command(command: str, project: Path) -> str:
    """What to run next, with the project where that is not the current folder."""
    return f"Next: waqai {command}" if project == HERE else f"Next: waqai {command} --project {project}"


def check_text(value: str, where: str | None = None) -> None:
    """Raise UsageError for an argument that is empty, endless or no UTF-8: nothing in a project is called so."""
    if not value.strip():
        raise UsageError("an id is empty.", where=where)
    if len(value) > LONGEST_ID:
        raise UsageError(f"an id is longer than {LONGEST_ID:,} characters.", where=where)
    if not is_text(value):
        raise UsageError("it is not UTF-8.", where=where or value.encode("utf-8", "backslashreplace").decode())
