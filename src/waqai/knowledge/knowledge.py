"""Knowledge: all tables compiled once, and handed to the coder as one value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from waqai.knowledge.actors import Nickname, load_actors, load_nicknames, metonyms
from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.lexicon import Lexicon
from waqai.knowledge.lexicon_build import compiled, fingerprint
from waqai.knowledge.publishers import PublisherIndex, load_publishers
from waqai.knowledge.vocabulary import Kind, load_ontology
from waqai.language.folding import fold_key
from waqai.records.actor import Actor
from waqai.records.event import EventType


@dataclass(frozen=True)
class Knowledge:
    """What the tables say. The gazetteer is asked, never changed.

    `actors` are by id, `nicknames` by folded wording; `metonyms` are folded names of cities that stand for a state when
    they speak or act. `digest` tells these tables from any other.
    """

    lexicon: Lexicon
    ontology: dict[EventType, Kind]
    actors: dict[str, Actor]
    nicknames: dict[str, tuple[Nickname, ...]]
    metonyms: frozenset[str]
    publishers: PublisherIndex
    gazetteer: Gazetteer
    digest: str


@lru_cache(maxsize=4)
def lexicon(tables: Path | None = None) -> Lexicon:
    """The lexicon of the package's tables, or of a project's own in `tables`; compiled where it is of older tables."""
    return compiled(tables)


def load(gazetteer_path: Path | None = None, tables: Path | None = None) -> Knowledge:
    """All knowledge, with the gazetteer at `gazetteer_path`, else with the installed one, built where it is missing.

    `tables` is a project's own folder of tables. Raises TableError for a broken table, GazetteerError for no gazetteer.
    """
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
        digest=fingerprint(tables)[:12],
    )
