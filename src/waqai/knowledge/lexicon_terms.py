"""The terms of all tables: every form of every word that they hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from waqai.knowledge.actors import (
    Force,
    Nationality,
    adjective_forms,
    load_actors,
    load_forces,
    load_nationalities,
    load_nicknames,
)
from waqai.knowledge.lexicon_readings import Term
from waqai.knowledge.lexicon_vocabulary import vocabulary_terms
from waqai.knowledge.publishers import Publisher, load_publishers
from waqai.knowledge.reporting import load_reporting, reporting_forms
from waqai.knowledge.triggers import load_triggers, trigger_forms
from waqai.language.folding import fold_key
from waqai.records.actor import Actor

_SHORTEST_OUTLET = 4
_SHORTEST_OWNED = 4
_OWNERS = ("ه", "ها", "هم", "هما", "نا")


def table_terms(tables: Path | None = None) -> Iterator[Term]:
    """All terms of the package's tables, or of a project's own in `tables`."""
    for form in trigger_forms(load_triggers(tables)):
        yield Term("trigger", form.trigger, form.words, form.inflection)
    for said in reporting_forms(load_reporting(tables)):
        yield Term("reporting", said.reporting, said.words, said.inflection)
    yield from vocabulary_terms(tables)
    yield from _actor_terms(load_actors(tables))
    yield from _publisher_terms(load_publishers(tables))
    for nationality in load_nationalities(tables):
        yield from _nationality_terms(nationality)
    for force in load_forces(tables):
        yield from _force_terms(force)
    for nickname in load_nicknames(tables):
        yield Term("nickname", nickname, _folded(nickname.wording))


def _folded(wording: str) -> tuple[str, ...]:
    return tuple(fold_key(wording).split())


def _actor_terms(actors: tuple[Actor, ...]) -> Iterator[Term]:
    for actor in actors:
        for words in dict.fromkeys(map(_folded, (actor.name_ar, *actor.aliases_ar))):
            if words:
                yield Term("actor", actor, words)


def _publisher_terms(publishers: tuple[Publisher, ...]) -> Iterator[Term]:
    for publisher in publishers:
        for words in dict.fromkeys(map(_folded, publisher.names_ar)):
            if len("".join(words)) >= _SHORTEST_OUTLET:
                yield Term("outlet", publisher, words)


def _nationality_terms(nationality: Nationality) -> Iterator[Term]:
    forms = [form for adjective in nationality.adjectives for form in adjective_forms(adjective)]
    for surface in dict.fromkeys([*forms, *map(fold_key, nationality.plurals)]):
        yield Term("nationality", nationality, tuple(surface.split()))


def _force_terms(force: Force) -> Iterator[Term]:
    forms = dict.fromkeys(map(_folded, (force.head, *force.forms)))
    for words in forms:
        yield Term("force", force, words)
    for words in dict.fromkeys(owned for form in forms for owned in _owned(form)):
        if words not in forms:
            yield Term("force", force, words)


def _owned(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A word of one piece with the pronoun of whose it is: قواته, جنودها, طائراتهم."""
    [word, *rest] = words
    if rest or len(word) < _SHORTEST_OWNED:
        return
    stem = word[:-1] + "ت" if word.endswith("ه") else word
    for pronoun in _OWNERS:
        yield (stem + pronoun,)
