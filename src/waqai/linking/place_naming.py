"""The naming of places: what two wordings of a place that no gazetteer knows have in common."""

from __future__ import annotations

from functools import lru_cache

from waqai.knowledge.table import rows, several
from waqai.language.folding import fold_key
from waqai.language.morphology import noun_inflections
from waqai.records import EventPlace

LEAST_LETTERS = 4
"""Shorter names are too easily alike."""


def place_name(place: EventPlace) -> str:
    """The name to compare a place by that the gazetteer does not know: folded, without article or words for its class.

    «بين قرية حزوان» and «قرية #حزوان» are both حزوان, «الشمساني» is شمساني; a name of such words alone is kept whole.
    """
    return _compared(place.name_ar or place.text)


@lru_cache(maxsize=1 << 16)
def _compared(name: str) -> str:
    words = [_bare(word) for word in fold_key(name).split()]
    start = next((at for at, word in enumerate(words) if word not in _class_words()), 0)
    return " ".join(words[start:])


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@lru_cache(maxsize=1)
def _class_words() -> frozenset[str]:
    """Single words that tell the class of a place, in all their forms, or how an act stands to it; without article."""
    kinds = [wording for row in rows("place_kinds", ("words",)) for wording in several(row["words"])]
    sides = [row["wording"] for row in rows("place_words", ("wording",))]
    forms = [form.surface for wording in kinds if " " not in wording for form in noun_inflections(wording, ())]
    return frozenset(_bare(fold_key(wording)) for wording in (*kinds, *sides, *forms) if " " not in wording)


def alike_names(one: str, other: str) -> bool:
    """Whether two names are one but for a letter, added, left out, changed or swapped, or share a word of their own.

    «برقلا» and «بقرلا»; «نخيل الوادي» and «النخيل».
    """
    if one == other:
        return True
    if min(len(one), len(other)) < LEAST_LETTERS:
        return False
    if {word for word in one.split() if len(word) >= LEAST_LETTERS} & set(other.split()):
        return True
    return _one_letter_off(one, other)


def _one_letter_off(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
    return one[1:] == other or one == other[1:]
