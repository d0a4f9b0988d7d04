"""Reading of GeoNames files: the dump of a country (19 columns) and the alternate names (from 4 to 10 columns).

The columns are those of the readme at download.geonames.org/export/dump.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from waqai.knowledge.gazetteer_file import GazetteerFile
from waqai.knowledge.gazetteer_geonames import arabic_names, latin_names
from waqai.knowledge.gazetteer_rows import SetAside, coordinates
from waqai.knowledge.gazetteer_sources import SourceRow, Unit
from waqai.knowledge.table import rows

COLUMNS = 19
NAME = "name"
"""The kind of a row that is no place but a name for one."""
_UNITS = ("ADM1", "ADM2", "ADM3")
_LANGUAGES = ("ar", "ara", "apc", "arz", "acm", "ary", "aeb", "en")


@cache
def _features() -> dict[str, str]:
    return {cells["feature"]: cells["kind"] for cells in rows("gazetteer_features", ("feature", "kind"))}


def is_dump(cells: list[str]) -> bool:
    """Whether a line, cut at tabs, is one of a country dump."""
    return len(cells) == COLUMNS and cells[0].isdigit() and len(cells[6]) <= 1 and len(cells[8]) in (0, 2)


def is_names(cells: list[str]) -> bool:
    """Whether a line, cut at tabs, is one of the file of alternate names."""
    return 4 <= len(cells) <= 10 and cells[0].isdigit() and cells[1].isdigit() and not cells[3].isdigit()


def read_dump(file: GazetteerFile) -> Iterator[SourceRow | SetAside]:
    """The rows of a country dump that the gazetteer takes, the units first, for places name them by code.

    Features of other kinds are passed over; broken lines are set aside in the first reading.
    """
    for units in (True, False):
        with file.lines() as lines:
            for number, line in enumerate(lines, 1):
                cells = line.rstrip("\r\n").split("\t")
                if len(cells) != COLUMNS:
                    if units and line.strip():
                        yield SetAside(number, f"{len(cells)} columns instead of {COLUMNS}", line[:80])
                elif (cells[7] in _UNITS) == units and cells[7] in _features():
                    yield _place(cells, number)


def _place(cells: list[str], number: int) -> SourceRow | SetAside:
    located = coordinates(cells[4], cells[5])
    if isinstance(located, str) or located is None:
        return SetAside(number, located or "no coordinates", cells[1])
    country = cells[8].upper()
    level = _UNITS.index(cells[7]) + 1 if cells[7] in _UNITS else 4
    codes = [country]
    for cell in cells[10:13]:
        if not cell:
            break
        codes.append(f"{codes[-1]}.{cell}")
    arabic = arabic_names(cells[1], cells[3].split(","))
    return SourceRow(
        id=f"geonames:{cells[0]}",
        name_ar=arabic[0] if arabic else None,
        name_en=cells[1] or cells[2] or None,
        aliases=arabic[1:] + latin_names(cells[3].split(",")),
        kind=_features()[cells[7]],
        country=country or None,
        units=tuple(Unit(depth, code=code) for depth, code in enumerate(codes) if 0 < depth < level),
        code=codes[level] if level < len(codes) else None,
        lat=located[0],
        lon=located[1],
        population=int(cells[14]) if cells[14].isdigit() else 0,
        source="geonames",
        line=number,
    )


def read_names(file: GazetteerFile) -> Iterator[SourceRow | SetAside]:
    """The Arabic and English names of the file of alternate names, as rows of the kind NAME."""
    with file.lines() as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\r\n").split("\t")
            if not is_names(cells):
                yield SetAside(number, "no alternate name", line[:80])
            elif cells[2] in _LANGUAGES:
                yield SourceRow(
                    id=f"geonames:{cells[1]}", aliases=(cells[3],), kind=NAME, source="geonames", line=number
                )
