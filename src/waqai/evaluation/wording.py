"""How like two wordings are: by their words, without marks, spelling variants and articles.

This is a measure and stays as it is when the coder's own folding changes: figures of two versions must be comparable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache

ALIKE = 0.5
"""Overlap from which two wordings name the same: "قوات التحالف" and "التحالف الدولي" do."""

_INVISIBLE = re.compile("[ـ\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_LETTERS = str.maketrans("أإآٱىة", "اااايه")
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال")
"""The article with the particles that are written into it; the first that fits is taken off: "بالمدفعية" → "مدفعيه"."""
_STEM = 2
"""Letters that must remain of a word without its article."""
_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """`text` without vowel marks, tatweel and direction marks, with one alef, ya and ha: "الرُّقّة" → "الرقه"."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", text) if not unicodedata.combining(letter))
    return _INVISIBLE.sub("", plain).translate(_LETTERS).lower()


@lru_cache(maxsize=65536)
def words_of(text: str) -> frozenset[str]:
    """The different words of `text`, folded, each without its article."""
    return frozenset(_bare(word) for word in _WORD.findall(folded(text)))


def words_of_all(texts: Iterable[str]) -> frozenset[str]:
    """The different words of several texts."""
    return frozenset().union(*map(words_of, texts))


def overlap(left: str, right: str) -> float:
    """Dice's coefficient of the words of two texts; 0 where one of them has none, 1 where neither has."""
    one, other = words_of(left), words_of(right)
    return dice(one, other) if one and other else float(not one and not other)


def dice(left: AbstractSet[str], right: AbstractSet[str]) -> float:
    """Twice the shared words over the words of both (Dice 1945); 1 where both are empty."""
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0


def alike(left: str, right: str) -> bool:
    """Whether two wordings name the same."""
    return overlap(left, right) >= ALIKE


def _bare(word: str) -> str:
    article = next((it for it in _ARTICLES if word.startswith(it) and len(word) - len(it) >= _STEM), "")
    return word[len(article) :]
