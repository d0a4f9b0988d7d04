"""Triggers: the words of acts, of harm and damage, and the light verbs that carry them (table `triggers.tsv`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast, get_args

from waqai.errors import TableError
from waqai.knowledge.table import rows, several
from waqai.language.inflection import Inflection
from waqai.language.lexeme import NONE, Lexeme, citation_words, lexeme_fault, lexeme_forms
from waqai.records.event import EventType, HarmKind

COLUMNS = (
    "id",
    "root",
    "measure",
    "vowel",
    "lemma",
    "masdars",
    "plurals",
    "type",
    "sense",
    "frame",
    "object",
    "note",
)
TYPES = (
    *get_args(EventType),
    *(f"harm:{kind}" for kind in get_args(HarmKind)),
    "damage:destroyed",
    "damage:damaged",
    "damage:fire",
    "generic",
)
SENSES = ("act", "harm", "damage", "light", "sound", "movement")
FRAMES = (
    "transitive",
    "on",
    "undergo",
    "patient",
    "reciprocal",
    "intransitive",
    "into",
    "from",
    "to",
    "launch",
    "befall",
    "carry",
    "happen",
    "host",
    "cause",
    "due",
)
OBJECTS = (
    "",
    "person",
    "crowd",
    "demonstrators",
    "force",
    "place",
    "building",
    "property",
    "crops",
    "vehicle",
    "weapon",
    "explosive",
    "projectile",
    "aircraft",
    "drone",
    "act",
    "harm",
)
_HAVE_OBJECTS = frozenset({"transitive", "on", "into", "launch", "befall", "carry", "cause", "host"})


class Frame(NamedTuple):
    """How an argument attaches: `kind` is one of FRAMES, `preposition` the word before the argument or empty."""

    kind: str
    preposition: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of the table, its cells taken apart. What each means is told at the top of the table."""

    id: str
    root: str
    measure: str
    vowel: str
    lemma: str
    masdars: tuple[str, ...]
    plurals: tuple[str, ...]
    type: str
    sense: str
    frames: tuple[Frame, ...]
    object: str
    note: str

    @property
    def lexeme(self) -> Lexeme:
        """What the row says of the word alone."""
        return Lexeme(self.root, self.measure, self.vowel, self.lemma, self.masdars, self.plurals)

    @property
    def wording(self) -> str:
        """The lemma as a reader knows it, without the table's marks."""
        return citation_words(self.lexeme)

    @property
    def event_type(self) -> EventType | None:
        """The kind of event that the word is by itself; None for harm, damage and `generic`."""
        return cast("EventType", self.type) if self.type in get_args(EventType) else None

    @property
    def harm(self) -> HarmKind | None:
        """The kind of harm to persons, None where the word is none."""
        return cast("HarmKind", self.type.removeprefix("harm:")) if self.type.startswith("harm:") else None

    @property
    def damage(self) -> str | None:
        """The kind of damage to things, None where the word is none."""
        return self.type.removeprefix("damage:") if self.type.startswith("damage:") else None

    @property
    def ambiguous(self) -> bool:
        """Whether the word is common outside conflict and needs an argument to be read as an act."""
        return "ambiguous:" in self.note

    def takes(self, kind: str) -> bool:
        """Whether one of the row's frames is of this kind."""
        return any(frame.kind == kind for frame in self.frames)


class TriggerForm(NamedTuple):
    """One surface of a trigger. `words` are folded; a `lexeme.GAP` among them stands for none to a few words."""

    trigger: Trigger
    inflection: Inflection
    words: tuple[str, ...]


def _frame(cell: str) -> Frame:
    kind, _, preposition = cell.partition(":")
    return Frame(kind, preposition)


def _fault(trigger: Trigger) -> str | None:
    """What is wrong with a row, None where nothing is."""
    allowed = ((trigger.type, TYPES), (trigger.sense, SENSES), (trigger.object, OBJECTS))
    for value, values in allowed:
        if value not in values:
            return f"{value!r} is none of {', '.join(map(repr, values))}."
    if not trigger.frames or any(frame.kind not in FRAMES for frame in trigger.frames):
        return f"a frame is one or more of {', '.join(FRAMES)}."
    return lexeme_fault(trigger.lexeme)


def _trigger(row: dict[str, str]) -> Trigger:
    return Trigger(
        id=row["id"],
        root=row["root"],
        measure=row["measure"],
        vowel=row["vowel"],
        lemma=row["lemma"],
        masdars=several(row["masdars"]),
        plurals=several(row["plurals"]),
        type=row["type"],
        sense=row["sense"],
        frames=tuple(_frame(cell) for cell in several(row["frame"])),
        object=row["object"],
        note=row["note"],
    )


@lru_cache(maxsize=8)
def load_triggers(directory: Path | None = None) -> tuple[Trigger, ...]:
    """The triggers of the package's table, or of a project's own in `directory`, in the order of the table.

    Raises TableError naming the row that does not hold, or the id that two rows bear.
    """
    triggers = tuple(_trigger(row) for row in rows("triggers", COLUMNS, directory))
    seen: set[str] = set()
    for trigger in triggers:
        if trigger.id in seen or not trigger.id:
            raise TableError("every row needs an id of its own.", where=f"triggers.tsv, row {trigger.id!r}")
        seen.add(trigger.id)
        if fault := _fault(trigger):
            raise TableError(fault, where=f"triggers.tsv, row {trigger.id!r}")
    return triggers


def trigger_forms(triggers: Iterable[Trigger]) -> Iterator[TriggerForm]:
    """Every surface of the triggers, in their order; one surface may belong to several.

    Passives are made of verbs that have an object. Participles are left out where the table says
    that they are other words (واقع، جار).
    """
    for trigger in triggers:
        passive = any(frame.kind in _HAVE_OBJECTS for frame in trigger.frames)
        for form in lexeme_forms(trigger.lexeme, passive=passive, participles=NONE not in trigger.plurals):
            yield TriggerForm(trigger, form.inflection, form.words)
