"""Why a field of an event holds what it holds."""

from __future__ import annotations

from waqai.records.base import Record, Span
from waqai.records.document import Document
from waqai.records.event import Event


class Decision(Record):
    """One field's value, the rule or table row that set it, the words it rests on, and what competed with it."""

    event_id: str
    field: str
    value: str
    rule: str
    row: str | None = None
    evidence: tuple[Span, ...] = ()
    competitors: tuple[str, ...] = ()


class CodedDocument(Record):
    """What the coder gives: the document as stored, its events in the order of the text, and why."""

    document: Document
    events: tuple[Event, ...]
    decisions: tuple[Decision, ...] = ()
