"""The readings of a word: which terms it may open, with which clitics and pronoun cut from it.

Readings are made once for a distinct word. What does not hang on its neighbours is settled then: at a place in a text
only the words around it are left to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from waqai.language.clitics import Split, object_pronoun, splits
from waqai.language.inflection import Inflection


class Term(NamedTuple):
    """A wording of a table: its kind (the table), its row, how it is inflected, and its folded words."""

    kind: str
    row: object
    words: tuple[str, ...]
    inflection: Inflection | None = None


Terms = Callable[[str], tuple[Term, ...] | None]
"""The terms that begin with a folded word, None where there is none."""


class Item(NamedTuple):
    """A term that a word may open. `order` is its place among the readings of the word.

    `dependent` says that it needs a particle before it (لم يقتلوا). `reach` is how many tokens it takes, gap and
    quotation marks included; `length` those without the gap; `gap` is counted from the word, None where there is none.
    """

    order: int
    term: Term
    split: Split
    pronoun: str
    dependent: bool
    reach: int = 1
    length: int = 1
    gap: tuple[int, int] | None = None

    def reaching(self, reach: int, gap: tuple[int, int] | None) -> Item:
        """The term where the text goes on to spell the rest of its wording."""
        length = reach - (gap[1] - gap[0]) if gap else reach
        return Item(self.order, self.term, self.split, self.pronoun, self.dependent, reach, length, gap)


class Readings(NamedTuple):
    """What a word may be.

    `words` are the terms of one word, `free` those of them that need no particle before them, the two `settled` what of
    each counts. `openings` are the longer wordings by their second word. `dependent`: whether any needs a particle.
    """

    words: tuple[Item, ...]
    free: tuple[Item, ...]
    settled_licensed: tuple[Item, ...]
    settled_free: tuple[Item, ...]
    openings: dict[str, list[Item]]
    dependent: bool


def settled(items: Iterable[Item]) -> tuple[Item, ...]:
    """Of each kind, in the order in which the kinds come, the longest wordings with the least cut."""
    best: dict[str, list[Item]] = {}
    for item in items:
        held = best.get(item.term.kind)
        if held is None or item.length > held[0].length:
            best[item.term.kind] = [item]
        elif item.length == held[0].length and item.split.cut == held[0].split.cut:
            held.append(item)
    return tuple(item for held in best.values() for item in held)


def readings_of(word: str, terms: Terms) -> Readings | None:
    """The readings of a folded word; None where no term begins with it."""
    items = list(_items(_least_conjunction(_analyses(word, terms))))
    if not items:
        return None
    words = tuple(item for item in items if len(item.term.words) == 1)
    free = tuple(item for item in words if not item.dependent)
    openings: dict[str, list[Item]] = {}
    for item in items:
        if len(item.term.words) > 1:
            openings.setdefault(item.term.words[1], []).append(item)
    dependent = any(item.dependent for item in items)
    settled_free = settled(free)
    return Readings(words, free, settled(words) if dependent else settled_free, settled_free, openings, dependent)


class _Analysis(NamedTuple):
    split: Split
    pronoun: str
    terms: tuple[Term, ...]


def _analyses(word: str, terms: Terms) -> Iterator[_Analysis]:
    """Every way to take the word apart that leaves a term: without a pronoun at its end first, then with one."""
    ways = splits(word)
    for split in ways:
        found = terms(split.stem) or ()
        if split.article:
            found += terms("ال" + split.stem) or ()
        if fitting := tuple(term for term in found if _fits(term, split, "")):
            yield _Analysis(split, "", fitting)
    for split in ways:
        if split.article:
            continue
        for stem, pronoun in object_pronoun(split.stem):
            found = terms(stem) or ()
            fitting = tuple(term for term in found if term.inflection is not None and _fits(term, split, pronoun))
            if fitting:
                yield _Analysis(split, pronoun, fitting)


def _least_conjunction(analyses: Iterator[_Analysis]) -> Sequence[_Analysis]:
    """Where a word is known with its first و or ف, the letter is its own: والي is a governor, not "and to me".

    A wording of several words that opens with the letter ("وكان قد") leaves the word alone as it is: و + كان.
    """
    found = list(analyses)
    alone = [len(a.split.conjunction) for a in found if any(len(term.words) == 1 for term in a.terms)]
    least = min(alone or [len(a.split.conjunction) for a in found], default=0)
    return [a for a in found if len(a.split.conjunction) <= least]


def _items(analyses: Iterable[_Analysis]) -> Iterator[Item]:
    order = 0
    for split, pronoun, terms in analyses:
        for term in terms:
            form = term.inflection
            dependent = form is not None and form.state == "dependent" and split.preposition != "ل"
            yield Item(order, term, split, pronoun, dependent)
            order += 1


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
