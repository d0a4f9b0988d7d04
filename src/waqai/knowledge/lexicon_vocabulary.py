"""The terms of the small tables: their nouns in all inflections, their other words as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from waqai.knowledge.lexicon_readings import Term
from waqai.knowledge.vocabulary import KINDS, NOUNS, load_vocabulary
from waqai.language.folding import fold_key
from waqai.language.inflection import Inflection
from waqai.language.morphology import noun_inflections

_MERGED = NOUNS - {"class"}
"""Nouns of which forms that are written alike in one number are one: غارات with and without a genitive."""


def _phrase_forms(wording: str) -> Iterator[tuple[tuple[str, ...], Inflection | None]]:
    """A wording of several words: its head inflected, its adjectives in the dual with it (طائرتين مسيرتين)."""
    head, *tail = wording.split()
    fixed = tuple(fold_key(word) for word in tail)
    yield (fold_key(head), *fixed), None
    if head.startswith("ال"):
        return
    for form in noun_inflections(head, ()):
        if form.number == "d":
            for ending in ("ان", "ين"):
                dual = tuple((word[:-1] + "ت" if word.endswith("ه") else word) + ending for word in fixed)
                yield (form.surface, *dual), form
        yield (form.surface, *fixed), form


def noun_terms(kind: str, row: object, singular: str, plurals: tuple[str, ...]) -> Iterator[Term]:
    """The terms of a table's noun: all inflections of a single word, the wording itself where there are more."""
    if " " in singular or not singular:
        for wording in (singular, *plurals):
            if wording:
                for words, form in _phrase_forms(wording) if wording == singular else ((_folded(wording), None),):
                    yield Term(kind, row, words, form)
        return
    single = tuple(plural for plural in plurals if " " not in plural and not plural.startswith("ال"))
    for inflection in noun_inflections(singular, single):
        yield Term(kind, row, (inflection.surface,), inflection)
    for plural in plurals:
        if plural not in single:
            yield Term(kind, row, _folded(plural))


def _folded(wording: str) -> tuple[str, ...]:
    return tuple(fold_key(wording).split())


def _unique(terms: Iterator[Term]) -> Iterator[Term]:
    seen = set()
    for term in terms:
        key = (term.kind, id(term.row), term.words, term.inflection and term.inflection.number)
        if key not in seen:
            seen.add(key)
            yield term


def vocabulary_terms(directory: Path | None = None) -> Iterator[Term]:
    """The terms of all the small tables."""
    for kind in KINDS:
        terms = _kind_terms(kind, directory)
        yield from _unique(terms) if kind in _MERGED else terms


def _kind_terms(kind: str, directory: Path | None) -> Iterator[Term]:
    for row, wordings in load_vocabulary(kind, directory):
        if kind in NOUNS:
            yield from noun_terms(kind, row, wordings[0], wordings[1:])
        else:
            yield Term(kind, row, _folded(wordings[0]))
