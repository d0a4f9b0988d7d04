"""The dual: two of something in one word."""

from __future__ import annotations

from functools import cache

from waqai.language.folding import fold_key
from waqai.language.table import rows, several

_SHORTEST_WORD = 4
# Three-letter stems in which ت belongs to the root; in مرت- سنت- جثت- it is the ending ة.
_ROOT_T = frozenset({"وقت", "بنت", "اخت", "تخت", "نبت", "سبت", "كبت", "قنت"})


@cache
def _not_duals() -> frozenset[str]:
    return frozenset(fold_key(word) for row in rows("not_duals", ("words", "reason")) for word in several(row["words"]))


def _singular(base: str) -> str:
    if not base.endswith("ت"):
        return base
    root_t = len(base) == 3 and (base[1] in "وي" or base in _ROOT_T)
    return base if root_t else base[:-1] + "ه"


def dual_stem(word: str) -> str | None:
    """The folded singular of a folded noun in the dual, or None where the word does not look dual.

    غارتين gives غاره, صاروخان صاروخ, جنديين جندي; before a genitive غارتا and عمليتي give غاره and عمليه. Clitics stay
    on. The plural in -ين is spelt like the dual, so look the stem up where it matters: words that are plural
    as a rule (مدنيين) give None.
    """
    bare = word.removeprefix("ال")
    if len(word) < _SHORTEST_WORD or bare in _not_duals() or word in _not_duals():
        return None
    if word.endswith(("ان", "ين")):
        if len(bare) == 5 and bare[0] == "ت" and bare.endswith("ين"):  # تأمين, تحصين: verbal nouns
            return None
        return _singular(word[:-2])
    if word.endswith(("تا", "تي")) and len(bare) > _SHORTEST_WORD:
        return word[:-2] + "ه"
    return None
