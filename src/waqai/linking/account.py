"""The account: an event with what linking asks of it, drawn from the record once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from waqai.knowledge.vocabulary import Kind
from waqai.records import CodedDocument, Document, Event, EventPlace, EventType, HarmKind

LONGEST_SPAN = timedelta(days=31)
"""A time wider than this ("this year") says too little about when: such an event is joined with none."""
GENERIC_RANK = 2
"""Kinds up to this rank of the ontology name no means: `attack`, `explosion`."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one document tells of one act.

    `first` and `last` are inclusive days, null where the text gives none; `sites` are the places where the act took
    effect, narrowest first, without the place that it was launched from.
    """

    event: Event
    document: Document
    family: str
    rank: int
    first: date | None
    last: date | None
    sites: tuple[EventPlace, ...]

    @property
    def id(self) -> str:
        """The event's id."""
        return self.event.id

    @property
    def generic(self) -> bool:
        """Whether its kind names no means."""
        return self.rank <= GENERIC_RANK

    @property
    def linkable(self) -> bool:
        """Whether it says when and where closely enough to be compared at all."""
        if self.first is None or self.last is None or not self.sites:
            return False
        return self.first <= self.last <= self.first + LONGEST_SPAN

    def days(self, margin: int = 0) -> tuple[date, ...]:
        """Each day of its span, widened by `margin` days on both sides; none without a day."""
        if self.first is None or self.last is None:
            return ()
        start, count = self.first - timedelta(days=margin), (self.last - self.first).days + 1 + 2 * margin
        return tuple(start + timedelta(days=number) for number in range(count))

    def figures(self) -> dict[HarmKind, int]:
        """The largest number of persons for each kind of harm: "five killed", not "among them a child"."""
        found: dict[HarmKind, int] = {}
        for row in self.event.casualties:
            number = row.best if row.best is not None else row.low if row.low is not None else row.high
            if number is not None:
                found[row.kind] = max(number, found.get(row.kind, 0))
        return found


def accounts_of(coded: Iterable[CodedDocument], ontology: Mapping[EventType, Kind]) -> tuple[Account, ...]:
    """The accounts of what happened, by event id: specific, affirmed events; patterns, plans and denials are none."""
    found = {
        event.id: _account(event, item.document, ontology)
        for item in coded
        for event in item.events
        if event.scope == "specific" and event.polarity == "affirmed"
    }
    return tuple(found[id] for id in sorted(found))


def _account(event: Event, document: Document, ontology: Mapping[EventType, Kind]) -> Account:
    first = event.time.start if event.time else None
    last = (event.time.end or first) if event.time else None
    kind = ontology[event.type]
    sites = tuple(place for place in event.places if place.role != "origin")
    return Account(event, document, kind.family, kind.rank, first or last, last, sites)
