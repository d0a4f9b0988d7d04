"""Candidates: the pairs of accounts that are worth comparing, found by blocks of day, place, kind and rare words.

Days are swept in order and only those within reach are held, so memory does not grow with the years. A block of more
than `CROWD` accounts (a day of battle in one city) is not compared pair by pair: its accounts are put in order by
place, kind and toll, and each meets those within `WINDOW` of it (the sorted neighbourhood of Hernández and Stolfo,
1995). So pairs grow with the accounts and never with the square of a block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from waqai.linking.account import Profile
from waqai.linking.blocks import Key, keys, meets_itself, partners
from waqai.linking.likeness import MOST_DAYS_BETWEEN
from waqai.linking.nearness import site_key

CROWD = 128
"""Accounts in two blocks together up to which all pairs between them are compared."""
WINDOW = 48
"""How far apart in order two accounts of a crowded block may stand."""

Block = dict[Key, list[int]]


def candidate_pairs(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Positions of pairs that share a block, each once, the smaller event id first; day by day, in no other order."""
    return _Sweep(profiles).pairs()


class _Sweep:
    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._on: dict[int, list[int]] = defaultdict(list)
        for number, profile in enumerate(profiles):
            if profile.linkable:
                for day in range(_day(profile.first), _day(profile.last) + 1):
                    self._on[day].append(number)
        self._held: dict[int, Block] = {}

    def pairs(self) -> Iterator[tuple[int, int]]:
        for day in sorted(self._on):
            found: set[tuple[int, int]] = set()
            here = self._blocks(day)
            for gap in range(MOST_DAYS_BETWEEN + 1):
                if gap == 0 or day + gap in self._on:
                    self._meet(day, here, gap, self._blocks(day + gap), found)
            yield from sorted(found)
            del self._held[day]

    def _blocks(self, day: int) -> Block:
        if day not in self._held:
            blocks: Block = defaultdict(list)
            for number in self._on[day]:
                for key in keys(self._profiles[number]):
                    blocks[key].append(number)
            self._held[day] = blocks
        return self._held[day]

    def _meet(self, day: int, here: Block, gap: int, there: Block, found: set[tuple[int, int]]) -> None:
        """Enter the pairs of an account of one day and one of another; days further apart meet by words only."""
        for key, members in here.items():
            if gap > 1 and key[0] != "word":
                continue
            if meets_itself(key) and (others := there.get(key)):
                self._join(day, members, gap, others, found)
            for partner in partners(key):
                if others := there.get(partner):
                    self._join(day, members, gap, others, found)
        if gap:
            # A partner is told by one side only: here those that the later day tells.
            for key, members in there.items() if gap == 1 else ():
                for partner in partners(key):
                    if others := here.get(partner):
                        self._join(day, others, gap, members, found)

    def _join(
        self, day: int, ones: Sequence[int], gap: int, others: Sequence[int], found: set[tuple[int, int]]
    ) -> None:
        together = len(ones) if ones is others else len(ones) + len(others)
        meeting = self._neighbours(ones, others) if together > CROWD else _all(ones, others)
        for one, other in meeting:
            if one != other and self._first_meeting(day, one, gap, other):
                found.add(self._in_order(one, other))

    def _in_order(self, one: int, other: int) -> tuple[int, int]:
        return (one, other) if self._profiles[one].id < self._profiles[other].id else (other, one)

    def _first_meeting(self, day: int, one: int, gap: int, other: int) -> bool:
        """Whether this is the only pair of days on which two accounts are to meet, so that each pair is found once."""
        left, right = self._profiles[one], self._profiles[other]
        if gap:
            return _day(left.last) == day and _day(right.first) == day + gap
        return max(_day(left.first), _day(right.first)) == day

    def _neighbours(self, ones: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int]]:
        mine, theirs = set(ones), set(others)
        ordered = sorted(mine | theirs, key=lambda number: _order(self._profiles[number]))
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 : at + 1 + WINDOW]:
                if one in mine and other in theirs:
                    yield one, other
                elif other in mine and one in theirs:
                    yield other, one


def _all(ones: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int]]:
    if ones is others:
        return ((one, other) for at, one in enumerate(ones) for other in ones[at + 1 :])
    return ((one, other) for one in ones for other in others)


def _order(profile: Profile) -> tuple[str, str, tuple[tuple[str, int], ...], str]:
    """What puts accounts that are alike beside each other: the narrowest place, the kind, the toll."""
    place = site_key(profile.sites[0]) if profile.sites else ""
    return place, profile.family, tuple(sorted(profile.figures.items())), profile.id


def _day(day: date | None) -> int:
    return day.toordinal() if day else 0
