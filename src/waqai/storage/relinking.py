"""Joining all coded events into incidents, under the judgements in force and the ids that were given out before.

Counters tell what is out of date: `coded` grows with every change of events, `judged` with every change of judgements;
`linked` and `ruled` are their values at the last linking. All incidents are replaced in one transaction with their ids,
what became of other ids, and the counters; cut off anywhere, the next run joins them anew and ends in the same state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from sqlalchemy import Engine, delete, func, insert, select
from sqlalchemy.orm import Session

from waqai.linking.footprint import footprint_of
from waqai.records import CodedDocument, Incident, Judgement
from waqai.storage import judgements
from waqai.storage.identities import Footprints, name_incidents
from waqai.storage.intake import Clock
from waqai.storage.models import DocumentRow, EventRow, IncidentEventRow, IncidentRow, StateRow
from waqai.storage.overrides import with_overrides
from waqai.storage.rows import document_of, event_of, incident_row

Link = Callable[[Sequence[CodedDocument], Sequence[Judgement]], Sequence[Incident]]
"""Joins the events of coded documents, in the order in which they came in, into incidents, under judgements."""

_COUNTERS = (("coded", "linked"), ("judged", "ruled"))


def relink(engine: Engine, link: Link, clock: Clock) -> int:
    """Join all events anew where events or judgements changed since the last linking; gives the number of incidents."""
    with Session(engine) as session:
        counters = {row.name: row.value for row in session.scalars(select(StateRow))}
        if all(counters.get(name, 0) == counters.get(done, 0) for name, done in _COUNTERS):
            return session.scalar(select(func.count()).select_from(IncidentRow)) or 0
        coded = list(coded_documents(session))
        footprints = _footprints(session, coded)
        rulings = judgements.standing_rulings(session, footprints)
        decided = judgements.for_linking(session, rulings)
    incidents = link(coded, decided)
    with Session(engine) as session, session.begin():
        named = name_incidents(session, incidents, footprints, clock())
        _replace(session, with_overrides(session, named))
        for name, done in _COUNTERS:
            _set_counter(session, done, counters.get(name, 0))
    return len(incidents)


def coded_documents(session: Session) -> Iterator[CodedDocument]:
    """The latest versions of all documents with their events, in order of arrival; decisions are left out."""
    events: dict[int, list[EventRow]] = {}
    for row in session.scalars(select(EventRow).order_by(EventRow.document, EventRow.ordinal)):
        events.setdefault(row.document, []).append(row)
    for document in session.scalars(select(DocumentRow).where(DocumentRow.latest).order_by(DocumentRow.number)):
        found = tuple(event_of(event) for event in events.get(document.number, ()))
        yield CodedDocument(document=document_of(document), events=found)


def advance(session: Session, counter: Literal["coded", "judged"] = "coded") -> None:
    """Count a change of events or judgements: the incidents are out of date from here on."""
    row = session.get(StateRow, counter)
    _set_counter(session, counter, (row.value if row else 0) + 1)


def is_stale(session: Session) -> bool:
    """Whether events changed since the last linking: incidents then no longer stand for what they show."""
    counters = {row.name: row.value for row in session.scalars(select(StateRow))}
    return counters.get("coded", 0) != counters.get("linked", 0)


def _footprints(session: Session, coded: Sequence[CodedDocument]) -> Footprints:
    """The footprints of all events that can be in an incident."""
    stems = {row.id: row.stem for row in session.execute(select(DocumentRow.id, DocumentRow.stem))}
    return {
        event.id: footprint_of(event, stems[item.document.id])
        for item in coded
        for event in item.events
        if event.scope == "specific" and event.polarity == "affirmed"
    }


def _replace(session: Session, incidents: Sequence[Incident]) -> None:
    pairs = [
        {"incident": incident.id, "event": event}
        for incident in incidents
        for event in dict.fromkeys(incident.event_ids)
    ]
    session.execute(delete(IncidentEventRow))
    session.execute(delete(IncidentRow))
    session.add_all(incident_row(incident) for incident in incidents)
    session.flush()
    if pairs:
        session.execute(insert(IncidentEventRow), pairs)


def _set_counter(session: Session, name: str, value: int) -> None:
    session.merge(StateRow(name=name, value=value))
