"""Differences: for each toll, agent, target, place and time the variants side by side, and which contradict each other.

«قتل خمسة» and «قتل ثمانية» contradict each other; «قتل خمسة» and «قتل ما لا يقل عن أربعة» go together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Generic, Literal, TypeVar, get_args

from waqai.linking.account import Account
from waqai.linking.kinship import Kinship
from waqai.linking.nearness import Nearness, nearness
from waqai.linking.origins import Testimony
from waqai.linking.participants import key_of
from waqai.records import Difference, Participant, PartOfDay, Time, Toll, TollVariant, Variant, VariantPair

Answer = tuple[bool, str]
"""Whether two variants contradict each other, and why."""
Field = Literal["toll", "agent", "target", "place", "time"]

_PARTS: tuple[PartOfDay, ...] = get_args(PartOfDay)
_ELSEWHERE: tuple[Nearness, ...] = ("apart", "off", "around")
_PLACES: dict[Nearness, str] = {
    "same_place": "one place",
    "same_area": "one area",
    "same_province": "one province",
    "same_country": "one country",
    "within_place": "one lies in the other",
    "within_area": "one is placed loosely, and the other lies near it",
    "within_province": "one is the province of the other",
    "beside": "they lie side by side",
    "one_neighbourhood": "both lie beside one town",
    "shared": "a place that both name",
    "alike": "names that one misspelling tells apart",
    "namesake": "places of one name",
    "unplaced": "one is not placed",
    "around": "two villages of one neighbourhood",
    "off": "places apart",
    "apart": "places apart",
}
_MOST_PAIRS = 12
"""Variants beyond so many are listed but not held against each other: nobody reads 200 pairs."""


Value = TypeVar("Value")


@dataclass
class _Given(Generic[Value]):
    """One value, with who gives it."""

    value: Value
    words: str
    origins: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)


def differences(testimonies: Sequence[Testimony], tolls: Sequence[Toll], kinship: Kinship) -> tuple[Difference, ...]:
    """The fields that the origins that affirm the act give in several ways: tolls, agents, targets, place, time."""
    found = [_of_toll(toll) for toll in tolls]
    found.append(_difference("agent", _people(testimonies, lambda account: account.event.agents), _relating(kinship)))
    found.append(_difference("target", _people(testimonies, lambda account: account.event.targets), _relating(kinship)))
    found.append(_difference("place", _places(testimonies), _place_answer))
    found.append(_difference("time", _times(testimonies), _time_answer))
    return tuple(difference for difference in found if difference is not None)


def _of_toll(toll: Toll) -> Difference | None:
    given = [
        _Given(variant, _figure(variant), set(variant.origin_ids), set(variant.event_ids))
        for variant in toll.variants
        if (variant.low, variant.best, variant.high) != (None, None, None)
    ]
    difference = _difference("toll", given, _toll_answer)
    return difference.model_copy(update={"harm": toll.kind, "victims": toll.victims}) if difference else None


def _difference(
    name: Field, given: Sequence[_Given[Value]], answer: Callable[[_Given[Value], _Given[Value]], Answer]
) -> Difference | None:
    if len(given) < 2:
        return None
    pairs = []
    for (left, one), (right, other) in combinations(enumerate(given[:_MOST_PAIRS]), 2):
        contradicts, because = answer(one, other)
        relation: Literal["compatible", "contradicts"] = "contradicts" if contradicts else "compatible"
        pairs.append(VariantPair(left=left, right=right, relation=relation, because=because))
    variants = (
        Variant(value=each.words, origin_ids=tuple(sorted(each.origins)), event_ids=tuple(sorted(each.events)))
        for each in given
    )
    contradicts = any(pair.relation == "contradicts" for pair in pairs)
    return Difference(field=name, variants=tuple(variants), pairs=tuple(pairs), contradicts=contradicts)


def _figure(variant: TollVariant) -> str:
    """The figure in words: "5", "3-5", "at least 4", "at most 9"."""
    low, high = _bounds(variant)
    if low == high:
        return str(low)
    return f"at least {low}" if high is None else f"at most {high}" if low is None else f"{low}-{high}"


def _bounds(variant: TollVariant) -> tuple[int | None, int | None]:
    """The least and the largest number that the figure admits; None where it is open."""
    exact = variant.best if variant.low is None and variant.high is None else None
    return (exact, exact) if exact is not None else (variant.low, variant.high)


def _toll_answer(left: _Given[TollVariant], right: _Given[TollVariant]) -> Answer:
    (low, high), (least, most) = _bounds(left.value), _bounds(right.value)
    apart = (high is not None and least is not None and high < least) or (
        most is not None and low is not None and most < low
    )
    return apart, "the figures do not meet" if apart else "the ranges overlap"


def _accounts(testimonies: Iterable[Testimony]) -> Iterator[tuple[str, Account]]:
    for testimony in testimonies:
        if testimony.affirms:
            yield from ((testimony.origin.id, account) for account in testimony.affirmed_accounts)


def _gathered(items: Iterable[tuple[str, str, str, str, Value]]) -> list[_Given[Value]]:
    """Variants by key, those of most origins first; each item is a key, words, an origin, an event and a value."""
    found: dict[str, _Given[Value]] = {}
    wordings: dict[str, set[str]] = defaultdict(set)
    for key, words, origin, event, value in items:
        given = found.setdefault(key, _Given(value, words))
        given.origins.add(origin)
        given.events.add(event)
        wordings[key].add(words)
    for key, given in found.items():
        given.words = min(wordings[key])
    return sorted(found.values(), key=lambda given: (-len(given.origins), given.words))


def _people(
    testimonies: Sequence[Testimony], named: Callable[[Account], Sequence[Participant]]
) -> list[_Given[Participant]]:
    return _gathered(
        (key_of(person), person.text, origin, account.id, person)
        for origin, account in _accounts(testimonies)
        for person in named(account)
    )


def _relating(kinship: Kinship) -> Callable[[_Given[Participant], _Given[Participant]], Answer]:
    reasons = {
        "same": "one actor under two names",
        "related": "one belongs to the other, or both to one house",
        "unknown": "the words do not tell them apart",
        "other": "they cannot be one",
    }

    def answer(left: _Given[Participant], right: _Given[Participant]) -> Answer:
        relation = kinship.relation(left.value, right.value)
        if relation == "other" and left.origins & right.origins:
            return False, "one origin names both"
        return relation == "other", reasons[relation]

    return answer


def _places(testimonies: Sequence[Testimony]) -> list[_Given[Account]]:
    """The narrowest site of each account."""
    return _gathered(
        (site.gazetteer_id or site.name_ar or site.text, site.name_ar or site.text, origin, account.id, account)
        for origin, account in _accounts(testimonies)
        if (site := next((place for place in account.event.places if place.role != "origin"), None))
    )


def _place_answer(left: _Given[Account], right: _Given[Account]) -> Answer:
    near = nearness(left.value, right.value)
    return near in _ELSEWHERE, _PLACES[near]


def _times(testimonies: Sequence[Testimony]) -> list[_Given[Time]]:
    """The times of the accounts; one taken from the date of publication where no text states one."""
    told = [(origin, account) for origin, account in _accounts(testimonies) if account.event.time]
    stated = [item for item in told if item[1].event.time and item[1].event.time.anchor != "publication"]
    return _gathered(
        (words, words, origin, account.id, account.event.time)
        for origin, account in stated or told
        if account.event.time and account.event.time.start and (words := _time(account.event.time))
    )


def _time(time: Time) -> str:
    days = f"{time.start}" if time.end in (None, time.start) else f"{time.start}…{time.end}"
    return f"{days}, {time.part_of_day}" if time.part_of_day else days


def _time_answer(left: _Given[Time], right: _Given[Time]) -> Answer:
    earlier, later = sorted((left.value, right.value), key=lambda time: (str(time.start), str(time.end)))
    last = earlier.end or earlier.start
    if last and later.start and last < later.start:
        night = (later.start - last).days == 1 and earlier.part_of_day in ("evening", "night")
        if night and later.part_of_day in ("night", "dawn"):
            return False, "a night between two days"
        return True, "the days do not meet"
    parts = (earlier.part_of_day, later.part_of_day)
    if earlier.start != later.start or parts[0] is None or parts[1] is None:
        return False, "the days overlap"
    apart = abs(_PARTS.index(parts[0]) - _PARTS.index(parts[1]))
    if min(apart, len(_PARTS) - apart) > 1:
        return True, f"{parts[0]} and {parts[1]} of one day"
    return False, "parts of the day that touch"
