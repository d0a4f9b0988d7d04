"""Quotations: the words between quotation marks, and whether they name something or are somebody's speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from waqai.language.letters import LETTER, LETTER_NAMES
from waqai.language.quotation_marks import Pair, mark_pairs
from waqai.language.sentences import paragraphs
from waqai.language.token import Token

QuotationKind = Literal["name", "speech"]

_NAME_WORDS = 6
_SCARE_WORDS = 3  # after قال stands as often a quoted name: قالت «صوت الوادي» إن
_CLAUSE_MARKS = frozenset("،؛.!?؟…")
# Words that only a clause holds: «لن نغادر بيوتنا» speaks, «كتيبة الوادي» names.
_IN_CLAUSES = """لن لم لا ليس ليست لسنا سوف قد لقد كان كانت كانوا يكون ان انه انها اننا نحن انا انت هذا هذه هو هي هم هل
    لماذا كيف يجب ينبغي يمكن علينا عليهم لدينا عندما اذا لو ما"""
_CLAUSE_WORDS = frozenset(_IN_CLAUSES.split())
# Words that let speech follow: قال «...», أوضح أن «...», مرددين «...».
_BEFORE_SPEECH = """ان انه انها انهم بان بانه بانها انما قال قالت قالوا يقول تقول قايلا قايله قايلين اضاف اضافت
    تابع تابعت اوضح اوضحت اكد اكدت مضيفا مضيفه موضحا موضحه موكدا موكده صرح صرحت كتب كتبت ذكر ذكرت هتف هتفوا
    مرددين مفادها مفاده نصها نصه بالقول"""
_OPENERS = frozenset(_BEFORE_SPEECH.split())
# "ينسحبون اليوم": only a verb begins with ي and ends with ون at this length.
_PLURAL_VERB = re.compile(rf"[وف]?س?ي[{LETTER}]{{3,}}ون")


class Quotation(NamedTuple):
    """Quoted words as token indexes.

    `[start, end)` are the words inside, `opens` and `closes` the marks. Where the closing mark is missing, `closes`
    and `end` are the end of the paragraph. `kind` is `name` for a short quoted name, else `speech`.
    """

    start: int
    end: int
    opens: int
    closes: int
    kind: QuotationKind


def _bare(word: str) -> str:
    """The word without the و or ف that joins it to what comes before: ولن, فقال."""
    return word[1:] if len(word) > 2 and word[0] in "وف" else word


def _is_clause(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    if LETTER_NAMES.issuperset(words):  # «سي ان ان»
        return False
    if any(word in _CLAUSE_WORDS or _bare(word) in _CLAUSE_WORDS or _PLURAL_VERB.fullmatch(word) for word in words):
        return True
    return len(words) > _SCARE_WORDS and any(token.text in _CLAUSE_MARKS for token in tokens)


def _announced(tokens: Sequence[Token], pair: Pair, count: int) -> bool:
    """Whether speech of `count` words is announced before the opening mark.

    What follows a verb of saying or أن may still be a name, where the sentence goes on after it:
    أعلن أن «كتائب الوادي الأخضر» انسحبت.
    """
    opens, closes, closed = pair
    if not opens:
        return False
    before = tokens[opens - 1].text
    goes_on = closed and closes + 1 < len(tokens) and tokens[closes + 1].kind != "mark"
    if before == ":":
        verb = tokens[opens - 2].text if opens > 1 else ""
        return _is_opener(verb) or (count >= _SCARE_WORDS and not goes_on)
    return count > _SCARE_WORDS and not goes_on and _is_opener(before)


def _is_opener(word: str) -> bool:
    return word in _OPENERS or _bare(word) in _OPENERS


def _kind(tokens: Sequence[Token], pair: Pair) -> QuotationKind:
    inside = tokens[pair.opens + 1 : pair.closes]
    words = [token.text for token in inside if token.kind in ("word", "number")]
    if len(words) > _NAME_WORDS or _is_clause(inside, words) or _announced(tokens, pair, len(words)):
        return "speech"
    return "name"


def quotations(tokens: Sequence[Token]) -> list[Quotation]:
    """The quotations of a text in the order of their opening marks; one inside another follows it.

    Speech is longer than six words, holds a clause, or follows a colon, a verb of saying or أن; what is
    shorter names: «كتيبة الوادي».
    """
    found: list[Quotation] = []
    for first, last in paragraphs(tokens):
        for pair in mark_pairs(tokens, first, last):
            found.append(Quotation(pair.opens + 1, pair.closes, pair.opens, pair.closes, _kind(tokens, pair)))
    return found
