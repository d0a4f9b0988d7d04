"""Likeness: how probable it is that two accounts tell of one happening, as a sum of named weights.

The weights are in bits, as in Fellegi and Sunter's record linkage: one more makes "the same" twice as probable. A
reason of weight `APART` keeps two accounts from joining by themselves, but many other accounts may outvote it, since
any may be coded to the wrong place or kind. `NEVER` rules the pair out whatever else agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import get_args

from waqai.linking.account import Account
from waqai.linking.kind_likeness import family_pairs
from waqai.linking.kinship import Kinship, Relation
from waqai.linking.nearness import Nearness, nearness
from waqai.records import PartOfDay, Time

JOIN = 5.0
"""Two accounts of at least this likeness are one happening, unless a third speaks against it."""
NEVER = -100.0
APART = -8.0

SAME_KIND, SAME_FAMILY, GENERIC_KIND = 2.0, 1.5, 1.0
SAME_DAY, SAME_WEEK, SAME_MONTH = 2.0, 1.0, 0.0
NEXT_DAY_OF_NIGHT, NEXT_DAY_OF_PUBLICATION = 0.5, -1.5
SAME_PART, OTHER_PART = 0.5, -4.0
NEAR: dict[Nearness, float] = {
    "same_place": 4.0,
    "same_area": 3.0,
    "same_province": 1.0,
    "same_country": 0.0,
    "within_place": 2.0,
    "beside": 1.0,
    "around": -1.5,
    "within_area": 1.0,
    "one_neighbourhood": -0.5,
    "within_province": 0.0,
    "apart": APART,
}
AGENTS: dict[Relation, float] = {"same": 1.0, "related": 0.75, "unknown": 0.0, "other": -2.0}
TARGETS: dict[Relation, float] = {"same": 0.75, "related": 0.5, "unknown": 0.0, "other": -0.5}
SAME_WEAPON = 0.5
SAME_TOLL, TOLL_IN_REACH, TOLL_OUT_OF_REACH = 1.0, 0.25, -1.5
NEAR_COPY = 2.0

_WIDE = timedelta(days=7)
_PARTS: tuple[PartOfDay, ...] = get_args(PartOfDay)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for (above 0) or against one happening, named in the field's words."""

    name: str
    weight: float
    because: str


@dataclass(frozen=True)
class Likeness:
    """All reasons for or against two accounts being one happening."""

    reasons: tuple[Reason, ...]

    @cached_property
    def score(self) -> float:
        """The sum of the weights, in bits."""
        return sum(reason.weight for reason in self.reasons)

    @property
    def ruled_out(self) -> bool:
        """Whether one reason rules the pair out."""
        return any(reason.weight <= NEVER for reason in self.reasons)


class Comparison:
    """Compares accounts. `roots` names for each document id the document that it is a near-copy of, or itself."""

    def __init__(self, kinship: Kinship, roots: Mapping[str, str]) -> None:
        self._kinship = kinship
        self._roots = roots
        self.compared = 0

    def likeness(self, left: Account, right: Account) -> Likeness:
        """Why the two may be one happening. The same for both orders; it stops at a reason that rules the pair out."""
        self.compared += 1
        reasons: list[Reason] = []
        steps: tuple[Callable[[Account, Account], Reason | None], ...] = (
            _kind, _days, _hours, _places, _answer, self._agents, self._targets, _weapons, _tolls, self._copy,
        )  # fmt: skip
        for step in steps:
            if (reason := step(left, right)) is not None:
                reasons.append(reason)
                if reason.weight <= NEVER:
                    break
        return Likeness(tuple(reasons))

    def _agents(self, left: Account, right: Account) -> Reason | None:
        relation = self._kinship.closest(left.event.agents, right.event.agents)
        if relation == "other" and "clash" in (left.family, right.family):
            # Who is called the agent of a fight depends on whose side the report takes.
            relation = self._kinship.closest(
                (*left.event.agents, *left.event.targets), (*right.event.agents, *right.event.targets)
            )
        return _told("agents", AGENTS[relation], relation)

    def _targets(self, left: Account, right: Account) -> Reason | None:
        relation = self._kinship.closest(left.event.targets, right.event.targets)
        return _told("targets", TARGETS[relation], relation)

    def _copy(self, left: Account, right: Account) -> Reason | None:
        one, other = (self._roots.get(account.document.id, account.document.id) for account in (left, right))
        return Reason("text", NEAR_COPY, "near_copy") if one == other and left.event.type == right.event.type else None


