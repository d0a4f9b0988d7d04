"""The commands of `waqai sources`: how sources fare, adding and taking out, pausing and going on."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from waqai.cli.exit_status import SET_ASIDE
from waqai.cli.outfile import write_lines
from waqai.cli.output import isolated, note
from waqai.cli.project import HERE, ProjectFolder, next_command
from waqai.errors import UsageError
from waqai.storage.layout import LOCK
from waqai.storage.lock import SHORT, exclusive
from waqai.storage.project import Project
from waqai.storage.settings import FILE_NAME
from waqai.storage.source_health import Health

app = typer.Typer(
    help="Where reports are collected from: how each source fares, adding, taking out and pausing.",
    add_completion=False,
    no_args_is_help=False,
)


class Format(StrEnum):
    """How the sources are printed."""

    table = "table"
    jsonl = "jsonl"


@app.callback(
    invoke_without_command=True,
    epilog="Examples:\n\nwaqai sources\n\nwaqai sources --format jsonl\n\nwaqai sources add river --kind feed "
    "--address https://example.org/rss --every 15m",
)
def sources(
    context: typer.Context,
    project: ProjectFolder = HERE,
    format: Annotated[Format, typer.Option(help="A table, or a JSON object a line.")] = Format.table,
) -> None:
    """How each source fares: when it last worked, what came of it, since when it fails and why.

    Exit status 1 where one fails.
    """
    if context.invoked_subcommand:
        return
    opened = Project.open(project)
    found = opened.sources()
    if not found:
        note(f"No sources yet. {next_command('sources add', project)} NAME --kind feed --address URL")
        return
    if format is Format.jsonl:
        for health in found:
            print(json.dumps(_record(health), ensure_ascii=False))
    else:
        _print_table(found, datetime.now(UTC))
    if any(health.failing_since for health in found):
        raise typer.Exit(SET_ASIDE)


@app.command(
    epilog="Examples:\n\nwaqai sources add river --kind feed --address https://example.org/rss --publisher 'صدى النهر' "
    "--every 15m\n\nwaqai sources add canal --kind telegram --address canal_news --set pages=5\n\nwaqai sources add "
    "drop --kind folder --address inbox"
)
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Letters, digits, dots, dashes and underscores.")],
    kind: Annotated[
        str,
        typer.Option(help="feed, sitemap, page, pages, telegram, telegram_api or folder."),
    ],
    address: Annotated[str, typer.Option(help="Where it is: a web address, a channel, a folder.")],
    publisher: Annotated[str | None, typer.Option(help="Its name in the table of publishers, or any name.")] = None,
    every: Annotated[str, typer.Option(help="How often it is due: 15m, 6h, 1d.")] = "1h",
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A further key, as in waqai.toml.")
    ] = None,
    project: ProjectFolder = HERE,
) -> None:
    """Add a source to waqai.toml."""
    from pydantic import ValidationError

    from waqai.acquisition.source import SOURCE
    from waqai.storage.source_tables import with_source

    given: dict[str, Any] = {"name": name, "kind": kind, "address": address, "every": every}
    given |= {"publisher": publisher} if publisher else {}
    for item in settings or ():
        key, value = _setting(item)
        given[key] = value
    try:
        source = SOURCE.validate_python(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part != kind)
        message = f"{where}: {first['msg']}." if where else f"{first['msg']}."
        raise UsageError(message, remedy="docs/sources.md shows every kind.") from error
    _change(project, lambda text, where: with_source(text, source, where))
    print(f"Added the source {name}.")
    note(next_command(f"collect --source {name}", project))


@app.command(epilog="Example:\n\nwaqai sources remove river")
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The source.")], project: ProjectFolder = HERE
) -> None:
    """Take a source out of waqai.toml. What was collected from it stays."""
    from waqai.storage.source_tables import without_source

    _change(project, lambda text, where: without_source(text, name, where))
    print(f"Took out the source {name}. What was collected from it stays.")


@app.command(epilog="Example:\n\nwaqai sources pause river")
def pause(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The source.")], project: ProjectFolder = HERE
) -> None:
    """Ask nothing more of a source until `resume`."""
    from waqai.storage.source_tables import with_paused

    _change(project, lambda text, where: with_paused(text, name, True, where))
    print(f"Paused {name}.")


@app.command(epilog="Example:\n\nwaqai sources resume river")
def resume(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The source.")], project: ProjectFolder = HERE
) -> None:
    """Go on with a paused source."""
    from waqai.storage.source_tables import with_paused

    _change(project, lambda text, where: with_paused(text, name, False, where))
    print(f"{name} is collected from again.")


def _setting(item: str) -> tuple[str, Any]:
    """A key and its value as TOML would write it; what is no TOML is a text."""
    import tomllib

    key, equals, value = item.partition("=")
    if not equals or not key.strip():
        raise UsageError(f"{item!r} is not KEY=VALUE.", remedy="As in --set pages=5.")
    try:
        return key.strip(), tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return key.strip(), value


def _change(project: Path, change: Callable[[str, str], str]) -> None:
    """Change the settings file in one step: it is as it was, or changed whole."""
    Project.open(project).close()
    path = project / FILE_NAME
    with exclusive(project / LOCK, SHORT):
        text = change(path.read_text(encoding="utf-8"), str(path))
        write_lines(path, [text])


def _print_table(found: list[Health], now: datetime) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, emoji=False, width=None if os.isatty(1) else 160)
    table = Table("source", "kind", "state", "last worked", "next", "documents", "changed", "gone", "waiting")
    for health in found:
        numbers = (health.documents, health.versions, health.gone, health.waiting)
        cells = (health.name, health.kind, _state(health, now), _ago(health.succeeded_at, now), _next(health, now))
        table.add_row(*(Text(cell) for cell in (*cells, *(f"{number:,}" for number in numbers))))
    console.print(table)
    for health in found:
        if health.failing_since:
            failure = isolated(f"{health.name}: [{health.failure_code}] {health.failure}")
            console.print(Text(f"{failure} ({health.failures} times in a row)"), soft_wrap=True)


def _state(health: Health, now: datetime) -> str:
    if health.paused:
        return "paused"
    if health.failing_since:
        return f"failing, {_ago(health.failing_since, now)}"
    return "never tried" if health.succeeded_at is None else "well"


def _next(health: Health, now: datetime) -> str:
    if health.paused:
        return ""
    if health.due_at is None or health.due_at <= now:
        return "due"
    return f"in {_span(health.due_at - now)}"


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "never"
    return f"{_span(now - moment)} ago" if moment <= now else moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def _span(length: timedelta) -> str:
    seconds = int(length.total_seconds())
    for name, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {name}"
    return f"{seconds} s"


def _record(health: Health) -> dict[str, Any]:
    values = {name: getattr(health, name) for name in Health.__dataclass_fields__}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
