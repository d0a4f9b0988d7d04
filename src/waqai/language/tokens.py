"""Cutting a folded text into words, numbers, marks and emoji."""

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
_KINDS: tuple[TokenKind, ...] = ("mark", "word", "number", "emoji", "mark")


def tokenise(folded: Folded) -> list[Token]:
    """The tokens of a text in order, offsets into the original and the folded text (see Token).

    A figure glued to a word is a token of its own: "18شخصا" gives 18 and شخصا. A line break is the mark "\\n".
    """
    starts = folded.starts
    tokens: list[Token] = []
    for match in _TOKEN.finditer(folded.text):
        at, stop = match.span()
        end = starts[stop - 1] + 1
        if end < starts[stop]:  # something was dropped behind the last letter, or the letter was drawn out
            end = folded.span(at, stop)[1]
        tokens.append(_token((match[0], starts[at], end, at, _KINDS[match.lastindex or 0])))
    return tokens
