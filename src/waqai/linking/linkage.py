"""The linkage: what changes in pairs and neighbourhoods when some of many accounts go and others come.

All accounts stay where they are held; only those are asked for that the changed ones can meet. The outcome is exactly
what a linking of all accounts at once gives, since what a pair is worth depends on these two alone, whether it is
compared on the blocks of the days on which they first meet, and how a neighbourhood is clustered on its own pairs and
judgements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from waqai.linking.account import Profile
from waqai.linking.blocks import Key, around, keys, reach
from waqai.linking.candidates import Block, Joined, Meeting, Orders, Pair, Span, joins, orders, span
from waqai.linking.likeness import MOST_DAYS_BETWEEN, Comparison

DOUBTED = 2.0
"""Pairs so much below the likeness that joins are kept too: they are asked about, and never join."""
_AT_A_TIME = 10_000
"""Pairs that are looked up at a time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an account stands: its days, and the keys of its blocks on each of them."""

    span: Span
    keys: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair of accounts that are alike, with the day on which they first met."""

    left: int
    right: int
    score: float
    met: int


@dataclass(frozen=True, slots=True)
class PairChange:
    """Pairs that are no more, and pairs that are new."""

    gone: tuple[Scored, ...]
    come: tuple[Scored, ...]


class Holdings(Protocol):
    """Where accounts are held, by number: entered and removed already, before the linkage asks."""

    def blocks(self, day: int, wanted: Collection[Key]) -> tuple[Block, Mapping[int, Span]]:
        """The accounts in these blocks of a day, and the days of these accounts."""

    def profiles(self, numbers: Collection[int]) -> Mapping[int, Profile]:
        """What is compared of these accounts."""

    def pairs(self, numbers: Collection[int]) -> Iterable[Scored]:
        """The pairs kept of these accounts."""

    def bound(self, numbers: Collection[int]) -> Iterable[Pair]:
        """The pairs of these accounts and others that people judged to be the same."""


def scored(
    pairs: Iterable[tuple[Pair, int]], profiles: Mapping[int, Profile], comparison: Comparison
) -> Iterator[Scored]:
    """The pairs of accounts of two documents, given with the day on which they meet, that are alike or nearly so."""
    least = comparison.join - DOUBTED
    for (one, other), met in pairs:
        left, right = profiles[one], profiles[other]
        if left.document_id != right.document_id:
            score = comparison.score(left, right, least)
            if score is not None:
                yield Scored(one, other, score, met)


def pair_changes(
    holdings: Holdings, gone: Mapping[int, Profile], come: Mapping[int, Profile], comparison: Comparison
) -> Iterator[PairChange]:
    """What linkable accounts that are gone and others that have come change of the pairs, day by day.

    Pairs of those that are gone are not told. In a crowd, where each account meets those beside it, others change too.
    """
    shifts = _Shifts(holdings, gone, come)
    lost, won = dict[Pair, int](), dict[Pair, int]()
    days = shifts.days()
    for day in days:
        less, more = shifts.on(day)
        lost |= dict.fromkeys(less, day)
        won |= dict.fromkeys(more, day)
        if day == days[-1] or len(won) > _AT_A_TIME:
            yield _change(shifts, holdings, comparison, lost, won)
            lost, won = {}, {}


def _change(
    shifts: _Shifts, holdings: Holdings, comparison: Comparison, lost: Mapping[Pair, int], won: Mapping[Pair, int]
) -> PairChange:
    """What pairs that some blocks no longer give, and others that some give now, come to, with their days."""
    kept = [
        pair
        for pair in holdings.pairs({number for pair in lost for number in pair})
        if lost.get((pair.left, pair.right)) == pair.met and not shifts.still_meet(pair.met, (pair.left, pair.right))
    ]
    known = {(pair.left, pair.right) for pair in holdings.pairs({number for pair in won for number in pair})}
    fresh = {pair: day for pair, day in sorted(won.items()) if pair not in known}
    profiles = holdings.profiles({number for pair in fresh for number in pair})
    return PairChange(tuple(kept), tuple(scored(fresh.items(), profiles, comparison)))


