"""The number: what a text counts, bounded as exactly as the text says."""

from __future__ import annotations

from typing import Literal, NamedTuple

NumberKind = Literal["cardinal", "vague", "ordinal", "fraction"]


class Number(NamedTuple):
    """A number that stands in the tokens `[start, end)`, modifiers beside it included.

    `low` and `high` bound it, `best` is the best guess; None is open. A fraction has none of the three. "At least" that
    stands behind the noun sets the bounds but lies outside the range, for the noun is not part of the number.
    """

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    kind: NumberKind
