"""The lexicon: every word and wording that the tables know, found in one walk over the tokens of a text.

A wording is stored under its first word. A token is looked up whole and with each clitic and pronoun that it may carry
taken off, least cut first; what a word gives is remembered, so that a corpus pays for each distinct word once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from waqai.language.clitics import Split, object_pronoun, splits
from waqai.language.inflection import Inflection
from waqai.language.lexeme import GAP
from waqai.language.token import Token

_GAP_LENGTH = 6
_BEFORE_DEPENDENT = frozenset({"لم", "لن", "لا", "ان", "كي", "لكي", "حتي", "الا", "ولم", "ولن", "فلم", "بان", "وان"})
_CLAUSE_MARKS = frozenset({".", "!", "؟", "?", "؛", "\n", ":"})


class Term(NamedTuple):
    """A wording of a table: its kind (the table), its row, how it is inflected, and its folded words."""

    kind: str
    row: object
    words: tuple[str, ...]
    inflection: Inflection | None = None


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


class _Candidate(NamedTuple):
    split: Split
    pronoun: str
    terms: tuple[Term, ...]


def _fits(term: Term, split: Split, pronoun: str) -> bool:
    """Whether clitics and pronoun may stand on this form: no article on a verb, no future س on a noun."""
    form = term.inflection
    if form is None:
        return True
    if form.pos == "verb":
        return not split.article and split.preposition in ("", "س", "ل") and (form.state != "pronoun" or bool(pronoun))
    if split.preposition == "س":
        return False
    if form.state == "pronoun":
        return bool(pronoun)
    if form.state == "indefinite":
        return not split.article and not pronoun
    return not (split.article and pronoun)


class Lexicon:
    """All terms, indexed by first word. Not changed after it is made, but for its memory of words seen."""

    def __init__(self, terms: Iterable[Term]) -> None:
        index: dict[str, list[Term]] = {}
        for term in terms:
            index.setdefault(term.words[0], []).append(term)
        self._index = {word: tuple(sorted(found, key=lambda t: -len(t.words))) for word, found in index.items()}
        self._seen: dict[str, tuple[_Candidate, ...]] = {}
        self._forms: dict[str, frozenset[str]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._index.values()))

    def knows(self, word: str) -> bool:
        """Whether a wording begins with this folded word as it stands."""
        return word in self._index

    def _candidates(self, word: str) -> tuple[_Candidate, ...]:
        found = self._seen.get(word)
        if found is None:
            found = self._seen[word] = tuple(self._analyse(word))
            if len(self._seen) > 500_000:
                self._seen.clear()
        return found

    def _analyse(self, word: str) -> Iterable[_Candidate]:
        taken: list[_Candidate] = []
        for split in splits(word):
            surfaces = [split.stem] + (["ال" + split.stem] if split.article else [])
            terms = tuple(t for s in surfaces for t in self._index.get(s, ()) if _fits(t, split, ""))
            if terms:
                taken.append(_Candidate(split, "", terms))
        for split in splits(word):
            if split.article:
                continue
            for stem, pronoun in object_pronoun(split.stem):
                terms = tuple(
                    t for t in self._index.get(stem, ()) if t.inflection is not None and _fits(t, split, pronoun)
                )
                if terms:
                    taken.append(_Candidate(split, pronoun, terms))
        if not taken:
            return ()
        least = min(len(c.split.conjunction) for c in taken)
        return [c for c in taken if len(c.split.conjunction) == least]

    def forms(self, word: str) -> frozenset[str]:
        """A later word of a wording as it may stand: whole, or without its article."""
        found = self._forms.get(word)
        if found is None:
            found = frozenset({word, word[2:]} if word.startswith("ال") and len(word) > 3 else {word})
            self._forms[word] = found
        return found

    def _tail(self, words: Sequence[str], tokens: Sequence[Token], at: int) -> tuple[int, tuple[int, int]] | None:
        """Where the rest of a wording ends from token `at`, and its gap; None where the text goes on otherwise."""
        gap = (0, 0)
        position = 0
        while position < len(words):
            word = words[position]
            if word == GAP:
                start = at
                target = words[position + 1]
                limit = min(len(tokens), at + _GAP_LENGTH + 1)
                while at < limit and target not in self.forms(tokens[at].text):
                    if tokens[at].text in _CLAUSE_MARKS:
                        return None
                    at += 1
                if at >= limit:
                    return None
                gap = (start, at)
                position += 1
                continue
            while at < len(tokens) and tokens[at].text in _QUOTES:
                at += 1
            if at >= len(tokens) or word not in self.forms(tokens[at].text):
                return None
            at += 1
            position += 1
        return at, gap

    def mentions(self, tokens: Sequence[Token]) -> list[list[Mention]]:
        """For every token, the mentions that begin there: of each kind all readings of the longest wording."""
        found: list[list[Mention]] = []
        for at, token in enumerate(tokens):
            if token.kind == "mark" or token.kind == "emoji":
                found.append([])
                continue
            candidates = self._candidates(token.text)
            found.append(self._at(candidates, tokens, at) if candidates else [])
        return found

    def _at(self, candidates: Sequence[_Candidate], tokens: Sequence[Token], at: int) -> list[Mention]:
        best: dict[str, list[Mention]] = {}
        for split, pronoun, terms in candidates:
            for term in terms:
                form = term.inflection
                if form is not None and form.state == "dependent" and not _licensed(tokens, at, split):
                    continue
                if len(term.words) == 1:
                    mention = Mention(term, at, at + 1, split, pronoun, (0, 0))
                else:
                    tail = self._tail(term.words[1:], tokens, at + 1)
                    if tail is None:
                        continue
                    mention = Mention(term, at, tail[0], split, pronoun, tail[1])
                held = best.get(term.kind)
                if held is None or mention.length > held[0].length:
                    best[term.kind] = [mention]
                elif mention.length == held[0].length and mention.split.cut == held[0].split.cut:
                    held.append(mention)
        return [mention for held in best.values() for mention in held]


def _licensed(tokens: Sequence[Token], at: int, split: Split) -> bool:
    return split.preposition == "ل" or (at > 0 and tokens[at - 1].text in _BEFORE_DEPENDENT)


_QUOTES = frozenset('“”„«»"‘’‹›')
