"""Words in and beside the names of places, which decide whether a name is one and where it ends."""

from __future__ import annotations

from functools import cache

from waqai.knowledge.table import rows, several
from waqai.language.folding import fold_key


@cache
def place_neighbours(rule: str) -> frozenset[str]:
    """The folded words of a rule of the table `place_neighbours`. Raises LookupError for a rule that it lacks."""
    found = frozenset(
        fold_key(word)
        for row in rows("place_neighbours", ("rule", "words"))
        if row["rule"] == rule
        for word in several(row["words"])
    )
    if not found:
        raise LookupError(f"no rule {rule!r} in place_neighbours.tsv")
    return found
