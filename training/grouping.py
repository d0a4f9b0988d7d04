"""Grouping: how near groups under a table of weights come to those that people made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from waqai.knowledge.actors import load_actors
from waqai.knowledge.table import rows
from waqai.linking.account import Account
from waqai.linking.candidates import candidate_pairs
from waqai.linking.clustering import clusters
from waqai.linking.kinship import Kinship
from waqai.linking.likeness import Comparison
from waqai.linking.weights import COLUMNS, Level, Weights, load_weights, weights_of

Bits = dict[Level, float]
"""The weight of each level, in bits."""


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

    def __str__(self) -> str:
        return f"pairs F1 {self.f1:.3f} ({self.precision:.3f}, {self.recall:.3f})  B3 {self.b_cubed:.3f}"


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
        sum(right[id] / len(linked[id]) for id in linked) / (len(linked) or 1),
        sum(right[id] / len(same[incident_of[id]]) for id in linked) / (len(linked) or 1),
    )
    return Measure(both / said if said else 0.0, both / true if true else 0.0, _f1(*cubed))


class Lesson:
    """The accounts of documents, grouped anew for each table of weights."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._accounts = accounts
        self._pairs = list(candidate_pairs(accounts))
        self._kinship = Kinship({actor.id: actor for actor in load_actors()})

    def groups(self, bits: Bits) -> list[set[str]]:
        """The documents of each group, by these weights."""
        found = clusters(self._accounts, self._pairs, Comparison(self._kinship, weighing(bits)))
        return [{account.document_id for account in group} for group in found]


def bits_of_package() -> Bits:
    """The weights of the package's table."""
    return {level: reason.weight for level, reason in load_weights().reasons.items()}


def weighing(bits: Bits) -> Weights:
    """The package's table with other weights."""
    return Weights({level: replace(reason, weight=bits[level]) for level, reason in load_weights().reasons.items()})


def read_weights(directory: Path) -> Weights:
    """The table `weights.tsv` of a folder. Raises TableError."""
    return weights_of(rows("weights", COLUMNS, directory))


def table_of(bits: Bits) -> str:
    """These weights in the form of `weights.tsv`."""
    lines = ["comparison\tlevel\tweight\tbecause"]
    lines += [
        f"{name}\t{level}\t{bits[name, level]:g}\t{reason.because}"
        for (name, level), reason in load_weights().reasons.items()
    ]
    return "\n".join(lines) + "\n"


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
