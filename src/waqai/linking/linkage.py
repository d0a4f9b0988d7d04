"""The linkage: groups of accounts that take in new ones, touching only the neighbourhood of these.

It holds exactly the groups that `clusters` gives for all accounts at once, in whatever order and pieces they came.
That is so because what a pair of accounts is worth depends on these two alone, whether it is compared on the blocks of
the days on which they first meet, and how a neighbourhood is clustered on its own pairs and judgements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic

from waqai.linking.candidates import Days
from waqai.linking.clustering import Edge, Told, Verdicts, clustered
from waqai.linking.likeness import MOST_DAYS_BETWEEN, Comparison
from waqai.records import Judgement


@dataclass(frozen=True, slots=True)
class Change(Generic[Told]):
    """What accounts changed: groups that are no more, and those that stand in their place or are new, by event id."""

    gone: tuple[tuple[Told, ...], ...]
    come: tuple[tuple[Told, ...], ...]


class Linkage(Generic[Told]):
    """Groups of accounts that are one happening, kept as accounts are added. Judgements are fixed at the start."""

    def __init__(self, comparison: Comparison, judgements: Iterable[Judgement] = ()) -> None:
        self._comparison = comparison
        self._verdicts = Verdicts(judgements)
        self._judged: dict[str, set[str]] = defaultdict(set)
        for left, right in self._verdicts.same:
            self._judged[left].add(right)
            self._judged[right].add(left)
        self._days = Days()
        self._accounts: list[Told] = []
        self._number: dict[str, int] = {}
        self._near: dict[int, dict[int, float]] = {}
        self._first_met: dict[int, set[tuple[int, int]]] = {}
        self._group: list[tuple[Told, ...]] = []

    def __len__(self) -> int:
        """How many accounts there are."""
        return len(self._accounts)

    def groups(self) -> list[tuple[Told, ...]]:
        """Every account in exactly one group; groups and the accounts in them by event id."""
        return sorted({group[0].id: group for group in self._group}.values(), key=lambda group: group[0].id)

    def add(self, accounts: Sequence[Told]) -> Change[Told]:
        """Take in accounts whose ids are new, all of a document at once, and tell which groups that changed.

        Raises ValueError where an id is known.
        """
        if known := [account.id for account in accounts if account.id in self._number]:
            raise ValueError(f"accounts are known already: {', '.join(known[:3])}")
        new: list[int] = []
        days: set[int] = set()
        for account in accounts:
            number = len(self._accounts)
            self._accounts.append(account)
            self._number[account.id] = number
            self._group.append((account,))
            new.append(number)
            days.update(day - gap for day in self._days.add(account) for gap in range(MOST_DAYS_BETWEEN + 1))
        fresh = frozenset(new)
        among = None if len(new) == len(self._accounts) else fresh  # the first accounts: all pairs are theirs
        touched = set(new)
        for day in sorted(days):
            touched |= self._meet(day, among)
        return self._regrouped(touched, fresh)

    def _meet(self, day: int, new: frozenset[int] | None) -> set[int]:
        """Enter the pairs that new accounts bring to a day; returns the accounts whose pairs changed."""
        meeting = self._days.pairs_on(day, new)
        before = self._first_met.get(day, set())
        alike = before & meeting.pairs if meeting.whole else before
        fresh = {pair: score for pair in meeting.pairs - before if (score := self._score(*pair)) is not None}
        for one, other in before - alike:
            del self._near[one][other], self._near[other][one]
        for (one, other), score in fresh.items():
            self._near.setdefault(one, {})[other] = score
            self._near.setdefault(other, {})[one] = score
        if after := alike | fresh.keys():
            self._first_met[day] = after
        return {number for pair in (before - alike) | fresh.keys() for number in pair}

    def _score(self, one: int, other: int) -> float | None:
        left, right = self._accounts[one], self._accounts[other]
        return None if left.document_id == right.document_id else self._comparison.score(left, right)

    def _regrouped(self, touched: set[int], new: frozenset[int]) -> Change[Told]:
        """Cluster the neighbourhoods of these accounts anew."""
        before: dict[str, tuple[Told, ...]] = {}
        after: dict[str, tuple[Told, ...]] = {}
        done: set[int] = set()
        for number in sorted(touched):
            if number in done:
                continue
            neighbourhood = self._neighbourhood(number)
            done |= neighbourhood
            for member in neighbourhood - new:
                before[self._group[member][0].id] = self._group[member]
            for group in self._clustered(neighbourhood):
                after[group[0].id] = group
                for account in group:
                    self._group[self._number[account.id]] = group
        kept = {id for id, group in before.items() if _ids(after.get(id, ())) == _ids(group)}
        gone = (before[id] for id in sorted(before.keys() - kept))
        return Change(tuple(gone), tuple(after[id] for id in sorted(after.keys() - kept)))

    def _neighbourhood(self, number: int) -> set[int]:
        """The accounts that pairs and judgements connect with one, and itself."""
        reached, waiting = {number}, [number]
        while waiting:
            here = waiting.pop()
            judged = (self._number[id] for id in self._judged.get(self._accounts[here].id, ()) if id in self._number)
            found = {*self._near.get(here, ()), *judged} - reached
            reached |= found
            waiting.extend(found)
        return reached

    def _clustered(self, neighbourhood: set[int]) -> list[tuple[Told, ...]]:
        if len(neighbourhood) == 1:
            return [(self._accounts[number],) for number in neighbourhood]
        edges: list[Edge] = []
        for number in neighbourhood:
            here = self._accounts[number].id
            for other, score in self._near.get(number, {}).items():
                if here < (there := self._accounts[other].id):
                    edges.append((score, here, there))
        members = sorted((self._accounts[number] for number in neighbourhood), key=lambda account: account.id)
        return clustered(members, edges, self._comparison, self._verdicts)


def _ids(group: Sequence[Told]) -> list[str]:
    return [account.id for account in group]
