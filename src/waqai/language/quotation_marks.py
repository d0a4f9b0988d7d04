"""Which quotation mark closes which.

Arabic texts mix their marks («نعم", ”لا“, “كلا"), turn them round, and forget to close them. A mark's shape is only a
hint; the spaces about it and the marks that stand open decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from waqai.language.token import Token

Lean = Literal["opens", "closes", "neither"]

_FAMILIES = {"angle": "«»", "double": '“”„‟"″', "single": "‘’‚‹›'"}
_FAMILY = {mark: family for family, marks in _FAMILIES.items() for mark in marks}
_OPENING = frozenset("«“„‟‘‚‹")
_CLOSING = frozenset("»”’›")
_BEFORE_OPENING = frozenset("([{-–—:،؛/")
_DEEPEST = 8  # marks open at once; who opens more has forgotten to close them
_AFTER_CLOSING = frozenset(")]}-–—:،؛.,!؟?…/")


class Pair(NamedTuple):
    """The token indexes of two marks that belong together; `closed` is false where `closes` is the paragraph's end."""

    opens: int
    closes: int
    closed: bool


def _apart(left: Token, right: Token) -> bool:
    return left.at + len(left.text) < right.at


def _lean(tokens: Sequence[Token], at: int, start: int, end: int) -> Lean:
    """What the spaces about a mark make of it. A proclitic may touch an opening mark: بـ«الوادي»."""
    loose_before = (
        at == start
        or _apart(tokens[at - 1], tokens[at])
        or tokens[at - 1].text in _BEFORE_OPENING
        or (tokens[at - 1].kind == "word" and len(tokens[at - 1].text) == 1)
    )
    loose_after = at + 1 == end or _apart(tokens[at], tokens[at + 1]) or tokens[at + 1].text in _AFTER_CLOSING
    if loose_before == loose_after:
        return "neither"
    return "opens" if loose_before else "closes"


def _is_apostrophe(tokens: Sequence[Token], at: int, start: int, end: int) -> bool:
    """A single mark inside a word (d'Alep) or after a figure (5')."""
    if _FAMILY[tokens[at].text] != "single" or at == start or _apart(tokens[at - 1], tokens[at]):
        return False
    if tokens[at - 1].kind == "number":
        return True
    tight = at + 1 < end and not _apart(tokens[at], tokens[at + 1])
    return tight and tokens[at - 1].kind == "word" and tokens[at + 1].kind == "word" and len(tokens[at - 1].text) > 1


class _Paragraph:
    """The marks of one paragraph, read from its beginning; `_open` are the marks that wait to be closed."""

    def __init__(self, tokens: Sequence[Token], start: int, end: int) -> None:
        self._tokens, self._end = tokens, end
        self._marks = [
            at for at in range(start, end) if tokens[at].text in _FAMILY and not _is_apostrophe(tokens, at, start, end)
        ]
        self._leans = {at: _lean(tokens, at, start, end) for at in self._marks}
        self._remaining = Counter(tokens[at].text for at in self._marks)
        self._next = self._next_of_family()
        self._open: list[int] = []

    def _next_of_family(self) -> dict[int, dict[str, int]]:
        """For each mark, the nearest later mark of each family."""
        later: dict[str, int] = {}
        found: dict[int, dict[str, int]] = {}
        for at in reversed(self._marks):
            found[at] = dict(later)
            later[self._family(at)] = at
        return found

    def pairs(self) -> list[Pair]:
        """The pairs, in the order of their opening marks."""
        found: list[Pair] = []
        for at in self._marks:
            self._remaining[self._tokens[at].text] -= 1
            opener = self._closed_by(at)
            if opener is not None:
                del self._open[self._open.index(opener) :]
                found.append(Pair(opener, at, True))
            elif self._may_open(at):
                self._open.append(at)
        unclosed = (at for at in self._open if self._leans[at] == "opens" and self._family(at) != "single")
        found.extend(Pair(at, self._end, False) for at in unclosed)
        return sorted(found)

    def _family(self, at: int) -> str:
        return _FAMILY[self._tokens[at].text]

    def _may_open(self, at: int) -> bool:
        if len(self._open) == _DEEPEST:
            return False
        lean = self._leans[at]
        return lean == "opens" or (lean == "neither" and self._tokens[at].text not in _CLOSING)

    def _closed_by(self, at: int) -> int | None:
        """The open mark that the mark at `at` closes."""
        mark, lean = self._tokens[at].text, self._leans[at]
        same = [opener for opener in self._open if self._family(opener) == self._family(at)]
        if not same:
            closes = lean == "closes" or (mark in _CLOSING and lean == "neither")
            return self._open[-1] if self._open and closes and not self._closes_later(at) else None
        if mark in _CLOSING or lean == "closes":
            return same[-1]
        if mark in _OPENING:
            return same[-1] if lean == "neither" and self._tokens[same[-1]].text == mark else None
        if lean == "opens" and self._remaining[mark] % 2:  # the one before was never closed
            return None
        return same[-1]

    def _closes_later(self, at: int) -> bool:
        """Whether the innermost open mark finds one of its own family to close it: «قال نعم" أمس»."""
        later = self._next[at].get(self._family(self._open[-1]))
        return later is not None and (self._leans[later] == "closes" or self._tokens[later].text in _CLOSING)


def mark_pairs(tokens: Sequence[Token], start: int, end: int) -> list[Pair]:
    """The pairs of quotation marks of the paragraph `[start, end)`, outer before inner, in order."""
    return _Paragraph(tokens, start, end).pairs()
