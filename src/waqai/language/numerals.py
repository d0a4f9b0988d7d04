"""Numbers of a text, in figures and in words, with what the text says about how exact they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from waqai.language.calendar import Moment, moments
from waqai.language.cardinals import Value, cardinal, figure, ordinal
from waqai.language.duals import dual_stem
from waqai.language.exactness import modified
from waqai.language.number import Number, NumberKind
from waqai.language.number_words import NumberWord, neighbours, number_words
from waqai.language.phrases import Hit
from waqai.language.time_words import month_names, time_neighbours
from waqai.language.token import Token

__all__ = ["Number", "cardinal", "dual_stem", "numbers", "ordinal"]

_PADDING = ("",) * 8
_DIGITS = frozenset("0123456789")
_SEPARATORS = frozenset("-/.:")
_DASHES = frozenset({"-", "–", "—"})
_ONE_OF = frozenset({"احدهم", "احدهما", "احداهما", "احداهن", "احدها", "احداها"})
_NEGATION_REACH = 4


def numbers(tokens: Sequence[Token], times: Sequence[Moment] | None = None) -> list[Number]:
    """The numbers of a text, in order and apart.

    Parts of times (22 كانون الثاني 2024, قبل ثلاثة أيام, 18:30), percentages and designations (ميغ-23, F-16) are none;
    `times` are the moments of the same tokens, which are read here where they are not given. Vague counts follow
    ACLED's practice: عشرات is 10 to 99 without a best guess; a range (3 إلى 5) has its lower end as the best.
    """
    words = [token.text for token in tokens]
    openers = _opening_words()
    openings = [at for at, word in enumerate(words) if word in openers or word[0] in _DIGITS]
    if not openings:
        return []
    words.extend(_PADDING)
    found: list[Number] = []
    end = floor = 0
    timed = _ends_of_times(moments(tokens, None) if times is None else times)
    for at in openings:
        if at < end:
            continue
        if at in timed:
            end = floor = timed[at]
        elif tokens[at].kind == "number" and (skipped := _part_of_other(tokens, words, at)) > at:
            end = skipped
        elif (number := _number_at(tokens, words, at)) is not None:
            if past_percent := _percent(words, number.end):
                end = past_percent
            elif number.end - 1 not in timed:  # "عدد من" in "عدد من قبل دقائق"
                number = modified(tokens, words, number, floor)
                found.append(number)
                end = floor = number.end
    return found


def _ends_of_times(times: Sequence[Moment]) -> dict[int, int]:
    """For each token inside a time, the end of that time."""
    return {at: time.end for time in times for at in range(time.start, time.end)}


@cache
def _opening_words() -> frozenset[str]:
    return frozenset(number_words()) | _ONE_OF


def _number_at(tokens: Sequence[Token], words: list[str], at: int) -> Number | None:
    """The number that begins at the token, without the modifiers beside it."""
    if tokens[at].kind == "number":
        return _figure(tokens, words, at)
    return Number(at, at + 1, 1, 1, 1, "cardinal") if words[at] in _ONE_OF else _in_words(tokens, words, at)


def _touch(tokens: Sequence[Token], left: int) -> bool:
    """Whether the token and the one after it stand together without a space."""
    return 0 <= left < len(tokens) - 1 and tokens[left].at + len(tokens[left].text) == tokens[left + 1].at


def _part_of_other(tokens: Sequence[Token], words: list[str], at: int) -> int:
    """The end of a date, time or designation that the figures at `at` belong to; `at` where they are a number."""
    end = at + 1
    separated = 0
    while words[end] in _SEPARATORS and end + 1 < len(tokens) and tokens[end + 1].kind == "number":
        apart = not (_touch(tokens, end - 1) and _touch(tokens, end))
        if words[end] in _DASHES and apart and words[end] != words[at + 1]:
            break
        separated += 1
        end += 2
    if separated >= 2 or (separated == 1 and words[at + 1] in "/:."):
        return end
    if words[at].count(".") >= 2 and figure(words[at]) is None:  # 22.1.2024
        return at + 1
    if words[at + 1] in month_names() and at and words[at - 1] in time_neighbours("name_before"):  # شارع 17 تموز
        return at + 1
    if not _touch(tokens, at - 1):
        return at
    before = at - 1
    if tokens[before].kind == "word":
        return at + 1 if tokens[before].text.isascii() else at  # f16
    designation = words[before] in ("/", "%", "_") or (
        words[before] in _DASHES
        and _touch(tokens, before - 1)
        and tokens[before - 1].kind == "word"
        and (len(words[before - 1]) > 1 or words[before - 1].isascii())
        and words[before - 1] != "ال"
    )
    return at + 1 if designation else at


def _percent(words: list[str], end: int) -> int | None:
    """The end of what makes a percentage of the number before `end`, or None: 50%، 6 في المئة، 6 بالمئة."""
    if words[end] in neighbours("percent"):
        return end + 1
    return end + 2 if words[end] == "في" and words[end + 1] in ("المايه", "الميه") else None


def _exact(start: int, value: Value, kind: NumberKind = "cardinal") -> Number:
    return Number(start, value.end, value.value, value.value, value.value, kind)


def _figure(tokens: Sequence[Token], words: list[str], at: int) -> Number | None:
    value = cardinal(tokens, words, at)
    if value is None:
        decimal = tokens[at].text.replace(",", "").replace(".", "")
        return Number(at, at + 1, None, None, None, "fraction") if len(decimal) < len(words[at]) else None
    return _range(tokens, words, at, value) or _exact(at, value)


def _in_words(tokens: Sequence[Token], words: list[str], at: int) -> Number | None:
    hit = number_words().at(words, at)
    if hit is None or (hit.meaning.article and at and words[at - 1].removeprefix("و") in neighbours("name_before")):
        return None
    part = hit.meaning.part
    if part in ("vague", "scale_plural"):
        return _vague(words, at, hit)
    if part in ("ordinal", "ordinal_one"):
        return _ordinal(words, at)
    value = cardinal(tokens, words, at)
    if value is not None:
        bare_number = hit.meaning.article and value.end == at + 1
        return (
            None if bare_number and _stands_alone(tokens, at) else _range(tokens, words, at, value) or _exact(at, value)
        )
    if part == "fraction":
        return Number(at, hit.end, None, None, None, "fraction")
    if part == "one":
        return Number(at, hit.end, 1, 1, 1, "cardinal") if _one_after_noun(tokens, words, at) else None
    if part == "any":
        return Number(at, hit.end, 1, 1, 1, "cardinal") if _one_of(tokens, words, at, hit) else None
    return None


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing is left for a number with the article to count: a name in quotes («الستين»)."""
    return 0 < at < len(tokens) - 1 and tokens[at - 1].kind == "mark" and tokens[at + 1].kind == "mark"


