"""Clustering: pairs that are alike → groups that are one happening, under constraints.

Pairs are taken from the most alike down. Two groups meet only where none of the pairs between them is ruled out and the
mean likeness of all of them would itself join two accounts, so that no chain of weak links grows. What a person judged
goes before all of that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from waqai.linking.account import Account
from waqai.linking.likeness import JOIN, Comparison, Likeness
from waqai.records import Judgement

Pair = tuple[Account, Account]


def clusters(
    accounts: Sequence[Account], pairs: Iterable[Pair], comparison: Comparison, judgements: Iterable[Judgement] = ()
) -> list[tuple[Account, ...]]:
    """Every account in exactly one group; groups and the accounts in them by event id.

    The result depends on the set of accounts only, not on their order.
    """
    return _Clustering(accounts, comparison, judgements).run(pairs)


class _Clustering:
    def __init__(self, accounts: Sequence[Account], comparison: Comparison, judgements: Iterable[Judgement]) -> None:
        self._accounts = {account.id: account for account in accounts}
        self._group_of: dict[str, tuple[Account, ...]] = {id: (account,) for id, account in self._accounts.items()}
        self._comparison = comparison
        self._known: dict[tuple[str, str], Likeness] = {}
        self._refused: set[frozenset[str]] = set()
        verdicts = _latest(judgements)
        self._same = {pair for pair, verdict in verdicts.items() if verdict == "same"}
        self._different = {pair for pair, verdict in verdicts.items() if verdict == "different"}

    def run(self, pairs: Iterable[Pair]) -> list[tuple[Account, ...]]:
        for left, right in sorted(self._same):
            if left in self._accounts and right in self._accounts:
                self._join(left, right, judged=True)
        scored = [(self._likeness(*pair).score, pair[0].id, pair[1].id) for pair in pairs]
        alike = [(-score, left, right) for score, left, right in scored if score >= JOIN]
        for _, left, right in sorted(alike):
            if self._accounts[left].document.id != self._accounts[right].document.id:
                self._join(left, right)
        return sorted(set(self._group_of.values()), key=lambda group: group[0].id)

    def _join(self, left: str, right: str, *, judged: bool = False) -> None:
        one, other = self._group_of[left], self._group_of[right]
        if one is other or (key := frozenset((_name(one), _name(other)))) in self._refused:
            return
        if self._parted(one, other) or not (judged or self._agree(one, other)):
            self._refused.add(key)
            return
        joined = tuple(sorted((*one, *other), key=lambda account: account.id))
        for account in joined:
            self._group_of[account.id] = joined

    def _parted(self, one: Sequence[Account], other: Sequence[Account]) -> bool:
        """Whether a person judged two accounts between the groups to be different."""
        if not self._different:
            return False
        return any((min(a.id, b.id), max(a.id, b.id)) in self._different for a in one for b in other)

    def _agree(self, one: Sequence[Account], other: Sequence[Account]) -> bool:
        """Whether the accounts speak for joining; those without day or place came by a judgement and have no say."""
        scores = []
        for left in (account for account in one if account.linkable):
            for right in (account for account in other if account.linkable):
                likeness = self._likeness(left, right)
                if likeness.ruled_out:
                    return False
                if left.document.id == right.document.id:
                    if left.event.type != right.event.type or likeness.score < JOIN:
                        return False
                    if not _bridged(left.document.id, one, other):
                        return False
                else:
                    scores.append(likeness.score)
        return bool(scores) and sum(scores) / len(scores) >= JOIN

    def _likeness(self, left: Account, right: Account) -> Likeness:
        key = (min(left.id, right.id), max(left.id, right.id))
        if key not in self._known:
            self._known[key] = self._comparison.likeness(self._accounts[key[0]], self._accounts[key[1]])
        return self._known[key]


def _bridged(document_id: str, one: Sequence[Account], other: Sequence[Account]) -> bool:
    """Whether another document tells as one act what this document tells as two.

    Where every other document also tells several, they are several: two raids on one town in one day.
    """
    told = Counter(account.document.id for account in (*one, *other))
    return any(count == 1 for id, count in told.items() if id != document_id)


def _name(group: Sequence[Account]) -> str:
    """A name for a state of a group: groups only grow, so the first id and the size tell it apart."""
    return f"{group[0].id} {len(group)}"


def _latest(judgements: Iterable[Judgement]) -> dict[tuple[str, str], str]:
    """The last verdict on each pair of event ids, smaller id first."""
    ordered = sorted(judgements, key=lambda judgement: (judgement.at, judgement.by, judgement.verdict))
    return {
        (min(judgement.left, judgement.right), max(judgement.left, judgement.right)): judgement.verdict
        for judgement in ordered
    }
