"""Weights: what each answer to a comparison adds to the likeness of two accounts (table `weights.tsv`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

from waqai.knowledge.table import rows

NEVER = -100.0
"""A reason of this weight or less rules a pair out, whatever else agrees."""
COLUMNS = ("comparison", "level", "weight", "because")


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for (above 0) or against one happening, named in the field's words."""

    name: str
    weight: float
    because: str


Level = tuple[str, str]
"""A comparison and the answer to it: ("place", "same_place")."""


@dataclass(frozen=True)
class Weights:
    """The reason for each level of each comparison."""

    reasons: Mapping[Level, Reason]

    @property
    def join(self) -> float:
        """The likeness, in bits, from which two accounts are one happening unless a third speaks against it."""
        return self.reasons["join", "join"].weight


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The package's table."""
    with as_file(files("waqai.linking") / "tables") as directory:
        return weights_of(rows("weights", COLUMNS, directory))


def weights_of(table: Iterable[Mapping[str, str]]) -> Weights:
    """The weights of the rows of a table."""
    return Weights(
        {
            (row["comparison"], row["level"]): Reason(row["comparison"], float(row["weight"]), row["because"])
            for row in table
        }
    )
