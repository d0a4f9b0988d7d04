"""The value of one number, in figures or in words, as it stands at a place in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from waqai.language.number_words import TEN, NumberWord, modifiers_after, neighbours, number_words
from waqai.language.phrases import Hit
from waqai.language.token import Token

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|[1-9]\d{0,2}(?:\.\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_LONGEST = 12
# Before عشر it is و and the أحد of eleven: خمسمئة وأحد عشر.
_ONE_OR_AND_ONE = "واحد"


class Value(NamedTuple):
    """A number that ends before the token `end`. `scale` is the last scale word's value, 1 where there is none."""

    end: int
    value: int
    scale: int = 1


def figure(text: str, scale: int = 1) -> int | None:
    """The whole number that a token of figures gives when multiplied by a scale; None where it is none.

    1,500 and 1.500 are fifteen hundred, but 2.5 is a number only before million, and 1.500 million is 1,500,000.
    """
    if text.isdigit():
        return int(text) * scale if len(text) <= _LONGEST else None
    if _GROUPED.fullmatch(text) and (scale == 1 or "," in text):
        return int(text.replace(",", "").replace(".", "")) * scale
    if scale > 1 and _DECIMAL.fullmatch(text):
        product = float(text.replace(",", ".")) * scale
        return round(product) if abs(product - round(product)) < 1e-6 else None
    return None


def _joined(words: Sequence[str], at: int) -> Hit[NumberWord] | None:
    """The number word at `at`, if و ties it to the number before: مئة وخمسة."""
    hit = number_words().at(words, at)
    if hit and words[at] == _ONE_OR_AND_ONE and words[hit.end] in TEN:
        return hit._replace(conjunction="و")
    return hit if hit and hit.conjunction == "و" and not hit.preposition else None


def _plain(words: Sequence[str], at: int) -> Hit[NumberWord] | None:
    """The number word at `at`, if nothing but the article is written with it."""
    hit = number_words().at(words, at)
    return None if hit is None or hit.conjunction or hit.preposition else hit


def _below_hundred(words: Sequence[str], at: int, hit: Hit[NumberWord]) -> Value | None:
    part, value = hit.meaning.part, hit.meaning.value
    if part in ("teen", "tens"):
        return Value(hit.end, value)
    if part not in ("unit", "any", "one"):
        return None
    if value < 10 and words[hit.end] in TEN and (part != "one" or words[at] == _ONE_OR_AND_ONE):  # ثلاثة عشر
        return Value(hit.end + 1, value + 10)
    tens = _joined(words, hit.end)
    if value < 10 and tens and tens.meaning.part == "tens":  # خمسة وعشرين
        return Value(tens.end, value + tens.meaning.value)
    return Value(hit.end, value) if part == "unit" else None


def _below_thousand(words: Sequence[str], at: int, hit: Hit[NumberWord]) -> Value | None:
    part, value, end = hit.meaning.part, hit.meaning.value, hit.end
    if part not in ("hundred", "hundreds"):
        following = _plain(words, end) if part == "unit" and 3 <= value <= 9 else None
        if following is None or following.meaning.part != "hundred":
            return _below_hundred(words, at, hit)
        value, end = value * 100, following.end  # ثلاث مئة
    rest = _joined(words, end)
    tail = (_below_hundred(words, end, rest) or _last_one(rest)) if rest else None
    return Value(tail.end, value + tail.value) if tail else Value(end, value)


def _last_one(hit: Hit[NumberWord]) -> Value | None:
    """The one that ends a greater number: مئة وواحد, ألف وواحدة."""
    return Value(hit.end, 1) if hit.meaning.part == "one" and not hit.meaning.article else None


def _scaled(words: Sequence[str], end: int) -> tuple[int, int]:
    """The end and the product of the scale words at `end`: ألف, ألف مليون."""
    scale = 1
    while (hit := _plain(words, end)) and hit.meaning.part in ("scale", "scale_plural"):
        scale *= hit.meaning.value
        end = hit.end
    return end, scale


