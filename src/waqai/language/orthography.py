"""From a vowelled word to the letters that Arabic writes: seats of the hamza, vowels dropped.

Vowelled words are written here with every short vowel, sukun and shadda, and with a bare ء for each hamza:
سَءَل, يُءَخِّر, قَرَءُوا. The rules are those of school orthography (the "strongest vowel" rule), with the spellings that
the press uses beside them.
"""

from __future__ import annotations

import re

from waqai.language.folding import fold_key
from waqai.language.letters import folded_character

FATHA, DAMMA, KASRA, SUKUN, SHADDA = "َ", "ُ", "ِ", "ْ", "ّ"
_VOWELS = FATHA + DAMMA + KASRA
_MARKS = _VOWELS + SUKUN + SHADDA
_UNMARKED = str.maketrans("", "", _MARKS)
_FOLDED = str.maketrans({letter: folded_character(letter) for letter in "أإآٱؤئىة"} | dict.fromkeys(_MARKS, ""))
_SHADDA_LAST = re.compile(f"([{_VOWELS}]){SHADDA}")
_TRIPLED = re.compile(r"(.)\1\1")
_HAMZA = re.compile("ء")
_MERGERS = (
    ("ءَءْ", "ءَا"),  # آخُذُ: two hamzas of one syllable make a long vowel
    ("ءُءْ", "ءُو"),
    ("ءِءْ", "ءِي"),
    ("نْن", "نّ"),  # أَعْلَنَّا: a last radical merges with the ending's first letter
    ("تْت", "تّ"),
)


def shadda_first(pattern: str) -> str:
    """The pattern with each shadda before the vowel of its letter, whichever way it was typed."""
    return _SHADDA_LAST.sub(SHADDA + r"\1", pattern)


def settled(pattern: str) -> str:
    """The pattern with a weak letter drawn to the vowel before it: إِوْقَاع → إِيقَاع, مُيْقِظ → مُوقِظ."""
    return pattern.replace("ِوْ", "ِي").replace("ُيْ", "ُو")


def _seat(word: str, at: int) -> str:
    """The letter that writes the hamza at `at`."""
    if at == 0:
        return "أ"
    before, after = word[at - 1], word[at + 1 : at + 2]
    if after == SHADDA:
        after = word[at + 2 : at + 3]
    if before == SHADDA:
        before = SUKUN
    if not after:  # the last letter: مَبْدَأ، شَاطِئ، تَبَاطُؤ، إِجْلَاء
        return {FATHA: "أ", DAMMA: "ؤ", KASRA: "ئ"}.get(before, "ء")
    if KASRA in (before, after) or before == "ي" or word[at - 2 : at] == "يْ":
        return "ئ"
    if DAMMA in (before, after) and not (before == "و" and after == FATHA):
        return "ؤ"
    return "ء" if before in "او" else "أ"


def spelled(word: str) -> str:
    """The unvowelled spelling of a vowelled word: يُءَخِّر → يؤخر, ءَءْخُذ → آخذ, سَءَل → سأل."""
    for sounds, merged in _MERGERS:
        if sounds in word:
            word = word.replace(sounds, merged)
    if "ء" in word:
        whole = word
        word = _HAMZA.sub(lambda match: _seat(whole, match.start()), whole)
    word = word.translate(_UNMARKED)
    return word.replace("أا", "آ")


def folded_letters(word: str) -> str:
    """The folded form of a word of ordinary spelling, for words that hold nothing but letters and vowel signs."""
    folded = word.translate(_FOLDED)
    # تبوؤون: a text's folding takes the three letters for one drawn out.
    return fold_key(folded) if _TRIPLED.search(folded) else folded


def surface(word: str) -> str:
    """The folded spelling of a vowelled word."""
    return folded_letters(spelled(word))


def surfaces(word: str) -> tuple[str, ...]:
    """The folded spelling, then the press's other one where it has one: قرؤوا and قرأوا, مسؤول and مسئول."""
    first = surface(word)
    if "َءُو" in word:
        return (first, surface(word.replace("َءُو", "َءَو")))
    if "ْءُو" in word:
        return (first, surface(word.replace("ْءُو", "ْءِو")))
    return (first,)
