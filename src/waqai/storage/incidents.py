"""The search of incidents by kind, status, day, place and actor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import Session

from waqai.language.folding import fold_key
from waqai.records import Incident
from waqai.storage.models import IncidentRow
from waqai.storage.rows import incident_of


@dataclass(frozen=True)
class IncidentFilter:
    """What incidents to give; None asks nothing.

    `since` and `until` are days, both inclusive: an incident counts whose own span of days meets theirs; one without a
    day meets none. `place` and `actor` are names in Arabic or English or ids; a name counts where it is part of the
    place's (or its province's) or of the agent's or target's.
    """

    type: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None
    place: str | None = None
    actor: str | None = None

    def admits(self, incident: Incident) -> bool:
        """Whether place and actor are those asked for; the rest the database answers."""
        return (not self.place or _names(self.place, _place_names(incident))) and (
            not self.actor or _names(self.actor, _actor_names(incident))
        )


def find_incidents(engine: Engine, wanted: IncidentFilter) -> Iterator[Incident]:
    """The incidents that `wanted` describes, by day and id, those without a day last."""
    with Session(engine) as session:
        for row in session.scalars(_query(wanted).execution_options(yield_per=200)):
            incident = incident_of(row)
            if wanted.admits(incident):
                yield incident


def _query(wanted: IncidentFilter) -> Select[IncidentRow]:
    query = select(IncidentRow).order_by(IncidentRow.day_start.is_(None), IncidentRow.day_start, IncidentRow.id)
    if wanted.type:
        query = query.where(IncidentRow.type == wanted.type)
    if wanted.status:
        query = query.where(IncidentRow.status == wanted.status)
    if wanted.since:
        query = query.where(func.coalesce(IncidentRow.day_end, IncidentRow.day_start) >= wanted.since)
    if wanted.until:
        query = query.where(IncidentRow.day_start <= wanted.until)
    return query


def _names(asked: str, names: Iterator[str | None]) -> bool:
    """Whether what is asked for is part of one of the names: "الزور" of "دير الزور"."""
    key = fold_key(asked).casefold()
    return any(key in fold_key(name).casefold() for name in names if name)


def _place_names(incident: Incident) -> Iterator[str | None]:
    for place in incident.places:
        yield from (place.text, place.name_ar, place.name_en, place.gazetteer_id)
        yield from (place.admin.admin2, place.admin.admin1, place.admin.country)


def _actor_names(incident: Incident) -> Iterator[str | None]:
    for candidate in (*incident.agents, *incident.targets):
        yield from (candidate.name, candidate.actor_id, candidate.country)
