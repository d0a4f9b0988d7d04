"""Reading of tables of places: OCHA P-codes in their many shapes, and any table with a name and coordinates.

Columns are recognised by the table `gazetteer_headers` and by the form of administrative ones (`ADM2_AR`,
`admin2Name_en`, `ADM2_PCODE`). A table whose rows are units has no name of its own: a row is the narrowest unit that it
names.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from waqai.errors import GazetteerError
from waqai.knowledge.gazetteer_file import GazetteerFile
from waqai.knowledge.gazetteer_rows import SetAside, coordinates
from waqai.knowledge.gazetteer_sources import SETTLEMENTS, SourceRow, Unit, countries
from waqai.knowledge.place_names import name_key
from waqai.knowledge.table import rows, several

_ADMIN = re.compile(r"adm(?:in)?([0-5])(?:name)?_?(ar|en|fr|pcode|code|)(?:alt)?\d?")
_PCODE_COUNTRY = re.compile(r"([A-Z]{2})G?\d")
_PLAIN = re.compile(r"[\W_]+")
_DELIMITERS = ",;\t|"
_ARABIC = re.compile("[ء-ي]")
_SEPARATOR = re.compile(r"[|;،]")
_UNIT_KINDS = ("country", "admin1", "admin2", "admin3")


def _plain(header: str) -> str:
    return _PLAIN.sub("", header.casefold())


@cache
def _headers() -> dict[str, str]:
    """Plain header → field, of the table `gazetteer_headers`."""
    found: dict[str, str] = {}
    for cells in rows("gazetteer_headers", ("field", "headers")):
        for header in several(cells["headers"]):
            found.setdefault(_plain(header), cells["field"])
    return found


def fields_of(header: list[str]) -> dict[str, int]:
    """Which field stands in which column; the first column of a field counts."""
    found: dict[str, int] = {}
    for column, name in enumerate(header):
        plain = _plain(name)
        field = _headers().get(plain)
        if field is None and (admin := _ADMIN.fullmatch(plain)):
            kind = {"pcode": "code", "": "en", "fr": "en"}.get(admin[2], admin[2])
            field = f"adm{admin[1]}_{kind}"
        if field:
            found.setdefault(field, column)
    return found


def is_table(header: list[str]) -> bool:
    """Whether a header is one of a table of places: it has names, and coordinates, codes or units."""
    fields = fields_of(header)
    named = any(field.startswith("name") or re.fullmatch(r"adm[1-5]_(ar|en)", field) for field in fields)
    return named and ({"lat", "lon"} <= fields.keys() or any(field.endswith("code") for field in fields))


def delimiter(line: str) -> str:
    """The character that parts the columns of a header line."""
    return max(_DELIMITERS, key=line.count)


@dataclass
class _Table:
    """One table being read: where its fields are, and the codes that stood on its lines so far."""

    fields: dict[str, int]
    seen: dict[str, tuple[int, str]]

    def cell(self, cells: list[str], field: str) -> str:
        column = self.fields.get(field)
        return " ".join(cells[column].split()) if column is not None and column < len(cells) else ""

    def row(self, cells: list[str], line: int) -> SourceRow | SetAside:
        """One line as a row of the gazetteer, or why it is none."""
        located = coordinates(self.cell(cells, "lat"), self.cell(cells, "lon"))
        label = " ".join(cell for cell in cells[:3] if cell)[:80]
        if isinstance(located, str):
            return SetAside(line, located, label)
        made = self._named(cells)
        if not made.names:
            return SetAside(line, "no name", label)
        if not any(name_key(name) for name in made.names):
            return SetAside(line, "a name without letters", label)
        if located is None and (made.kind not in _UNIT_KINDS or not made.units):
            return SetAside(line, "no coordinates, and no unit that could give them", label)
        made = replace(made, lat=located and located[0], lon=located and located[1], line=line)
        return self._coded(made, label)

    def _coded(self, made: SourceRow, label: str) -> SourceRow | SetAside:
        """The row with an id. Where its code stood before, the same name is set aside, and another loses the code."""
        key = name_key(made.names[0])
        if not made.code:
            return replace(made, id=f"import:{key}@{made.lat},{made.lon}")
        before = self.seen.setdefault(made.code, (made.line, key))
        if before[0] == made.line:
            return replace(made, id=f"ocha:{made.code}")
        if before[1] == key:
            return SetAside(made.line, f"the P-code {made.code} stands on line {before[0]} already", label)
        return replace(made, id=f"ocha:{made.code}/{key}", code=None)

    def _named(self, cells: list[str]) -> SourceRow:
        units = self._units(cells)
        name_ar, name_en = self.cell(cells, "name_ar"), self.cell(cells, "name_en")
        name, code = self.cell(cells, "name"), self.cell(cells, "code")
        if name and _ARABIC.search(name):
            name_ar = name_ar or name
        else:
            name_en = name_en or name
        country = self._country(cells, code or next((unit.code for unit in units if unit.code), "") or "")
        if not name_ar and not name_en and units:
            own = units.pop()
            name_ar, name_en, code = own.name_ar or "", own.name_en or "", code or own.code or ""
            kind = _UNIT_KINDS[own.level] if own.level < 4 else "populated_place"
        elif "lat" not in self.fields and units and units[-1].level < 3:
            kind = _UNIT_KINDS[units[-1].level + 1]
        else:
            kind = "quarter" if units and units[-1].level == 4 else self._kind(cells)
        if path := self._path(cells, name_en):
            name_en, units = path
        made = SourceRow(
            id="",
            name_ar=name_ar or None,
            name_en=name_en or None,
            aliases=tuple(part.strip() for part in _SEPARATOR.split(self.cell(cells, "aliases")) if part.strip()),
            kind=kind,
            country=country,
            units=tuple(units),
            code=code or None,
            population=self._population(cells),
            source="ocha" if code else "import",
        )
        return _quarter(made)

    def _units(self, cells: list[str]) -> list[Unit]:
        units = []
        for level in range(1, 5):
            arabic, english, code = (self.cell(cells, f"adm{level}_{part}") for part in ("ar", "en", "code"))
            if english and not arabic and _ARABIC.search(english):
                arabic, english = english, ""
            if arabic or english or code:
                units.append(Unit(level, arabic or None, english or None, code or None))
        return units

    def _path(self, cells: list[str], name_en: str) -> tuple[str, list[Unit]] | None:
        """English name and units of a path "place - subdistrict - district"; the place itself may hold dashes."""
        arabic, english = (re.split(r"\s+-\s+", self.cell(cells, f"path_{part}")) for part in ("ar", "en"))
        own = name_en or " - ".join(english[:-2] if len(english) > 2 else english)
        if not any(arabic + english):
            return None
        units = []
        for level, back in ((2, -1), (3, -2)):
            pair = [path[back] if len(path) > 2 else None for path in (arabic, english)]
            if any(pair):
                units.append(Unit(level, *pair))
        return own, units

    def _country(self, cells: list[str], code: str) -> str | None:
        for field in ("country", "adm0_code", "adm0_en", "adm0_ar"):
            cell = self.cell(cells, field)
            if cell and (found := _countries().get(name_key(cell))):
                return found
        prefix = _PCODE_COUNTRY.match(code)
        return prefix[1] if prefix and prefix[1] in countries() else None

    def _kind(self, cells: list[str]) -> str:
        kind = _PLAIN.sub("_", self.cell(cells, "kind").casefold()).strip("_")
        return kind if kind in SETTLEMENTS else "populated_place"

    def _population(self, cells: list[str]) -> int:
        cell = self.cell(cells, "population").replace(",", "").partition(".")[0]
        return int(cell) if cell.isdecimal() else 0


@cache
def _countries() -> dict[str, str]:
    """Key of a country's code or name → alpha-2 code."""
    found: dict[str, str] = {}
    for country in countries().values():
        for name in (country.code, country.alpha3, *country.row.names):
            found[name_key(name)] = country.code
    return found


