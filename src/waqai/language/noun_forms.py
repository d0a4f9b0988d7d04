"""Declension: the written forms of nouns, verbal nouns and participles in number, case and state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from waqai.language.inflection import Inflection, Pos, State
from waqai.language.orthography import folded_letters

Gender = Literal["m", "f", ""]
Voice = Literal["active", "passive", "either"]
Number = Literal["s", "d", "p"]
Form = tuple[str, Number, State]

# صواريخ, مجازر: broken plurals of these two shapes take no tanwin.
_DIPTOTE = re.compile(r"^..ا..ي?.?$")


def _singular(noun: str, accusative: bool) -> Iterator[Form]:
    """غارة, غارت-; هجوم, هجوما; اعتداء, اعتداؤ-, اعتدائ-; مشفى, مشفا-; ملجأ."""
    yield noun, "s", ""
    if noun.endswith("ة"):
        yield noun[:-1] + "ت", "s", "pronoun"
    elif noun.endswith("اء"):
        yield noun[:-1] + "ؤ", "s", "pronoun"
        yield noun[:-1] + "ئ", "s", "pronoun"
    elif noun.endswith("ى"):
        yield noun[:-1] + "ا", "s", "pronoun"
    elif accusative and not noun.endswith(("أ", "ا")):
        yield noun + "ا", "s", "indefinite"


def _dual(noun: str) -> Iterator[Form]:
    """غارتان، غارتين; غارتا حلب، غارتي حلب; اعتداءان، اعتدائين."""
    if noun.endswith("ة"):
        bases = [noun[:-1] + "ت"]
    elif noun.endswith("اء"):
        bases = [noun, noun[:-1] + "ئ"]
    elif noun.endswith("ى"):
        bases = [noun[:-1] + "ي"]
    elif noun.endswith("أ"):
        yield noun[:-1] + "آن", "d", ""
        yield noun + "ين", "d", ""
        return
    else:
        bases = [noun]
    for base in bases:
        yield base + "ان", "d", ""
        yield base + "ين", "d", ""
        yield base + "ا", "d", "construct"
        yield base + "ي", "d", "construct"


def _plural(noun: str) -> Iterator[Form]:
    """مهاجمون، مهاجمين، مهاجمو; غارات; قصوف، قصوفا; ضحايا; شهداء، شهداؤ-."""
    if noun.endswith("ون"):
        base = noun[:-2]
        yield noun, "p", ""
        yield base + "ين", "p", ""
        yield base + "و", "p", "construct"
        yield base + "ي", "p", "construct"
        return
    takes_tanwin = not noun.endswith(("ات", "ا", "ان")) and not _DIPTOTE.match(noun)
    for surface, _, state in _singular(noun, takes_tanwin):
        yield surface, "p", state


def sound_feminine_plural(noun: str) -> str:
    """The plural in ات: غارة → غارات, انفجار → انفجارات, اعتداء → اعتداءات, مسماة → مسميات."""
    if noun.endswith("اة"):
        return noun[:-2] + "يات"
    if noun.endswith("ى"):
        return noun[:-1] + "يات"
    return (noun[:-1] if noun.endswith("ة") else noun) + "ات"


def declension(
    noun: str, plurals: tuple[str, ...], pos: Pos, gender: Gender, voice: Voice = "either"
) -> Iterator[Inflection]:
    """The forms of one noun in ordinary spelling with its plurals in ordinary spelling."""
    for surface, number, state in (*_singular(noun, True), *_dual(noun)):
        yield Inflection(folded_letters(surface), pos, "", voice, 0, gender, number, state)
    for plural in plurals:
        kind: Gender = "f" if plural.endswith("ات") else gender
        for surface, number, state in _plural(plural):
            yield Inflection(folded_letters(surface), pos, "", voice, 0, kind, number, state)


def weak_declension(noun: str, pos: Pos, voice: Voice = "either", *, human: bool) -> Iterator[Inflection]:
    """The forms of a noun in ي that loses it when indefinite: تبنٍّ, التبني, تبنيا; معتدٍ, معتديان, معتدون."""
    base = noun[:-1]
    forms: list[Form] = [(base, "s", "indefinite"), (noun, "s", "definite"), (noun + "ا", "s", "indefinite")]
    forms += list(_dual(noun))
    if human:
        forms += [(base + "ون", "p", ""), (base + "ين", "p", ""), (base + "و", "p", "construct")]
    for surface, number, state in forms:
        yield Inflection(folded_letters(surface), pos, "", voice, 0, "m", number, state)


def participle(stem: str, pos: Pos, voice: Voice) -> Iterator[Inflection]:
    """A participle in ordinary spelling, masculine and feminine: مهاجم, مهاجمة, مهاجمون, مهاجمات."""
    if stem.endswith("ي") and pos == "active_participle":
        yield from weak_declension(stem, pos, voice, human=True)
        feminine = stem + "ة"
    elif stem.endswith("ى"):
        yield from declension(stem, (stem[:-1] + "ون",), pos, "m", voice)
        feminine = stem[:-1] + "اة"
    else:
        yield from declension(stem, (stem + "ون",), pos, "m", voice)
        feminine = stem + "ة"
    yield from declension(feminine, (sound_feminine_plural(feminine),), pos, "f", voice)
