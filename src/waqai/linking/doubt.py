"""Doubt: the pairs of events most worth a person's time, and the pairs by which an incident holds together."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from waqai.knowledge.actors import load_actors
from waqai.knowledge.vocabulary import load_ontology
from waqai.linking.account import Account, accounts_of
from waqai.linking.candidates import candidate_pairs
from waqai.linking.kinship import Kinship
from waqai.linking.likeness import Comparison, Likeness
from waqai.records import CodedDocument, Event, Incident

BELOW, ABOVE = 2.0, 1.0
"""Pairs of two incidents are in doubt from so much below the threshold, those of one up to so much above it."""

Key = tuple[str, str]
"""Two event ids, the smaller first."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair to ask about. `incidents` are those of the two events: one id twice where they are joined.

    `worth` is the closeness to the threshold times log₂(1 + the number of pairs of events that the answer settles).
    """

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


def doubts(
    coded: Sequence[CodedDocument], incidents: Sequence[Incident], asked: Collection[Key], limit: int
) -> list[Doubt]:
    """The pairs most worth a person's time, the worthiest first, at most `limit`.

    One for each two incidents and one for each incident; none of two incidents of which a pair is in `asked`.
    """
    accounts = accounts_of(coded, load_ontology())
    holder = {event: incident for incident in incidents for event in incident.event_ids}
    settled = {_homes(holder, left, right) for left, right in asked if left in holder and right in holder}
    comparison, known = _comparison(), holder.keys()
    best: dict[Key, Doubt] = {}
    for one, other in candidate_pairs(accounts):
        left, right = sorted((accounts[one], accounts[other]), key=lambda account: account.id)
        if left.document_id == right.document_id or (left.id, right.id) in asked or not {left.id, right.id} <= known:
            continue
        homes = _homes(holder, left.id, right.id)
        if homes[0] != homes[1] and homes in settled:
            continue
        found = _doubt(left, right, holder, comparison)
        if found is not None and (homes not in best or _rank(found) < _rank(best[homes])):
            best[homes] = found
    return sorted(best.values(), key=_rank)[:limit]


def ties(coded: Sequence[CodedDocument], incident: Incident, judged: Collection[Key] = ()) -> Iterator[Tie]:
    """The pairs by which an incident's events hold together: those `judged` the same, then the most alike first.

    Each joins what was not joined yet.
    """
    wanted = set(incident.event_ids)
    accounts = [account for account in accounts_of(coded, load_ontology()) if account.id in wanted]
    comparison = _comparison()
    pairs = [(comparison.likeness(left, right), left.id, right.id) for left, right in combinations(accounts, 2)]
    group = {account.id: account.id for account in accounts}
    for likeness, left, right in sorted(pairs, key=lambda pair: (pair[1:] not in judged, -pair[0].score, *pair[1:])):
        if group[left] != group[right]:
            gone = group[right]
            group = {id: group[left] if name == gone else name for id, name in group.items()}
            yield Tie(left, right, likeness)


def _doubt(left: Account, right: Account, holder: dict[str, Incident], comparison: Comparison) -> Doubt | None:
    likeness = comparison.likeness(left, right)
    distance = likeness.score - comparison.join
    mine, theirs = holder[left.id], holder[right.id]
    joined = mine.id == theirs.id
    if likeness.ruled_out or (abs(distance) > ABOVE if joined else distance < -BELOW):
        return None
    settles = len(mine.event_ids) - 1 if joined else len(mine.event_ids) * len(theirs.event_ids)
    worth = math.log2(1 + settles) / (1 + abs(distance))
    return Doubt(left.event, right.event, (mine.id, theirs.id), likeness, round(worth, 4))


def _homes(holder: dict[str, Incident], left: str, right: str) -> Key:
    one, other = sorted((holder[left].id, holder[right].id))
    return one, other


def _rank(doubt: Doubt) -> tuple[float, str, str]:
    return -doubt.worth, doubt.left.id, doubt.right.id


def _comparison() -> Comparison:
    return Comparison(Kinship({actor.id: actor for actor in load_actors()}))