def _told(name: str, weight: float, because: str) -> Reason | None:
    return Reason(name, weight, because) if weight else None


def _kind(left: Account, right: Account) -> Reason:
    if left.event.type == right.event.type:
        return Reason("kind", SAME_KIND, "the same kind")
    if left.family == right.family:
        return Reason("kind", SAME_FAMILY, "kinds of one family")
    pair = family_pairs().get(frozenset((left.family, right.family)))
    if pair is None:
        return Reason("kind", APART, "kinds that never describe one act")
    return Reason("kind", pair[0] + (GENERIC_KIND if left.generic or right.generic else 0.0), pair[1])


def _days(left: Account, right: Account) -> Reason:
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return Reason("day", NEVER, "no day")
    gap = (max(left.first, right.first) - min(left.last, right.last)).days
    if gap <= 0:
        width = max(left.last - left.first, right.last - right.first)
        if width <= timedelta(days=1):
            return Reason("day", SAME_DAY, "the same day")
        return Reason("day", SAME_WEEK if width <= _WIDE else SAME_MONTH, "days that overlap")
    if gap == 1:
        earlier, later = sorted((left, right), key=lambda account: str(account.last))
        return _next_day(earlier.event.time, later.event.time)
    return Reason("day", NEVER, "days apart")


def _next_day(earlier: Time | None, later: Time | None) -> Reason:
    """A night runs into the next day, and news without a date may be of the day before its publication."""
    before, after = (time.part_of_day if time else None for time in (earlier, later))
    if before in (None, "evening", "night") and after in (None, "night", "dawn") and (before or after):
        return Reason("day", NEXT_DAY_OF_NIGHT, "a night between two days")
    if later is not None and later.anchor == "publication":
        return Reason("day", NEXT_DAY_OF_PUBLICATION, "published on the next day, without a date of its own")
    return Reason("day", NEVER, "days apart")


def _hours(left: Account, right: Account) -> Reason | None:
    """Parts of one day: a morning and an evening are two acts, unless much else agrees."""
    one, other = (account.event.time.part_of_day if account.event.time else None for account in (left, right))
    if one is None or other is None or left.first != right.first:
        return None
    apart = abs(_PARTS.index(one) - _PARTS.index(other))
    apart = min(apart, len(_PARTS) - apart)
    if apart == 1:
        return None
    return Reason("hour", SAME_PART, one) if apart == 0 else Reason("hour", OTHER_PART, f"{one} and {other}")


def _places(left: Account, right: Account) -> Reason:
    near = nearness(left, right)
    return Reason("place", NEAR[near], near)


def _answer(left: Account, right: Account) -> Reason | None:
    """An act that answers another is not that other."""
    if left.event.responds_to == right.id or right.event.responds_to == left.id:
        return Reason("answer", NEVER, "one answers the other")
    return None


def _weapons(left: Account, right: Account) -> Reason | None:
    shared = {weapon.kind for weapon in left.event.weapons} & {weapon.kind for weapon in right.event.weapons}
    return Reason("weapon", SAME_WEAPON, min(shared)) if shared else None


def _tolls(left: Account, right: Account) -> Reason | None:
    """Tolls of one act differ between sources and grow during the day, within reach of each other."""
    weights = list(_toll_weights(left, right))
    if not weights:
        return None
    worst, best = min(weights), max(weights)
    weight = worst if worst < 0 else best
    return Reason("toll", weight, "tolls out of reach" if weight < 0 else "tolls within reach")


def _toll_weights(left: Account, right: Account) -> Iterator[float]:
    one, other = left.figures(), right.figures()
    for kind in sorted(one.keys() & other.keys()):
        low, high = sorted((one[kind], other[kind]))
        if low == high:
            yield SAME_TOLL
        else:
            yield TOLL_IN_REACH if high - low <= max(2, high / 2) else TOLL_OUT_OF_REACH
