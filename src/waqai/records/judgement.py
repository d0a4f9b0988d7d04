"""What a person decided, kept apart from what the program thinks."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from waqai.records.base import Record
from waqai.records.incident import Status

Verdict = Literal["same", "different", "unsure"]
Standing = Literal["in_force", "overruled", "lapsed", "undone"]
"""`overruled`: later judgements contradict it. `lapsed`: what it speaks of is gone. Both may come into force again."""


class Judgement(Record):
    """Whether two events are one incident, by whom, when and why."""

    left: str
    right: str
    verdict: Verdict
    by: str
    at: AwareDatetime
    because: str | None = None


class Undoing(Record):
    """Who took a judgement back, when and why."""

    by: str
    at: AwareDatetime
    because: str | None = None


class JudgementEntry(Record):
    """A judgement as the log keeps it. `left` and `right` are the ids as given, of events or incidents; `left_events`
    and `right_events` the events that they stood for then. `overruled_by` names later judgements that contradict it.
    """

    id: str
    left: str
    right: str
    verdict: Verdict
    by: str
    at: AwareDatetime
    because: str | None = None
    left_events: tuple[str, ...] = ()
    right_events: tuple[str, ...] = ()
    standing: Standing = "in_force"
    overruled_by: tuple[str, ...] = ()
    undone: Undoing | None = None


class StatusEntry(Record):
    """A status that a person gave an incident, as the log keeps it."""

    id: str
    incident: str
    status: Status
    by: str
    at: AwareDatetime
    because: str
    standing: Standing = "in_force"
    overruled_by: tuple[str, ...] = ()
    undone: Undoing | None = None
