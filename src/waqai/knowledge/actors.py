"""Actors: who does it and to whom, by name, by nationality, by kind of force, and in an opponent's words.

Four tables: `actors.tsv` (names), `nationalities.tsv` (adjectives), `forces.tsv` (words for bodies and people that have
no name of their own) and `nicknames.tsv` (what a publisher calls its enemies). No table holds a private person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from waqai.errors import TableError
from waqai.knowledge.table import rows, several
from waqai.language.folding import fold_key
from waqai.records.actor import Actor

ActorKind = Literal[
    "state",
    "government",
    "armed_forces",
    "police",
    "intelligence",
    "rebel_group",
    "militia",
    "political_party",
    "alliance",
    "international_organisation",
    "ngo",
    "monitor",
    "rescue_service",
    "tribe",
    "mercenary",
    "private_company",
    "office_holder",
    "public_figure",
]
Nature = Literal["body", "members", "machine", "organ", "people"]
Combination = Literal["nationality", "affiliation"]

ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)
NATURES: tuple[Nature, ...] = get_args(Nature)
COMBINATIONS: tuple[Combination, ...] = get_args(Combination)
ANY_SIDE = "*"

_CAPITAL = "*"
_ACTOR_COLUMNS = (
    "id",
    "name_en",
    "name_ar",
    "aliases_ar",
    "aliases_en",
    "kind",
    "country",
    "role",
    "parent",
    "start",
    "end",
)
# أمريكي: أمريكية, أمريكيا, أمريكيان, أمريكيتان …; the construct forms are those of «عسكريو التحالف».
_ENDINGS = ("", "ة", "ا", "ان", "ين", "تان", "تين", "ون", "و", "ات")


@dataclass(frozen=True, slots=True)
class Nationality:
    """An adjective of nationality, people or party, with its spellings and irregular plurals.

    `country` is ISO 3166-1 alpha-3, `actor` the id of the state or party that it stands for; a people has neither.
    """

    adjectives: tuple[str, ...]
    plurals: tuple[str, ...]
    country: str | None
    actor: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Force:
    """A word for a body or for people that have no name of their own: جيش, مسلحون, متظاهرون.

    `forms` are its written forms without clitics, `role` is a CAMEO code, `kind` the kind of actor that it stands for.
    `combines` names what tells whose it is, and is empty where nothing does. A word that is not an actor `alone`
    has another meaning: نظام is also "order".
    """

    head: str
    forms: tuple[str, ...]
    nature: Nature
    role: str
    kind: str
    combines: tuple[Combination, ...]
    alone: bool
    note: str


@dataclass(frozen=True, slots=True)
class Nickname:
    """What the publishers of one side (or of any, `*`) call an actor: العدو, قوات الأسد, المرتزقة."""

    wording: str
    side: str
    actor: str
    note: str


@lru_cache(maxsize=1)
def _state_names() -> frozenset[str]:
    return frozenset(
        fold_key(name)
        for actor in load_actors()
        if actor.kind == "state"
        for name in (actor.name_ar, *actor.aliases_ar)
    )


def adjective_forms(adjective: str) -> tuple[str, ...]:
    """The forms of an adjective in gender, number and case, folded, without article, the masculine singular first.

    In an adjective of two words those in ي agree («كورية جنوبية»), what is no adjective stays («جنوب سودانية»). A form
    that is written like a state is left to the state: «أوقفوا رجلا سوريا» reads like «في سوريا».
    """
    words, itself = adjective.split(), fold_key(adjective)
    forms = (fold_key(" ".join(_agreeing(word, ending) for word in words)) for ending in _ENDINGS)
    return tuple(dict.fromkeys(form for form in forms if form == itself or form not in _state_names()))


def _agreeing(word: str, ending: str) -> str:
    return word + ending if word.endswith("ي") else word


def _year(cell: str, where: str) -> int | None:
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit()):
        raise TableError(f"{cell!r} is no year.", where=where)
    return int(cell)


def _actor(row: dict[str, str]) -> Actor:
    where = f"actors.tsv: {row['id']}"
    if row["kind"] not in ACTOR_KINDS:
        raise TableError(f"{row['kind']!r} is no kind of actor.", where=where)
    return Actor(
        id=row["id"],
        name_ar=row["name_ar"],
        name_en=row["name_en"],
        aliases_ar=tuple(alias.rstrip(_CAPITAL) for alias in several(row["aliases_ar"])),
        aliases_en=several(row["aliases_en"]),
        kind=row["kind"],
        country=row["country"] or None,
        role=row["role"],
        parent=row["parent"] or None,
        start=_year(row["start"], where),
        end=_year(row["end"], where),
    )


@lru_cache(maxsize=4)
def load_actors(directory: Path | None = None) -> tuple[Actor, ...]:
    """The actors in the order of the table: a whole before its parts.

    `directory` holds a project's own tables. Raises TableError where a row has an unknown kind or a broken year.
    """
    return tuple(_actor(row) for row in rows("actors", _ACTOR_COLUMNS, directory))


@lru_cache(maxsize=4)
def metonyms(directory: Path | None = None) -> frozenset[str]:
    """The folded names of capitals that stand for a state where they speak or act, and are cities elsewhere."""
    return frozenset(
        fold_key(alias.rstrip(_CAPITAL))
        for row in rows("actors", _ACTOR_COLUMNS, directory)
        for alias in several(row["aliases_ar"])
        if alias.endswith(_CAPITAL)
    )


@lru_cache(maxsize=4)
def load_nationalities(directory: Path | None = None) -> tuple[Nationality, ...]:
    """The adjectives of nationality, people and party, in the order of the table."""
    columns = ("adjective", "plurals", "country", "state_actor", "note")
    return tuple(
        Nationality(
            adjectives=several(row["adjective"]),
            plurals=several(row["plurals"]),
            country=row["country"] or None,
            actor=row["state_actor"] or None,
            note=row["note"],
        )
        for row in rows("nationalities", columns, directory)
    )


def _force(row: dict[str, str]) -> Force:
    where = f"forces.tsv: {row['head']}"
    combines = several(row["combines"])
    if combines != ("none",) and not (combines and set(combines) <= set(COMBINATIONS)):
        raise TableError(f"{row['combines']!r} is no way to combine.", where=where)
    if row["nature"] not in NATURES:
        raise TableError(f"{row['nature']!r} is no nature of a force.", where=where)
    if row["alone"] not in ("yes", "no"):
        raise TableError(f"alone is yes or no, not {row['alone']!r}.", where=where)
    return Force(
        head=row["head"],
        forms=several(row["forms"]),
        nature=row["nature"],
        role=row["role"],
        kind=row["kind"],
        combines=() if combines == ("none",) else cast("tuple[Combination, ...]", combines),
        alone=row["alone"] == "yes",
        note=row["note"],
    )


@lru_cache(maxsize=4)
def load_forces(directory: Path | None = None) -> tuple[Force, ...]:
    """The words for bodies and people without a name of their own, in the order of the table.

    Raises TableError where a row has an unknown nature or way to combine.
    """
    columns = ("head", "forms", "nature", "role", "kind", "combines", "alone", "note")
    return tuple(_force(row) for row in rows("forces", columns, directory))


def _nicknames(directory: Path | None) -> Iterator[Nickname]:
    for row in rows("nicknames", ("wording", "side", "actor", "note"), directory):
        for wording in several(row["wording"]):
            for side in several(row["side"]):
                yield Nickname(wording, side, row["actor"], row["note"])


@lru_cache(maxsize=4)
def load_nicknames(directory: Path | None = None) -> tuple[Nickname, ...]:
    """The nicknames, one for each wording and side, in the order of the table."""
    return tuple(_nicknames(directory))
