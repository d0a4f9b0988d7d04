"""What is wrong with a gazetteer: orphans, broken ancestry, impossible coordinates, ambiguous and missing names."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.gazetteer_geometry import distance_km
from waqai.knowledge.gazetteer_schema import Rank
from waqai.knowledge.gazetteer_sources import countries

FindingKind = Literal[
    "orphan",
    "cycle",
    "foreign_parent",
    "far_parent",
    "impossible_coordinates",
    "outside_country",
    "ambiguous_name",
    "no_arabic_name",
]
FAR_KM = 300.0
"""How far a place may lie from its parent; the widest provinces (Tamanrasset, Hadramawt) are wider, and allowed for."""
APART_KM = 20.0
"""How far apart places of one name must lie for the name to be ambiguous."""
_WIDE = frozenset({"country", "region", "sea", "desert", "river", "strait", "mountain", "road"})


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `severity` is `error` where an event could be put in a wrong place, else `note`."""

    kind: FindingKind
    severity: Literal["error", "note"]
    place_id: str
    message: str


class _Row(NamedTuple):
    id: str
    name_ar: str | None
    name: str
    kind: str
    country: str | None
    parent_id: str | None
    lat: float | None
    lon: float | None


def _rows(connection: sqlite3.Connection) -> dict[str, _Row]:
    query = (
        "SELECT id, name_ar, coalesce(name_ar, name_en, id), kind, country, parent_id, lat, lon FROM place ORDER BY id"
    )
    return {row[0]: _Row(*row) for row in connection.execute(query)}


def check(gazetteer: Gazetteer) -> list[Finding]:
    """All that is wrong with a gazetteer, errors first, each with the place it was found at."""
    places = _rows(gazetteer.connection)
    found = [
        *_ancestry(places),
        *_coordinates(places.values()),
        *_ambiguous(gazetteer.connection),
        *_nameless(places.values()),
    ]
    return sorted(found, key=lambda finding: (finding.severity, finding.kind, finding.place_id))


def _ancestry(places: dict[str, _Row]) -> Iterator[Finding]:
    """Parents that are missing, abroad, too far away, or below their own child."""
    extent = _extents(places)
    for place in places.values():
        if place.parent_id is None:
            if place.kind != "country" and place.kind not in _WIDE:
                yield Finding("orphan", "note", place.id, f"{place.name} lies in nothing.")
            continue
        parent = places.get(place.parent_id)
        if parent is None:
            yield Finding("orphan", "error", place.id, f"{place.name} lies in {place.parent_id}, which is missing.")
            continue
        if _returns(place, places):
            yield Finding("cycle", "error", place.id, f"{place.name} lies, by its ancestry, in itself.")
        if parent.country != place.country:
            message = f"{place.name} is in {place.country}, but {parent.name}, which it lies in, in {parent.country}."
            yield Finding("foreign_parent", "error", place.id, message)
        if (far := _distance(place, parent)) is not None and parent.kind != "country" and place.kind not in _WIDE:
            allowed = max(FAR_KM, extent.get(parent.id, 0.0))
            if far > allowed:
                message = f"{place.name} is {far:.0f} km from {parent.name}, which it lies in."
                yield Finding("far_parent", "error", place.id, message)


def _extents(places: dict[str, _Row]) -> dict[str, float]:
    """Twice the distance within which nine in ten children of a unit lie, in kilometres."""
    distances: defaultdict[str, list[float]] = defaultdict(list)
    for place in places.values():
        parent = places.get(place.parent_id or "")
        if parent and (far := _distance(place, parent)) is not None:
            distances[parent.id].append(far)
    return {unit: 2 * sorted(far)[len(far) * 9 // 10] for unit, far in distances.items() if len(far) >= 10}


def _distance(place: _Row, other: _Row) -> float | None:
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(place.lat, place.lon, other.lat, other.lon)


def _returns(place: _Row, places: dict[str, _Row]) -> bool:
    """Whether the way up from a place comes back to it."""
    seen: set[str] = set()
    above = places.get(place.parent_id or "")
    while above is not None and above.id not in seen:
        if above.id == place.id:
            return True
        seen.add(above.id)
        above = places.get(above.parent_id or "")
    return False


def _coordinates(places: Iterable[_Row]) -> Iterator[Finding]:
    """Coordinates that no place has, or that are outside the box of its country."""
    known = countries()
    for place in places:
        if place.lat is None or place.lon is None:
            if place.lat is not place.lon:
                yield Finding("impossible_coordinates", "error", place.id, f"{place.name} has half a coordinate.")
            continue
        if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180) or place.lat == place.lon == 0:
            message = f"{place.name} lies at {place.lat:g}, {place.lon:g}."
            yield Finding("impossible_coordinates", "error", place.id, message)
        elif (
            place.country in known and place.kind not in _WIDE and not known[place.country].holds(place.lat, place.lon)
        ):
            message = f"{place.name} lies at {place.lat:g}, {place.lon:g}, outside {known[place.country].row.name_en}."
            yield Finding("outside_country", "error", place.id, message)


def _ambiguous(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Names that several places of a country bear, more than 20 km apart; a unit and its town count as one."""
    groups: defaultdict[tuple[str, str], list[tuple[str, str, str, float, float]]] = defaultdict(list)
    found = connection.execute(
        """
        SELECT country, key, place_id, name, kind, lat, lon FROM name JOIN place ON id = place_id
        WHERE rank <= ? AND lat IS NOT NULL AND name.name = place.name_ar
        AND kind NOT IN ('admin1', 'admin2', 'admin3', 'country')
        ORDER BY country, key, population DESC, place_id
        """,
        (int(Rank.OFFICIAL),),
    )
    for country, key, *place in found:
        groups[country or "", key].append(tuple(place))
    for (country, _), bearers in groups.items():
        first, *others = bearers
        apart = [other for other in others if distance_km(first[3], first[4], other[3], other[4]) > APART_KM]
        if apart:
            ids = ", ".join(other[0] for other in apart[:5]) + (" …" if len(apart) > 5 else "")
            message = f"{first[1]} is the name of {len(apart) + 1} places in {country}: also {ids}."
            yield Finding("ambiguous_name", "note", first[0], message)


def _nameless(places: Iterable[_Row]) -> Iterator[Finding]:
    for place in places:
        if place.name_ar is None:
            yield Finding("no_arabic_name", "note", place.id, f"{place.name} has no Arabic name: no text finds it.")
