"""Clitics: what Arabic writes together with a word, before it (و ف ب ل ك س ال) and after it (the object pronouns).

Whether a first letter is a clitic cannot be seen from the word: والي is a governor, or "and to me". So every analysis
is given, the one that cuts least first, and what the reader knows decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

_SHORTEST_STEM = 2
_SHORTEST_BEFORE_PRONOUN = 3
_PRONOUNS = ("هما", "كما", "هم", "هن", "ها", "نا", "كم", "كن", "ني", "ه", "ك", "ي")


class Split(NamedTuple):
    """A word taken apart.

    `conjunction` is و, ف or empty; `preposition` ب, ل, ك or empty, and س for the future before an imperfect;
    `article` is true where ال was cut; `stem` is what remains, without article; `cut` is the number of folded letters
    before the stem.
    """

    conjunction: str
    preposition: str
    article: bool
    stem: str
    cut: int


def _after_conjunction(conjunction: str, rest: str, cut: int) -> Iterator[Split]:
    """The analyses of what follows the conjunction: rest, ال+rest, and each preposition with and without ال."""
    yield Split(conjunction, "", False, rest, cut)
    if rest.startswith("ال"):  # الجيش
        yield Split(conjunction, "", True, rest[2:], cut + 2)
    head, tail = rest[:1], rest[1:]
    if head in ("ب", "ل", "ك"):
        yield Split(conjunction, head, False, tail, cut + 1)
        if tail.startswith("ال"):  # بالجيش، كالجيش، and the slip لالجيش
            yield Split(conjunction, head, True, tail[2:], cut + 3)
    if rest.startswith("لل"):  # ل + ال: للجيش; a stem that begins with ل writes only two: للجنة
        yield Split(conjunction, "ل", True, tail, cut + 1)
        yield Split(conjunction, "ل", True, rest[2:], cut + 2)
    if head == "س" and tail[:1] in ("ي", "ت", "ن", "ا"):  # سيقصف، ستنسحب
        yield Split(conjunction, "س", False, tail, cut + 1)


@lru_cache(maxsize=100_000)
def splits(word: str) -> tuple[Split, ...]:
    """All possible analyses of a folded word, least cut first; the first is always the uncut word.

    A stem has at least two letters. وبالمدينه gives itself, و+بالمدينه, و+ب+المدينه, and و+ب+ال+مدينه.
    """
    found = list(_after_conjunction("", word, 0))
    if word[:1] in ("و", "ف"):
        found.extend(_after_conjunction(word[0], word[1:], 1))
    possible = (found[0], *(split for split in found[1:] if len(split.stem) >= _SHORTEST_STEM))
    return tuple(sorted(possible, key=lambda split: split.cut))


def best_split(word: str, known: Callable[[str], bool]) -> Split:
    """The analysis with the least cut whose stem, alone or with its article, is known; the uncut word if there is none.

    "والي" stays whole where والي is known, and is و+الي where only الي is.
    """
    candidates = splits(word)
    for split in candidates:
        if known(split.stem) or (split.article and known("ال" + split.stem)):
            return split
    return candidates[0]


def _bare_forms(stem: str) -> Iterator[str]:
    """What a stem before a pronoun may be when it stands alone."""
    yield stem
    if stem.endswith("ت"):  # غارته → غارة
        yield stem[:-1] + "ه"
    elif stem.endswith(("او", "اي")):  # اعتداؤه، اعتدائه → اعتداء
        yield stem[:-1] + "ء"
    elif stem.endswith("و"):  # قتلوه → قتلوا
        yield stem + "ا"
    elif stem.endswith("ا"):  # مستشفاه → مستشفى
        yield stem[:-1] + "ي"


@lru_cache(maxsize=100_000)
def object_pronoun(word: str) -> tuple[tuple[str, str], ...]:
    """The possible cuts of a folded word into stem and attached pronoun, longest pronoun first.

    At least three letters stand before a pronoun. استهدافهم gives (استهداف, هم), غارته gives (غارت, ه) and (غاره, ه).
    """
    return tuple(
        (form, pronoun)
        for pronoun in _PRONOUNS
        if word.endswith(pronoun) and len(word) - len(pronoun) >= _SHORTEST_BEFORE_PRONOUN
        for form in _bare_forms(word[: -len(pronoun)])
    )
