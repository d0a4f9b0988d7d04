"""How exact a number is by the words beside it: نحو 20, أكثر من خمسين, سبعة قتلى على الأقل."""

from __future__ import annotations

from collections.abc import Sequence

from waqai.language.number import Number
from waqai.language.number_words import Effect, modifiers_after, modifiers_before, number_words
from waqai.language.token import Token

# How far behind a number "at least" may follow its noun: خمسة من عناصر الشرطة على الأقل.
_REACH = 4


def modified(tokens: Sequence[Token], words: list[str], number: Number, floor: int) -> Number:
    """The number with the words before and after it that say how exact it is taken in.

    `floor` is the token before which no word belongs to it. Ordinals and fractions stay as they are.
    """
    if number.kind not in ("cardinal", "vague"):
        return number
    start, before = _modifier_before(words, number.start, floor)
    end, after = _modifier_after(tokens, words, number.end)
    effect = before or after
    number = number._replace(start=start, end=end)
    if effect == "at_least":
        return number._replace(high=None)
    if effect == "at_most" and number.high is not None:
        best = number.high if number.best is None else number.best
        return number._replace(low=None, best=best)
    return number


def _modifier_before(words: list[str], start: int, floor: int) -> tuple[int, Effect | None]:
    last = start - 1
    if last > floor and words[last] == "ال":  # نحو الـ 100
        last -= 1
    if last < floor:
        return start, None
    for modifier in modifiers_before().get(words[last], ()):
        first = last - len(modifier.words) + 1
        if first >= floor and tuple(reversed(words[first : last + 1])) == modifier.words:
            return first, modifier.effect
    return start, None


def _modifier_after(tokens: Sequence[Token], words: list[str], end: int) -> tuple[int, Effect | None]:
    """The end and effect of a modifier right behind the number; behind its noun, the effect only."""
    phrases = modifiers_after()
    for at in range(end, min(end + _REACH + 1, len(tokens))):
        hit = phrases.at(words, at)
        if hit and words[hit.end] != "من":  # "وأكثر من 900" belongs to the next number
            return (hit.end if at == end else end), hit.meaning
        if tokens[at].kind != "word" or words[at] == "و" or words[at] in number_words():
            break
    return end, None
