"""Candidates: the pairs of accounts that are worth comparing, found by blocks of day, place, kind and rare words.

Days are swept in order and only those within reach are held, so memory does not grow with the years. A block of more
than `CROWD` accounts (a day of battle in one city) is not compared pair by pair: its accounts are put in order by
place, kind and toll, and each meets those within `WINDOW` of it (the sorted neighbourhood of Hernández and Stolfo,
1995). So pairs grow with the accounts and never with the square of a block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product

from waqai.linking.account import Profile
from waqai.linking.blocks import Key, keys, meets_itself, partners
from waqai.linking.likeness import MOST_DAYS_BETWEEN
from waqai.linking.nearness import site_key

CROWD = 128
"""Accounts in two blocks together up to which all pairs between them are compared."""
WINDOW = 48
"""How far apart in order two accounts of a crowded block may stand."""

Block = dict[Key, list[int]]
"""The numbers of a day's accounts by key."""
Pair = tuple[int, int]
"""The numbers of two accounts, the smaller first."""
Span = tuple[int, int]
"""The first and the last day of an account, as ordinals."""
Order = tuple[str, str, tuple[tuple[str, int], ...], str]
Orders = Mapping[int, Order]


@dataclass(frozen=True, slots=True)
class Swept:
    """A day of a sweep: its blocks, the pairs that first meet on it, and the accounts within reach of it."""

    day: int
    blocks: Block
    pairs: set[Pair]
    profiles: Mapping[int, Profile]


def candidate_pairs(profiles: Sequence[Profile]) -> Iterator[Pair]:
    """Positions of pairs that share a block, each once, the smaller event id first; day by day, in no other order."""
    linkable = [(number, profile) for number, profile in enumerate(profiles) if profile.linkable]
    for swept in sweep(sorted(linkable, key=lambda item: span(item[1])[0])):
        for one, other in sorted(swept.pairs):
            yield (one, other) if profiles[one].id < profiles[other].id else (other, one)


def sweep(profiles: Iterable[tuple[int, Profile]]) -> Iterator[Swept]:
    """The days of linkable accounts, given with their numbers in order of their first days."""
    waiting = iter(profiles)
    following = next(waiting, None)
    window = _Window()
    while following is not None or window.on:
        day = min(window.on) if window.on else span(following[1])[0] if following else 0
        while following is not None and span(following[1])[0] <= day + MOST_DAYS_BETWEEN:
            window.add(*following)
            following = next(waiting, None)
        yield Swept(day, window.blocks(day), window.pairs(day), window.profiles)
        window.forget(day)


def span(profile: Profile) -> Span:
    """The days of a linkable account."""
    if profile.first is None or profile.last is None:
        raise ValueError(f"{profile.id} has no day")
    return profile.first.toordinal(), profile.last.toordinal()


class _Window:
    """The accounts of the days within reach. Blocks are made of a day when they are needed."""

    def __init__(self) -> None:
        self.profiles: dict[int, Profile] = {}
        self.on: dict[int, list[int]] = defaultdict(list)
        self._spans: dict[int, Span] = {}
        self._held: dict[int, Block] = {}

    def add(self, number: int, profile: Profile) -> None:
        self.profiles[number] = profile
        first, last = self._spans[number] = span(profile)
        for day in range(first, last + 1):
            self.on[day].append(number)
            if (blocks := self._held.get(day)) is not None:
                for key in keys(profile):
                    blocks[key].append(number)

    def forget(self, day: int) -> None:
        """Drop a day, and the accounts whose last day it is."""
        self._held.pop(day, None)
        for number in self.on.pop(day, ()):
            if self._spans[number][1] == day:
                del self._spans[number], self.profiles[number]

    def blocks(self, day: int) -> Block:
        if day not in self._held:
            blocks: Block = defaultdict(list)
            for number in self.on.get(day, ()):
                for key in keys(self.profiles[number]):
                    blocks[key].append(number)
            self._held[day] = blocks
        return self._held[day]

    def pairs(self, day: int) -> set[Pair]:
        meeting = Meeting(day, self._spans, lambda numbers: orders(self.profiles, numbers))
        here, found = self.blocks(day), set[Pair]()
        for gap in range(MOST_DAYS_BETWEEN + 1):
            there = self.blocks(day + gap) if day + gap in self.on else {}
            for one, other in joins(here.keys(), gap, there.keys()):
                found |= meeting.pairs((here[one], there[other]), gap)
        return found


