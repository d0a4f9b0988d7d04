"""The account: an event with what linking asks of it, drawn from the record once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from waqai.knowledge.vocabulary import Kind
from waqai.linking.rare_words import RareWords
from waqai.linking.text_sketch import sketch
from waqai.records import (
    CodedDocument,
    Document,
    Event,
    EventPlace,
    EventType,
    HarmKind,
    Participant,
    PartOfDay,
    TimeAnchor,
)

LONGEST_SPAN = timedelta(days=31)
"""A time wider than this ("this year") says too little about when: such an event is joined with none."""
GENERIC_RANK = 2
"""Kinds up to this rank of the ontology name no means: `attack`, `explosion`."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What linking compares of one document's account of one act; it holds no record, so that millions fit.

    `first` and `last` are inclusive days, null where the text gives none; `sites` are the places where the act took
    effect, narrowest first, without the place that it was launched from; `figures` is the largest number of persons for
    each kind of harm; `words` are the rare words of the document that name no place or participant of its events, and
    `sketch` stands for its text in comparisons.
    """

    id: str
    document_id: str
    type: EventType
    family: str
    rank: int
    first: date | None
    last: date | None
    part: PartOfDay | None
    anchor: TimeAnchor | None
    sites: tuple[EventPlace, ...]
    agents: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    weapons: frozenset[str]
    figures: Mapping[HarmKind, int]
    responds_to: str | None
    words: frozenset[str]
    sketch: bytes

    @property
    def generic(self) -> bool:
        """Whether its kind names no means."""
        return self.rank <= GENERIC_RANK

    @property
    def linkable(self) -> bool:
        """Whether it says when closely enough to be compared at all, and something of where or who."""
        if self.first is None or self.last is None or not (self.sites or self.words):
            return False
        return self.first <= self.last <= self.first + LONGEST_SPAN


@dataclass(frozen=True, slots=True)
class Account(Profile):
    """A profile with the records that it was drawn from."""

    event: Event
    document: Document


def accounts_of(coded: Iterable[CodedDocument], ontology: Mapping[EventType, Kind]) -> tuple[Account, ...]:
    """The accounts of what happened, by event id: specific, affirmed events; patterns, plans and denials are none."""
    found: dict[str, Account] = {}
    rare = RareWords.load()
    for item in coded:
        told = [event for event in item.events if event.scope == "specific" and event.polarity == "affirmed"]
        if told:
            words = rare.without(rare.of(item.document.text), _named(item.events))
            shape = sketch(item.document.text)
            found |= {event.id: account(event, item.document, ontology, words, shape) for event in told}
    return tuple(found[id] for id in sorted(found))


def account(
    event: Event, document: Document, ontology: Mapping[EventType, Kind], words: frozenset[str], shape: bytes
) -> Account:
    """The account of an event. `words` are the rare words of its document and `shape` its sketch."""
    first = event.time.start if event.time else None
    last = (event.time.end or first) if event.time else None
    kind = ontology[event.type]
    sites = tuple(place for place in event.places if place.role != "origin")
    return Account(
        id=event.id,
        document_id=document.id,
        type=event.type,
        family=kind.family,
        rank=kind.rank,
        first=first or last,
        last=last,
        part=event.time.part_of_day if event.time else None,
        anchor=event.time.anchor if event.time else None,
        sites=sites,
        agents=event.agents,
        targets=event.targets,
        weapons=frozenset(weapon.kind for weapon in event.weapons),
        figures=_figures(event),
        responds_to=event.responds_to,
        words=words,
        sketch=shape,
        event=event,
        document=document,
    )


def _named(events: Iterable[Event]) -> Iterator[str]:
    """How a document's events name places and participants: those are compared as such, not as words."""
    for event in events:
        yield from (place.text for place in event.places)
        yield from (person.text for person in (*event.agents, *event.targets))


def _figures(event: Event) -> dict[HarmKind, int]:
    """The largest number of persons for each kind of harm: "five killed", not "among them a child"."""
    found: dict[HarmKind, int] = {}
    for row in event.casualties:
        number = row.best if row.best is not None else row.low if row.low is not None else row.high
        if number is not None:
            found[row.kind] = max(number, found.get(row.kind, 0))
    return found
