"""The command `doctor`: whether this machine and this project are fit for work."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

from waqai import __version__
from waqai.cli.exit_status import NOTHING_DONE
from waqai.cli.output import counted, isolated
from waqai.errors import WaqaiError
from waqai.knowledge.table import rows

_OLDEST_SQLITE = (3, 35, 0)
_TABLE_OF_PLACES = """
    SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
    WHERE m.type = 'table' AND c.name = 'lat' ORDER BY m.name
"""
_UNORDERED = ("alacritty", "kitty", "foot", "xterm-kitty")
"""Terminals that do not order right-to-left text."""


class Finding(NamedTuple):
    """What was looked at, how it is, and what that means."""

    what: str
    state: Literal["ok", "note", "bad"]
    detail: str


def doctor(
    project: Annotated[
        Path | None, typer.Option("--project", "-p", metavar="DIR", help="A project to look at.")
    ] = None,
) -> None:
    """Look at what Waqai needs: Python, SQLite, tables, gazetteer, terminal, and a project where there is one."""
    folder = project or (Path() if Path("waqai.toml").is_file() else None)
    checks = {"python": _python, "sqlite": _sqlite, "tables": _tables, "gazetteer": _gazetteer, "terminal": _terminal}
    if folder is not None:
        checks["project"] = lambda: _project(folder)
    findings = [finding for what, check in checks.items() for finding in _guarded(what, check)]
    for finding in findings:
        print(f"{finding.state:<5}{finding.what:<11}{finding.detail}")
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(NOTHING_DONE)


def _guarded(what: str, check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What a check finds; one that fails is a finding itself."""
    try:
        yield from check()
    except (WaqaiError, OSError, sqlite3.Error) as error:
        yield Finding(what, "bad", str(error))


def _python() -> Iterator[Finding]:
    yield Finding("waqai", "ok", __version__)
    yield Finding("python", "ok", sys.version.split()[0])


def _sqlite() -> Iterator[Finding]:
    old = sqlite3.sqlite_version_info < _OLDEST_SQLITE
    yield Finding("sqlite", "bad" if old else "ok", sqlite3.sqlite_version + (" is older than 3.35" if old else ""))


def _tables() -> Iterator[Finding]:
    names = sorted(
        entry.name.removesuffix(".tsv")
        for entry in (files("waqai.knowledge") / "tables").iterdir()
        if entry.name.endswith(".tsv")
    )
    count = sum(1 for name in names for _ in rows(name, ()))
    yield Finding("tables", "ok" if names else "bad", f"{len(names)} tables, {count:,} rows")


def _gazetteer() -> Iterator[Finding]:
    from waqai.knowledge.gazetteer_build import default_path

    path = default_path()
    if not path.is_file():
        yield Finding("gazetteer", "note", f"not built yet; the first coding builds it at {path}")
        return
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        [table] = connection.execute(_TABLE_OF_PLACES).fetchone() or ["sqlite_master"]
        [count] = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - named by the file
    yield Finding("gazetteer", "ok" if count else "bad", f"{count:,} places in {path}")


def _terminal() -> Iterator[Finding]:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        yield Finding("terminal", "note", f"the output is in {sys.stdout.encoding}: set LANG=C.UTF-8 to see Arabic")
        return
    yield Finding("terminal", "ok", "UTF-8")
    name = f"{os.environ.get('TERM', '')} {os.environ.get('TERM_PROGRAM', '')}".lower()
    sample = isolated("حلب 2016")
    if any(terminal in name for terminal in _UNORDERED):
        yield Finding(
            "letters", "note", f"this terminal may show Arabic in reverse: {sample}; use GNOME Terminal or mlterm"
        )
    else:
        yield Finding("letters", "ok", f"this should read from right to left, in joined letters: {sample}")


def _project(folder: Path) -> Iterator[Finding]:
    from waqai.storage.project import Project

    project = Project.open(folder)
    counts = project.counts()
    yield Finding(
        "project",
        "ok",
        f"{isolated(project.settings.name)}: {counted(counts.captures, 'capture')},"
        f" {counted(counts.documents, 'document')}, {counted(counts.events, 'event')},"
        f" {counted(counts.incidents, 'incident')}",
    )
    if counts.waiting:
        yield Finding("work", "note", f"{counts.waiting} documents wait to be coded; next: waqai process")
    if counts.cut_off:
        yield Finding("work", "note", f"{counts.cut_off} runs were cut off; the same command finishes them")
    if counts.set_aside:
        yield Finding("work", "note", f"{counts.set_aside} inputs were set aside")
    fault = project.verify()
    yield Finding("archive", "bad" if fault else "ok", fault or "every byte is as it came in")
    project.close()
