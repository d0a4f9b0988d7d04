"""Likeness: how probable it is that two accounts tell of one happening, as a sum of named weights.

The weights are in bits, as in Fellegi and Sunter's record linkage: one more makes "the same" twice as probable. They
stand in `tables/weights.tsv`. A reason of weight -8 keeps two accounts from joining by themselves, but many other
accounts may outvote it, since any may be coded to the wrong place or kind. `NEVER` rules the pair out whatever else
agrees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import get_args

from waqai.linking.account import Profile
from waqai.linking.kind_likeness import family_pairs
from waqai.linking.kinship import Kinship
from waqai.linking.nearness import nearness
from waqai.linking.text_sketch import copied
from waqai.linking.weights import NEVER, Level, Reason, Weights, load_weights
from waqai.records import PartOfDay

MOST_DAYS_BETWEEN = 3
"""Days between two accounts from which on they are never one happening: late news of names says so within days."""
CONFUSED = "confused"
"""The answer to the comparison of kinds whose weight is in `kind_likeness.tsv`."""
Step = Callable[[Profile, Profile], Level | Reason | None]
_WIDE = timedelta(days=7)
_PARTS: tuple[PartOfDay, ...] = get_args(PartOfDay)
_SHARED = {1: "one", 2: "two"}


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
    """Compares accounts by a table of weights, the package's where none is given."""

    def __init__(self, kinship: Kinship, weights: Weights | None = None) -> None:
        self._kinship = kinship
        self._weights = weights or load_weights()
        self.join = self._weights.join
        self.compared = 0
        self._steps: tuple[Step, ...] = (
            self._kind, _days, _hours, _places, _answer, self._agents, self._targets, _weapons, _tolls, _copy, _words,
        )  # fmt: skip
        self._quick = self._with_hopes()

    def likeness(self, left: Profile, right: Profile) -> Likeness:
        """Why the two may be one happening. The same for both orders; it stops at a reason that rules the pair out.

        Accounts of one document share its words, which say nothing of whether it tells one act or two.
        """
        self.compared += 1
        reasons: list[Reason] = []
        for step in self._steps:
            if (answer := step(left, right)) is not None:
                reason = answer if isinstance(answer, Reason) else self._weights.reasons[answer]
                if reason.weight:
                    reasons.append(reason)
                if reason.weight <= NEVER:
                    break
        return Likeness(tuple(reasons))

    def levels(self, left: Profile, right: Profile) -> dict[str, str]:
        """What each comparison answers; those without an answer are left out. `CONFUSED`: kinds of two families."""
        answers = [answer for step in self._steps if (answer := step(left, right)) is not None]
        return dict((answer.name, CONFUSED) if isinstance(answer, Reason) else answer for answer in answers)

    def score(self, left: Profile, right: Profile, least: float | None = None) -> float | None:
        """The sum of the weights, or None below `least`, by default what joins: it stops where nothing more helps."""
        self.compared += 1
        least = self.join if least is None else least
        score = 0.0
        for step, hope in self._quick:
            if (answer := step(left, right)) is not None:
                score += (answer if isinstance(answer, Reason) else self._weights.reasons[answer]).weight
            if score + hope < least:
                return None
        return score

    def _with_hopes(self) -> list[tuple[Step, float]]:
        """The steps, those first that tell most pairs apart, each with the most that all after it can add."""
        best: dict[str, float] = defaultdict(float)
        for (name, _), reason in self._weights.reasons.items():
            best[name] = max(best[name], reason.weight)
        best["kind"] += max(0.0, *(weight for weight, _ in family_pairs().values()))
        ordered: tuple[tuple[Step, str], ...] = (
            (_places, "place"), (_words, "words"), (_days, "day"), (self._kind, "kind"), (_tolls, "toll"),
            (_hours, "hour"), (_answer, "answer"), (_weapons, "weapon"), (self._agents, "agents"),
            (self._targets, "targets"), (_copy, "text"),
        )  # fmt: skip
        left = [sum(best[name] for _, name in ordered[at + 1 :]) for at in range(len(ordered))]
        return [(step, hope) for (step, _), hope in zip(ordered, left, strict=True)]

    def _kind(self, left: Profile, right: Profile) -> Level | Reason:
        if left.type == right.type:
            return "kind", "same"
        if left.family == right.family:
            return "kind", "family"
        pair = family_pairs().get(frozenset((left.family, right.family)))
        if pair is None:
            return "kind", "apart"
        generic = self._weights.reasons["kind", "generic"].weight if left.generic or right.generic else 0.0
        return Reason("kind", pair[0] + generic, pair[1])

    def _agents(self, left: Profile, right: Profile) -> Level:
        relation = self._kinship.closest(left.agents, right.agents)
        if relation == "other" and "clash" in (left.family, right.family):
            # Who is called the agent of a fight depends on whose side the report takes.
            relation = self._kinship.closest((*left.agents, *left.targets), (*right.agents, *right.targets))
        return "agents", relation

    def _targets(self, left: Profile, right: Profile) -> Level:
        return "targets", self._kinship.closest(left.targets, right.targets)


