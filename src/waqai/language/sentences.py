"""Sentences and paragraphs, as ranges of tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from waqai.language.letters import LETTER_NAMES
from waqai.language.quotation_marks import mark_pairs
from waqai.language.token import Token

_STOPS = frozenset(".!?؟…‼⁉⸮")
_CLOSERS = frozenset(")]}»”’›")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
# Up to this many tokens what stands in quotes or brackets is part of the sentence around it.
_SHORT = 14
# Up to this many it is not even the end of that sentence: "منصة «أخبار!» المحلية", "(...)".
_TINY = 3


def paragraphs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The half-open token ranges between line breaks, in order; the breaks belong to none, empty lines are left out."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for at, token in enumerate(tokens):
        if token.text == "\n":
            if at > start:
                ranges.append((start, at))
            start = at + 1
    if start < len(tokens):
        ranges.append((start, len(tokens)))
    return ranges


def sentences(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The half-open token ranges of the sentences, in order.

    Together they cover every token but the line breaks. A sentence ends with . ! ؟ ? … and the quotes or brackets that
    close right after, with its line, or where the next line is glued to it (see `tokens`); never inside a number, after
    an initial, or inside a short quotation.
    """
    return [found for start, end in paragraphs(tokens) for found in _of_paragraph(tokens, start, end)]


def _of_paragraph(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    seams = [at + 1 for at in range(start, end - 1) if _is_glued(tokens[at], tokens[at + 1])]
    for first, last in pairwise((start, *seams, end)):
        yield from _of_line(tokens, first, last)


def _is_glued(token: Token, following: Token) -> bool:
    """Whether a word that ends in ة and the next have nothing between them: the break of a line was lost."""
    return token.end == following.start and token.text[-1] == "ه" and token.kind == following.kind == "word"


def _of_line(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    stops = [at for at in range(start, end) if tokens[at].text in _STOPS]
    enclosures = _enclosures(tokens, start, end) if stops else []
    closing = {closes for _, closes in enclosures}
    held = _held_until(enclosures)
    first = start
    for stop in stops:
        if stop < first or not _ends(tokens, stop, first, end):
            continue
        after = stop + 1
        while after < end and (tokens[after].text in _STOPS or tokens[after].text in _CLOSERS or after in closing):
            after += 1
        if after < end and held.get(stop, 0) >= after:
            continue
        yield first, after
        first = after
    if first < end:
        yield first, end


def _held_until(enclosures: Sequence[tuple[int, int]]) -> dict[int, int]:
    """For each token in a short pair of marks, the token up to which it cannot end a sentence.

    A stop right before the closing mark ends the sentence with it, unless the pair is tiny.
    """
    held: dict[int, int] = {}
    for opens, closes in enclosures:
        if closes - opens <= _SHORT:
            until = closes if closes - opens - 1 > _TINY else closes + 1
            held.update({at: max(held.get(at, 0), until) for at in range(opens + 1, closes)})
    return held


def _enclosures(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
    """The pairs of quotation marks and of brackets of a paragraph."""
    found = [(pair.opens, pair.closes) for pair in mark_pairs(tokens, start, end) if pair.closed]
    waiting: list[int] = []
    for at in range(start, end):
        text = tokens[at].text
        if text in _BRACKETS:
            waiting.append(at)
        elif waiting and text == _BRACKETS[tokens[waiting[-1]].text]:
            found.append((waiting.pop(), at))
    return found


def _adjacent(left: Token, right: Token) -> bool:
    return left.at + len(left.text) == right.at


def _ends(tokens: Sequence[Token], stop: int, first: int, end: int) -> bool:
    """Whether the stop ends a sentence that began at `first`, as far as the tokens beside it tell."""
    if stop == first or tokens[stop].text not in ".?":
        return True
    before = tokens[stop - 1]
    following = tokens[stop + 1] if stop + 1 < end else None
    if following is None or not _adjacent(before, tokens[stop]):
        return True
    if before.kind == "number" and stop - 1 == first and tokens[stop].text == ".":  # "1. قصف البلدة"
        return False
    if before.kind == "word" and len(before.text) == 1 and tokens[stop].text == ".":  # "د. سامر", but "عام 2020 م. ثم"
        return stop - 2 >= first and tokens[stop - 2].kind == "number"
    if not _adjacent(tokens[stop], following):
        return True
    if tokens[stop].text == "?":  # an undecodable letter inside a word
        return not (before.kind == "word" and following.kind == "word")
    if before.text in LETTER_NAMES and following.text in LETTER_NAMES:  # "تي.في"
        return False
    latin = following.text.isascii() and following.kind in ("word", "number")
    return not (latin and before.text.isascii() and before.kind in ("word", "number"))  # "t.me"
