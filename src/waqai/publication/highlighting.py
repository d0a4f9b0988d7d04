"""The words of a text that events rest on: which stretch of it is evidence of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from waqai.records import Event
from waqai.records.base import Offsets


class Evidence(NamedTuple):
    """Words of a text, the number of the event that they are evidence of (from 1), and of which of its fields."""

    span: Offsets
    event: int
    field: str


class Stretch(NamedTuple):
    """A piece of the text, and the evidence that covers the whole of it."""

    text: str
    start: int
    evidence: tuple[Evidence, ...]


def evidence_of(event: Event, number: int) -> Iterator[Evidence]:
    """Everything in the text that the event's fields point to."""
    for field, span in _spans(event):
        if span is not None and span[0] < span[1]:
            yield Evidence(span, number, field)


def _spans(event: Event) -> Iterator[tuple[str, Offsets | None]]:
    yield from (("trigger", trigger.span) for trigger in event.triggers)
    yield "time", event.time.span if event.time else None
    yield from ((place.role, place.span) for place in event.places)
    yield from (("agent", agent.span) for agent in event.agents)
    yield from (("target", target.span) for target in event.targets)
    yield from (("weapon", weapon.span) for weapon in event.weapons)
    yield "strikes", event.strikes.span if event.strikes else None
    yield from ((toll.kind, toll.span) for toll in event.casualties)
    yield from (("damage", damage.span) for damage in event.damage)
    yield from (("source", attribution.source.span) for attribution in event.attributions)
    yield from (("quoted source", link.span) for attribution in event.attributions for link in attribution.chain)
    yield from (("words", attribution.quote.span) for attribution in event.attributions if attribution.quote)


def stretches(text: str, events: Sequence[Event]) -> Iterator[Stretch]:
    """The text cut where evidence begins or ends: joined, the stretches are the text."""
    evidence = [item for number, event in enumerate(events, 1) for item in evidence_of(event, number)]
    opening: dict[int, list[Evidence]] = {}
    for item in sorted(evidence):
        opening.setdefault(item.span[0], []).append(item)
    cuts = sorted({0, len(text), *(min(cut, len(text)) for item in evidence for cut in item.span)})
    current: list[Evidence] = []
    for start, end in pairwise(cuts):
        current = [item for item in current if item.span[1] > start] + opening.get(start, [])
        yield Stretch(text[start:end], start, tuple(current))