Joined = tuple[Sequence[int], Sequence[int]]
"""The accounts of two blocks that meet; one list twice where a block meets itself."""


def joins(here: Collection[Key], gap: int, there: Collection[Key]) -> Iterator[tuple[Key, Key]]:
    """Which blocks of a day meet which of a day `gap` days later; far apart by words only."""
    for key in here:
        if gap > 1 and key[0] != "word":
            continue
        if meets_itself(key) and key in there:
            yield key, key
        yield from ((key, partner) for partner in partners(key) if partner in there)
    if gap == 1:  # two different blocks are told as partners from one side only: here from the later day's
        for key in there:
            yield from ((partner, key) for partner in partners(key) if partner in here)


class Meeting:
    """The meeting of the accounts of some day with each other and with those of the next days.

    `order` gives for accounts what puts those that are alike beside each other.
    """

    def __init__(self, day: int, spans: Mapping[int, Span], order: Callable[[Collection[int]], Orders]) -> None:
        self._day = day
        self._spans = spans
        self._order = order

    def pairs(self, joined: Joined, gap: int) -> set[Pair]:
        """The pairs of two blocks that first meet on this day."""
        ones, others = joined
        if _together(joined) <= CROWD:
            met = combinations(ones, 2) if ones is others else product(ones, others)
            return self._first(met, gap)
        numbers = {*ones, *others}
        orders = self._order(numbers)
        return self._first(_neighbours(sorted(numbers, key=orders.__getitem__), joined), gap)

    def shift(self, before: Joined, after: Joined, gap: int, changed: Collection[int]) -> tuple[set[Pair], set[Pair]]:
        """The pairs that two blocks no longer give, and those that they give now, where some accounts changed.

        In a crowd only those near a changed one stand beside others than before.
        """
        sizes = _together(before), _together(after)
        if max(sizes) <= CROWD:
            mine, theirs = ([number for number in side if number in changed] for side in after)
            return set(), self._first(chain(product(mine, after[1]), product(after[0], theirs)), gap)
        if min(sizes) <= CROWD:
            lost, won = self.pairs(before, gap), self.pairs(after, gap)
        else:
            numbers = {*before[0], *before[1], *after[0], *after[1]}
            orders = self._order(numbers)
            ordered = sorted(numbers, key=orders.__getitem__)
            near = _near(ordered, changed)
            lost, won = (
                self._first(_neighbours(_of(ordered, joined, near), joined), gap) for joined in (before, after)
            )
        return lost - won, won - lost

    def _first(self, pairs: Iterable[Pair], gap: int) -> set[Pair]:
        """Those pairs that meet on this day first, the smaller number first, so that each is found once."""
        found: set[Pair] = set()
        for one, other in pairs:
            left, right = self._spans[one], self._spans[other]
            apart = left[1] == self._day and right[0] == self._day + gap
            if one != other and (apart if gap else max(left[0], right[0]) == self._day):
                found.add((one, other) if one < other else (other, one))
        return found


def _together(joined: Joined) -> int:
    ones, others = joined
    return len(ones) if ones is others else len(ones) + len(others)


def _neighbours(ordered: Sequence[int], joined: Joined) -> Iterator[Pair]:
    """The pairs of a crowd: those of one block and the other that stand near each other in order."""
    mine, theirs = set(joined[0]), set(joined[1])
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + WINDOW]:
            if one in mine and other in theirs:
                yield one, other
            elif other in mine and one in theirs:
                yield other, one


def _near(ordered: Sequence[int], changed: Collection[int]) -> set[int]:
    """The positions in a crowd of which a changed one is so near that it lies between neighbours."""
    places = [at for at, number in enumerate(ordered) if number in changed]
    reach = WINDOW + len(places)
    return {at for place in places for at in range(max(0, place - reach), min(len(ordered), place + reach + 1))}


def _of(ordered: Sequence[int], joined: Joined, near: Collection[int]) -> list[int]:
    mine = {*joined[0], *joined[1]}
    return [ordered[at] for at in sorted(near) if ordered[at] in mine]


def orders(profiles: Mapping[int, Profile], numbers: Iterable[int]) -> Orders:
    """What puts accounts that are alike beside each other: the narrowest place, the kind, the toll."""
    return {number: _order(profiles[number]) for number in numbers}


def _order(profile: Profile) -> Order:
    place = site_key(profile.sites[0]) if profile.sites else ""
    return place, profile.family, tuple(sorted(profile.figures.items())), profile.id
