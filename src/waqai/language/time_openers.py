"""The words with which a time can begin, so that the readers of time need look at no other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from waqai.language.number_words import number_words
from waqai.language.passage import Passage
from waqai.language.time_words import Kind, month_names, time_words, unit_names, weekdays

DAY_WORDS = frozenset({"يوم", "نهار", "ويوم", "بيوم", "ليوم", "فيوم", "الموافق", "بتاريخ", "يومي", "ويومي"})
"""Words that say that a day follows: يوم الخميس, بتاريخ 22/1."""
PAIR_OPENERS = frozenset({"يومي", "ويومي", "ليومي", "ليلتي", "وليلتي"})
"""Words that open two days or nights beside each other: يومي الاثنين والثلاثاء."""
RANGE_OPENERS = frozenset({"من", "بين", "ومن", "وبين", "مابين", "ما", "وما"}) | PAIR_OPENERS
"""Words that open a stretch between two times: من 3 إلى 5 آذار, بين عامي 2011 و2014."""
LEADING_KINDS: tuple[Kind, ...] = ("now", "since", "until", "until_now", "ago")
"""The kinds of words that lead a time or are one by themselves: منذ الاثنين, حتى مساء أمس, قبل ثلاثة أيام, الآن."""
_KINDS: tuple[Kind, ...] = (
    "day",
    "now",
    "part",
    "adverb",
    "definite",
    "edge",
    "period",
    "clock",
    "year",
    "month",
    "season",
)
_AFTER_FIGURES = frozenset({"-", "/", ".", ":", "من", "و", "الي", "حتي", "في", "شهر", "–"})
_INSIDE = frozenset({"ال", "ص", "م", "في", "حوالي", "نحو"})


@cache
def leading_words() -> frozenset[str]:
    """Every word that can lead a time."""
    return frozenset(word for kind in LEADING_KINDS for word in time_words()[kind])


@cache
def _words_of_points() -> frozenset[str]:
    """Every word with which a point of time or one of its parts can begin."""
    lists: list[Iterable[str]] = [weekdays(), month_names(), *(time_words()[kind] for kind in _KINDS)]
    words = {word for phrases in lists for word in phrases}
    words.update(word for word, unit in unit_names().entries() if unit.article)
    words.update(
        word
        for word, number in number_words().entries()
        if number.part in ("ordinal", "ordinal_one") or (number.article and (number.part in ("tens", "one")))
    )
    return frozenset(words | DAY_WORDS | {"وال", "لل"})


@cache
def opening_words() -> frozenset[str]:
    """Every word with which a time can begin."""
    return _words_of_points() | leading_words() | RANGE_OPENERS


@cache
def words_after_figures() -> frozenset[str]:
    """Every word that can follow figures with which a time begins."""
    lists: list[Iterable[str]] = [month_names(), time_words()["course"], time_words()["period"], unit_names()]
    parts = [time_words()[kind] for kind in ("part", "adverb", "definite")]
    return frozenset(word for phrases in (*lists, *parts) for word in phrases) | _AFTER_FIGURES


@cache
def _words_inside() -> frozenset[str]:
    return _words_of_points() | _INSIDE


def may_open(passage: Passage, at: int) -> bool:
    """Whether a time may begin at the token."""
    return passage.words[at] in opening_words() or passage.is_figure(at)


def may_be_part(passage: Passage, at: int) -> bool:
    """Whether the hour, the part of the day or the day of a time may begin at the token."""
    return passage.words[at] in _words_inside() or (at < len(passage.tokens) and passage.tokens[at].kind == "number")