def _dual_before_noun(tokens: Sequence[Token], words: Sequence[str], at: int, hit: Hit[NumberWord]) -> bool:
    """Whether a scale word in -ا has lost the ن of its dual to the noun behind it.

    "مليونا دولار" is two million, but "بلغوا ألفا" and "ألفا وخمسمئة" are one.
    """
    end = hit.end
    if hit.meaning.article or not words[end - 1].endswith("ا") or end >= len(tokens) or tokens[end].kind != "word":
        return False
    following = words[end]
    return not (following.startswith("و") or following in neighbours("not_noun") or following in modifiers_after())


def _group(tokens: Sequence[Token], words: Sequence[str], at: int) -> Value | None:
    """A number with at most one run of scale words: 12 ألفا, خمسة آلاف, مليونين, نصف مليون, مئة وخمسة."""
    if at < len(tokens) and tokens[at].kind == "number":
        end, scale = _scaled(words, at + 1)
        amount = figure(words[at], scale)
        return Value(end, amount, scale) if amount is not None else None
    hit = number_words().at(words, at)
    if hit is None:
        return None
    part, value = hit.meaning.part, hit.meaning.value
    if part == "scale_dual":
        return Value(hit.end, 2 * value, value)
    if part == "scale":
        if _dual_before_noun(tokens, words, at, hit):
            return Value(hit.end, 2 * value, value)
        end, scale = _scaled(words, hit.end)
        return Value(end, value * scale, value * scale)
    if part == "fraction":  # نصف مليون
        end, scale = _scaled(words, hit.end)
        return Value(end, scale // value, 1) if scale > 1 else None
    base = _below_thousand(words, at, hit)
    if base is None:
        return None
    end, scale = _scaled(words, base.end)
    return Value(end, base.value * scale, scale)


def _half_more(words: Sequence[str], value: Value) -> Value | None:
    """مليون ونصف, مليون ونصف المليون."""
    hit = _joined(words, value.end)
    if hit is None or hit.meaning.part != "fraction":
        return None
    again = _plain(words, hit.end)
    end = again.end if again and again.meaning.value == value.scale else hit.end
    return Value(end, value.value + value.scale // hit.meaning.value, value.scale)


def cardinal(tokens: Sequence[Token], words: Sequence[str], at: int) -> Value | None:
    """The cardinal number that begins at the token `at`, or None.

    `words` are the tokens' texts, with a few empty ones after the last. The first word may carry clitics and the
    article. مئة وخمسة وثلاثين is 135, ثلاثة آلاف ومئتين 3200, 12 ألفا و300 12300, نصف مليون 500,000.
    """
    whole = _group(tokens, words, at)
    if whole is None:
        return None
    while whole.scale > 1:
        if half := _half_more(words, whole):
            return half
        apart = words[whole.end] == "و"  # "ألفا و300"
        if not apart and not _joined(words, whole.end):
            break
        more = _group(tokens, words, whole.end + apart)
        if more is None and (joined := _joined(words, whole.end)):
            more = _last_one(joined)
        if more is None or more.value >= whole.scale:
            break
        whole = Value(more.end, whole.value + more.value, more.scale)
    return whole


def ordinal(words: Sequence[str], at: int) -> Value | None:
    """The ordinal that begins at the token `at`, or None: الثانية is 2, الحادي عشر 11, الثالثة والعشرين 23."""
    hit = number_words().at(words, at)
    if hit is None or hit.meaning.part not in ("ordinal", "ordinal_one"):
        return None
    value = hit.meaning.value
    if words[hit.end] in TEN and value < 10:
        return Value(hit.end + 1, value + 10)
    tens = _joined(words, hit.end)
    if tens and tens.meaning.part == "tens" and tens.meaning.article:
        return Value(tens.end, value + tens.meaning.value)
    return Value(hit.end, value) if hit.meaning.part == "ordinal" else None
