"""Records to rows of the store and back."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from waqai.acquisition.reading import SetAside
from waqai.errors import WaqaiError
from waqai.records import Decision, Document, Event, EventPlace, Incident
from waqai.storage.models import DecisionRow, DocumentRow, EventRow, IncidentRow, SetAsideRow


def fingerprint(document: Document) -> str:
    """The digest of what the coder reads of a document: its source, time, title and text, but not its id."""
    published = document.published.isoformat() if document.published else None
    content = json.dumps([document.source, published, document.title, document.text], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def document_row(document: Document, *, stem: str, version: int, capture: str, located: str) -> DocumentRow:
    """The row of a version of a document, not yet coded."""
    return DocumentRow(
        **document.model_dump(),
        stem=stem,
        version=version,
        latest=True,
        fingerprint=fingerprint(document),
        capture=capture,
        located=located,
        coder_version=None,
    )


def document_of(row: DocumentRow | Row[Any]) -> Document:
    """The document of a row, or of one with a document's columns."""
    return Document(**{name: getattr(row, name) for name in Document.model_fields})


def event_row(event: Event, document: int, ordinal: int) -> EventRow:
    """The row of the `ordinal`th event of the document with that number."""
    place = _located(event.places)
    return EventRow(
        id=event.id,
        document=document,
        ordinal=ordinal,
        type=event.type,
        day_start=event.time.start if event.time else None,
        day_end=event.time.end if event.time else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        scope=event.scope,
        polarity=event.polarity,
        payload=event.model_dump_json(),
    )


def event_of(row: EventRow) -> Event:
    """The event of a row."""
    return Event.model_validate_json(row.payload)


def decision_row(decision: Decision, document: int) -> DecisionRow:
    """The row of a decision on an event of the document with that number."""
    return DecisionRow(document=document, event=decision.event_id, payload=decision.model_dump_json())


def decision_of(row: DecisionRow) -> Decision:
    """The decision of a row."""
    return Decision.model_validate_json(row.payload)


def incident_values(incident: Incident) -> dict[str, object]:
    """The columns of an incident."""
    place = _located(incident.places)
    return {
        "id": incident.id,
        "type": incident.type,
        "status": incident.status,
        "day_start": incident.time.start if incident.time else None,
        "day_end": incident.time.end if incident.time else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "payload": incident.model_dump_json(),
    }


def incident_of(row: IncidentRow) -> Incident:
    """The incident of a row."""
    return Incident.model_validate_json(row.payload)


def set_aside_row(
    item: SetAside, *, at: datetime, capture: str | None = None, document: int | None = None
) -> SetAsideRow:
    """The row of what was set aside at that moment: of a capture, or of a stored document by its number."""
    return SetAsideRow(
        located=item.where,
        sha256=item.sha256 or "",
        code=item.error.code,
        message=item.error.message,
        remedy=item.error.remedy,
        capture=capture,
        document=document,
        at=at,
    )


def set_aside_of(row: SetAsideRow) -> SetAside:
    """What was set aside, of a row; the error is told by its code, not by its class."""
    error = WaqaiError(row.message, where=row.located, remedy=row.remedy)
    error.code = row.code
    return SetAside(row.located, error, row.sha256 or None)


def _located(places: tuple[EventPlace, ...]) -> EventPlace | None:
    """The first place with coordinates, a site before any other."""
    located = [place for place in places if place.lat is not None and place.lon is not None]
    return next((place for place in located if place.role == "site"), located[0] if located else None)
