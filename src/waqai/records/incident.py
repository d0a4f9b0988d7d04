"""The incident: the real-world happening that events describe, with every disagreement kept (codebook 1 and 5)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from waqai.records.attribution import SourceKind, Stance
from waqai.records.base import Record
from waqai.records.event import EventPlace, EventType, HarmKind, TimePrecision, Victims

Status = Literal["claimed", "single_origin", "corroborated", "contested", "denied", "retracted"]


class Origin(Record):
    """One independent voice: the innermost source of a chain, with every document that repeats it.

    `party` is true where the voice is a party to the act. `folded` says why documents share this origin
    (`quotes`, `near_copy`, `same_source`).
    """

    id: str
    name: str
    kind: SourceKind
    source_id: str | None = None
    party: bool = False
    protected: bool = False
    stances: tuple[Stance, ...] = ()
    document_ids: tuple[str, ...] = ()
    event_ids: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()


class IncidentTime(Record):
    """The span that the events' times leave open, both days inclusive."""

    start: date | None = None
    end: date | None = None
    precision: TimePrecision


class Candidate(Record):
    """An agent or target that some origins name, and the share of origins that do."""

    name: str
    actor_id: str | None = None
    country: str | None = None
    role: str | None = None
    origin_ids: tuple[str, ...] = ()
    share: float


class TollVariant(Record):
    """One figure, as one or more origins give it."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    origin_ids: tuple[str, ...]
    event_ids: tuple[str, ...]


class Toll(Record):
    """The range of a number with its sources: differing figures stay side by side."""

    kind: HarmKind
    victims: Victims = "unknown"
    low: int | None = None
    high: int | None = None
    variants: tuple[TollVariant, ...]


class StatusOverride(Record):
    """That a person gave the status, and why; `computed` is what the rules give, by `computed_rule`."""

    by: str
    at: AwareDatetime
    because: str
    computed: Status
    computed_rule: str


class Variant(Record):
    """One way in which reports give a field: the value in words, and who gives it so."""

    value: str
    origin_ids: tuple[str, ...]
    event_ids: tuple[str, ...]


class VariantPair(Record):
    """How two variants, by their number from 0, stand to each other, and why."""

    left: int
    right: int
    relation: Literal["compatible", "contradicts"]
    because: str


class Difference(Record):
    """A field that reports give in several ways. `harm` and `victims` tell of which number a `toll` is."""

    field: Literal["toll", "agent", "target", "place", "time"]
    harm: HarmKind | None = None
    victims: Victims | None = None
    variants: tuple[Variant, ...]
    pairs: tuple[VariantPair, ...]
    contradicts: bool
    """Whether any two of them contradict each other."""


class Incident(Record):
    """A happening, as all its reports tell it. `status_rule` names the rule that gave the status; where a person gave
    it, `override` says who and why, and what the rules give."""

    id: str
    document_ids: tuple[str, ...]
    event_ids: tuple[str, ...]
    type: EventType
    types: tuple[EventType, ...]
    time: IncidentTime | None = None
    places: tuple[EventPlace, ...] = ()
    agents: tuple[Candidate, ...] = ()
    targets: tuple[Candidate, ...] = ()
    tolls: tuple[Toll, ...] = ()
    status: Status
    status_rule: str
    override: StatusOverride | None = None
    origins: tuple[Origin, ...] = ()
    independent_origins: int
    reports: int
    first_report: AwareDatetime | None = None
    delay_hours: float | None = None
    """From the start of the day of the happening to the first report; null where either is unknown."""
    differences: tuple[Difference, ...] = ()
