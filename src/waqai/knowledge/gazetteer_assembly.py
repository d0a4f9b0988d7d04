"""Joining what several sources say of places into one gazetteer.

Rows come one after another. Two rows are one place where they share an exact name, lie in one country within 5 km and
are settlements both; administrative units are one where name, level and parent agree. The place keeps the id under
which it came first, and gains the names, codes and finer ancestry of the later rows.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from waqai.knowledge.gazetteer_ancestry import Ancestry
from waqai.knowledge.gazetteer_geometry import Box, distance_km
from waqai.knowledge.gazetteer_schema import add_names
from waqai.knowledge.gazetteer_settling import settle_admins, settle_coordinates
from waqai.knowledge.gazetteer_sources import SETTLEMENTS, SourceRow
from waqai.knowledge.gazetteer_writing import LEVELS, PlaceWriter
from waqai.knowledge.place_names import PART, name_keys

SAME_PLACE_KM = 5.0
_ROUGHER_KM = {"waqai:map": 8.0, "waqai:approximate": 12.0}
"""How far apart one place may lie where a source's coordinate is rougher: what it may be off by, and a little more."""


class Taken(NamedTuple):
    """What became of a row: the id of its place, and whether the place is new."""

    place_id: str
    new: bool


class Assembly:
    """A gazetteer being written, over an open connection whose transaction the caller ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._writer = PlaceWriter(connection)
        self._ancestry = Ancestry(self._writer)

    def add(self, row: SourceRow) -> Taken:
        """Add one row: as a new place, or to the place that it is."""
        kind = self._writer.kind(row.id)
        if kind is not None and (kind in LEVELS) != (row.kind in LEVELS):
            row = replace(row, id=f"{row.id}@{row.kind}")  # a list gave a town the code of its district
        parent = self._ancestry.parent_of(row)
        known = self._known(row) or self._twin(row, parent)
        if known is None:
            self._writer.insert(row, parent)
            return Taken(row.id, True)
        self._writer.update(known, row, parent)
        return Taken(known, False)

    def add_all(self, rows: Iterable[SourceRow]) -> Counter[str]:
        """Add rows in order; how many were `new` and how many `joined` a place that was there."""
        return Counter("new" if self.add(row).new else "joined" for row in rows)

    def name(self, place_id: str, names: Iterable[str]) -> bool:
        """Add names to a place; false where the gazetteer lacks it."""
        if self._writer.kind(place_id) is None:
            return False
        add_names(self._writer.connection, place_id, names)
        return True

    def country_at(self, points: Iterable[tuple[float, float]]) -> str | None:
        """The country that most of the points lie in, told by the nearest place that is there already."""
        votes = Counter(near[0] for lat, lon in points if (near := self._ancestry.nearest(lat, lon)))
        return votes.most_common(1)[0][0] if votes else None

    def finish(self) -> None:
        """Settle what hangs on all rows: provinces that no row named, and coordinates of units that have none."""
        self._ancestry.settle_provinces()
        settle_admins(self._writer.connection)
        settle_coordinates(self._writer.connection)

    def _known(self, row: SourceRow) -> str | None:
        """The place that has the row's id or its code."""
        if self._writer.kind(row.id) is not None:
            return row.id
        return self._writer.by_code(row.code, row.country, row.kind) if row.code else None

    def _twin(self, row: SourceRow, parent: str | None) -> str | None:
        """The place that a row is, told by its names."""
        if row.kind in LEVELS:
            return self._ancestry.unit_named(row.kind, row.country, row.names, parent)
        if row.lat is None or row.lon is None or row.kind not in SETTLEMENTS:
            return None
        reach = _ROUGHER_KM.get(row.source, SAME_PLACE_KM)
        keys = sorted({key for name in row.names for key, penalty, _ in name_keys(name) if penalty <= PART})
        found = self._writer.connection.execute(
            f"""
            SELECT id, kind, lat, lon FROM name JOIN place ON id = place_id
            WHERE key IN ({",".join("?" * len(keys))}) AND rank IN (0, 1, 2, 5) AND country IS ?
            AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?
            """,  # noqa: S608 - only question marks are joined in
            (*keys, row.country, *Box.around(row.lat, row.lon, reach)),
        )
        near = [
            (distance_km(row.lat, row.lon, place[2], place[3]), str(place[0])) for place in found if _one(place[1], row)
        ]
        return min(near)[1] if near and min(near)[0] <= reach else None


def _one(kind: str, row: SourceRow) -> bool:
    """Whether a place of a kind may be the row's: both settlements, and not a village and a quarter of one name."""
    return kind in SETTLEMENTS and {kind, row.kind} != {"village", "quarter"}
