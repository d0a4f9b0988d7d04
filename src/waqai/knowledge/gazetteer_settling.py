"""What can be settled only when all rows are there: the province and district of places, and where units lie."""

from __future__ import annotations

import sqlite3

from waqai.knowledge.gazetteer_writing import LEVELS

_MIDDLE = """
UPDATE place SET (lat, lon) = (
    SELECT round(avg(child.lat), 5), round(avg(child.lon), 5) FROM place AS child
    WHERE child.parent_id = place.id AND child.source <> 'waqai:approximate'
) WHERE kind = ? AND source LIKE 'derived%'
"""
_SEAT = """
UPDATE place SET (lat, lon) = (
    SELECT seat.lat, seat.lon FROM name AS own JOIN name AS other ON other.key = own.key AND other.rank <= 2
    JOIN place AS seat ON seat.id = other.place_id
    WHERE own.place_id = place.id AND own.rank <= 2 AND seat.kind = 'populated_place'
    AND seat.country = place.country AND seat.admin1 IS place.admin1 AND seat.lat IS NOT NULL
    ORDER BY seat.population DESC, seat.id LIMIT 1
) WHERE kind = ? AND source LIKE 'derived%' AND lat IS NULL
"""


def settle_admins(connection: sqlite3.Connection) -> None:
    """Write the English names of province and district into every place, as its ancestry has them."""
    found = connection.execute("SELECT id, parent_id, kind, coalesce(name_en, name_ar), admin1, admin2 FROM place")
    places = {row[0]: row[1:] for row in found}
    changed = []
    for place_id, (parent, kind, name, *old) in places.items():
        units: dict[str, str] = {kind: name} if kind in LEVELS[:2] else {}
        seen = {place_id}
        while parent in places and parent not in seen:
            seen.add(parent)
            parent, kind, name, *_ = places[parent]
            units.setdefault(kind, name)
        new = [units.get("admin1", old[0]), units.get("admin2", old[1])]
        if new != old:
            changed.append((*new, place_id))
    connection.executemany("UPDATE place SET admin1 = ?, admin2 = ? WHERE id = ?", changed)


def settle_coordinates(connection: sqlite3.Connection) -> None:
    """Put units that no source locates in the middle of their places, or at the town that they are called after."""
    for kind in reversed(LEVELS):
        connection.execute(_MIDDLE, (kind,))
        connection.execute(_SEAT, (kind,))
