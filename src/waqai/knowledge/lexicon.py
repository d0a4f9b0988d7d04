"""The lexicon: every word and wording that the tables know, found in one walk over the tokens of a text.

A wording is stored under its first word. A token is looked up whole and with each clitic and pronoun that it may carry
taken off, least cut first; what a word gives is remembered, so that a corpus pays for each distinct word once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from waqai.knowledge.lexicon_readings import Item, Readings, Term, readings_of, settled
from waqai.language.clitics import Split
from waqai.language.lexeme import GAP
from waqai.language.token import Token

__all__ = ["Lexicon", "Mention", "Term", "TermIndex"]

_GAP_LENGTH = 6
_NO_GAP = (0, 0)
_MEMORY = 500_000
_BEFORE_DEPENDENT = frozenset({"لم", "لن", "لا", "ان", "كي", "لكي", "حتي", "الا", "ولم", "ولن", "فلم", "بان", "وان"})
_CLAUSE_MARKS = frozenset({".", "!", "؟", "?", "؛", "\n", ":"})
_QUOTES = frozenset('“”„«»"‘’‹›')


class TermIndex(Protocol):
    """Terms by their first word; those of a word with the most words first."""

    def __contains__(self, word: object, /) -> bool:
        """Whether a wording begins with this folded word."""

    def get(self, word: str, /) -> tuple[Term, ...] | None:
        """The terms that begin with this folded word, None where there is none."""

    def count(self) -> int:
        """How many terms there are."""


class _Held(dict[str, tuple[Term, ...]]):
    """An index that is all in memory."""

    def count(self) -> int:
        """How many terms there are."""
        return sum(map(len, self.values()))


class Mention(NamedTuple):
    """A term in a text, as token indexes `[start, end)`.

    `split` is how the first token was taken apart, `pronoun` what was cut from its end. `gap` is the token range that
    a wording with a gap left open, (0, 0) where it has none.
    """

    term: Term
    start: int
    end: int
    split: Split
    pronoun: str
    gap: tuple[int, int]

    @property
    def kind(self) -> str:
        """The table of the term."""
        return self.term.kind

    @property
    def length(self) -> int:
        """How many tokens the wording takes, without its gap."""
        return self.end - self.start - (self.gap[1] - self.gap[0])


def indexed(terms: Iterable[Term]) -> Mapping[str, tuple[Term, ...]]:
    """The terms by first word, the longest wordings of a word first, else in the order given."""
    index: dict[str, list[Term]] = {}
    for term in terms:
        index.setdefault(term.words[0], []).append(term)
    return {word: tuple(sorted(found, key=lambda t: -len(t.words))) for word, found in index.items()}


class Lexicon:
    """All terms, indexed by first word. Not changed after it is made, but for its memory of words seen.

    It is made of terms, or with `Lexicon.over` of an index that holds them elsewhere.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._index: TermIndex = _Held(indexed(terms))
        self._seen: dict[str, Readings | None] = {}

    @classmethod
    def over(cls, index: TermIndex) -> Lexicon:
        """The lexicon of the terms of an index."""
        made = cls(())
        made._index = index
        return made

    def __len__(self) -> int:
        return self._index.count()

    def knows(self, word: str) -> bool:
        """Whether a wording begins with this folded word as it stands."""
        return word in self._index

    def _read(self, word: str) -> Readings | None:
        if len(self._seen) >= _MEMORY:
            self._seen.clear()
        found = self._seen[word] = readings_of(word, self._index.get)
        return found

    def mentions(self, tokens: Sequence[Token]) -> list[list[Mention]]:
        """For every token, the mentions that begin there: of each kind all readings of the longest wording."""
        seen = self._seen
        found: list[list[Mention]] = []
        texts = [token.text for token in tokens]
        for at, token in enumerate(tokens):
            text, kind = token.text, token.kind
            if kind == "mark" or kind == "emoji":
                found.append([])
                continue
            readings = seen[text] if text in seen else self._read(text)
            found.append([] if readings is None else _at(readings, texts, at))
        return found


def _at(readings: Readings, texts: Sequence[str], at: int) -> list[Mention]:
    """The mentions that begin at a token whose readings are known."""
    licensed = readings.dependent and at > 0 and texts[at - 1] in _BEFORE_DEPENDENT
    if readings.openings and (longer := _longer(readings, texts, at, licensed)):
        words = readings.words if licensed else readings.free
        # In the order of the lexicon, so that of equal readings the first table goes first.
        items = settled(sorted([*words, *longer], key=lambda item: item.order))
    else:
        items = readings.settled_licensed if licensed else readings.settled_free
    return [
        Mention(term, at, at + reach, split, pronoun, (at + gap[0], at + gap[1]) if gap is not None else _NO_GAP)
        for _, term, split, pronoun, _, reach, _, gap in items
    ]


def _longer(readings: Readings, texts: Sequence[str], at: int, licensed: bool) -> list[Item]:
    """The wordings of several words that the text goes on to spell from token `at`."""
    following = at + 1
    while following < len(texts) and texts[following] in _QUOTES:
        following += 1
    openings = readings.openings
    possible: list[Item] = []
    if open_ways := openings.get(GAP):
        ahead = _within_gap(texts, at + 1)
        possible = [item for item in open_ways if item.term.words[2] in ahead]
    if following < len(texts):
        for form in _forms(texts[following]):
            if form in openings:
                possible += openings[form]
    found: list[Item] = []
    tails: dict[tuple[str, ...], tuple[int, tuple[int, int]] | None] = {}  # a wording has several readings
    for item in possible:
        if item.dependent and not licensed:
            continue
        words = item.term.words
        tail = tails[words] if words in tails else tails.setdefault(words, _tail(words, texts, at + 1))
        if tail is not None:
            end, gap = tail
            found.append(item.reaching(end - at, (gap[0] - at, gap[1] - at) if gap != _NO_GAP else None))
    return found


def _forms(text: str) -> tuple[str, ...]:
    """The later words of wordings that a token may be: as written, and without the article before it."""
    return (text, text[2:]) if text.startswith("ال") and len(text) > 3 else (text,)


def _within_gap(texts: Sequence[str], at: int) -> set[str]:
    """What the word behind a gap may be that opens at token `at`: the words up to where a gap or a clause ends."""
    found: set[str] = set()
    for text in texts[at : at + _GAP_LENGTH + 1]:
        found.update(_forms(text))
        if text in _CLAUSE_MARKS:
            break
    return found


def _tail(words: Sequence[str], texts: Sequence[str], at: int) -> tuple[int, tuple[int, int]] | None:
    """Where the words after the first end, from token `at`, and their gap; None where the text goes on otherwise."""
    gap = _NO_GAP
    position = 1
    while position < len(words):
        word = words[position]
        if word == GAP:
            start = at
            target = words[position + 1]
            limit = min(len(texts), at + _GAP_LENGTH + 1)
            while at < limit and target not in _forms(texts[at]):
                if texts[at] in _CLAUSE_MARKS:
                    return None
                at += 1
            if at >= limit:
                return None
            gap = (start, at)
            position += 1
            continue
        while at < len(texts) and texts[at] in _QUOTES:
            at += 1
        if at >= len(texts) or word not in _forms(texts[at]):
            return None
        at += 1
        position += 1
    return at, gap
