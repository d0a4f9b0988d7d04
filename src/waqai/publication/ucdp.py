"""Projected incidents as CSV with the 49 columns of UCDP GED, in its order.

Columns, types, `type_of_violence`, `where_prec` and `date_prec` are UCDP's published codes. From general knowledge of
the dataset: `code_status` "Check" for what no UCDP coder has cleared, and the form of `source_article`. UCDP's ids of
conflicts, dyads and sides are its own and are left empty.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from waqai.publication.acled import type_of
from waqai.publication.countries import Country
from waqai.publication.csv_cells import joined
from waqai.publication.figures import Deaths, deaths
from waqai.publication.left_out import LeftOut, fitting_lines
from waqai.publication.outlets import Report, reports_of
from waqai.publication.parties import Party, sides
from waqai.publication.projection import Released, Terms
from waqai.publication.siting import Days, country_of, days_of, district_of, name_of, province_of, site_of
from waqai.records import EventPlace, Incident

COLUMNS = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
)
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_FORCE_USED = ("Battles", "Explosions/Remote violence", "Violence against civilians", "Protests")
_UNTOLD = ("denied", "retracted")
_WHERE = {
    "country": 6,
    "admin1": 4,
    "admin2": 3,
    "district": 3,
    "region": 5,
    "desert": 5,
    "sea": 7,
    "road": 5,
    "river": 5,
}
_CIVILIANS = "Civilians"


class Dyad(NamedTuple):
    """Who fought whom, in UCDP's order, and of what type of violence that makes it.

    `attacked` is "a" or "b" where only that side was fired at, None where each was.
    """

    violence: int
    side_a: Party
    side_b: Party | None
    attacked: str | None

    @property
    def name_b(self) -> str:
        """The name of side B: "Civilians" where an organised actor killed people who were not fighting."""
        return self.side_b.name if self.side_b else _CIVILIANS


def ucdp_lines(released: Iterable[Released], terms: Terms, left_out: LeftOut) -> Iterator[str]:
    """The header and a line an incident. What GED would not hold is counted in `left_out`."""
    return fitting_lines(COLUMNS, released, unfit, partial(ucdp_cells, terms=terms), left_out)


def unfit(incident: Incident) -> str | None:
    """Why an incident is none for GED, None where it is one.

    GED asks for armed force by an organised actor, a direct death, a place and a date.
    """
    if incident.status in _UNTOLD:
        return incident.status
    if type_of(incident)[0] not in _FORCE_USED:
        return "without armed force"
    if not deaths(incident).known:
        return "without a known number of dead"
    if days_of(incident) is None:
        return "without a date"
    if country_of(incident) is None:
        return "without a country"
    return "without two known sides" if dyad_of(incident) is None else None


def dyad_of(incident: Incident) -> Dyad | None:
    """The sides of an incident as GED counts them, None where no organised actor is known to have used force.

    With civilians as target, or with civilian dead and no target told, it is one-sided.
    """
    found = sides(incident.agents, incident.targets, country_of(incident))
    agent, target = found.agent, found.target
    if agent is None or agent.force not in ("state", "nonstate"):
        return None
    if target is None or target.force not in ("state", "nonstate"):
        civilian = target is not None or deaths(incident).civilians.best > 0
        return Dyad(ONE_SIDED, agent, None, "b") if civilian else None
    both_ways = {who.name for who in incident.agents} & {who.name for who in incident.targets}
    attacked = None if both_ways else "b"
    if target.force == "state" and agent.force != "state":
        return Dyad(STATE_BASED, target, agent, "a" if attacked else None)
    violence = STATE_BASED if agent.force == "state" else NON_STATE
    return Dyad(violence, agent, target, attacked)


def ucdp_cells(released: Released, terms: Terms) -> dict[str, object]:
    """The cells of an incident that is not `unfit`, by column."""
    incident = released.incident
    days, country, dyad = days_of(incident), country_of(incident), dyad_of(incident)
    if days is None or country is None or dyad is None:
        raise ValueError(f"{incident.id} has no date, no country or no two sides")
    return {
        **dict.fromkeys(COLUMNS),
        "id": number_of(incident.id),
        "relid": incident.id,
        "code_status": "Check",
        **_side_cells(dyad),
        **_source_cells(reports_of(released.evidence), incident),
        **_place_cells(site_of(incident), country, terms),
        **_date_cells(days),
        **_death_cells(deaths(incident), dyad),
    }


def number_of(id: str) -> int:
    """A whole number for an id, always the same, below 2**48: GED's ids are numbers."""
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:6], "big")


