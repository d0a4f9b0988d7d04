"""The file that a gazetteer is: an SQLite database of places, their names under keys, and what was imported."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from functools import cache
from pathlib import Path

from waqai.errors import GazetteerError
from waqai.knowledge.place_names import EXACT, PART, SPELLING, name_key, name_keys
from waqai.knowledge.table import rows
from waqai.language.folding import fold_key

SCHEMA_VERSION = 1
_DDL = """
CREATE TABLE place (
    id TEXT PRIMARY KEY, name_ar TEXT, name_en TEXT, kind TEXT NOT NULL, country TEXT, admin1 TEXT, admin2 TEXT,
    parent_id TEXT, lat REAL, lon REAL, population INTEGER NOT NULL DEFAULT 0, source TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX place_where ON place (lat, lon);
CREATE INDEX place_parent ON place (parent_id);
CREATE INDEX place_kind ON place (kind, country);
CREATE TABLE name (
    place_id TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, first_word TEXT NOT NULL, words INTEGER NOT NULL,
    articles TEXT NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (place_id, key)
) WITHOUT ROWID;
CREATE INDEX name_key ON name (key);
CREATE INDEX name_first_word ON name (first_word, rank, key, place_id, articles);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE import (
    sha256 TEXT PRIMARY KEY, file TEXT NOT NULL, format TEXT NOT NULL, taken INTEGER NOT NULL,
    set_aside INTEGER NOT NULL, at TEXT NOT NULL
);
CREATE TABLE imported (number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, row TEXT NOT NULL);
"""
_UPSERT = """
INSERT INTO name (place_id, key, name, first_word, words, articles, rank) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (place_id, key) DO UPDATE SET name = excluded.name, articles = excluded.articles, rank = excluded.rank
WHERE excluded.rank < rank
"""


class Rank(IntEnum):
    """How a key stands to the place; the lower, the surer. The table `name` keeps the surest one a place and key.

    `OFFICIAL` is the name that the place goes by here, `ALIAS` another name of it, `PART` a part of one ("ابين" of
    "ابين- عفرين"), `SPELLING` a common other spelling, `LOOSE` a rarer one. `HOMONYM` is a name that is also a word
    or a person's (بشار) and so tells a place only together with a class word or another place; `CODE` a P-code.
    """

    OFFICIAL = 0
    ALIAS = 1
    PART = 2
    SPELLING = 3
    LOOSE = 4
    HOMONYM = 5
    CODE = 9


@cache
def homonyms() -> frozenset[str]:
    """Names, folded but with their article, that are ordinary words too (table `place_homonyms`)."""
    return frozenset(fold_key(row["name"]) for row in rows("place_homonyms", ("name", "also")))


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database, within the transaction that is open."""
    for statement in _DDL.split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))


def _rank(penalty: int, first: Rank, key: str, articles: Iterable[bool]) -> Rank:
    written = " ".join(("ال" if article else "") + word for word, article in zip(key.split(), articles, strict=True))
    if written in homonyms():
        return Rank.HOMONYM
    if penalty == EXACT:
        return first
    return {PART: Rank.PART, SPELLING: Rank.SPELLING}.get(penalty, Rank.LOOSE)


def add_names(connection: sqlite3.Connection, place_id: str, names: Iterable[str], first: Rank = Rank.ALIAS) -> None:
    """Add every key of the written names to a place; keys that it has stay, unless the new rank is surer."""
    connection.executemany(
        _UPSERT,
        [
            (
                place_id,
                key,
                " ".join(name.split()),
                key.split()[0],
                len(articles),
                "".join("1" if article else "0" for article in articles),
                int(_rank(penalty, first, key, articles)),
            )
            for name in names
            for key, penalty, articles in name_keys(name)
        ],
    )


def add_code(connection: sqlite3.Connection, place_id: str, code: str) -> None:
    """Make a place known under a code of its source, such as a P-code."""
    key = name_key(code)
    if key:
        connection.execute(_UPSERT, (place_id, key, code, key.split()[0], 1, "0", int(Rank.CODE)))


def connect(path: Path) -> sqlite3.Connection:
    """A connection that reads only. Raises GazetteerError where the file is missing, none, or of another version."""
    if not path.is_file():
        raise GazetteerError("there is no gazetteer.", where=str(path), remedy="Make it with `waqai gazetteer build`.")
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30, check_same_thread=False)
    try:
        found = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise GazetteerError(
            f"the file is no gazetteer ({error}).", where=str(path), remedy="Build it again: `waqai gazetteer build`."
        ) from error
    if found is None or found[0] != str(SCHEMA_VERSION):
        connection.close()
        raise GazetteerError(
            "the gazetteer is of another version.", where=str(path), remedy="Run `waqai gazetteer build`."
        )
    return connection


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the right to write the gazetteer at `path`; waits for another process that holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
