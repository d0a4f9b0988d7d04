"""Morphology of the verbs and nouns of reports: from root and measure to every form that a text may write.

Surfaces are folded and bare: clitics before them and pronouns after them are for the reader of the text to strip.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from waqai.language import noun_forms
from waqai.language.inflection import Inflection, Pos, State, merged
from waqai.language.measures import MEASURES, VOWELS, Stems, radicals, stems
from waqai.language.orthography import spelled
from waqai.language.verb_forms import conjugation

__all__ = [
    "MEASURES",
    "VOWELS",
    "Inflection",
    "Pos",
    "State",
    "citation",
    "noun_inflections",
    "verb_inflections",
]


@lru_cache(maxsize=4096)
def verb_inflections(
    root: str,
    measure: str,
    *,
    vowel: str = "",
    masdars: tuple[str, ...] = (),
    plurals: tuple[str, ...] = (),
    derive_masdar: bool = True,
    participles: bool = True,
    passive: bool = True,
    persons: tuple[int, ...] = (1, 2, 3),
) -> tuple[Inflection, ...]:
    """Every form of a verb: finite forms, masdars and participles, each surface and reading once.

    `root` is written plainly (قصف, أخذ, رمي, زلزل), `measure` is I to X, Q1 or Q2, `vowel` the vowels of perfect and
    imperfect in measure I (`a-u`, `i-a`) or `strong` for a middle و that stays (استجوب). `masdars` are added to the
    measure's own (measure I has none of its own), `plurals` are theirs. Raises ValueError for what is no verb.
    """
    parts = stems(root, measure, vowel)
    forms = list(conjugation(parts, passive=passive, persons=persons))
    forms.extend(_masdars(parts, masdars, plurals, derive_masdar))
    if participles:
        forms.extend(noun_forms.participle(spelled(parts.active_participle), "active_participle", "active"))
        if parts.passive_participle and passive:
            forms.extend(noun_forms.participle(spelled(parts.passive_participle), "passive_participle", "passive"))
    return merged(forms)


def _masdars(parts: Stems, given: tuple[str, ...], plurals: tuple[str, ...], derive: bool) -> Iterator[Inflection]:
    """The verbal nouns: the measure's own with its plural in ات, then those given."""
    if derive and parts.masdar:
        own = spelled(parts.masdar)
        if own.endswith("ي") and parts.root_class == "defective":
            yield from noun_forms.weak_declension(own, "masdar", human=False)
        else:
            yield from noun_forms.declension(own, (noun_forms.sound_feminine_plural(own),), "masdar", _gender(own))
    for position, noun in enumerate(given):
        yield from noun_forms.declension(noun, plurals if position == 0 else (), "masdar", _gender(noun))


def _gender(noun: str) -> Literal["m", "f"]:
    return "f" if noun.endswith("ة") else "m"


@lru_cache(maxsize=4096)
def noun_inflections(
    singular: str, plurals: tuple[str, ...] = (), *, gender: Literal["m", "f", ""] = "", feminine: bool = False
) -> tuple[Inflection, ...]:
    """Every form of a noun: singular, accusative, dual and plurals, each with its construct.

    `singular` and `plurals` are in ordinary spelling. `gender` is read off the ending where it is not given.
    `feminine` adds the noun's own feminine and its plural in ات (قتيل, قتيلة, قتيلات).
    """
    forms = list(noun_forms.declension(singular, plurals, "noun", gender or _gender(singular)))
    if feminine:
        woman = singular + "ة"
        forms.extend(noun_forms.declension(woman, (noun_forms.sound_feminine_plural(woman),), "noun", "f"))
    return merged(forms)


def citation(root: str, measure: str, vowel: str = "") -> str:
    """The verb as dictionaries cite it, unvowelled: قصف, استهدف, أغار."""
    return spelled(stems(radicals(root), measure, vowel).perfect.long)