def _days(left: Profile, right: Profile) -> Level:
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return "day", "none"
    gap = (max(left.first, right.first) - min(left.last, right.last)).days
    if gap <= 0:
        width = max(left.last - left.first, right.last - right.first)
        return "day", "same" if width <= timedelta(days=1) else "week" if width <= _WIDE else "month"
    if gap == 1:
        return "day", _next_day(*sorted((left, right), key=lambda account: str(account.last)))
    return "day", "near" if gap <= MOST_DAYS_BETWEEN else "apart"


def _next_day(earlier: Profile, later: Profile) -> str:
    """A night runs into the next day, and news without a date may be of the day before its publication."""
    before, after = earlier.part, later.part
    if before in (None, "evening", "night") and after in (None, "night", "dawn") and (before or after):
        return "night"
    return "publication" if later.anchor == "publication" else "next"


def _hours(left: Profile, right: Profile) -> Level | None:
    """Parts of one day: a morning and an evening are two acts, unless much else agrees."""
    if left.part is None or right.part is None or left.first != right.first:
        return None
    apart = abs(_PARTS.index(left.part) - _PARTS.index(right.part))
    apart = min(apart, len(_PARTS) - apart)
    return None if apart == 1 else ("hour", "same" if apart == 0 else "other")


def _places(left: Profile, right: Profile) -> Level:
    return "place", nearness(left, right)


def _answer(left: Profile, right: Profile) -> Level | None:
    """An act that answers another is not that other."""
    return ("answer", "answer") if left.responds_to == right.id or right.responds_to == left.id else None


def _weapons(left: Profile, right: Profile) -> Level | None:
    return None if left.weapons.isdisjoint(right.weapons) else ("weapon", "same")


def _tolls(left: Profile, right: Profile) -> Level | None:
    """Tolls of one act differ between sources and grow during the day, within reach of each other."""
    levels = set(_toll_levels(left, right))
    return next((("toll", level) for level in ("apart", "same", "reach") if level in levels), None)


def _toll_levels(left: Profile, right: Profile) -> Iterator[str]:
    for kind in left.figures.keys() & right.figures.keys():
        low, high = sorted((left.figures[kind], right.figures[kind]))
        yield "same" if low == high else "reach" if high - low <= max(2, high / 2) else "apart"


def _copy(left: Profile, right: Profile) -> Level | None:
    if left.type != right.type or left.document_id == right.document_id:
        return None
    return ("text", "copy") if copied(left.sketch, right.sketch) else None


def _words(left: Profile, right: Profile) -> Level | None:
    if not left.words or left.document_id == right.document_id:
        return None
    shared = len(left.words & right.words)
    return ("words", _SHARED.get(shared, "three")) if shared else None
