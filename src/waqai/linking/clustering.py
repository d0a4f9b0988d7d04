"""Clustering: pairs that are alike → groups that are one happening, under constraints.

Pairs are taken from the most alike down. Two groups meet only where none of the pairs between them is ruled out and
the mean likeness of all of them would itself join two accounts, so that no chain of weak links grows. What a person
judged goes before all of that, and what only a judgement binds speaks in parts. Groups grow within a neighbourhood
only, the accounts that pairs of enough likeness connect: each is clustered by itself, so that a new account changes
nothing outside of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from waqai.linking.account import Profile
from waqai.linking.likeness import Comparison, Likeness
from waqai.records import Judgement

Told = TypeVar("Told", bound=Profile)
Edge = tuple[float, str, str]
"""The likeness of two accounts and their ids, the smaller first."""

MOST_SPEAKERS = 12
"""Accounts of one group that speak for it; of a larger one as many, evenly by id: else a day of battle takes hours."""


def clusters(
    accounts: Sequence[Told],
    pairs: Iterable[tuple[int, int]],
    comparison: Comparison,
    judgements: Iterable[Judgement] = (),
) -> list[tuple[Told, ...]]:
    """Every account in exactly one group; groups and the accounts in them by event id.

    `pairs` are positions in `accounts`. The result depends on the set of accounts only, not on their order.
    """
    verdicts = verdicts_of(judgements)
    edges = alike(accounts, pairs, comparison)
    groups: list[tuple[Told, ...]] = []
    for members, within in neighbourhoods(accounts, edges, verdicts):
        groups += clustered(members, within, comparison, verdicts) if len(members) > 1 else [tuple(members)]
    return sorted(groups, key=lambda group: group[0].id)


def alike(accounts: Sequence[Told], pairs: Iterable[tuple[int, int]], comparison: Comparison) -> list[Edge]:
    """The pairs of accounts of two documents that are alike enough to join."""
    found: list[Edge] = []
    for one, other in pairs:
        left, right = accounts[one], accounts[other]
        if left.document_id != right.document_id:
            score = comparison.score(left, right)
            if score is not None:
                found.append((score, min(left.id, right.id), max(left.id, right.id)))
    return found


class Verdicts:
    """What people decided of pairs of event ids, the smaller first."""

    def __init__(self, same: Iterable[tuple[str, str]] = (), different: Iterable[tuple[str, str]] = ()) -> None:
        self.same = sorted(same)
        self.different = frozenset(different)


def verdicts_of(judgements: Iterable[Judgement]) -> Verdicts:
    """The last verdict on each pair."""
    last = _latest(judgements)
    return Verdicts(*([pair for pair, verdict in last.items() if verdict == kind] for kind in ("same", "different")))


class Neighbourhoods:
    """Accounts, by their numbers from 0, that pairs or judgements connect; each is alone at first."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def connect(self, one: int, other: int) -> None:
        """Bring the neighbourhoods of two accounts together."""
        one, other = self.root(one), self.root(other)
        self._parent[max(one, other)] = min(one, other)

    def root(self, number: int) -> int:
        """The least account of the neighbourhood, which stands for it."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def members(self) -> dict[int, list[int]]:
        """The neighbourhoods by their roots, accounts in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parent)):
            found[self.root(number)].append(number)
        return found


def neighbourhoods(
    accounts: Sequence[Told], edges: Iterable[Edge], verdicts: Verdicts
) -> list[tuple[list[Told], list[Edge]]]:
    """The accounts that pairs or judgements connect, with the pairs among them."""
    number_of = {account.id: number for number, account in enumerate(accounts)}
    found = Neighbourhoods(len(accounts))
    edges = list(edges)
    for left, right in [*((left, right) for _, left, right in edges), *verdicts.same]:
        if left in number_of and right in number_of:
            found.connect(number_of[left], number_of[right])
    within: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        within[found.root(number_of[edge[1]])].append(edge)
    return [
        ([accounts[number] for number in members], within.get(root, [])) for root, members in found.members().items()
    ]


def clustered(
    accounts: Iterable[Told], edges: Iterable[Edge], comparison: Comparison, verdicts: Verdicts
) -> list[tuple[Told, ...]]:
    """The groups of one neighbourhood, in no order."""
    return _Clustering(accounts, comparison, verdicts).run(edges)


