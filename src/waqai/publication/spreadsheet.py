"""Projected incidents as CSV: a row an incident, several values in a cell joined by "; "."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from waqai.publication.tolls import widest_toll
from waqai.records import EventPlace, HarmKind, Incident

COLUMNS = (
    "id",
    "type",
    "status",
    "status_rule",
    "day_start",
    "day_end",
    "time_precision",
    "place_ar",
    "place_en",
    "admin2",
    "admin1",
    "country",
    "lat",
    "lon",
    "geo_precision",
    "agents",
    "targets",
    "killed_low",
    "killed_high",
    "injured_low",
    "injured_high",
    "reports",
    "independent_origins",
    "origins",
    "first_report",
    "delay_hours",
    "types",
    "document_ids",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """The header and a line an incident, each with its line break."""
    yield _line(COLUMNS)
    for incident in incidents:
        cells = _cells(incident)
        yield _line([cells[column] for column in COLUMNS])


def _cells(incident: Incident) -> dict[str, object]:
    place = incident.places[0] if incident.places else None
    return {
        **{field: getattr(incident, field) for field in ("id", "type", "status", "status_rule", "reports")},
        **_time_cells(incident),
        **_place_cells(place),
        **_toll_cells(incident, "killed"),
        **_toll_cells(incident, "injured"),
        "agents": "; ".join(agent.name for agent in incident.agents),
        "targets": "; ".join(target.name for target in incident.targets),
        "independent_origins": incident.independent_origins,
        "origins": "; ".join(origin.name for origin in incident.origins),
        "types": "; ".join(incident.types),
        "document_ids": "; ".join(incident.document_ids),
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


def _line(cells: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow([_cell(cell) for cell in cells])
    return buffer.getvalue()


def _cell(value: object) -> str:
    """A cell that a spreadsheet reads as text or number: words that it would take for a formula get an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return str(value)
