"""Knowledge: all tables compiled once, and handed to the coder as one value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from waqai.knowledge.actors import (
    Force,
    Nationality,
    Nickname,
    adjective_forms,
    load_actors,
    load_forces,
    load_nationalities,
    load_nicknames,
    metonyms,
)
from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.lexicon import Lexicon, Term
from waqai.knowledge.publishers import Publisher, PublisherIndex, load_publishers
from waqai.knowledge.reporting import load_reporting, reporting_forms
from waqai.knowledge.triggers import load_triggers, trigger_forms
from waqai.knowledge.vocabulary import Kind, load_ontology, vocabulary_terms
from waqai.language.folding import fold_key
from waqai.records.actor import Actor
from waqai.records.event import EventType


@dataclass(frozen=True)
class Knowledge:
    """What the tables say. The gazetteer is asked, never changed.

    `nicknames` are by folded wording; `states` by ISO 3166-1 alpha-3 country; `metonyms` are folded names of cities that
    stand for a state when they speak or act.
    """

    lexicon: Lexicon
    ontology: dict[EventType, Kind]
    actors: dict[str, Actor]
    nicknames: dict[str, tuple[Nickname, ...]]
    metonyms: frozenset[str]
    publishers: PublisherIndex
    gazetteer: Gazetteer


def _folded(wording: str) -> tuple[str, ...]:
    return tuple(fold_key(wording).split())


def _actor_terms(actors: tuple[Actor, ...]) -> Iterator[Term]:
    for actor in actors:
        for name in {actor.name_ar, *actor.aliases_ar}:
            if words := _folded(name):
                yield Term("actor", actor, words)


def _publisher_terms(publishers: tuple[Publisher, ...]) -> Iterator[Term]:
    for publisher in publishers:
        for name in {publisher.name_ar, *publisher.aliases_ar}:
            words = _folded(name)
            if words and len("".join(words)) > 3:
                yield Term("outlet", publisher, words)


def _table_terms(tables: Path | None) -> Iterator[Term]:
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


def _nationality_terms(nationality: Nationality) -> Iterator[Term]:
    forms = {form for adjective in nationality.adjectives for form in adjective_forms(adjective)}
    for surface in forms | {fold_key(plural) for plural in nationality.plurals}:
        yield Term("nationality", nationality, tuple(surface.split()))


def _force_terms(force: Force) -> Iterator[Term]:
    for form in {force.head, *force.forms}:
        yield Term("force", force, _folded(form))


@lru_cache(maxsize=4)
def lexicon(tables: Path | None = None) -> Lexicon:
    """The lexicon of the package's tables, or of a project's own in `tables`."""
    return Lexicon(_table_terms(tables))


def load(gazetteer_path: Path | None = None, tables: Path | None = None) -> Knowledge:
    """All knowledge, with the gazetteer at `gazetteer_path`, or the installed one, which is built where it is missing."""
    if gazetteer_path is None:
        from waqai.knowledge.gazetteer_build import default_path, ensure

        gazetteer_path = ensure(default_path())
    nicknames: dict[str, list[Nickname]] = {}
    for nickname in load_nicknames(tables):
        nicknames.setdefault(fold_key(nickname.wording), []).append(nickname)
    return Knowledge(
        lexicon=lexicon(tables),
        ontology=load_ontology(tables),
        actors={actor.id: actor for actor in load_actors(tables)},
        nicknames={wording: tuple(rows) for wording, rows in nicknames.items()},
        metonyms=metonyms(tables),
        publishers=PublisherIndex(load_publishers(tables)),
        gazetteer=Gazetteer(gazetteer_path),
    )
