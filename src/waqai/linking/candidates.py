"""Candidates: the pairs of accounts that are worth comparing, found by blocks of day, place, kind and rare words.

Days are swept in order and only those within reach are held, so memory does not grow with the years. A block of more
than `CROWD` accounts (a day of battle in one city) is not compared pair by pair: its accounts are put in order by
place, kind and toll, and each meets those within `WINDOW` of it (the sorted neighbourhood of Hernández and Stolfo,
1995). So pairs grow with the accounts and never with the square of a block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, product

from waqai.linking.account import Profile
from waqai.linking.blocks import Key, keys, meets_itself, partners
from waqai.linking.likeness import MOST_DAYS_BETWEEN
from waqai.linking.nearness import site_key

CROWD = 128
"""Accounts in two blocks together up to which all pairs between them are compared."""
WINDOW = 48
"""How far apart in order two accounts of a crowded block may stand."""
HELD = 64
"""Days whose blocks are kept at a time."""

Block = dict[Key, list[int]]
Pairs = set[tuple[int, int]]
"""Positions of accounts, the one of the smaller event id first."""


def candidate_pairs(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Positions of pairs that share a block, each once, the smaller event id first; day by day, in no other order."""
    days = Days()
    for profile in profiles:
        days.add(profile)
    for day in days.days():
        yield from sorted(days.pairs_on(day).pairs)
        days.forget(day)


@dataclass(frozen=True, slots=True)
class Meeting:
    """The pairs whose first meeting is on one day. `whole`: all of them, though only those of some were asked for."""

    pairs: Pairs
    whole: bool


class Days:
    """The accounts of each day, and the pairs that first meet on it.

    Blocks are made of a day when they are needed, so that an account costs no more than its number.
    """

    def __init__(self) -> None:
        self._profiles: list[Profile] = []
        self._on: dict[int, list[int]] = defaultdict(list)
        self._held: dict[int, Block] = {}

    def add(self, profile: Profile) -> range:
        """Enter an account, whose number is the count of those before it; returns its days, none if it meets nobody."""
        number = len(self._profiles)
        self._profiles.append(profile)
        if not profile.linkable:
            return range(0)
        own = range(_day(profile.first), _day(profile.last) + 1)
        for day in own:
            self._on[day].append(number)
            if (blocks := self._held.get(day)) is not None:
                for key in keys(profile):
                    blocks[key].append(number)
        return own

    def days(self) -> list[int]:
        """The days that have accounts, in order."""
        return sorted(self._on)

    def forget(self, day: int) -> None:
        """Drop the blocks of a day; they are made again when needed."""
        self._held.pop(day, None)

    def pairs_on(self, day: int, among: Collection[int] | None = None) -> Meeting:
        """The pairs that first meet on a day: those with an account `among` some, or all.

        Where one of those stands in a crowded block its neighbours change too, and all pairs of the day are given.
        """
        meeting = _Meeting(self._profiles, day, among)
        here = self._blocks(day)
        for gap in range(MOST_DAYS_BETWEEN + 1):
            if gap == 0 or day + gap in self._on:
                meeting.meet(here, gap, self._blocks(day + gap))
        if meeting.crowded:
            return Meeting(self.pairs_on(day).pairs, whole=True)
        return Meeting(meeting.found, whole=among is None)

    def _blocks(self, day: int) -> Block:
        if day not in self._held:
            if len(self._held) >= HELD:
                self._held.clear()
            blocks: Block = defaultdict(list)
            for number in self._on.get(day, ()):
                for key in keys(self._profiles[number]):
                    blocks[key].append(number)
            self._held[day] = blocks
        return self._held[day]


class _Meeting:
    """The meeting of one day's accounts with each other and with those of the next days."""

    def __init__(self, profiles: Sequence[Profile], day: int, among: Collection[int] | None) -> None:
        self._profiles = profiles
        self._day = day
        self._among = None if among is None else frozenset(among)
        self.found: Pairs = set()
        self.crowded = False

    def meet(self, here: Block, gap: int, there: Block) -> None:
        """Enter the pairs of this day's accounts with those of a day `gap` days later; far apart by words only."""
        for key, members in here.items():
            if gap > 1 and key[0] != "word":
                continue
            if meets_itself(key) and (others := there.get(key)):
                self._join(members, gap, others)
            for partner in partners(key):
                if others := there.get(partner):
                    self._join(members, gap, others)
        if gap == 1:  # two different blocks are told as partners from one side only: here from the later day's
            for key, members in there.items():
                for partner in partners(key):
                    if others := here.get(partner):
                        self._join(others, gap, members)

    def _join(self, ones: Sequence[int], gap: int, others: Sequence[int]) -> None:
        if self._among is not None and self._among.isdisjoint(ones) and self._among.isdisjoint(others):
            return
        together = len(ones) if ones is others else len(ones) + len(others)
        if together > CROWD:
            self.crowded = self.crowded or self._among is not None
            meeting = self._neighbours(ones, others)
        else:
            meeting = self._all(ones, others)
        for one, other in meeting:
            if one != other and self._first_meeting(one, gap, other):
                self.found.add((one, other) if self._profiles[one].id < self._profiles[other].id else (other, one))

    def _all(self, ones: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int]]:
        if self._among is not None:
            mine, theirs = ([number for number in side if number in self._among] for side in (ones, others))
            return chain(product(mine, others), product(ones, theirs))
        return combinations(ones, 2) if ones is others else product(ones, others)

    def _first_meeting(self, one: int, gap: int, other: int) -> bool:
        """Whether this is the only pair of days on which two accounts are to meet, so that each pair is found once."""
        left, right = self._profiles[one], self._profiles[other]
        if gap:
            return _day(left.last) == self._day and _day(right.first) == self._day + gap
        return max(_day(left.first), _day(right.first)) == self._day

    def _neighbours(self, ones: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int]]:
        mine, theirs = set(ones), set(others)
        ordered = sorted(mine | theirs, key=lambda number: _order(self._profiles[number]))
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 : at + 1 + WINDOW]:
                if one in mine and other in theirs:
                    yield one, other
                elif other in mine and one in theirs:
                    yield other, one


def _order(profile: Profile) -> tuple[str, str, tuple[tuple[str, int], ...], str]:
    """What puts accounts that are alike beside each other: the narrowest place, the kind, the toll."""
    place = site_key(profile.sites[0]) if profile.sites else ""
    return place, profile.family, tuple(sorted(profile.figures.items())), profile.id


def _day(day: date | None) -> int:
    return day.toordinal() if day else 0
