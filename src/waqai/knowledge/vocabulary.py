"""The small tables of words: weapons, persons, objects, sources, cues, words of place, function words, the ontology."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast, get_args

from waqai.errors import TableError
from waqai.knowledge.table import rows, several
from waqai.records.attribution import SourceKind
from waqai.records.event import EventType, HarmKind, PlaceRole, Victims

EVENT_TYPES: tuple[str, ...] = get_args(EventType)
WEAPON_CLASSES = ("munition", "platform", "device", "cargo")
PERSON_MODES = ("head", "count", "toll")
OBJECT_CLASSES = ("military", "civilian", "neutral")
AFFIXES = ("self", "complement", "outlet")
GROUPS = (
    "preposition",
    "conjunction",
    "clause",
    "relative",
    "particle",
    "demonstrative",
    "adverb",
    "verb",
    "adjective",
    "name",
)
CUES = (
    "negation",
    "hedge",
    "future",
    "threat",
    "request",
    "recurring",
    "retold",
    "older",
    "hypothetical",
    "response",
    "reference",
    "attempt",
    "talk",
    "protected",
    "result",
    "silence",
    "still",
    "mourning",
)


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
    """A wording that changes how an act is meant, and on which side of it the act stands.

    `preposition` is the letter that the act has to bear, empty where none: "طالب النائب | بقصف البلدة".
    """

    wording: str
    cue: str
    side: str
    preposition: str = ""


@dataclass(frozen=True, slots=True)
class Opposition:
    """A word that tells whom a crowd is against, and what the opponent follows: the word itself or a preposition.

    `cause` tells whether it may also be a thing: "تظاهرة ضد | رفع الأسعار".
    """

    wording: str
    follows: str
    cause: bool


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


def _checked(table: str, row: dict[str, str], **allowed: tuple[str, ...]) -> dict[str, str]:
    """The row, where each named cell holds one of the values that it may hold. Raises TableError."""
    for column, values in allowed.items():
        if row[column] not in values:
            first = next(iter(row.values()))
            raise TableError(
                f"{column} is {row[column]!r}, none of {', '.join(map(repr, values))}.",
                where=f"{table}.tsv, row {first!r}",
            )
    return row


@lru_cache(maxsize=4)
def load_ontology(directory: Path | None = None) -> dict[EventType, Kind]:
    """The kinds of events by slug. Raises TableError for a slug that is none."""
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
        for row in (_checked("ontology", row, type=EVENT_TYPES) for row in rows("ontology", columns, directory))
    }


class Entry(NamedTuple):
    """A row of a table of words with its wordings; of a noun the singular first (it may be empty), then the plurals."""

    row: object
    wordings: tuple[str, ...]


def _weapons(directory: Path | None) -> Iterator[Entry]:
    for row in rows("weapons", ("singular", "plurals", "kind", "type", "class"), directory):
        _checked("weapons", row, type=("", *EVENT_TYPES), **{"class": WEAPON_CLASSES})
        weapon = WeaponRow(row["singular"], row["kind"], cast("EventType", row["type"]) or None, row["class"])
        yield Entry(weapon, (row["singular"], *several(row["plurals"])))


def _persons(directory: Path | None) -> Iterator[Entry]:
    for row in rows("persons", ("singular", "plurals", "victims", "role", "mode", "harm"), directory):
        _checked("persons", row, victims=get_args(Victims), mode=PERSON_MODES, harm=("", "some", *get_args(HarmKind)))
        harm = cast("HarmKind", row["harm"]) if row["harm"] and row["harm"] != "some" else None
        person = PersonRow(row["singular"], cast("Victims", row["victims"]), row["role"], row["mode"], harm)
        yield Entry(person, (row["singular"], *several(row["plurals"])))


def _objects(directory: Path | None) -> Iterator[Entry]:
    for row in rows("objects", ("singular", "plurals", "class", "role", "place"), directory):
        _checked("objects", row, place=("yes", "no"), **{"class": OBJECT_CLASSES})
        thing = ObjectRow(row["singular"], row["class"], row["role"] or None, row["place"] == "yes")
        yield Entry(thing, (row["singular"], *several(row["plurals"])))


def _sources(directory: Path | None) -> Iterator[Entry]:
    for row in rows("sources", ("singular", "plurals", "kind", "affix"), directory):
        _checked("sources", row, kind=get_args(SourceKind), affix=AFFIXES)
        source = SourceRow(row["singular"], cast("SourceKind", row["kind"]), row["affix"])
        yield Entry(source, (row["singular"], *several(row["plurals"])))


def _place_classes(directory: Path | None) -> Iterator[Entry]:
    for row in rows("place_kinds", ("kind", "words", "precision"), directory):
        _checked("place_kinds", row, precision=("1", "2", "3"))
        for wording in several(row["words"]):
            yield Entry(PlaceClass(row["kind"], wording, int(row["precision"])), (wording,))


def _cues(directory: Path | None) -> Iterator[Entry]:
    for row in rows("cues", ("wording", "cue", "side"), directory):
        _checked("cues", row, cue=CUES, side=("after", "before", "both"))
        wording, _, letter = row["wording"].rpartition(" ")
        borne = letter if letter in ("ب", "ل") else ""
        yield Entry(Cue(row["wording"], row["cue"], row["side"], borne), (wording if borne else row["wording"],))


def _oppositions(directory: Path | None) -> Iterator[Entry]:
    for row in rows("oppositions", ("wordings", "follows", "cause"), directory):
        _checked("oppositions", row, follows=("object", "ب", "على", "ل", "من"), cause=("yes", "no"))
        for wording in several(row["wordings"]):
            yield Entry(Opposition(wording, row["follows"], row["cause"] == "yes"), (wording,))


def _relations(directory: Path | None) -> Iterator[Entry]:
    for row in rows("place_words", ("wording", "role", "precision"), directory):
        _checked("place_words", row, role=get_args(PlaceRole), precision=("", "1", "2", "3"))
        precision = int(row["precision"]) if row["precision"] else None
        yield Entry(Relation(row["wording"], cast("PlaceRole", row["role"]), precision), (row["wording"],))


def _function_words(directory: Path | None) -> Iterator[Entry]:
    for row in rows("function_words", ("group", "wordings"), directory):
        _checked("function_words", row, group=GROUPS)
        for wording in row["wordings"].split():
            yield Entry(FunctionWord(wording, row["group"]), (wording.replace("_", " "),))


_TABLES: dict[str, Callable[[Path | None], Iterator[Entry]]] = {
    "weapon": _weapons,
    "person": _persons,
    "object": _objects,
    "source": _sources,
    "cue": _cues,
    "opposition": _oppositions,
    "relation": _relations,
    "class": _place_classes,
    "function": _function_words,
}
KINDS = tuple(_TABLES)
"""The kinds of terms of the small tables."""
NOUNS = frozenset({"weapon", "person", "object", "source", "class"})
"""Those of them that inflect."""


@lru_cache(maxsize=32)
def load_vocabulary(kind: str, directory: Path | None = None) -> tuple[Entry, ...]:
    """The rows of one small table with their wordings, in its order. `kind` is one of KINDS.

    Raises TableError where a cell holds a value that its column does not know.
    """
    return tuple(_TABLES[kind](directory))
