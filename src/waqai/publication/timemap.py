"""Projected incidents as the JSON of Bellingcat's TimeMap: one list of events, each with its sources and filters.

The keys (`id`, `date`, `latitude`, `longitude` as text, `location`, `description`, `sources` with `id`, `path` and
`description`, `filters` with `key` and `value`) are those of the data that Bellingcat publishes with its maps, from
general knowledge.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from waqai.publication.csv_cells import joined
from waqai.publication.figures import deaths
from waqai.publication.left_out import LeftOut
from waqai.publication.outlets import Report, reports_of
from waqai.publication.projection import PublicIncident, Released, Terms
from waqai.publication.siting import country_of, days_of, district_of, name_of, province_of, site_of
from waqai.records import EventPlace


def timemap_lines(released: Iterable[Released], terms: Terms, left_out: LeftOut) -> Iterator[str]:
    """One JSON list, an event a line. What has no day or no coordinates is on no map of time: see `left_out`."""
    yield "[\n"
    separator = ""
    for item in released:
        site = site_of(item.incident)
        if site is None or site.lat is None or site.lon is None:
            left_out["without coordinates"] += 1
        elif days_of(item.incident) is None:
            left_out["without a day"] += 1
        else:
            yield separator + json.dumps(timemap_event(item, site, terms), ensure_ascii=False)
            separator = ",\n"
    yield "\n]\n"


def timemap_event(released: Released, site: EventPlace, terms: Terms) -> dict[str, object]:
    """The event of an incident at the place `site`."""
    incident, days = released.incident, days_of(released.incident)
    reports = reports_of(released.evidence)
    return {
        "id": incident.id,
        "date": days.start.isoformat() if days else "",
        "latitude": str(site.lat),
        "longitude": str(site.lon),
        "location": ", ".join(_location(incident, site)),
        "description": " | ".join(report.words for report in reports),
        "sources": [_source(report) for report in reports],
        "filters": [{"key": key, "value": value} for key, value in _filters(incident, terms) if value],
    }


def _location(incident: PublicIncident, site: EventPlace) -> Sequence[str]:
    country = country_of(incident)
    names = (name_of(site), district_of(site), province_of(site), country.name if country else None)
    return tuple(dict.fromkeys(name for name in names if name))


def _source(report: Report) -> dict[str, str]:
    line = report.first
    published = line.published.isoformat() if line.published else None
    description = joined((report.outlet, published, line.title, *report.cited))
    return {"id": line.document_id, "path": line.url or "", "description": description}


def _filters(incident: PublicIncident, terms: Terms) -> Iterator[tuple[str, str]]:
    dead = deaths(incident).total
    days = days_of(incident)
    yield "Type", incident.type
    yield "Status", incident.status
    yield "Independent origins", str(incident.independent_origins)
    yield "Killed", f"{dead.low}-{dead.high}" if dead.low != dead.high else str(dead.high or "")
    yield "Last day", days.end.isoformat() if days and days.length > 1 else ""
    yield "Coordinates coarsened", terms.coordinates if terms.cell_km else ""
