"""What a source says of one place, before it is joined with what other sources say."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from waqai.knowledge.table import rows, several

SETTLEMENTS = frozenset({"populated_place", "city", "town", "village", "settlement", "quarter", "camp"})
"""Kinds of which two of one name and near each other are one place. A base or a field is another than its village."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that a row names as one it lies in. `level` is 1 for a governorate, 2 a district, 3 a subdistrict.

    Level 4 stands for the town of a quarter.
    """

    level: int
    name_ar: str | None = None
    name_en: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a source. `units` run from the widest to the narrowest; `code` is the P-code or another of the source.

    `id` is where the row would stand in the gazetteer if no other source had the place. `line` is its line in the file.
    """

    id: str
    name_ar: str | None = None
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    kind: str = "populated_place"
    country: str | None = None
    units: tuple[Unit, ...] = ()
    code: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    source: str = "import"
    line: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the Arabic and the English one first."""
        return tuple(name for name in (self.name_ar, self.name_en, *self.aliases) if name)

    def to_json(self) -> dict[str, Any]:
        """The row as JSON values; `from_json` gives it back."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> SourceRow:
        """The row that `to_json` wrote."""
        units = tuple(Unit(**unit) for unit in values.pop("units"))
        return cls(aliases=tuple(values.pop("aliases")), units=units, **values)


@dataclass(frozen=True, slots=True)
class Country:
    """A row of the table of the gazetteer's countries; the box is south, north, west, east in degrees."""

    code: str
    alpha3: str
    row: SourceRow
    box: tuple[float, float, float, float]
    towns: bool

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies in the country's box."""
        south, north, west, east = self.box
        return south <= lat <= north and west <= lon <= east


@cache
def countries() -> dict[str, Country]:
    """The countries of the table `gazetteer_countries` by ISO 3166-1 alpha-2 code."""
    columns = ("country", "alpha3", "name_ar", "aliases_ar", "name_en", "aliases_en")
    numbers = ("lat", "lon", "south", "north", "west", "east")
    found: dict[str, Country] = {}
    for cells in rows("gazetteer_countries", (*columns, *numbers, "towns")):
        lat, lon, south, north, west, east = (float(cells[column]) for column in numbers)
        row = SourceRow(
            id=f"country:{cells['country']}",
            name_ar=cells["name_ar"],
            name_en=cells["name_en"],
            aliases=several(cells["aliases_ar"]) + several(cells["aliases_en"]),
            kind="country",
            country=cells["country"],
            lat=lat,
            lon=lon,
            source="waqai:map",
        )
        box = (south, north, west, east)
        found[row.country or ""] = Country(cells["country"], cells["alpha3"], row, box, cells["towns"] == "yes")
    return found


def provinces() -> tuple[SourceRow, ...]:
    """The first-level units of the table `admin1`, without coordinates; their code is GeoNames' (`SY.09`)."""
    columns = ("country", "code", "name_en", "name_ar", "aliases_ar", "aliases_en")
    return tuple(
        SourceRow(
            id=f"geonames:{cells['country']}.{cells['code']}",
            name_ar=cells["name_ar"],
            name_en=cells["name_en"],
            aliases=several(cells["aliases_ar"]) + several(cells["aliases_en"]),
            kind="admin1",
            country=cells["country"],
            code=f"{cells['country']}.{cells['code']}",
            source="derived",
        )
        for cells in rows("admin1", columns)
    )


def own_places() -> tuple[SourceRow, ...]:
    """The places of the table `places`: bases, fields, crossings, quarters and what else lists of towns lack."""
    columns = (
        "id",
        "name_ar",
        "aliases_ar",
        "name_en",
        "aliases_en",
        "kind",
        "country",
        "admin1",
        "lat",
        "lon",
        "source",
    )
    return tuple(
        SourceRow(
            id=f"waqai:{cells['id']}",
            name_ar=cells["name_ar"],
            name_en=cells["name_en"] or None,
            aliases=several(cells["aliases_ar"]) + several(cells["aliases_en"]),
            kind=cells["kind"],
            country=cells["country"] or None,
            units=(Unit(1, name_en=cells["admin1"]),) if cells["admin1"] else (),
            lat=float(cells["lat"]),
            lon=float(cells["lon"]),
            source=f"waqai:{cells['source']}",
        )
        for cells in rows("places", columns)
    )
