"""Footprints of the events in the store: of latest versions, those that can be in an incident."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from waqai.linking.footprint import Footprint
from waqai.storage.models import DocumentRow, EventRow
from waqai.storage.pieces import pieces


def footprints_of(session: Session, stems: Iterable[str]) -> dict[str, Footprint]:
    """The footprints of the events of documents with these stems that can be in an incident, by event id."""
    return _footprints(session, DocumentRow.stem, stems)


def footprints_of_events(session: Session, events: Iterable[str]) -> dict[str, Footprint]:
    """The footprints of those of these events that can be in an incident: specific, affirmed, of latest versions."""
    return _footprints(session, EventRow.id, events)


def _footprints(session: Session, column: InstrumentedAttribute[str], values: Iterable[str]) -> dict[str, Footprint]:
    found: dict[str, Footprint] = {}
    query = select(EventRow.payload, DocumentRow.stem).join(DocumentRow, DocumentRow.number == EventRow.document)
    query = query.where(DocumentRow.latest, EventRow.scope == "specific", EventRow.polarity == "affirmed")
    for piece in pieces(values):
        for payload, stem in session.execute(query.where(column.in_(piece))):
            footprint = _footprint(payload, stem)
            found[footprint.event_id] = footprint
    return found


def _footprint(payload: str, stem: str) -> Footprint:
    """The footprint of an event, of its record's text."""
    told = json.loads(payload)
    return Footprint(
        event_id=told["id"], document_id=told["document_id"], stem=stem, type=told["type"], triggers=told["triggers"]
    )
