"""Writing places into a gazetteer, one row of a source at a time."""

from __future__ import annotations

import sqlite3

from waqai.knowledge.gazetteer_schema import Rank, add_code, add_names
from waqai.knowledge.gazetteer_sources import SETTLEMENTS, SourceRow
from waqai.knowledge.place_names import name_key

LEVELS = ("admin1", "admin2", "admin3")
"""The kinds of administrative units, the widest first."""
DERIVED = "derived"
"""The source of coordinates that were worked out from others."""
GUESSED = "derived, province guessed"
"""The same, of a unit whose province was told by its neighbours and yields to a row that names it."""
_INSERT = """
INSERT INTO place (id, name_ar, name_en, kind, country, admin1, admin2, parent_id, lat, lon, population, source)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE = """
UPDATE place SET
    name_ar = coalesce(name_ar, :name_ar), name_en = coalesce(name_en, :name_en),
    population = max(population, :population),
    lat = CASE WHEN :moves OR (:located AND source LIKE 'derived%') THEN :lat ELSE lat END,
    lon = CASE WHEN :moves OR (:located AND source LIKE 'derived%') THEN :lon ELSE lon END,
    source = CASE WHEN :moves OR (:located AND source LIKE 'derived%') THEN :source ELSE source END
WHERE id = :id
"""


def level(kind: str | None) -> int:
    """How narrow a kind of unit is: 0 for a country or none, 1 to 3 for units, 4 for a town above its quarters."""
    if kind in LEVELS:
        return LEVELS.index(kind) + 1
    return 4 if kind in SETTLEMENTS else 0


class PlaceWriter:
    """The places of a gazetteer being written, over a connection whose transaction the caller ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def kind(self, place_id: str | None) -> str | None:
        """The kind of a place; null where there is none of that id."""
        found = self.connection.execute("SELECT kind FROM place WHERE id = ?", (place_id,)).fetchone()
        return found[0] if found else None

    def parent(self, place_id: str | None) -> str | None:
        """The id of the place that a place lies in."""
        found = self.connection.execute("SELECT parent_id FROM place WHERE id = ?", (place_id,)).fetchone()
        return found[0] if found else None

    def by_code(self, code: str, country: str | None, kind: str) -> str | None:
        """The place of a code: the unit of that level, or any place that is no unit."""
        found = self.connection.execute(
            "SELECT id, kind FROM name JOIN place ON id = place_id"
            " WHERE key = ? AND rank = ? AND (? IS NULL OR country = ?)",
            (name_key(code), int(Rank.CODE), country, country),
        )
        return next((str(row[0]) for row in found if row[1] == kind or not {row[1], kind} & {*LEVELS}), None)

    def insert(self, row: SourceRow, parent: str | None) -> None:
        """Add a new place with its names."""
        above = self.connection.execute(
            "SELECT CASE kind WHEN 'admin1' THEN name_en ELSE admin1 END FROM place WHERE id = ?", (parent,)
        ).fetchone()
        names = (row.name_ar, row.name_en, row.kind, row.country, above and above[0], None, parent)
        source = row.source if row.lat is not None else DERIVED
        self.connection.execute(_INSERT, (row.id, *names, row.lat, row.lon, row.population, source))
        self.describe(row.id, row, Rank.OFFICIAL)

    def update(self, place_id: str, row: SourceRow, parent: str | None) -> None:
        """Give a place what it lacks: names, a finer parent, and coordinates where its own were derived.

        A row of the same id, and a published coordinate, also replace coordinates.
        """
        located = row.lat is not None and row.lon is not None
        values = {
            "id": place_id,
            "name_ar": row.name_ar,
            "name_en": row.name_en,
            "population": row.population,
            "moves": located and (place_id == row.id or row.source == "waqai:published"),
            "located": located,
            "lat": row.lat,
            "lon": row.lon,
            "source": row.source,
        }
        self.connection.execute(_UPDATE, values)
        self.adopt(place_id, parent)
        self.describe(place_id, row, Rank.ALIAS)

    def describe(self, place_id: str, row: SourceRow, first: Rank) -> None:
        """Add the row's names and code to a place; its Arabic and English names stand as `first`."""
        add_names(self.connection, place_id, [name for name in (row.name_ar, row.name_en) if name], first)
        add_names(self.connection, place_id, row.aliases)
        if row.code:
            add_code(self.connection, place_id, row.code)

    def adopt(self, place_id: str, parent: str | None) -> None:
        """Put a place under a parent that is finer than the one it has."""
        old = self.parent(place_id)
        gain = level(self.kind(parent)) - level(self.kind(old))
        if gain < 0 or parent is None or parent in (old, place_id) or self._lies_in(parent, place_id):
            return
        if gain or self.guessed(place_id):
            self.connection.execute(
                "UPDATE place SET parent_id = ?, source = iif(source = ?, ?, source) WHERE id = ?",
                (parent, GUESSED, DERIVED, place_id),
            )

    def guessed(self, place_id: str) -> bool:
        """Whether the province of a unit was guessed."""
        found = self.connection.execute("SELECT source FROM place WHERE id = ?", (place_id,)).fetchone()
        return bool(found) and found[0] == GUESSED

    def _lies_in(self, place_id: str | None, above: str) -> bool:
        """Whether a place lies in another by the ancestry as it stands."""
        seen: set[str] = set()
        while place_id and place_id not in seen:
            if place_id == above:
                return True
            seen.add(place_id)
            place_id = self.parent(place_id)
        return False
