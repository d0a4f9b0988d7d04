"""Incidents put together of groups of accounts, and stored with what they rest on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from waqai.linking.account import Account, account
from waqai.linking.footprint import footprint_of
from waqai.linking.linker import Linker
from waqai.records import Document, Event, Incident
from waqai.storage.models import (
    AccountRow,
    DocumentRow,
    EventRow,
    IdentityRow,
    IncidentEventRow,
    IncidentRow,
    MemberRow,
)
from waqai.storage.overrides import with_overrides
from waqai.storage.pieces import pieces
from waqai.storage.rows import document_of, incident_values

_PIECE = 200
"""Incidents that are in memory at a time."""
Named = tuple[str, Sequence[int]]
"""The permanent id of an incident, and the numbers of its accounts."""


def remove_incidents(session: Session, identities: Collection[int] | None) -> None:
    """Remove the incidents that bear these ids, by their numbers, or all."""
    if identities is None:
        session.execute(delete(IncidentEventRow))
        session.execute(delete(IncidentRow))
        return
    for piece in pieces(identities):
        ids = select(IdentityRow.id).where(IdentityRow.number.in_(piece))
        session.execute(delete(IncidentEventRow).where(IncidentEventRow.incident.in_(ids)))
        session.execute(delete(IncidentRow).where(IncidentRow.id.in_(ids)))


def add_incidents(session: Session, linker: Linker, groups: Iterable[Named]) -> None:
    """Put incidents together and store them, with the events and members of each."""
    for piece in pieces(groups, _PIECE):
        _add(session, linker, piece)


def _add(session: Session, linker: Linker, groups: Sequence[Named]) -> None:
    records = _accounts(session, linker, [number for _, numbers in groups for number in numbers])
    incidents: list[Incident] = []
    events: list[dict[str, str]] = []
    members: list[dict[str, str]] = []
    for id, numbers in groups:
        group = sorted((records[number] for number in numbers), key=lambda item: item[0].id)
        incidents.append(linker.incident([told for told, _ in group]).model_copy(update={"id": id}))
        for member, stem in group:
            events.append({"incident": id, "event": member.id})
            footprint = footprint_of(member.event, stem).model_dump_json()
            members.append({"incident": id, "event": member.id, "footprint": footprint, "stem": stem})
    for ids in pieces(id for id, _ in groups):
        session.execute(delete(MemberRow).where(MemberRow.incident.in_(ids)))
    session.execute(insert(IncidentRow), [incident_values(each) for each in with_overrides(session, incidents)])
    session.execute(insert(IncidentEventRow), events)
    session.execute(insert(MemberRow), members)
    _mark(session, groups)


def _mark(session: Session, groups: Sequence[Named]) -> None:
    """Write down which accounts are in which incident."""
    query = select(IdentityRow.id, IdentityRow.number).where(IdentityRow.id.in_([id for id, _ in groups]))
    identities = dict(session.execute(query).all())
    rows = [{"number": number, "incident": identities[id]} for id, numbers in groups for number in numbers]
    session.execute(update(AccountRow), rows)


def _accounts(session: Session, linker: Linker, numbers: Iterable[int]) -> dict[int, tuple[Account, str]]:
    """Accounts with their records, and the stems of their documents."""
    found: dict[int, tuple[Account, str]] = {}
    documents: dict[int, tuple[Document, str]] = {}
    for piece in pieces(numbers):
        query = select(AccountRow.number, EventRow.payload, EventRow.document).join(
            EventRow, EventRow.id == AccountRow.event
        )
        rows = session.execute(query.where(AccountRow.number.in_(piece))).all()
        documents |= _documents(session, {row.document for row in rows} - documents.keys())
        for number, payload, document in rows:
            record, stem = documents[document]
            # An incident is put together of records: rare words and sketches have done their part.
            told = account(Event.model_validate_json(payload), record, linker.ontology, frozenset(), b"")
            found[number] = told, stem
    return found


def _documents(session: Session, numbers: Collection[int]) -> dict[int, tuple[Document, str]]:
    columns: list[Any] = [getattr(DocumentRow, name) for name in Document.model_fields]
    query = select(DocumentRow.number, DocumentRow.stem, *columns)
    found: dict[int, tuple[Document, str]] = {}
    for piece in pieces(numbers):
        for row in session.execute(query.where(DocumentRow.number.in_(piece))):
            found[row.number] = document_of(row), row.stem
    return found
