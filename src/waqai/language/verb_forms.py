"""Conjugation: every form of a verb in perfect and imperfect, active and passive.

Imperatives are left out: no report tells an act in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from waqai.language.inflection import Inflection, State
from waqai.language.measures import Stem, Stems
from waqai.language.orthography import DAMMA, surfaces

Voice = Literal["active", "passive"]
Cell = tuple[str, int, Literal["m", "f", ""], Literal["s", "d", "p"]]

# Endings of the perfect: قَتَل، قَتَلَت، قَتَلَا، قَتَلَتَا، قَتَلُوا، قَتَلْنَ، قَتَلْتُ …
_PERFECT: tuple[Cell, ...] = (
    ("", 3, "m", "s"),
    ("َت", 3, "f", "s"),
    ("َا", 3, "m", "d"),
    ("َتَا", 3, "f", "d"),
    ("ُوا", 3, "m", "p"),
    ("ْن", 3, "f", "p"),
    ("ْت", 1, "", "s"),
    ("ْنَا", 1, "", "p"),
    ("ْت", 2, "", "s"),
    ("ْتُمَا", 2, "", "d"),
    ("ْتُم", 2, "m", "p"),
    ("ْتُن", 2, "f", "p"),
)
# Prefix and endings of the imperfect: يَقْتُل، تَقْتُل، يَقْتُلَان، يَقْتُلُون، يَقْتُلْن …
_IMPERFECT: tuple[tuple[str, Cell], ...] = (
    ("ي", ("", 3, "m", "s")),
    ("ت", ("", 3, "f", "s")),
    ("ي", ("َان", 3, "m", "d")),
    ("ت", ("َان", 3, "f", "d")),
    ("ي", ("ُون", 3, "m", "p")),
    ("ي", ("ْن", 3, "f", "p")),
    ("ء", ("", 1, "", "s")),
    ("ن", ("", 1, "", "p")),
    ("ت", ("", 2, "m", "s")),
    ("ت", ("ِين", 2, "f", "s")),
    ("ت", ("َان", 2, "", "d")),
    ("ت", ("ُون", 2, "m", "p")),
    ("ت", ("ْن", 2, "f", "p")),
)
# What the subjunctive and the jussive do to an ending: لم يقتلا، لم يقتلوا، لم تقتلي.
_DEPENDENT = {"َان": "َا", "ُون": "ُوا", "ِين": "ِي"}


def _joined(stem: str, ending: str) -> str:
    """A stem that ends in a weak letter, and its ending: رَمَى + ُوا → رَمَوْا, لَقِي + ُوا → لَقُوا, يَدْعُو + َان → يَدْعُوَان."""
    base, end = stem[:-2], stem[-2:]
    if not ending:
        return stem
    if end in ("َى", "َا"):
        glide = "و" if end == "َا" else "ي"
        if ending in ("َت", "َتَا"):
            return base + ending
        if ending[0] in "ُِ":
            return f"{base}َ{ending[1]}ْ{ending[2:]}"
        return f"{base}َ{glide}{ending}"
    if ending[0] in "ُِ":
        return base + ending
    return stem + ending


def _with_ending(stem: Stem, ending: str, weak: bool) -> str:
    if weak:
        return _joined(stem.long, ending)
    return (stem.short if ending.startswith("ْ") else stem.long) + ending


def _before_pronoun(word: str, surface: str) -> str | None:
    """The surface before an attached pronoun, where it differs: قتلوا → قتلو-ه, رمى → رما-ه, تلقى → تلقا-ها."""
    if word.endswith(("ُوا", "َوْا")):
        return surface[:-1]
    return surface[:-1] + "ا" if word.endswith("َى") else None


def _forms(
    word: str, cell: Cell, tense: Literal["perfect", "imperfect"], voice: Voice, state: State
) -> Iterator[Inflection]:
    _, person, gender, number = cell
    for surface in surfaces(word):
        yield Inflection(surface, "verb", tense, voice, person, gender, number, state)
        if before := _before_pronoun(word, surface):
            yield Inflection(before, "verb", tense, voice, person, gender, number, "pronoun")


def perfect(stem: Stem, voice: Voice, weak: bool, persons: tuple[int, ...]) -> Iterator[Inflection]:
    """The perfect of a stem: قتل، قتلت، قتلوا; قال، قلنا; رمى، رمت، رموا."""
    for cell in _PERFECT:
        if cell[1] in persons:
            yield from _forms(_with_ending(stem, cell[0], weak), cell, "perfect", voice, "")


def imperfect(
    stem: Stem, prefix_vowel: str, voice: Voice, weak: bool, persons: tuple[int, ...]
) -> Iterator[Inflection]:
    """The imperfect of a stem, indicative first, then the subjunctive and jussive that are written otherwise."""
    dependents: list[Inflection] = []
    for prefix, cell in _IMPERFECT:
        ending, person = cell[0], cell[1]
        if person not in persons:
            continue
        head = prefix + prefix_vowel
        yield from _forms(head + _with_ending(stem, ending, weak), cell, "imperfect", voice, "")
        if short := _dependent(stem, ending, weak):
            dependents.extend(_forms(head + short, cell, "imperfect", voice, "dependent"))
    yield from dependents


def _dependent(stem: Stem, ending: str, weak: bool) -> str | None:
    """The subjunctive or jussive of a cell, where it is written otherwise than the indicative."""
    if ending in _DEPENDENT:
        whole = _with_ending(stem, ending, weak)
        cut = whole[:-1]  # يقتلون → يقتلو
        return cut + "ا" if ending == "ُون" else cut
    if ending:
        return None
    if weak:
        return stem.long[:-2]  # لم يرم، لم يدع
    return stem.short if len(stem.short) < len(stem.long) else None  # لم يقل، لم يصب


def conjugation(stems: Stems, *, passive: bool, persons: tuple[int, ...]) -> Iterator[Inflection]:
    """Every finite form of the verb, active first."""
    weak = stems.root_class == "defective"
    yield from perfect(stems.perfect, "active", weak, persons)
    yield from imperfect(stems.imperfect, stems.prefix_vowel, "active", weak, persons)
    if passive and stems.passive_perfect and stems.passive_imperfect:
        yield from perfect(stems.passive_perfect, "passive", weak, persons)
        yield from imperfect(stems.passive_imperfect, DAMMA, "passive", weak, persons)
