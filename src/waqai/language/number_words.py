"""The words that numbers are made of, read from their tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, cast

from waqai.language.folding import fold_key
from waqai.language.phrases import Phrases, spellings
from waqai.language.table import rows, several

Part = Literal[
    "one",
    "any",
    "unit",
    "teen",
    "tens",
    "hundred",
    "hundreds",
    "scale",
    "scale_plural",
    "scale_dual",
    "fraction",
    "vague",
    "ordinal",
    "ordinal_one",
]
Effect = Literal["about", "at_least", "at_most"]
Rule = Literal["name_before", "month_before", "not_one_before", "negation", "percent", "not_noun"]

TEN = frozenset({"عشر", "عشره", "عشرا"})
"""The second word of 11-19."""

# Not numbers: لست is "I am not", كمية "quantity", بعده "after him", الاثنين Monday, الاحد Sunday.
_OTHER_WORDS = frozenset(
    {"لست", "ولست", "فلست", "كست", "فست", "بعده", "وبعده", "فبعده", "كعده", "كميه", "وكميه", "فكميه"}
)
_WEEKDAYS = frozenset({"الاثنين", "الاتنين", "الاحد"})


class NumberWord(NamedTuple):
    """A word of a number. For a vague count `value` is its lower and `high` its upper bound."""

    part: Part
    value: int
    high: int | None
    article: bool


class Modifier(NamedTuple):
    """A phrase that says how exact a number is; for one that stands before it, the words from last to first."""

    words: tuple[str, ...]
    effect: Effect


def _forms() -> Iterator[tuple[str, NumberWord]]:
    for row in rows("number_words", ("forms", "part", "value")):
        low, dash, high = row["value"].partition("-")
        value, part = int(low), cast("Part", row["part"])
        top = (int(high) if high else None) if dash else value
        for form in dict.fromkeys(fold_key(form) for form in several(row["forms"])):
            yield form, NumberWord(part, value, top, False)
            if (with_article := "ال" + form) not in _WEEKDAYS:
                yield with_article, NumberWord(part, value, top, True)
            if part in ("unit", "any") and value < 10:  # the slip ثلاثةعشر
                for ten in sorted(TEN):
                    yield form + ten, NumberWord("teen", value + 10, value + 10, False)


@cache
def number_words() -> Phrases[NumberWord]:
    """The number words, each with and without article and with the clitics before it."""
    return Phrases(_forms(), without=_OTHER_WORDS)


@cache
def modifiers_before() -> dict[str, tuple[Modifier, ...]]:
    """The modifiers that stand before a number, by their last word as it is spelt in texts, longest first."""
    found: dict[str, list[Modifier]] = {}
    for row in rows("number_modifiers", ("phrases", "place", "effect")):
        if row["place"] != "before":
            continue
        for phrase in several(row["phrases"]):
            first, *rest = fold_key(phrase).split()
            for spelling in spellings(first):
                words = (*reversed(rest), spelling.text)
                found.setdefault(words[0], []).append(Modifier(words, cast("Effect", row["effect"])))
    return {last: tuple(sorted(some, key=lambda one: -len(one.words))) for last, some in found.items()}


@cache
def modifiers_after() -> Phrases[Effect]:
    """The modifiers that stand after a number or its noun."""
    return Phrases(
        (
            (phrase, cast("Effect", row["effect"]))
            for row in rows("number_modifiers", ("phrases", "place", "effect"))
            if row["place"] == "after"
            for phrase in several(row["phrases"])
        ),
        prefixed=False,
    )


@cache
def neighbours(rule: Rule) -> frozenset[str]:
    """The folded words that, beside a number word, make it something else than a count."""
    return frozenset(
        fold_key(word)
        for row in rows("number_neighbours", ("rule", "words"))
        if row["rule"] == rule
        for word in several(row["words"])
    )
