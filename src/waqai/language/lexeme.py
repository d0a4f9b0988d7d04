"""The lexeme: a row of a lexicon of verbs, nouns or wordings, and every way that a text may write it.

A row has a root and a measure, or is a noun (measure `noun`), or a fixed wording (measure `phrase`). Its lemma may hold
more words than the one that inflects, which is then the first. In the words after it:

* `…` is a gap of none to a few words: لقي … مصرع+ه is لقي ثلاثة مدنيين مصرعهم;
* `+ه` is any attached pronoun of the third person: مصرعه، مصرعها، مصرعهم;
* `=` marks an adjective that agrees with the noun before it: ضربة =جوي is ضربة جوية، الضربة الجوية، ضربتان جويتان;
* `/` parts words that replace each other: إطلاق نار/النار/نيران.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from waqai.language.folding import fold_key
from waqai.language.inflection import Inflection
from waqai.language.measures import stems
from waqai.language.morphology import MEASURES, noun_inflections, verb_inflections

GAP = "…"
"""Stands in `words` for none to a few words of the same clause."""

NOUN, PHRASE, NONE = "noun", "phrase", "-"
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")
_FIXED = Inflection("", "noun")
_NARRATED = (1, 3)


class Lexeme(NamedTuple):
    """What a row says of its word.

    `masdars` are added to the measure's own; `-` alone says that the verb has none. `plurals` are those of the noun or
    of the first masdar; `-` alone says that the verb's participles are other words (موقع, a site, is none of أوقع).
    """

    root: str
    measure: str
    vowel: str
    lemma: str
    masdars: tuple[str, ...]
    plurals: tuple[str, ...]


class Form(NamedTuple):
    """One surface: the inflection of the word that inflects, and all folded words, `GAP` among them.

    The first word is bare, unless the wording itself opens with a clitic (بسبب); the others stand as in the text.
    """

    inflection: Inflection
    words: tuple[str, ...]


def lexeme_fault(lexeme: Lexeme) -> str | None:
    """What is wrong with a lexeme, as a sentence; None where it inflects."""
    if not lexeme.lemma:
        return "the lemma is missing."
    if lexeme.measure in (NOUN, PHRASE):
        return f"a {lexeme.measure} has no root." if lexeme.root else None
    try:
        stems(lexeme.root, lexeme.measure, lexeme.vowel)
    except ValueError as error:
        return f"{error}."
    return None


def citation_words(lexeme: Lexeme) -> str:
    """The lemma as a reader knows it, without the marks of the table: ضربة جوي reads ضربة جوية."""
    words = lexeme.lemma.split()
    head = Inflection(fold_key(words[0]), "noun", gender="f" if words[0].endswith("ة") else "m", number="s")
    return " ".join([words[0], *(_cited(word, head) for word in words[1:])])


def _cited(word: str, head: Inflection) -> str:
    if word.startswith("="):
        return word[1:] + ("ة" if head.gender == "f" else "")
    return word.split("/")[0].replace("+", "")


def lexeme_forms(lexeme: Lexeme, *, passive: bool, participles: bool = True) -> Iterator[Form]:
    """Every form of the row, each once. Second persons are left out: reports do not tell acts to the one who did them.

    `passive` is false for verbs that have no object. Raises ValueError for a root or measure that is none.
    """
    head, *tail = lexeme.lemma.split()
    seen: set[Form] = set()
    for inflection in _heads(lexeme, head, passive=passive, participles=participles):
        for words in _tails(tuple(tail), inflection) if tail else ((),):
            form = Form(inflection, (inflection.surface, *words))
            if form not in seen:
                seen.add(form)
                yield form


def _heads(lexeme: Lexeme, head: str, *, passive: bool, participles: bool) -> Iterator[Inflection]:
    """The inflections of the row's first word."""
    if lexeme.measure == PHRASE:
        for word in _alternatives(head):
            yield _FIXED._replace(surface=word)
    elif lexeme.measure == NOUN:
        yield from noun_inflections(head, lexeme.plurals)
    elif lexeme.measure in MEASURES:
        whole = lexeme.plurals != (NONE,)
        yield from verb_inflections(
            lexeme.root,
            lexeme.measure,
            vowel=lexeme.vowel,
            masdars=tuple(noun for noun in lexeme.masdars if noun != NONE),
            plurals=lexeme.plurals if whole else (),
            derive_masdar=NONE not in lexeme.masdars,
            participles=participles and whole,
            passive=passive,
            persons=_NARRATED,
        )
    else:
        raise ValueError(f"{lexeme.measure!r} is no measure")


@lru_cache(maxsize=4096)
def _alternatives(word: str) -> tuple[str, ...]:
    """The folded words that a fixed word of a lemma stands for."""
    found: list[str] = []
    for choice in word.split("/"):
        stem, plus, _ = choice.partition("+")
        found.extend(fold_key(stem + pronoun) for pronoun in _PRONOUNS) if plus else found.append(fold_key(stem))
    return tuple(found)


def _tails(tail: tuple[str, ...], head: Inflection) -> Iterator[tuple[str, ...]]:
    """The words that may follow the head. All adjectives of a wording take ال or none does."""
    if not any(word.startswith("=") for word in tail):
        yield from _fixed_tails(tail)
        return
    for definite in (False, True):
        choices = [_agreeing(word[1:], head, definite) if word[0] == "=" else _alternatives(word) for word in tail]
        yield from product(*choices)


@lru_cache(maxsize=1024)
def _fixed_tails(tail: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(product(*(_alternatives(word) if word != GAP else (GAP,) for word in tail)))


def _agreeing(adjective: str, head: Inflection, definite: bool) -> tuple[str, ...]:
    """The forms of an adjective after this form of its noun; plurals of things take the feminine singular.

    غارتان جويتان, الغارات الجوية, قصفًا مدفعيًا. A noun with a pronoun is definite; one with tanwin is not.
    """
    bare_only, definite_only = head.state == "indefinite", head.state in ("pronoun", "definite")
    if head.state == "construct" or (bare_only and definite) or (definite_only and not definite):
        return ()
    feminine = head.gender == "f" or head.number == "p"
    stem = ("ال" if definite else "") + adjective
    endings: tuple[str, ...]
    if head.number == "d":
        endings = ("تان", "تين") if feminine else ("ان", "ين")
    elif feminine:
        endings = ("ة",)
    else:
        endings = ("ا",) if head.state == "indefinite" else ("",)
    return tuple(fold_key(stem + ending) for ending in endings)