def _quarter(row: SourceRow) -> SourceRow:
    """A row named "مدينة حلب : العرقوب" as the quarter العرقوب in حلب."""
    pairs = [(name or "").rpartition(":") for name in (row.name_ar, row.name_en)]
    if not any(colon and own.strip() for _, colon, own in pairs):
        return row
    towns = [town.strip() or None for town, _, _ in pairs]
    names = [own.strip() or None for _, _, own in pairs]
    unit = Unit(4, towns[0], towns[1])
    return replace(row, name_ar=names[0], name_en=names[1], kind="quarter", units=(*row.units, unit))


def read_table(file: GazetteerFile) -> Iterator[SourceRow | SetAside]:
    """The rows of a table of places in the order of the file, and the lines that are none.

    Raises GazetteerError where no header is recognised.
    """
    csv.field_size_limit(min(sys.maxsize, 1 << 24))
    with file.lines() as lines:
        first = next((line for line in lines if line.strip()), "")
        mark = delimiter(first)
        header = next(csv.reader([first], delimiter=mark))
        if not is_table(header):
            raise GazetteerError(
                f"no known columns in the header: {', '.join(header)[:120]}.",
                where=f"{file.path}:1",
                remedy="Name the columns name_ar, name_en, lat, lon (and pcode, ADM1_EN …).",
            )
        table = _Table(fields_of(header), {})
        reader = csv.reader(lines, delimiter=mark)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield SetAside(reader.line_num + 1, f"a line that does not parse ({error})", "")
                continue
            if any(cell.strip() for cell in cells):
                yield table.row(cells, reader.line_num + 1)
