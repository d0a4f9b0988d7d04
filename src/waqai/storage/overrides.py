"""Statuses that people gave incidents, in the store: kept under permanent ids, undone but never deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from waqai.errors import UnknownId
from waqai.linking.status_override import as_computed, overridden
from waqai.records import Incident, Standing, Status, StatusEntry, Undoing
from waqai.storage.identities import is_living
from waqai.storage.judgements import mark_undone, number_of
from waqai.storage.models import IncidentRow, StatusOverrideRow
from waqai.storage.pieces import pieces
from waqai.storage.rows import incident_of

PREFIX = "s"
"""What the id of a given status begins with: `s3`."""
_STATUSES: dict[str, Status] = {status: status for status in get_args(Status)}


def override(
    session: Session, incident_id: str, status: Status, by: str, at: datetime, because: str
) -> StatusOverrideRow:
    """Give a living incident a status. The caller has made sure that there is one."""
    row = StatusOverrideRow(incident=incident_id, status=status, by=by, at=at, because=because)
    session.add(row)
    session.flush()
    apply(session, incident_id)
    return row


def entry_id(number: int) -> str:
    """The id of the given status of that number."""
    return f"{PREFIX}{number}"


def undo(session: Session, id: str, by: str, at: datetime, because: str | None) -> StatusOverrideRow:
    """Take a status back: the one given before holds again, else the computed one. Raises UnknownId or UsageError."""
    row = session.get(StatusOverrideRow, number_of(id, PREFIX))
    if row is None:
        raise UnknownId("no status was given under this id.", where=id, remedy="`waqai judge log` lists them.")
    mark_undone(row, id, by, at, because)
    session.flush()
    apply(session, row.incident)
    return row


def apply(session: Session, incident_id: str) -> None:
    """Bring one stored incident's status up to date with what people gave it."""
    row = session.get(IncidentRow, incident_id)
    if row is not None:
        [incident] = with_overrides(session, [incident_of(row)])
        row.status, row.payload = incident.status, incident.model_dump_json()


def with_overrides(session: Session, incidents: Iterable[Incident]) -> list[Incident]:
    """The incidents, each with the last status in force that was given to its id, else as computed."""
    incidents = list(incidents)
    given = {row.incident: row for row in _in_force(session, [incident.id for incident in incidents])}
    return [
        overridden(incident, _STATUSES[row.status], row.by, row.at, row.because)
        if (row := given.get(incident.id))
        else as_computed(incident)
        for incident in incidents
    ]


def log(session: Session) -> list[StatusEntry]:
    """Every status ever given, in order, with what has become of it."""
    last = {row.incident: row.number for row in _in_force(session)}
    rows = session.scalars(select(StatusOverrideRow).order_by(StatusOverrideRow.number))
    return [_entry(row, last.get(row.incident), is_living(session, row.incident)) for row in rows]


def _in_force(session: Session, ids: Sequence[str] | None = None) -> list[StatusOverrideRow]:
    """The statuses that were not undone, of these incidents or of all, in order."""
    query = select(StatusOverrideRow).where(StatusOverrideRow.undone_at.is_(None)).order_by(StatusOverrideRow.number)
    if ids is None:
        return list(session.scalars(query))
    return [row for piece in pieces(ids) for row in session.scalars(query.where(StatusOverrideRow.incident.in_(piece)))]


def _entry(row: StatusOverrideRow, last: int | None, living: bool | None) -> StatusEntry:
    standing: Standing = "in_force"
    undone = None
    if row.undone_at is not None:
        standing = "undone"
        undone = Undoing(by=row.undone_by or "", at=row.undone_at, because=row.undone_because)
    elif row.number != last:
        standing = "overruled"
    elif not living:
        standing = "lapsed"
    return StatusEntry(
        id=entry_id(row.number),
        incident=row.incident,
        status=_STATUSES[row.status],
        by=row.by,
        at=row.at,
        because=row.because,
        standing=standing,
        overruled_by=(entry_id(last),) if standing == "overruled" and last else (),
        undone=undone,
    )
