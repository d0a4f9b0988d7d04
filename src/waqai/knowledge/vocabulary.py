"""The small tables of words: weapons, persons, objects, sources, cues, words of place, function words, the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from waqai.knowledge.lexicon import Term
from waqai.knowledge.table import rows, several
from waqai.language.folding import fold_key
from waqai.language.inflection import Inflection
from waqai.language.morphology import noun_inflections
from waqai.records.attribution import SourceKind
from waqai.records.event import EventType, HarmKind, PlaceRole, Victims


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the ontology: a kind of event with its crosswalks."""

    type: EventType
    acled: tuple[str, str]
    acled_other: tuple[str, str] | None
    plover: tuple[str, ...]
    cameo: tuple[str, ...]
    family: str
    rank: int


@dataclass(frozen=True, slots=True)
class WeaponRow:
    """A weapon: its slug, the kind of event a strike by it is, and its class."""

    wording: str
    kind: str
    type: EventType | None
    group: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A word for persons: whom it counts among the victims, and the CAMEO role."""

    wording: str
    victims: Victims
    role: str
    mode: str
    harm: HarmKind | None


@dataclass(frozen=True, slots=True)
class ObjectRow:
    """A thing that acts are done to."""

    wording: str
    group: str
    role: str | None
    is_place: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A word for one who speaks."""

    wording: str
    kind: SourceKind
    affix: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording that changes how an act is meant, and on which side of it the act stands."""

    wording: str
    cue: str
    side: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A word that tells how an act stands to the place named after it."""

    wording: str
    role: PlaceRole
    precision: int | None


@dataclass(frozen=True, slots=True)
class PlaceClass:
    """A class word that stands before names of places of a kind."""

    kind: str
    wording: str
    precision: int


@dataclass(frozen=True, slots=True)
class FunctionWord:
    """A word of grammar: preposition, conjunction, relative, particle, demonstrative, verb of no act."""

    wording: str
    group: str


@lru_cache(maxsize=4)
def load_ontology(directory: Path | None = None) -> dict[EventType, Kind]:
    """The kinds of events by slug."""
    columns = ("type", "acled_event", "acled_sub_event", "plover", "cameo", "family", "rank")
    return {
        cast("EventType", row["type"]): Kind(
            type=cast("EventType", row["type"]),
            acled=(row["acled_event"], row["acled_sub_event"]),
            acled_other=(row["acled_other_event"], row["acled_other_sub_event"]) if row["acled_other_event"] else None,
            plover=several(row["plover"]),
            cameo=several(row["cameo"]),
            family=row["family"],
            rank=int(row["rank"]),
        )
        for row in rows("ontology", columns, directory)
    }


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
    yield from _unique(_noun_tables(directory))
    yield from _fixed_tables(directory)


def _noun_tables(directory: Path | None) -> Iterator[Term]:
    for row in rows("weapons", ("singular", "plurals", "kind", "type", "class"), directory):
        weapon = WeaponRow(row["singular"], row["kind"], cast("EventType", row["type"]) or None, row["class"])
        yield from noun_terms("weapon", weapon, row["singular"], several(row["plurals"]))
    for row in rows("persons", ("singular", "plurals", "victims", "role", "mode", "harm"), directory):
        harm = cast("HarmKind", row["harm"]) if row["harm"] and row["harm"] != "some" else None
        person = PersonRow(row["singular"], cast("Victims", row["victims"]), row["role"], row["mode"], harm)
        yield from noun_terms("person", person, row["singular"], several(row["plurals"]))
    for row in rows("objects", ("singular", "plurals", "class", "role", "place"), directory):
        thing = ObjectRow(row["singular"], row["class"], row["role"] or None, row["place"] == "yes")
        yield from noun_terms("object", thing, row["singular"], several(row["plurals"]))
    for row in rows("sources", ("singular", "plurals", "kind", "affix"), directory):
        source = SourceRow(row["singular"], cast("SourceKind", row["kind"]), row["affix"])
        yield from noun_terms("source", source, row["singular"], several(row["plurals"]))


def _fixed_tables(directory: Path | None) -> Iterator[Term]:
    for row in rows("cues", ("wording", "cue", "side"), directory):
        yield Term("cue", Cue(row["wording"], row["cue"], row["side"]), _folded(row["wording"]))
    for row in rows("place_words", ("wording", "role", "precision"), directory):
        precision = int(row["precision"]) if row["precision"] else None
        relation = Relation(row["wording"], cast("PlaceRole", row["role"]), precision)
        yield Term("relation", relation, _folded(row["wording"]))
    for row in rows("place_kinds", ("kind", "words", "precision"), directory):
        for wording in several(row["words"]):
            place_class = PlaceClass(row["kind"], wording, int(row["precision"] or 1))
            yield from noun_terms("class", place_class, wording, ())
    for row in rows("function_words", ("group", "wordings"), directory):
        for wording in row["wordings"].split():
            words = tuple(fold_key(wording.replace("_", " ")).split())
            yield Term("function", FunctionWord(wording, row["group"]), words)
