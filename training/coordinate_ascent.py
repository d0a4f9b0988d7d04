"""Coordinate ascent: weights moved by steps as long as groups come nearer to those that people made.

Every move costs, so that only what pays is moved, and "same" never falls below "related". Nothing is drawn by chance.
Learned on half of the incidents and measured on the other it tells what to expect; halves are told by a digest of the
incident's id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import pairwise
from math import sqrt

from training.grouping import Bits, Lesson, bits_of_package, measured
from waqai.linking.weights import NEVER

COST = 0.004
"""What moving a weight by one bit has to bring; by four bits twice that."""
STEPS = (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)
ROUNDS = 3
FIXED = frozenset(
    {("join", "join"), ("agents", "unknown"), ("targets", "unknown"), ("kind", "apart"), ("place", "apart")}
)
ORDERED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("kind", ("same", "family", "apart")),
    ("day", ("same", "week", "month")),
    ("day", ("same", "night", "publication", "next", "near")),
    ("hour", ("same", "other")),
    ("place", ("same_place", "same_area", "within_place", "within_area", "within_province", "off", "apart")),
    ("place", ("same_place", "alike", "namesake", "off")),
    ("place", ("same_area", "beside", "around", "apart")),
    ("agents", ("same", "related", "unknown", "other")),
    ("targets", ("same", "related", "unknown", "other")),
    ("toll", ("same", "reach", "apart")),
    ("words", ("three", "two", "one")),
)
"""Levels of which none may weigh less than the next."""


def learned(lesson: Lesson, incident_of: Mapping[str, str]) -> Bits:
    """The weights that bring the groups nearest to these incidents, moved from those of the package."""
    start = bits_of_package()
    bits, best = start, _worth(lesson, start, start, incident_of)
    for _ in range(ROUNDS):
        before = bits
        for level in sorted(start):
            if level in FIXED or start[level] <= NEVER:
                continue
            for step in STEPS:
                moved = {**bits, level: bits[level] + step}
                if not out_of_order(moved) and (worth := _worth(lesson, moved, start, incident_of)) > best + 1e-9:
                    bits, best = moved, worth
        if bits == before:
            break
    return bits


def out_of_order(bits: Bits) -> list[str]:
    """The levels that weigh less than one that says less: "place alike < namesake"."""
    return [
        f"{name} {more} < {less}"
        for name, levels in ORDERED
        for more, less in pairwise(levels)
        if bits[name, more] < bits[name, less]
    ]


def half_of(incident: str) -> int:
    """The half, 0 or 1, that an incident belongs to."""
    return hashlib.sha256(incident.encode()).digest()[0] % 2


def _worth(lesson: Lesson, bits: Bits, start: Bits, incident_of: Mapping[str, str]) -> float:
    measure = measured(lesson.groups(bits), incident_of)
    return measure.f1 + measure.b_cubed - COST * sum(sqrt(abs(bits[level] - start[level])) for level in start)
