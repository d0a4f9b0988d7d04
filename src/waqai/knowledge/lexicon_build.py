"""Compiling the lexicon: once for its tables and for the rules that make their forms, and not at every start."""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from waqai.knowledge.gazetteer_schema import locked
from waqai.knowledge.lexicon import Lexicon, indexed
from waqai.knowledge.lexicon_file import read, write
from waqai.knowledge.lexicon_rows import Rows
from waqai.knowledge.lexicon_terms import table_terms
from waqai.knowledge.table import table_path

TABLES = (
    "actors",
    "cues",
    "oppositions",
    "forces",
    "function_words",
    "nationalities",
    "nicknames",
    "objects",
    "persons",
    "place_kinds",
    "place_words",
    "publishers",
    "reporting",
    "sources",
    "triggers",
    "weapons",
)
"""The tables whose words the lexicon holds."""
CODE = (
    "errors.py",
    "knowledge/actors.py",
    "knowledge/lexicon.py",
    "knowledge/lexicon_build.py",
    "knowledge/lexicon_file.py",
    "knowledge/lexicon_readings.py",
    "knowledge/lexicon_rows.py",
    "knowledge/lexicon_terms.py",
    "knowledge/lexicon_vocabulary.py",
    "knowledge/publishers.py",
    "knowledge/reporting.py",
    "knowledge/table.py",
    "knowledge/triggers.py",
    "knowledge/vocabulary.py",
)
"""What makes terms of them, beside all of `waqai.language`."""


def _parts(tables: Path | None) -> list[Traversable]:
    """Everything that a lexicon is made of. The package's own tables count for a project's too: actors name states."""
    package = files("waqai")
    folders = [package / "language", package / "language" / "tables"]
    language = [part for folder in folders for part in folder.iterdir() if part.name.endswith((".py", ".tsv"))]
    own = [table_path(table) for table in TABLES]
    project = [table_path(table, tables) for table in TABLES] if tables else []
    return [*(package / name for name in CODE), *sorted(language, key=lambda part: part.name), *own, *project]


def fingerprint(tables: Path | None = None) -> str:
    """A digest of all that a lexicon is made of: the tables, the rules, and the version of Python."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for part in _parts(tables):
        content = part.read_bytes() if part.is_file() else b"-"
        digest.update(f"{part.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def default_path(tables: Path | None = None) -> Path:
    """Where the compiled lexicon of some tables lies, a file for each folder of tables.

    In `$WAQAI_HOME`, else in the user's cache folder (`$XDG_CACHE_HOME/waqai`).
    """
    if home := os.environ.get("WAQAI_HOME"):
        folder = Path(home).expanduser()
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "waqai"
    origin = tables.absolute() if tables else files("waqai") / "knowledge" / "tables"
    return folder / f"lexicon-{hashlib.sha256(str(origin).encode()).hexdigest()[:12]}.txt"


def direct(tables: Path | None = None) -> Lexicon:
    """The lexicon made of the tables in memory."""
    return Lexicon(table_terms(tables))


def compiled(tables: Path | None = None, path: Path | None = None) -> Lexicon:
    """The lexicon compiled at `path`, by default at `default_path`.

    It is compiled where it is missing, damaged, or of older tables or rules; two processes compile it once. Where the
    folder cannot be written, the lexicon is made in memory. Raises TableError where a table does not hold.
    """
    rows, wanted = Rows(tables), fingerprint(tables)
    try:
        path = path or default_path(tables)
    except RuntimeError:  # a user without a home folder
        return direct(tables)
    index = read(path, rows, wanted)
    if index is None:
        try:
            with locked(path):
                index = read(path, rows, wanted)
                if index is None:
                    write(path, indexed(table_terms(tables)), rows, wanted)
                    index = read(path, rows, wanted)
        except OSError:
            return direct(tables)
    return Lexicon.over(index) if index is not None else direct(tables)