def _side_cells(dyad: Dyad) -> dict[str, object]:
    states = [side.country.gw if side and side.force == "state" and side.country else None for side in dyad[1:3]]
    return {
        "type_of_violence": dyad.violence,
        "dyad_name": f"{dyad.side_a.name} - {dyad.name_b}",
        "side_a": dyad.side_a.name,
        "side_b": dyad.name_b,
        "gwnoa": states[0],
        "gwnob": states[1],
    }


def _source_cells(reports: Sequence[Report], incident: Incident) -> dict[str, object]:
    days = [report.first.published.date().isoformat() if report.first.published else "" for report in reports]
    titles = [" ".join((report.first.title or "").replace(";", ",").split()) for report in reports]
    offices = [report.outlet or "" for report in reports]
    articles = (f'"{office},{day},{title}"' for office, day, title in zip(offices, days, titles, strict=True))
    return {
        "number_of_sources": len(reports) or incident.reports,
        "source_article": ";".join(articles),
        "source_office": ";".join(offices),
        "source_date": ";".join(days),
        "source_headline": ";".join(titles),
        "source_original": joined(name for report in reports for name in report.cited),
    }


def _place_cells(site: EventPlace | None, country: Country, terms: Terms) -> dict[str, object]:
    lat, lon = (site.lat, site.lon) if site else (None, None)
    name = (site and name_of(site)) or country.ucdp_name
    coarse = f" [coordinates coarsened: {terms.coordinates}]" if terms.cell_km and lat is not None else ""
    return {
        "where_prec": where_precision(site),
        "where_coordinates": name,
        "where_description": f"{name}{coarse}",
        "adm_1": site and province_of(site),
        "adm_2": site and district_of(site),
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})" if lat is not None and lon is not None else None,
        "priogrid_gid": priogrid(lat, lon) if lat is not None and lon is not None else None,
        "country": country.ucdp_name,
        "country_id": country.gw,
        "region": country.ucdp_region,
    }


def where_precision(site: EventPlace | None) -> int:
    """GED's `where_prec`: by the kind of an area, else 1 for the place itself, 2 near it, 4 for anything wider."""
    if site is None:
        return 6
    if site.role == "between":
        return 5
    return _WHERE.get(site.kind or "", {1: 1, 2: 2, 3: 4}[site.geo_precision])


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID: 720 cells of half a degree a row, from the south-west, counted from 1."""
    row = min(math.floor((lat + 90) * 2), 359)
    column = min(math.floor((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _date_cells(days: Days) -> dict[str, object]:
    return {
        "year": days.start.year,
        "event_clarity": 1 if days.length == 1 else 2,
        "date_prec": next(
            code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, math.inf)) if days.length <= most
        ),
        "date_start": f"{days.start} 00:00:00.000",
        "date_end": f"{days.end} 00:00:00.000",
    }


def _death_cells(dead: Deaths, dyad: Dyad) -> dict[str, object]:
    """The dead by side: best is the sum of the four, of the figures that most origins give."""
    total = dead.total.best
    civilians = min(dead.civilians.best, total)
    fighters = min(dead.combatants.best, total - civilians)
    if dyad.violence == ONE_SIDED:
        civilians = total - fighters
    of_a = fighters if dyad.attacked == "a" else 0
    of_b = fighters if dyad.attacked == "b" else 0
    return {
        "deaths_a": of_a,
        "deaths_b": of_b,
        "deaths_civilians": civilians,
        "deaths_unknown": total - of_a - of_b - civilians,
        "best": total,
        "high": max(dead.total.high, total),
        "low": min(dead.total.low, total),
    }
