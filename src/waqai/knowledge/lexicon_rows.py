"""The rows that terms stand for, table by table: what a mention of a text points back to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from waqai.knowledge.actors import load_actors, load_forces, load_nationalities, load_nicknames
from waqai.knowledge.publishers import load_publishers
from waqai.knowledge.reporting import load_reporting
from waqai.knowledge.triggers import load_triggers
from waqai.knowledge.vocabulary import KINDS as VOCABULARY
from waqai.knowledge.vocabulary import load_vocabulary

_LOADERS: dict[str, Callable[[Path | None], tuple[object, ...]]] = {
    "trigger": load_triggers,
    "reporting": load_reporting,
    "actor": load_actors,
    "outlet": load_publishers,
    "nationality": load_nationalities,
    "force": load_forces,
    "nickname": load_nicknames,
}
KINDS = (*_LOADERS, *VOCABULARY)
"""All kinds of terms."""


class Rows:
    """The rows of all tables, each table read when it is first asked for."""

    def __init__(self, tables: Path | None = None) -> None:
        self._tables = tables
        self._read: dict[str, tuple[object, ...]] = {}

    def of(self, kind: str) -> tuple[object, ...]:
        """The rows of a kind of terms, in the order of the table."""
        found = self._read.get(kind)
        if found is None:
            if kind in _LOADERS:
                found = _LOADERS[kind](self._tables)
            else:
                found = tuple(entry.row for entry in load_vocabulary(kind, self._tables))
            self._read[kind] = found
        return found