def _one_after_noun(tokens: Sequence[Token], words: list[str], at: int) -> bool:
    """Whether واحد counts: "صاروخا واحدا" and "واحد من الجرحى", not "في آن واحد"."""
    if words[at + 1] == "من":
        return True
    if at == 0 or tokens[at - 1].kind != "word" or words[at][0] in "فبلك":
        return False
    return words[at - 1] not in neighbours("not_one_before")


def _one_of(tokens: Sequence[Token], words: list[str], at: int, hit: Hit[NumberWord]) -> bool:
    """Whether احد is one of several: "أحد عناصر الشرطة", not "لم يصب أحد بجروح"."""
    following = words[hit.end]
    if hit.meaning.article or hit.end >= len(tokens) or tokens[hit.end].kind != "word":
        return False
    if following in neighbours("not_noun"):
        return False
    before = words[max(0, at - _NEGATION_REACH) : at]
    return neighbours("negation").isdisjoint(word.removeprefix("و") for word in before)


def _ordinal(words: list[str], at: int) -> Number | None:
    value = ordinal(words, at)
    if value is None or (at and words[at - 1] in neighbours("month_before")):
        return None
    if value.value == 1 and (words[at + 1] in ("امس", "من") or words[at - 1 : at] in (["امس"], ["الامس"])):
        return None  # أول أمس, أول من أمس, أمس الأول; the calendar reads them, and "الأول من" with a month
    if value.value == 2 and at and words[at - 1].isdigit():  # 30 ثانية
        return None
    return _exact(at, value, "ordinal")


def _vague(words: list[str], at: int, hit: Hit[NumberWord]) -> Number | None:
    """An uncertain count: عشرات، مئات الآلاف، بضعة عشر، عدة آلاف."""
    word = hit.meaning
    if word.part == "scale_plural":
        return Number(at, hit.end, word.value, None, word.value * 10 - 1, "vague")
    low, high, end = word.value, word.high, hit.end
    if (low, high) == (3, 9) and words[end] in ("عشر", "عشره"):  # بضعة عشر
        return Number(at, end + 1, 13, None, 19, "vague")
    following = number_words().at(words, end)
    if following is None or following.conjunction or following.preposition:
        return Number(at, end, low, None, high, "vague")
    unit = following.meaning
    multiple = unit.value if unit.part in ("vague", "scale_plural", "scale") and unit.value >= 10 else 1
    if multiple == 1:
        return Number(at, end, low, None, high, "vague")
    top = None if high is None else (high + 1) * multiple - 1
    return Number(at, following.end, low * multiple, None, top, "vague")


def _range(tokens: Sequence[Token], words: list[str], at: int, left: Value) -> Number | None:
    """A range that begins with the number `left`: "3 إلى 5", "بين 3 و5", "3-5", "ثلاثة أو أربعة"."""
    connector = words[left.end]
    opener = words[at - 1] if at else ""
    between = opener.removeprefix("و") in ("بين", "مابين")
    next_at = left.end + 1
    if between:
        if connector.startswith("و") and connector != "و":  # بين ثلاثة وخمسة
            next_at = left.end
        elif connector not in ("و", "الي") and connector not in _DASHES:
            return None
    elif connector not in ("الي", "او") and connector not in _DASHES:
        return None
    if next_at >= len(tokens) or (connector in _DASHES and tokens[next_at].kind != "number"):
        return None
    right = cardinal(tokens, words, next_at)
    if right is None:
        return None
    low, high = left.value, right.value
    if left.scale == 1 and right.scale > 1 and low * right.scale < high:  # من 3 إلى 5 آلاف
        low *= right.scale
    if low >= high:
        return None
    start = at
    if between or (connector == "الي" and opener in ("من", "ومن")):
        start = at - 1
        if between and start and words[start - 1] in ("ما", "وما"):
            start -= 1
    return Number(start, right.end, low, low, high, "cardinal")
