"""Coded documents of the store: the latest versions with their events, in order of arrival."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from waqai.records import CodedDocument, Document, Event
from waqai.storage.models import DocumentRow, EventRow
from waqai.storage.pieces import pieces
from waqai.storage.rows import document_of

_DOCUMENTS = 200
Numbered = tuple[int, CodedDocument]
"""The number of a document in the store, and the document with its events; decisions are left out."""


def coded_documents(session: Session) -> Iterator[Numbered]:
    """The latest versions of all documents."""
    last = 0
    while True:
        query = _documents().where(DocumentRow.latest, DocumentRow.number > last)
        rows = session.execute(query.order_by(DocumentRow.number).limit(_DOCUMENTS)).all()
        if not rows:
            return
        last = rows[-1].number
        yield from _with_events(session, rows)


def coded_by_stem(session: Session, stems: Collection[str]) -> Iterator[Numbered]:
    """The latest versions of the documents with these stems."""
    return _coded_by(session, DocumentRow.stem, stems)


def coded_by_id(session: Session, ids: Collection[str]) -> Iterator[Numbered]:
    """The documents of these ids that are the latest versions."""
    return _coded_by(session, DocumentRow.id, ids)


def _coded_by(session: Session, column: InstrumentedAttribute[str], values: Collection[str]) -> Iterator[Numbered]:
    numbers: list[int] = []
    for piece in pieces(values):
        numbers += session.scalars(select(DocumentRow.number).where(DocumentRow.latest, column.in_(piece)))
    for some in pieces(sorted(numbers), _DOCUMENTS):
        query = _documents().where(DocumentRow.number.in_(some)).order_by(DocumentRow.number)
        yield from _with_events(session, session.execute(query).all())


def _documents() -> Select[Any]:
    columns: list[Any] = [getattr(DocumentRow, name) for name in Document.model_fields]
    return select(DocumentRow.number, *columns)


def _with_events(session: Session, rows: Collection[Any]) -> Iterator[Numbered]:
    events: dict[int, list[Event]] = {row.number: [] for row in rows}
    query = select(EventRow.document, EventRow.payload).order_by(EventRow.document, EventRow.ordinal)
    for document, payload in session.execute(query.where(EventRow.document.in_(events))):
        events[document].append(Event.model_validate_json(payload))
    for row in rows:
        yield row.number, CodedDocument(document=document_of(row), events=tuple(events[row.number]))
