"""Tolls: the figures of an incident side by side, each with its origins. Differing figures are never averaged."""

from __future__ import annotations

from collections.abc import Sequence

from waqai.linking.origins import Testimony
from waqai.records import Casualties, HarmKind, Toll, TollVariant, Victims

Group = tuple[HarmKind, Victims]
Figure = tuple[int | None, int | None, int | None]


def tolls(testimonies: Sequence[Testimony]) -> tuple[Toll, ...]:
    """One toll for each kind of harm and of victims, as the origins that affirm the act give it."""
    found: dict[Group, dict[Figure, tuple[set[str], set[str]]]] = {}
    for testimony in testimonies:
        for account in testimony.affirmed_accounts:
            for row in account.event.casualties:
                figures = found.setdefault((row.kind, row.victims), {})
                origins, events = figures.setdefault(_figure(row), (set(), set()))
                origins.add(testimony.origin.id)
                events.add(account.id)
    return tuple(_toll(group, found[group]) for group in sorted(found))


def _figure(row: Casualties) -> Figure:
    return row.low, row.best, row.high


def _toll(group: Group, figures: dict[Figure, tuple[set[str], set[str]]]) -> Toll:
    """The range runs from the least to the largest number that any origin gives; null where none gives a number."""
    lows = [bound for low, best, high in figures if (bound := _first(low, best, high)) is not None]
    highs = [bound for low, best, high in figures if (bound := _first(high, best)) is not None]
    highest_low = max(lows, default=None)
    high = max(highs, default=None)
    if high is not None and highest_low is not None and highest_low > high:
        high = None  # one origin says "at least ten": the range is open above
    variants = (
        TollVariant(low=low, best=best, high=high, origin_ids=tuple(sorted(origins)), event_ids=tuple(sorted(events)))
        for (low, best, high), (origins, events) in sorted(figures.items(), key=lambda item: _order(item[0]))
    )
    return Toll(kind=group[0], victims=group[1], low=min(lows, default=None), high=high, variants=tuple(variants))


def _first(*numbers: int | None) -> int | None:
    return next((number for number in numbers if number is not None), None)


def _order(figure: Figure) -> tuple[int, ...]:
    return tuple(-1 if number is None else number for number in figure)
