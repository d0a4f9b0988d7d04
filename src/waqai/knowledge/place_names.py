"""The keys under which a written place name is found, in official and in press spelling.

A key is the folded name without the article on any word and without marks: "الحسكة", "حسكه" and "الـحسكة" share one.
Official lists write names that the press does not ("ابين- عفرين", "مركز القرداحة", "الشدادة"), so a name has looser
keys too, each with a penalty: a match under an exact key always goes before a match under a looser one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from waqai.knowledge.table import rows, several
from waqai.language.folding import fold_key

EXACT, PART, SPELLING, LOOSE = range(4)
"""Penalties of a key: as written, a part of what is written, a spelling in common use, a spelling now and then."""

_ARABIC = re.compile("[ء-ي]")
_MARKS = re.compile(r"[^\w\s]|_")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ALTERNATIVES = re.compile(r"[_/]|(?<=\S)[-–—](?=\S)|\sأو\s")
_QUALIFIER = re.compile(r"\s[-–—]\s*|\s*[-–—]\s|[,،]")
_LATIN_APOSTROPHES = re.compile("[`'’‘ʻʼʿʾ]")


@cache
def _words_as(role: str) -> frozenset[str]:
    """The words of a role in the table `place_name_words`, folded and without the article."""
    table = rows("place_name_words", ("word", "role"))
    return frozenset(key_word(fold_key(cells["word"])) for cells in table if role in several(cells["role"]))


class NameKey(NamedTuple):
    """A key, its penalty (EXACT, PART, SPELLING, LOOSE), and a bit a word: whether the word is written with ال."""

    key: str
    penalty: int
    articles: tuple[bool, ...]


@lru_cache(maxsize=1 << 17)
def key_word(word: str) -> str:
    """One folded word as it stands in a key: without the article, unless too little or a name of God remains."""
    if word.startswith("ال") and len(word) > 3 and word != "الله":
        return word[2:]
    return word


def _latin(name: str) -> str:
    """A Latin name without accents, apostrophes and articles: "Al Ḩasakah" and "Hasakah" are one."""
    plain = unicodedata.normalize("NFKD", _LATIN_APOSTROPHES.sub("", name).replace("ı", "i"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _MARKS.sub(" ", letters).casefold().split()
    return " ".join([word for word in words if word not in _words_as("article")] or words)


def _words(name: str) -> list[str]:
    """The folded words of a name, articles kept."""
    return _MARKS.sub(" ", fold_key(_MARKS.sub(" ", name))).split()


def _joined(words: list[str]) -> NameKey:
    return NameKey(" ".join(map(key_word, words)), EXACT, tuple(key_word(word) != word for word in words))


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """The exact key of a name, empty where no letter or digit is left of it."""
    if not _ARABIC.search(name):
        return _latin(name)
    return _joined(_words(name)).key


def _without_class_word(words: list[str]) -> list[str]:
    """The words after "محافظة", "مركز" and the like, none where those alone are no name.

    A class word before a name bears no article: "محافظة حلب", but "الجمهورية اللبنانية".
    """
    rest = words
    while len(rest) > 1 and rest[0] in _words_as("class"):
        rest = rest[1:]
    return [] if rest == words or key_word(rest[0]) in _words_as("bare") else rest


def _parts(name: str) -> Iterator[str]:
    """The names that an official name is made of.

    "الصفا_التياس" and "ميسلون / شير القاق" are two names for one place; "ابين- عفرين" is one and where it lies;
    "تل أبيض (مركز)" one and a remark; "مدينة حلب : العرقوب" a town and its quarter.
    """
    name = name.rpartition(":")[2]
    plain = _BRACKETED.sub(" ", name)
    if plain.strip() and plain != name:
        yield plain
    for alternative in _ALTERNATIVES.split(plain):
        yield alternative
        yield _QUALIFIER.split(alternative.strip(), maxsplit=1)[0]


def _endings(word: str) -> Iterator[tuple[str, int]]:
    """Other ways to write the end of a word: "داريا" داريه, "الشدادة" الشدادي, "السويداء" السويدا."""
    stem, last, length = word[:-1], word[-1:], len(key_word(word))
    if length < 4 or key_word(word) in _words_as("class"):
        return
    if word.endswith(("اء", "اه")):
        yield stem, SPELLING
    elif last in "اهي":
        if last == "ا" and length >= 5:
            yield word + "ء", SPELLING
        for other in "اهي".replace(last, ""):
            if other == stem[-1]:
                continue
            if "ي" not in (other, last):
                yield stem + other, SPELLING
            elif length >= 5:
                yield stem + other, LOOSE


def _spellings(words: list[str]) -> Iterator[tuple[list[str], int]]:
    """Other ways to write a whole name."""
    if not words:
        return
    for at in {0, len(words) - 1}:
        for other, penalty in _endings(words[at]):
            yield [*words[:at], other, *words[at + 1 :]], penalty
    if len(words) > 1 and words[0] in _words_as("joined"):
        yield [words[0] + words[1], *words[2:]], SPELLING
    for prefix in sorted(_words_as("split")):
        if words[0].startswith(prefix) and len(words[0]) >= len(prefix) + 3:
            yield [prefix, words[0][len(prefix) :], *words[1:]], SPELLING
    if len(words) > 1 and words[0] in ("ابو", "البو", "بو"):  # أبو كمال، البو كمال، البوكمال
        for prefix in ("ابو", "البو"):
            yield [prefix, *words[1:]], SPELLING
            yield [prefix + words[1], *words[2:]], SPELLING


@lru_cache(maxsize=1 << 14)
def name_keys(name: str) -> tuple[NameKey, ...]:
    """All keys under which a written name is found: the exact key first, then looser ones by rising penalty.

    A Latin name has its exact key alone. A name without letters has none.
    """
    if not _ARABIC.search(name):
        key = _latin(name)
        return (NameKey(key, EXACT, (False,) * len(key.split())),) if key else ()
    whole = _words(name)
    found: dict[str, NameKey] = {}

    def take(words: list[str], penalty: int) -> None:
        made = _joined(words)
        if made.key and (made.key not in found or found[made.key].penalty > penalty):
            found[made.key] = made._replace(penalty=penalty)

    take(whole, EXACT)
    candidates = [_words(part) for part in _parts(name)]
    candidates += [_without_class_word(words) for words in [whole, *candidates]]
    named = [words for words in candidates if len("".join(map(key_word, words))) >= 2]
    for words in named:
        take(words, PART)
    for words in [whole, *named]:
        for spelling, penalty in _spellings(words):
            take(spelling, penalty)
    return tuple(sorted(found.values(), key=lambda key: key.penalty))
