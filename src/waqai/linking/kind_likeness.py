"""Which kinds of events reports of one act may confuse (table `kind_likeness.tsv`)."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files

from waqai.knowledge.table import rows

COLUMNS = ("left", "right", "weight", "because")


@lru_cache(maxsize=1)
def family_pairs() -> dict[frozenset[str], tuple[float, str]]:
    """The pairs of families that may be one act: weight in likeness, and why."""
    with as_file(files("waqai.linking") / "tables") as directory:
        table = list(rows("kind_likeness", COLUMNS, directory))
    return {frozenset((row["left"], row["right"])): (float(row["weight"]), row["because"]) for row in table}


@lru_cache(maxsize=64)
def family_group(family: str) -> str:
    """The least name among the families that are reached from this one over the pairs: one block for all of them."""
    reached, waiting = {family}, [family]
    while waiting:
        here = waiting.pop()
        found = {other for pair in family_pairs() if here in pair for other in pair} - reached
        reached |= found
        waiting.extend(found)
    return min(reached)
