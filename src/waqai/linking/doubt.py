"""Doubt: the pairs of events most worth a person's time, and the pairs by which an incident holds together."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from waqai.linking.likeness import Likeness
from waqai.linking.linkage import DOUBTED
from waqai.linking.linker import Linker
from waqai.records import CodedDocument, Event, Incident

BELOW, ABOVE = DOUBTED, 1.0
"""Pairs of two incidents are in doubt from so much below the threshold, those of one up to so much above it."""
_WAITING = 10_000
"""Suspects that are held before all but the worthiest are let go."""

Key = tuple[str, str]
"""Two ids, the smaller first."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A pair of events, by id, the smaller first, of two documents. `incidents` are those of the two, `sizes` the
    numbers of their events, and `score` their likeness."""

    left: str
    right: str
    incidents: tuple[str, str]
    sizes: tuple[int, int]
    score: float

    @property
    def homes(self) -> Key:
        """Its incidents in order: one question is asked about the two."""
        one, other = sorted(self.incidents)
        return one, other

    @property
    def joined(self) -> bool:
        """Whether the program takes them for one happening."""
        return self.incidents[0] == self.incidents[1]

    def worth(self, join: float) -> float:
        """The closeness to the threshold times log₂(1 + the number of pairs of events that the answer settles)."""
        settles = self.sizes[0] - 1 if self.joined else self.sizes[0] * self.sizes[1]
        return round(math.log2(1 + settles) / (1 + abs(self.score - join)), 4)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair to ask about. `incidents` are those of the two events: one id twice where they are joined."""

    left: Event
    right: Event
    incidents: tuple[str, str]
    likeness: Likeness
    worth: float

    @property
    def joined(self) -> bool:
        """Whether the program takes them for one happening."""
        return self.incidents[0] == self.incidents[1]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two events of one incident that hold together, and why."""

    left: str
    right: str
    likeness: Likeness


def worthiest(
    suspects: Iterable[Suspect], asked: Collection[Key], settled: Collection[Key], join: float, limit: int
) -> list[Suspect]:
    """The pairs most worth a person's time, the worthiest first, at most `limit`.

    One for each two incidents and one for each incident; none of those that were `asked` about, nor of two incidents
    that are `settled`.
    """
    best: dict[Key, tuple[tuple[float, str, str], Suspect]] = {}
    for suspect in suspects:
        if not _in_doubt(suspect, join) or (suspect.left, suspect.right) in asked:
            continue
        homes = suspect.homes
        if homes in settled and not suspect.joined:
            continue
        rank = -suspect.worth(join), suspect.left, suspect.right
        if homes not in best or rank < best[homes][0]:
            best[homes] = rank, suspect
        if len(best) >= limit + _WAITING:
            best = dict(sorted(best.items(), key=lambda item: item[1][0])[:limit])
    return [suspect for _, suspect in sorted(best.values(), key=lambda item: item[0])[:limit]]


def ties(coded: Sequence[CodedDocument], incident: Incident, judged: Collection[Key] = ()) -> Iterator[Tie]:
    """The pairs by which an incident's events hold together: those `judged` the same, then the most alike first.

    Each joins what was not joined yet.
    """
    wanted = set(incident.event_ids)
    linker = Linker()
    accounts = [account for account in linker.accounts(coded) if account.id in wanted]
    pairs = [(linker.comparison.likeness(left, right), left.id, right.id) for left, right in combinations(accounts, 2)]
    group = {account.id: account.id for account in accounts}
    for likeness, left, right in sorted(pairs, key=lambda pair: (pair[1:] not in judged, -pair[0].score, *pair[1:])):
        if group[left] != group[right]:
            gone = group[right]
            group = {id: group[left] if name == gone else name for id, name in group.items()}
            yield Tie(left, right, likeness)


def _in_doubt(suspect: Suspect, join: float) -> bool:
    distance = suspect.score - join
    return abs(distance) <= ABOVE if suspect.joined else distance >= -BELOW
