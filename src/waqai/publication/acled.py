"""Projected incidents as CSV with ACLED's 31 event columns, in its order.

Column order, event types, sub-events, inter codes and precisions are ACLED's published ones. From general knowledge of
ACLED's files, each in one table or function here: the disorder types (`acled_sub_events.tsv`), generic actor names
(`party_roles.tsv`), region names (`countries.tsv`), the middle of a span as its date, and "crowd size" and
"suggested agents" as tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from importlib.resources import as_file, files
from typing import NamedTuple

from waqai.knowledge.sub_events import acled_type
from waqai.knowledge.table import rows
from waqai.knowledge.vocabulary import load_ontology
from waqai.publication.countries import Country
from waqai.publication.csv_cells import joined
from waqai.publication.figures import deaths
from waqai.publication.left_out import LeftOut, fitting_lines
from waqai.publication.outlets import reports_of
from waqai.publication.parties import CIVILIANS, Party, civilians, crowd, sides, unidentified
from waqai.publication.projection import Released, Terms
from waqai.publication.siting import Days, country_of, days_of, district_of, name_of, province_of, site_of
from waqai.records import EventPlace, Incident

COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
_MONTH = 31
_PROTESTERS, _RIOTERS = 6, 5
_CROWD = {"Protests": ("Protesters", _PROTESTERS), "Riots": ("Rioters", _RIOTERS)}
_VIOLENCE = ("Battles", "Explosions/Remote violence", "Violence against civilians")
_UNTOLD = ("denied", "retracted")


def acled_lines(released: Iterable[Released], terms: Terms, left_out: LeftOut) -> Iterator[str]:
    """The header and a line an incident. What ACLED cannot hold is counted in `left_out`."""
    return fitting_lines(COLUMNS, released, unfit, partial(acled_cells, terms=terms), left_out)


def unfit(incident: Incident) -> str | None:
    """Why an incident is none for ACLED, None where it is one.

    It needs a day or at least a month, a country, and a source that stands by it.
    """
    days = days_of(incident)
    if incident.status in _UNTOLD:
        return incident.status
    if days is None or days.length > _MONTH:
        return "without a day or month"
    return "without a country" if country_of(incident) is None else None


def acled_cells(released: Released, terms: Terms) -> dict[str, object]:
    """The cells of an incident that is not `unfit`, by column."""
    incident = released.incident
    days, country = days_of(incident), country_of(incident)
    if days is None or country is None:
        raise ValueError(f"{incident.id} has no day or no country")
    return {
        "event_id_cnty": incident.id,
        "timestamp": int(terms.at.timestamp()),
        **_time_cells(days),
        **_what_and_who(incident, country),
        **_place_cells(site_of(incident), country),
        **_report_cells(released, terms),
    }


def _time_cells(days: Days) -> dict[str, object]:
    day = days.start if days.length == 1 else days.middle
    precision = 1 if days.length == 1 else 2 if days.length <= 7 else 3
    return {"event_date": day, "year": day.year, "time_precision": precision}


def _what_and_who(incident: Incident, country: Country) -> dict[str, object]:
    event_type, sub_event_type = type_of(incident)
    row = sub_events()[sub_event_type]
    cast = _cast(incident, event_type, sub_event_type, country)
    codes = sorted(party.inter for party in (cast.one, cast.other) if party)
    targeted = row.targets_civilians or (event_type != "Protests" and cast.other and cast.other.inter == CIVILIANS)
    return {
        "disorder_type": row.disorder_type,
        "event_type": event_type,
        "sub_event_type": sub_event_type,
        "actor1": cast.one.name if cast.one else None,
        "assoc_actor_1": joined(_beside(cast.one, cast.with_one)),
        "inter1": cast.one.inter if cast.one else 0,
        "actor2": cast.other.name if cast.other else None,
        "assoc_actor_2": joined(_beside(cast.other, cast.with_other)),
        "inter2": cast.other.inter if cast.other else 0,
        "interaction": int("".join(map(str, codes)).ljust(2, "0")) if codes else 0,
        "civilian_targeting": "Civilian targeting" if targeted else None,
        "tags": joined(_tags(event_type, cast.suggested)),
    }


class _Cast(NamedTuple):
    """The two actors of a row with those beside them. Their order says nothing of who attacked."""

    one: Party | None
    with_one: Sequence[Party]
    other: Party | None
    with_other: Sequence[Party]
    suggested: Sequence[Party]


def _cast(incident: Incident, event_type: str, sub_event_type: str, country: Country) -> _Cast:
    found = sides(incident.agents, incident.targets, country)
    if event_type in _CROWD:
        everybody = [found.agent, *found.beside_agent, found.target, *found.beside_target]
        armed = [party for party in everybody if party and party.inter != CIVILIANS]
        members = [party for party in everybody if party and party.body]
        force = armed[0] if armed and sub_event_type != "Peaceful protest" else None
        with_force = [party for party in armed[1:] if party.known]
        return _Cast(crowd(*_CROWD[event_type], country), members, force, with_force if force else (), ())
    target = found.target
    if target is None and event_type == "Violence against civilians":
        target = civilians(country)
    if found.agent is None and event_type in _VIOLENCE:
        return _Cast(unidentified(country), (), target, found.beside_target, found.suggested)
    if found.agent is None:
        return _Cast(target, found.beside_target, None, (), found.suggested)
    return _Cast(found.agent, found.beside_agent, target, found.beside_target, found.suggested)


def _beside(party: Party | None, others: Sequence[Party]) -> Iterator[str | None]:
    """Names of associated actors: of civilians the body that they belong to, not "Civilians" again."""
    yield party.body if party else None
    yield from (other.body or other.name for other in others)


def _tags(event_type: str, suggested: Sequence[Party]) -> Iterator[str]:
    if event_type in _CROWD:
        yield "crowd size=no report"
    if suggested:
        yield f"suggested agents: {', '.join(party.name for party in suggested)}"


def _place_cells(site: EventPlace | None, country: Country) -> dict[str, object]:
    return {
        "iso": country.numeric,
        "region": country.region,
        "country": country.name,
        "admin1": site and province_of(site),
        "admin2": site and district_of(site),
        "admin3": None,
        "location": (site and name_of(site)) or (site and (district_of(site) or province_of(site))) or country.name,
        "latitude": site and site.lat,
        "longitude": site and site.lon,
        "geo_precision": site.geo_precision if site else 3,
    }


def _report_cells(released: Released, terms: Terms) -> dict[str, object]:
    incident, dead = released.incident, deaths(released.incident)
    reports = reports_of(released.evidence)
    return {
        "source": joined(report.outlet for report in reports),
        "source_scale": None,
        "notes": " ".join(
            [*(f"{report.outlet or '?'}: {report.words}" for report in reports), _remark(incident, terms)]
        ),
        "fatalities": dead.total.low if dead.known or not dead.uncounted else None,
    }


def _remark(incident: Incident, terms: Terms) -> str:
    """What the row does not say: status, figures, other kinds, how the coordinates were coarsened."""
    dead, days = deaths(incident), days_of(incident)
    facts = [
        f"status: {incident.status} ({incident.status_rule})",
        f"independent origins: {incident.independent_origins}",
        f"kinds told: {', '.join(incident.types)}" if len(incident.types) > 1 else "",
        f"days: {days.start} to {days.end}" if days and days.length > 1 else "",
        f"fatalities told: {dead.total.low} to {dead.total.high}" if dead.total.low != dead.total.high else "",
        "fatalities told without a number" if dead.uncounted else "",
        f"coordinates coarsened: {terms.coordinates}" if terms.cell_km else "",
    ]
    return f"[Coded by Waqai; {'; '.join(fact for fact in facts if fact)}]"


def type_of(incident: Incident) -> tuple[str, str]:
    """ACLED's event and sub-event type of an incident."""
    kind = load_ontology()[incident.type]
    hurt = any(toll.kind in ("killed", "injured") for toll in incident.tolls)
    agents, targets = ([who.role for who in side] for side in (incident.agents, incident.targets))
    return acled_type(kind, agents, targets, hurt)


class SubEvent(NamedTuple):
    """A sub-event type: its disorder type, and whether it is civilian targeting by definition."""

    event_type: str
    disorder_type: str
    targets_civilians: bool


@lru_cache(maxsize=1)
def sub_events() -> dict[str, SubEvent]:
    """ACLED's sub-event types by name (table `acled_sub_events.tsv`)."""
    columns = ("sub_event_type", "event_type", "disorder_type", "targets_civilians")
    with as_file(files("waqai.publication") / "tables") as directory:
        table = list(rows("acled_sub_events", columns, directory))
    return {
        row["sub_event_type"]: SubEvent(row["event_type"], row["disorder_type"], row["targets_civilians"] == "yes")
        for row in table
    }
