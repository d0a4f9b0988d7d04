"""Words in and around notices of death, which tell a notice from a funeral, a memorial or a name."""

from __future__ import annotations

from functools import cache

from waqai.knowledge.table import rows, several
from waqai.language.folding import fold_key


@cache
def notice_words(rule: str) -> frozenset[str]:
    """The folded words of a rule of the table `notice_words`. Raises LookupError for a rule that it lacks."""
    found = frozenset(
        fold_key(word)
        for row in rows("notice_words", ("rule", "words"))
        if row["rule"] == rule
        for word in several(row["words"])
    )
    if not found:
        raise LookupError(f"no rule {rule!r} in notice_words.tsv")
    return found