class _Clustering(Generic[Told]):
    def __init__(self, accounts: Iterable[Told], comparison: Comparison, verdicts: Verdicts) -> None:
        self._accounts = {account.id: account for account in accounts}
        self._group_of: dict[str, tuple[Told, ...]] = {id: (account,) for id, account in self._accounts.items()}
        self._part_of: dict[str, str] = {id: id for id in self._accounts}
        self._comparison = comparison
        self._known: dict[tuple[str, str], Likeness] = {}
        self._refused: set[frozenset[str]] = set()
        self._verdicts = verdicts

    def run(self, edges: Iterable[Edge]) -> list[tuple[Told, ...]]:
        for left, right in self._verdicts.same:
            if left in self._accounts and right in self._accounts:
                self._join(left, right, judged=True)
        for _, left, right in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
            self._join(left, right)
        return list({group[0].id: group for group in self._group_of.values()}.values())

    def _join(self, left: str, right: str, *, judged: bool = False) -> None:
        one, other = self._group_of[left], self._group_of[right]
        if one is other or (key := frozenset((_name(one), _name(other)))) in self._refused:
            return
        if self._parted(one, other) or not (judged or self._meet(one, other)):
            self._refused.add(key)
            return
        joined = tuple(sorted((*one, *other), key=lambda account: account.id))
        for account in joined:
            self._group_of[account.id] = joined

    def _parted(self, one: Sequence[Profile], other: Sequence[Profile]) -> bool:
        """Whether a person judged two accounts between the groups to be different."""
        different = self._verdicts.different
        return bool(different) and any((min(a.id, b.id), max(a.id, b.id)) in different for a in one for b in other)

    def _meet(self, one: Sequence[Told], other: Sequence[Told]) -> bool:
        """Whether a part of one group agrees with a part of the other; the two parts are one from then on.

        Most groups are of one part. What people judged to be the same are parts of one group, each of which speaks for
        itself: an account of another day that somebody joined does not keep new reports of the first day away.
        """
        if not self._one_documents_acts_agree(one, other):
            return False
        for left in self._parts(one):
            for right in self._parts(other):
                if self._agree(left, right):
                    name = min(self._part_of[left[0].id], self._part_of[right[0].id])
                    for account in (*left, *right):
                        self._part_of[account.id] = name
                    return True
        return False

    def _parts(self, group: Sequence[Told]) -> list[list[Told]]:
        """The parts of a group that only judgements bind, by the ids of their accounts."""
        found: dict[str, list[Told]] = defaultdict(list)
        for account in group:
            found[self._part_of[account.id]].append(account)
        return list(found.values())

    def _agree(self, one: Sequence[Profile], other: Sequence[Profile]) -> bool:
        """Whether the accounts speak for joining; those without day or place came by a judgement and have no say."""
        scores = []
        for left in _speakers(one):
            for right in _speakers(other):
                likeness = self._likeness(left, right)
                if likeness.ruled_out:
                    return False
                if left.document_id != right.document_id:
                    scores.append(likeness.score)
        return bool(scores) and sum(scores) / len(scores) >= self._comparison.join

    def _one_documents_acts_agree(self, one: Sequence[Profile], other: Sequence[Profile]) -> bool:
        """Whether acts that one document tells apart can be one after all (module docstring of linking, Clustering)."""
        documents = {account.document_id for account in one} & {account.document_id for account in other}
        for left in (account for account in one if account.document_id in documents and account.linkable):
            for right in (account for account in other if account.document_id == left.document_id and account.linkable):
                if left.type != right.type and not (left.generic or right.generic):
                    return False
                if self._likeness(left, right).score < self._comparison.join:
                    return False
                if not _bridged(left.document_id, one, other):
                    return False
        return True

    def _likeness(self, left: Profile, right: Profile) -> Likeness:
        key = (min(left.id, right.id), max(left.id, right.id))
        if key not in self._known:
            self._known[key] = self._comparison.likeness(self._accounts[key[0]], self._accounts[key[1]])
        return self._known[key]


def _speakers(group: Sequence[Profile]) -> Sequence[Profile]:
    """The accounts that speak for a group: all that can be compared, or as many as `MOST_SPEAKERS`, evenly by id."""
    comparable = [account for account in group if account.linkable]
    if len(comparable) <= MOST_SPEAKERS:
        return comparable
    return [comparable[number * len(comparable) // MOST_SPEAKERS] for number in range(MOST_SPEAKERS)]


def _bridged(document_id: str, one: Sequence[Profile], other: Sequence[Profile]) -> bool:
    """Whether another document tells as one act what this document tells as two.

    Where every other document also tells several, they are several: two raids on one town in one day.
    """
    told = Counter(account.document_id for account in (*one, *other))
    return any(count == 1 for id, count in told.items() if id != document_id)


def _name(group: Sequence[Profile]) -> str:
    """A name for a state of a group: groups only grow, so the first id and the size tell it apart."""
    return f"{group[0].id} {len(group)}"


def _latest(judgements: Iterable[Judgement]) -> dict[tuple[str, str], str]:
    """The last verdict on each pair of event ids, smaller id first."""
    ordered = sorted(judgements, key=lambda judgement: (judgement.at, judgement.by, judgement.verdict))
    return {
        (min(judgement.left, judgement.right), max(judgement.left, judgement.right)): judgement.verdict
        for judgement in ordered
    }
