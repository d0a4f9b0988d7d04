"""Rulings: people's judgements, in the order in which they were made, brought to where no two contradict.

The latest holds. An earlier one that it contradicts is overruled, and holds again when the later one is undone.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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
    _foes: dict[str, list[tuple[int, frozenset[str]]]] = field(default_factory=lambda: defaultdict(list))
    """For each event the judgements that part it from others, and from which; shared by a side, however long."""

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
        kept = bound | (set(judgement.left) & right_side)
        lefts, rights = ([id for id in side if id not in kept] for side in (judgement.left, judgement.right))
        if not (lefts and rights):
            if against:
                self.overruled[judgement.number] = tuple(sorted(against))
            return
        for side, foes in ((lefts, frozenset(rights)), (rights, frozenset(lefts))):
            for id in side:
                self._foes[id].append((judgement.number, foes))
        for left in lefts:
            for right in rights:
                self.different.setdefault(_pair(left, right), judgement.number)

    def _against(self, left: str, right: str) -> tuple[int, ...]:
        """The judgements by which the two are held apart: one `different`, and each `same` on the way to it."""
        mine, theirs = self._reached(left), self._reached(right)
        for one, path in mine.items():
            for number, foes in self._foes.get(one, ()):
                for foe, way in theirs.items():
                    if foe in foes:
                        return tuple(sorted({*path, number, *way}))
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
