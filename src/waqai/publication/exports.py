"""The forms in which incidents leave a project, all of them made from what a projection gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, get_args

from waqai.publication.acled import acled_lines
from waqai.publication.csv_cells import BOM
from waqai.publication.geojson import geojson_lines
from waqai.publication.left_out import LeftOut
from waqai.publication.projection import Released, Terms
from waqai.publication.spreadsheet import csv_lines
from waqai.publication.timemap import timemap_lines
from waqai.publication.ucdp import ucdp_lines

TextFormat = Literal["jsonl", "csv", "acled", "ucdp", "geojson", "timemap"]
TEXT_FORMATS: tuple[TextFormat, ...] = get_args(TextFormat)
CSV_FORMATS = frozenset({"csv", "acled", "ucdp"})
"""Formats that may begin with a byte order mark."""
WITH_EVIDENCE = frozenset({"acled", "ucdp", "timemap"})
"""Formats that name the reports and their words: what they are given needs its evidence."""

Lines = Callable[[Iterable[Released], Terms, LeftOut], Iterator[str]]


def export_lines(
    format: TextFormat, released: Iterable[Released], terms: Terms, left_out: LeftOut, *, bom: bool = False
) -> Iterator[str]:
    """The text of an export, piece by piece; incidents that the format cannot hold are counted in `left_out`."""
    if bom:
        yield BOM
    if format in _LINES:
        yield from _LINES[format](released, terms, left_out)
        return
    incidents = (item.incident for item in released)
    if format == "csv":
        yield from csv_lines(incidents, terms)
    elif format == "geojson":
        yield from geojson_lines(incidents, terms)
    else:
        yield from (f"{incident.model_dump_json()}\n" for incident in incidents)


_LINES: dict[str, Lines] = {"acled": acled_lines, "ucdp": ucdp_lines, "timemap": timemap_lines}
