"""Projected incidents as plain CSV: a row an incident, several values in a cell joined by "; ".

The columns stand in the table `csv_columns.tsv`, each with its type and what it holds: the data dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import as_file, files
from typing import NamedTuple

from waqai.knowledge.table import rows
from waqai.publication.csv_cells import csv_line, joined
from waqai.publication.projection import PublicIncident, Terms
from waqai.publication.siting import site_of
from waqai.publication.tolls import widest_toll
from waqai.records import EventPlace, HarmKind, Incident


class Column(NamedTuple):
    """A column: its name, the type of its cells, and what they hold."""

    column: str
    type: str
    holds: str


@lru_cache(maxsize=1)
def columns() -> tuple[Column, ...]:
    """The columns in their order."""
    with as_file(files("waqai.publication") / "tables") as directory:
        return tuple(Column(**row) for row in rows("csv_columns", Column._fields, directory))


def dictionary_lines() -> Iterator[str]:
    """The data dictionary as CSV: a row a column of the other file."""
    yield csv_line(Column._fields)
    for column in columns():
        yield csv_line(column)


def csv_lines(incidents: Iterable[PublicIncident], terms: Terms) -> Iterator[str]:
    """The header and a line an incident, each with its line break."""
    names = [column.column for column in columns()]
    yield csv_line(names)
    for incident in incidents:
        cells = _cells(incident, terms)
        yield csv_line(cells[name] for name in names)


def _cells(incident: PublicIncident, terms: Terms) -> dict[str, object]:
    place = site_of(incident) or (incident.places[0] if incident.places else None)
    return {
        **{field: getattr(incident, field) for field in ("id", "type", "status", "status_rule", "reports")},
        **_time_cells(incident),
        **_place_cells(place),
        **_toll_cells(incident, "killed"),
        **_toll_cells(incident, "injured"),
        "coordinates_coarsened": terms.coordinates,
        "agents": joined(agent.name for agent in incident.agents),
        "targets": joined(target.name for target in incident.targets),
        "independent_origins": incident.independent_origins,
        "origins": joined(origin.name for origin in incident.origins),
        "types": joined(incident.types),
        "document_ids": joined(incident.document_ids),
    }


def _time_cells(incident: Incident) -> dict[str, object]:
    return {
        "day_start": incident.time.start if incident.time else None,
        "day_end": incident.time.end if incident.time else None,
        "time_precision": incident.time.precision if incident.time else None,
        "first_report": incident.first_report.isoformat() if incident.first_report else None,
        "delay_hours": incident.delay_hours,
    }


def _place_cells(place: EventPlace | None) -> dict[str, object]:
    return {
        "place_ar": place and (place.name_ar or place.text),
        "place_en": place and place.name_en,
        "admin2": place and place.admin.admin2,
        "admin1": place and place.admin.admin1,
        "country": place and place.admin.country,
        "lat": place and place.lat,
        "lon": place and place.lon,
        "geo_precision": place and place.geo_precision,
    }


def _toll_cells(incident: Incident, kind: HarmKind) -> dict[str, object]:
    toll = widest_toll(incident, kind)
    return {f"{kind}_low": toll and toll.low, f"{kind}_high": toll and toll.high}
