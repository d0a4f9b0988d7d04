"""In which units a place lies: found by code or name, and made where a row names one that is new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from waqai.knowledge.gazetteer_geometry import Box, distance_km
from waqai.knowledge.gazetteer_schema import Rank
from waqai.knowledge.gazetteer_sources import SourceRow, Unit
from waqai.knowledge.gazetteer_writing import GUESSED, LEVELS, PlaceWriter, level
from waqai.knowledge.place_names import PART, name_key, name_keys

_TOWN_OF_QUARTER_KM = 30.0
_NEAREST_KM = 60.0
_VOTES = 30
"""Children by whose neighbourhood the province of a unit is told that no row gives one."""


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)


def _keys(names: Iterable[str]) -> list[str]:
    """The exact keys of the names, and those of their parts."""
    return sorted({key for name in names for key, penalty, _ in name_keys(name) if penalty <= PART})


class Ancestry:
    """The units of a gazetteer being written."""

    def __init__(self, writer: PlaceWriter) -> None:
        self._writer = writer
        self._parents: dict[tuple[str | None, tuple[Unit, ...]], str | None] = {}
        self._votes: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)

    def parent_of(self, row: SourceRow) -> str | None:
        """The narrowest unit that a row lies in; the province around it, or the country, where it names none."""
        if row.kind == "country":
            return None
        known = (row.country, row.units)
        if known not in self._parents or (row.units and row.units[-1].level == 4):
            self._parents[known] = self._narrowest(row)
        parent = self._parents[known]
        if row.lat is not None and row.lon is not None and row.kind not in LEVELS:
            if level(self._writer.kind(parent)) == 0:
                parent = self._province_at(row.lat, row.lon, row.country) or parent
            elif parent:
                self._vote(parent, row.lat, row.lon, row.country)
        return parent if parent != row.id else None

    def _narrowest(self, row: SourceRow) -> str | None:
        above = f"country:{row.country}" if row.country else None
        for depth, unit in enumerate(row.units):
            above = self._unit(unit, row, row.units[:depth], above) or above
        return above if self._writer.kind(above) else None

    def _unit(self, unit: Unit, row: SourceRow, wider: tuple[Unit, ...], above: str | None) -> str | None:
        """The id of a unit that a row names, made where it is new; a province that is not known is not made."""
        names = tuple(name for name in (unit.name_ar, unit.name_en) if name)
        kind = LEVELS[unit.level - 1] if unit.level < 4 else "populated_place"
        if unit.code and (found := self._writer.by_code(unit.code, row.country, kind)):
            return found
        if not names:
            return None
        if unit.level == 4:
            return self._town(names, row)
        place_id = self.unit_named(kind, row.country, names, above)
        if place_id is not None:
            self._writer.describe(place_id, SourceRow(place_id, code=unit.code, aliases=names), Rank.ALIAS)
            self._writer.adopt(place_id, above)
        elif unit.level > 1:
            place_id = self._new_id(unit, row.country, wider)
            made = SourceRow(place_id, unit.name_ar, unit.name_en, kind=kind, country=row.country, code=unit.code)
            self._writer.insert(made, above)
        return place_id

    def _new_id(self, unit: Unit, country: str | None, wider: tuple[Unit, ...]) -> str:
        if unit.code and self._writer.kind(f"ocha:{unit.code}") is None:
            return f"ocha:{unit.code}"
        path = "/".join(name_key(part.name_en or part.name_ar or "") for part in (*wider, unit))
        return f"unit:{country or 'zz'}/{path}"

    def unit_named(self, kind: str, country: str | None, names: Iterable[str], parent: str | None) -> str | None:
        """The unit of a level with one of the names, under that parent or under one that is not known yet."""
        keys = _keys(names)
        found = self._writer.connection.execute(
            f"""
            SELECT DISTINCT id, parent_id FROM place JOIN name ON place_id = id
            WHERE kind = ? AND country IS ? AND key IN ({_marks(keys)}) AND rank <> {int(Rank.CODE)} ORDER BY rank
            """,  # noqa: S608 - only question marks and a number are joined in
            (kind, country, *keys),
        ).fetchall()
        if kind == "admin1" or parent is None:
            return str(found[0][0]) if found and (kind == "admin1" or len(found) == 1) else None
        depth = level(self._writer.kind(parent))
        for place_id, its_parent in found:
            its_depth = level(self._writer.kind(its_parent))
            if its_parent == parent or depth == 0 or its_depth == 0 or its_depth > depth:
                return str(place_id)
        for place_id, _ in found:
            if depth == 1 and self._writer.guessed(place_id):
                return str(place_id)
        return None

    def _town(self, names: Iterable[str], row: SourceRow) -> str | None:
        """The town of a quarter: the largest settlement of that name within 30 km."""
        if row.lat is None or row.lon is None:
            return None
        keys = _keys(names)
        found = self._writer.connection.execute(
            f"""
            SELECT id, lat, lon, population FROM name JOIN place ON id = place_id
            WHERE key IN ({_marks(keys)}) AND kind IN ('populated_place', 'city', 'town')
            AND country IS ? AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?
            """,  # noqa: S608 - only question marks are joined in
            (*keys, row.country, *Box.around(row.lat, row.lon, _TOWN_OF_QUARTER_KM)),
        )
        towns = [(-place[3], distance_km(row.lat, row.lon, place[1], place[2]), str(place[0])) for place in found]
        return min(towns)[2] if towns else None

    def nearest(self, lat: float, lon: float, country: str | None = None) -> tuple[str, str] | None:
        """Country and province of the nearest place within 60 km that a source located; in `country` if given."""
        found = self._writer.connection.execute(
            """
            SELECT country, admin1, lat, lon FROM place
            WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND admin1 IS NOT NULL AND (? IS NULL OR country = ?)
            AND (source = 'geonames' OR source LIKE 'waqai:%')
            """,
            (*Box.around(lat, lon, _NEAREST_KM), country, country),
        ).fetchall()
        if not found:
            return None
        near = min(found, key=lambda place: distance_km(lat, lon, place[2], place[3]))
        return str(near[0]), str(near[1])

    def _province_at(self, lat: float, lon: float, country: str | None) -> str | None:
        near = self.nearest(lat, lon, country)
        return self.unit_named("admin1", near[0], [near[1]], None) if near else None

    def _vote(self, parent: str, lat: float, lon: float, country: str | None) -> None:
        """Note in which province a child lies of a unit whose province no row has given."""
        if self._writer.kind(parent) not in LEVELS[1:]:
            return
        above = self._writer.parent(parent)
        unit = above if above and self._writer.kind(above) in LEVELS[1:] else parent
        if level(self._writer.kind(self._writer.parent(unit))) == 0 and self._votes[unit].total() < _VOTES:
            near = self.nearest(lat, lon, country)
            self._votes[unit].update([near] if near else [])

    def settle_provinces(self) -> None:
        """Put units whose province no row has given into the one that most of their places lie in."""
        for unit, votes in self._votes.items():
            ask = "SELECT key FROM name WHERE place_id = ?"
            keys = {key for (key,) in self._writer.connection.execute(ask, (unit,))}
            # The district around a province's capital is called as the province is.
            likely = sorted(votes, key=lambda place: (name_key(place[1]) not in keys, -votes[place]))
            for country, admin1 in likely[:1]:
                self._writer.adopt(unit, self.unit_named("admin1", country, [admin1], None))
                self._writer.connection.execute("UPDATE place SET source = ? WHERE id = ?", (GUESSED, unit))
        self._votes.clear()
        self._parents.clear()
