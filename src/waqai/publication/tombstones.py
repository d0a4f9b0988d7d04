"""Tombstones as a file: what became of incident ids that were given out and stand for nothing any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from waqai.publication.csv_cells import csv_line
from waqai.records import Tombstone

COLUMNS = ("id", "kind", "into", "at")


def tombstone_lines(tombstones: Iterable[Tombstone]) -> Iterator[str]:
    """CSV: a header and a line a tombstone. Several successors in a cell are joined by "; "."""
    yield csv_line(COLUMNS)
    for stone in tombstones:
        yield csv_line((stone.id, stone.kind, "; ".join(stone.into), stone.at.isoformat()))
