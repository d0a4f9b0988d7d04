"""Learn the weights of linking from reports that people joined: `python -m training.linking GOLD.jsonl [--out FILE]`.

GOLD holds JSONL of documents with `incident`, the id of the happening that people put each under. From the table of
the package every weight is moved by steps as long as the groups come nearer to the people's (F1 over pairs of documents
and B-cubed), at a cost for each move, so that only what pays is moved; "same" never falls below "related". Nothing is
drawn by chance. Learned on half of the incidents and measured on the other it tells what to expect; halves are told by
a digest of the incident's id.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from waqai.coding.coder import Coder
from waqai.coding.salience import Salience
from waqai.knowledge.actors import load_actors
from waqai.knowledge.knowledge import load
from waqai.knowledge.vocabulary import load_ontology
from waqai.linking.account import Account, accounts_of
from waqai.linking.candidates import candidate_pairs
from waqai.linking.clustering import clusters
from waqai.linking.kinship import Kinship
from waqai.linking.likeness import Comparison
from waqai.linking.weights import NEVER, Level, Reason, Weights, load_weights
from waqai.records import Document

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

Bits = dict[Level, float]


@dataclass(frozen=True)
class Measure:
    """How near groups come to the people's: pairs of documents, and B-cubed over documents."""

    precision: float
    recall: float
    b_cubed: float

    @property
    def f1(self) -> float:
        """F1 over pairs."""
        return _f1(self.precision, self.recall)


def measured(groups: Iterable[Collection[str]], incident_of: Mapping[str, str]) -> Measure:
    """Two documents are together where any group holds both; only documents of `incident_of` count."""
    linked: dict[str, set[str]] = {id: {id} for id in incident_of}
    for group in groups:
        for id in (known := [id for id in group if id in incident_of]):
            linked[id].update(known)
    same: dict[str, set[str]] = defaultdict(set)
    for id, incident in incident_of.items():
        same[incident].add(id)
    said = sum(len(found) - 1 for found in linked.values())
    true = sum(len(same[incident]) - 1 for incident in incident_of.values())
    right = {id: len(found & same[incident_of[id]]) for id, found in linked.items()}
    both = sum(right.values()) - len(right)
    cubed = (
        sum(right[id] / len(linked[id]) for id in linked) / len(linked),
        sum(right[id] / len(same[incident_of[id]]) for id in linked) / len(linked),
    )
    return Measure(both / said if said else 0.0, both / true if true else 0.0, _f1(*cubed))


class Lesson:
    """The accounts of documents that people joined, grouped anew for each table of weights."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._accounts = accounts
        self._pairs = list(candidate_pairs(accounts))
        self._kinship = Kinship({actor.id: actor for actor in load_actors()})

    def groups(self, bits: Bits) -> list[set[str]]:
        """The documents of each group, by these weights."""
        weights = Weights({level: _weighing(reason, bits[level]) for level, reason in load_weights().reasons.items()})
        found = clusters(self._accounts, self._pairs, Comparison(self._kinship, weights))
        return [{account.document_id for account in group} for group in found]


def learned(lesson: Lesson, incident_of: Mapping[str, str]) -> Bits:
    """The weights that bring the groups nearest to these incidents, moved from those of the package."""
    start = {level: reason.weight for level, reason in load_weights().reasons.items()}
    bits, best = start, _worth(lesson, start, start, incident_of)
    for _ in range(ROUNDS):
        before = bits
        for level in sorted(start):
            if level in FIXED or start[level] <= NEVER:
                continue
            for step in STEPS:
                moved = {**bits, level: bits[level] + step}
                if in_order(moved) and (worth := _worth(lesson, moved, start, incident_of)) > best + 1e-9:
                    bits, best = moved, worth
        if bits == before:
            break
    return bits


def in_order(bits: Bits) -> bool:
    """Whether no level weighs less than one that says less."""
    return all(bits[name, more] >= bits[name, less] for name, levels in ORDERED for more, less in pairwise(levels))


def half_of(incident: str) -> int:
    """The half, 0 or 1, that an incident belongs to."""
    return hashlib.sha256(incident.encode()).digest()[0] % 2


def _worth(lesson: Lesson, bits: Bits, start: Bits, incident_of: Mapping[str, str]) -> float:
    measure = measured(lesson.groups(bits), incident_of)
    return measure.f1 + measure.b_cubed - COST * sum(abs(bits[level] - start[level]) ** 0.5 for level in start)


def _weighing(reason: Reason, weight: float) -> Reason:
    return replace(reason, weight=weight)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    """Learn on either half, then on all, and print the figures; write the table learned on all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, help="a copy of weights.tsv with the weights learned on all")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.gold.read_text("utf-8").splitlines() if line.strip()]
    incident_of = {row["id"]: row["incident"] for row in rows}
    coder = Coder(load(), Salience.load())
    documents = [
        Document.of_text(
            row["text"],
            id=row["id"],
            source=row["source"],
            title=row["title"],
            published=datetime.fromisoformat(row["published"]),
            language="ar",
        )
        for row in rows
    ]
    lesson = Lesson(accounts_of([coder.code(document) for document in documents], load_ontology()))
    start = {level: reason.weight for level, reason in load_weights().reasons.items()}
    halves = [{id: incident for id, incident in incident_of.items() if half_of(incident) == half} for half in (0, 1)]
    for half, other in ((0, 1), (1, 0)):
        bits = learned(lesson, halves[half])
        _tell(f"half {other}, weights of the package", measured(lesson.groups(start), halves[other]))
        _tell(f"half {other}, weights learned on half {half}", measured(lesson.groups(bits), halves[other]))
    bits = learned(lesson, incident_of)
    _tell("all, weights of the package", measured(lesson.groups(start), incident_of))
    _tell("all, weights learned on all", measured(lesson.groups(bits), incident_of))
    for level in sorted(bits):
        if bits[level] != start[level]:
            print(f"{' '.join(level):24} {start[level]:6} -> {bits[level]}")
    if given.out:
        given.out.write_text(_table(bits), encoding="utf-8")


def _table(bits: Bits) -> str:
    lines = ["comparison\tlevel\tweight\tbecause"]
    lines += [
        f"{name}\t{level}\t{bits[name, level]:g}\t{reason.because}"
        for (name, level), reason in load_weights().reasons.items()
    ]
    return "\n".join(lines) + "\n"


def _tell(what: str, measure: Measure) -> None:
    print(
        f"{what:40} pairs F1 {measure.f1:.3f} ({measure.precision:.3f}, {measure.recall:.3f})  B3 {measure.b_cubed:.3f}"
    )


if __name__ == "__main__":
    main()