class _Shifts:
    """Who meets whom on each day, before and after some accounts went and others came."""

    def __init__(self, holdings: Holdings, gone: Mapping[int, Profile], come: Mapping[int, Profile]) -> None:
        self._holdings = holdings
        self._gone = gone
        self._come = come
        self._changed = gone.keys() | come.keys()
        self._entries = {
            number: Entry(span(profile), frozenset(keys(profile))) for number, profile in {**gone, **come}.items()
        }
        self._near: dict[int, list[int]] = defaultdict(list)
        for number, entry in self._entries.items():
            for day in range(entry.span[0] - MOST_DAYS_BETWEEN, entry.span[1] + MOST_DAYS_BETWEEN + 1):
                self._near[day].append(number)
        self._spans: dict[int, Span] = {number: entry.span for number, entry in self._entries.items()}
        self._held: dict[int, tuple[Block, Block]] = {}

    def days(self) -> list[int]:
        """The days on which one of the accounts can first meet another."""
        firsts = (range(entry.span[0] - MOST_DAYS_BETWEEN, entry.span[1] + 1) for entry in self._entries.values())
        return sorted({day for days in firsts for day in days})

    def on(self, day: int) -> tuple[set[Pair], set[Pair]]:
        """The pairs that some blocks of the day no longer give, and those that some give now."""
        lost, won = set[Pair](), set[Pair]()
        for gap in range(MOST_DAYS_BETWEEN + 1):
            for before, after in self._joins(day, gap):
                less, more = self._meeting(day).shift(before, after, gap, self._changed)
                lost |= less
                won |= more
        self._held.pop(day, None)
        lost = {pair for pair in lost - won if not self._gone.keys() & pair}
        return lost, won

    def still_meet(self, day: int, pair: Pair) -> bool:
        """Whether two accounts meet first on a day, in whatever blocks."""
        profiles = self._holdings.profiles(pair)
        entries = [Entry(span(profile), frozenset(keys(profile))) for profile in profiles.values()]
        loaded = [self._loaded(day + gap, entries) for gap in range(MOST_DAYS_BETWEEN + 1)]
        for gap, there in enumerate(loaded):
            for one, other in joins(loaded[0].keys(), gap, there.keys()):
                joined = (loaded[0][one], there[other])
                if {*pair} <= {*joined[0], *joined[1]} and pair in self._meeting(day).pairs(joined, gap):
                    return True
        return False

    def _joins(self, day: int, gap: int) -> Iterator[tuple[Joined, Joined]]:
        """The blocks that meet and of which an account has changed, before and after."""
        (here, now_here), (there, now_there) = self._blocks(day), self._blocks(day + gap)
        for one, other in joins(here.keys(), gap, there.keys()):
            before, after = (here[one], there[other]), (now_here[one], now_there[other])
            if not self._changed.isdisjoint((*before[0], *before[1], *after[0], *after[1])):
                yield before, after

    def _blocks(self, day: int) -> tuple[Block, Block]:
        """The blocks of a day that changed accounts stand in or meet, as they were and as they are."""
        if day not in self._held:
            near = [self._entries[number] for number in self._near.get(day, ())]
            after = self._loaded(day, near)
            gone = [(number, self._entries[number]) for number in self._near.get(day, ()) if number in self._gone]
            before: Block = {key: [n for n in numbers if n not in self._come] for key, numbers in after.items()}
            for number, entry in gone:
                if entry.span[0] <= day <= entry.span[1]:
                    for key in entry.keys:
                        before.setdefault(key, []).append(number)
                        after.setdefault(key, [])
            self._held[day] = before, after
        return self._held[day]

    def _loaded(self, day: int, entries: Collection[Entry]) -> Block:
        wanted = set(_asked(day, entries))
        if not wanted:
            return {}
        blocks, spans = self._holdings.blocks(day, wanted)
        self._spans.update(spans)
        return blocks

    def _meeting(self, day: int) -> Meeting:
        return Meeting(day, self._spans, self._orders)

    def _orders(self, numbers: Collection[int]) -> Orders:
        held = self._holdings.profiles([number for number in numbers if number not in self._gone])
        return orders({**held, **{number: self._gone[number] for number in numbers if number in self._gone}}, numbers)


def _asked(day: int, entries: Iterable[Entry]) -> Iterator[Key]:
    """The keys of the blocks of a day whose accounts these could meet, and of their own."""
    for entry in entries:
        for key in entry.keys:
            if entry.span[0] - reach(key) <= day <= entry.span[1] + reach(key):
                yield key
                yield from around(key)


def neighbourhood(holdings: Holdings, start: Iterable[int], join: float) -> set[int]:
    """All accounts that pairs of at least this likeness, and judgements, connect with these."""
    reached: set[int] = set()
    waiting = set(start)
    while waiting:
        reached |= waiting
        linked = {
            number for pair in holdings.pairs(waiting) if pair.score >= join for number in (pair.left, pair.right)
        }
        linked |= {number for pair in holdings.bound(waiting) for number in pair}
        waiting = linked - reached
    return reached
