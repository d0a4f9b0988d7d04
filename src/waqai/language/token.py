"""The token: a word, number or mark of a text, folded for comparison and tied to the stored text."""

from __future__ import annotations

from typing import Literal, NamedTuple

TokenKind = Literal["word", "number", "mark", "emoji"]


class Token(NamedTuple):
    """A piece of a text between spaces and marks.

    `text` is the folded form. `start` and `end` are offsets into the ORIGINAL text; `at` is the offset of the token's
    first character in the FOLDED text, so that `folded.starts[token.at + k]` is where its k-th folded letter
    stands in the original. `kind` is `word` (letters of any script), `number` (digits), `mark` (one punctuation
    mark, or a line break as "\\n") or `emoji`.
    """

    text: str
    start: int
    end: int
    at: int
    kind: TokenKind
