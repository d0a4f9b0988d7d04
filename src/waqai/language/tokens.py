"""Cutting a folded text into words, numbers, marks and emoji.

Where a text lost its line breaks, the last word of a line is glued to the first of the next: "القريةاعتقلت". Some
letters end a word or open one and never stand inside, so there is a seam behind or before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import cast

from waqai.language.folding import Folded
from waqai.language.letters import LETTER
from waqai.language.token import Token, TokenKind

_EMOJI = "\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff"
_TOKEN = re.compile(
    rf"([{LETTER}]+|[^\W\d_{LETTER}]+)"  # 1: letters, Arabic or of another script
    r"|(\d+(?:[.,]\d+)*)"  # 2: 1,500 and 3.5 and 18.00
    rf"|([\U0001f1e6-\U0001f1ff]{{2}}|[{_EMOJI}])"  # 3: a flag is two letters of its own
    r"|(\S|\n)"  # 4
)
# Token(...) runs Python code for every token of a text; this makes the same tuple without.
_token = cast("Callable[[tuple[str, int, int, int, TokenKind]], Token]", partial(tuple.__new__, Token))
_MARKS = "\u064b-\u0652ـ"
_SEAM = re.compile(
    rf"ة[{_MARKS}]*(?=[ء-غف-ي])"  # القرية|اعتقلت: ة ends a word
    r"|(?<=[ء-ي])ا(?=[أإ])"  # وداعا|إستشهاد, ما|أدى: an alif that bears hamza opens one
    rf"|#عـ*ا+ـ*ج[{_MARKS}]*ل[{_MARKS}]*(?=[ء-غف-ي]{{4}})"  # #عاجل|غارة
)
_KINDS: tuple[TokenKind, ...] = ("mark", "word", "number", "emoji", "mark")


def tokenise(folded: Folded) -> list[Token]:
    """The tokens of a text in order, offsets into the original and the folded text (see Token).

    A figure glued to a word is a token of its own: "18شخصا" gives 18 and شخصا, and so are two words at a seam. A line
    break is the mark "\\n".
    """
    starts = folded.starts
    tokens: list[Token] = []
    for match in _TOKEN.finditer(folded.text):
        at, stop = match.span()
        end = starts[stop - 1] + 1
        if end < starts[stop]:  # something was dropped behind the last letter, or the letter was drawn out
            end = folded.span(at, stop)[1]
        tokens.append(_token((match[0], starts[at], end, at, _KINDS[match.lastindex or 0])))
    seams = [folded.folded(match.end()) for match in _SEAM.finditer(folded.original)]
    return _cut(folded, tokens, seams) if seams else tokens


def _cut(folded: Folded, tokens: list[Token], seams: list[int]) -> list[Token]:
    """The tokens, with those that hold a seam cut there. `seams` are offsets into the folded text, in order."""
    found: list[Token] = []
    waiting = iter(seams)
    seam = next(waiting, None)
    for token in tokens:
        at, stop = token.at, token.at + len(token.text)
        while seam is not None and seam < stop:
            if seam > at and token.kind == "word":
                found.append(Token(folded.text[at:seam], *folded.span(at, seam), at, "word"))
                at = seam
            seam = next(waiting, None)
        found.append(token if at == token.at else Token(folded.text[at:stop], folded.starts[at], token.end, at, "word"))
    return found
