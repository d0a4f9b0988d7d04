"""Rulings: people's judgements, in the order in which they were made, brought to where no two contradict.

The latest holds. An earlier one that it contradicts is overruled, and holds again when the later one is undone.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from waqai.records import Verdict


@dataclass(frozen=True, slots=True)
class Stated:
    """A judgement as it stands now: each side with the present ids of the events that it speaks of, the first of which
    stands for the side. `number` tells it apart and grows with time.
    """

    number: int
    verdict: Verdict
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rulings:
    """Pairs of event ids that are the same or different, each with the judgement that says so; for each overruled
    judgement those that overrule it; and the judgements of which a side is gone."""

    same: Mapping[tuple[str, str], int]
    different: Mapping[tuple[str, str], int]
    overruled: Mapping[int, tuple[int, ...]]
    lapsed: frozenset[int]


def rulings(stated: Iterable[Stated]) -> Rulings:
    """What the judgements come to. Read from the newest, so that each is held against later ones only."""
    court = _Court()
    for judgement in sorted(stated, key=lambda judgement: -judgement.number):
        if not judgement.left or not judgement.right:
            court.lapsed.add(judgement.number)
        elif judgement.verdict == "same":
            court.bind(judgement)
        elif judgement.verdict == "different":
            court.part(judgement)
    return Rulings(court.same, court.different, court.overruled, frozenset(court.lapsed))


@dataclass
class _Court:
    same: dict[tuple[str, str], int] = field(default_factory=dict)
    different: dict[tuple[str, str], int] = field(default_factory=dict)
    overruled: dict[int, tuple[int, ...]] = field(default_factory=dict)
    lapsed: set[int] = field(default_factory=set)
    _links: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    _foes: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def bind(self, judgement: Stated) -> None:
        left, right = judgement.left[0], judgement.right[0]
        if left == right:
            return
        if against := self._against(left, right):
            self.overruled[judgement.number] = against
            return
        self.same.setdefault(_pair(left, right), judgement.number)
        self._links[left].setdefault(right, judgement.number)
        self._links[right].setdefault(left, judgement.number)

    def part(self, judgement: Stated) -> None:
        bound: set[str] = set()
        against: set[int] = set()
        right_side = set(judgement.right)
        for left in judgement.left:
            for right, path in self._reached(left).items():
                if right in right_side and right != left:
                    bound |= {left, right}
                    against |= set(path)
        shared = set(judgement.left) & right_side
        free = [side for side in product(judgement.left, judgement.right) if not {*side} & (bound | shared)]
        if not free and against:
            self.overruled[judgement.number] = tuple(sorted(against))
        for left, right in free:
            self.different.setdefault(_pair(left, right), judgement.number)
            self._foes[left].setdefault(right, judgement.number)
            self._foes[right].setdefault(left, judgement.number)

    def _against(self, left: str, right: str) -> tuple[int, ...]:
        """The judgements by which the two are held apart: one `different`, and each `same` on the way to it."""
        mine, theirs = self._reached(left), self._reached(right)
        for one, path in mine.items():
            for foe, number in self._foes.get(one, {}).items():
                if foe in theirs:
                    return tuple(sorted({*path, number, *theirs[foe]}))
        return ()

    def _reached(self, start: str) -> dict[str, tuple[int, ...]]:
        """Every event that judgements bind to this one, with the judgements on the shortest way there."""
        reached: dict[str, tuple[int, ...]] = {start: ()}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            for there, number in self._links.get(here, {}).items():
                if there not in reached:
                    reached[there] = (*reached[here], number)
                    waiting.append(there)
        return reached


def _pair(left: str, right: str) -> tuple[str, str]:
    return min(left, right), max(left, right)
