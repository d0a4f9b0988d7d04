"""Phrases of a closed list (number words, time words) and how to find the longest one at a place in a text.

The first word of a phrase may carry what Arabic writes together with it: و and ف, then ب, ل or ك. All these spellings
are made beforehand, so that finding one is a dictionary look-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from waqai.language.folding import fold_key

Meaning = TypeVar("Meaning")

_PREPOSITIONS = ("", "ب", "ل", "ك")


class Spelling(NamedTuple):
    """A word with what is written together with it, and what that is (empty strings where there is nothing)."""

    text: str
    conjunction: str
    preposition: str


class Hit(NamedTuple, Generic[Meaning]):
    """A phrase that stands in a text up to the token `end`, and its meaning."""

    end: int
    conjunction: str
    preposition: str
    meaning: Meaning


def spellings(word: str) -> Iterator[Spelling]:
    """The folded word alone and after و ف ب ل ك: الاثنين, والاثنين, بالاثنين, للاثنين, وللاثنين …"""
    for conjunction in ("", "و", "ف"):
        for preposition in _PREPOSITIONS:
            if preposition == "ل" and word.startswith("ال"):
                yield Spelling(conjunction + "ل" + word[1:], conjunction, preposition)
            yield Spelling(conjunction + preposition + word, conjunction, preposition)


class Phrases(Generic[Meaning]):
    """A closed list of phrases, each with its meaning.

    Where two words are spelt alike, the one with fewer letters before it wins, then the one that was listed first.
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, Meaning]],
        *,
        prefixed: bool = True,
        without: frozenset[str] = frozenset(),
    ) -> None:
        """Prepare the phrases; `without` are spellings of a first word that are other words."""
        by_first: dict[str, list[tuple[int, int, tuple[str, ...], Spelling, Meaning]]] = {}
        for order, (phrase, meaning) in enumerate(phrases):
            first, *rest = fold_key(phrase).split()
            for spelling in spellings(first) if prefixed else (Spelling(first, "", ""),):
                if spelling.text in without:
                    continue
                found = by_first.setdefault(spelling.text, [])
                found.append((len(spelling.text) - len(first), order, tuple(rest), spelling, meaning))
        self._by_first: dict[str, tuple[tuple[tuple[str, ...], Spelling, Meaning], ...]] = {}
        for first, entries in by_first.items():
            entries.sort(key=lambda entry: (-len(entry[2]), entry[0], entry[1]))
            self._by_first[first] = tuple(entry[2:] for entry in entries)

    def __contains__(self, word: str) -> bool:
        """Whether some phrase begins with this folded word, clitics and all."""
        return word in self._by_first

    def at(self, words: Sequence[str], start: int) -> Hit[Meaning] | None:
        """The longest phrase that begins at the token `start`, or None.

        `words` are the texts of the tokens with a few empty ones after the last, so that a reader may look ahead.
        """
        entries = self._by_first.get(words[start])
        if entries is None:
            return None
        for rest, spelling, meaning in entries:
            end = start + 1 + len(rest)
            if not rest or tuple(words[start + 1 : end]) == rest:
                return Hit(end, spelling.conjunction, spelling.preposition, meaning)
        return None

    def __iter__(self) -> Iterator[str]:
        """Every folded word, clitics and all, with which a phrase begins."""
        return iter(self._by_first)

    def entries(self) -> Iterator[tuple[str, Meaning]]:
        """Every such word with the meaning of each phrase that it begins."""
        return ((word, meaning) for word, found in self._by_first.items() for _, _, meaning in found)
