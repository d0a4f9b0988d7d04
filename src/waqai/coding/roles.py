"""Roles: the phrases that fill the parts of an act, and what every construction asks of such a phrase."""

from __future__ import annotations

from typing import NamedTuple

from waqai.coding.act import Act
from waqai.coding.constituents import Complement, Constituents
from waqai.coding.reading import Range, Reading
from waqai.knowledge.actors import Force
from waqai.knowledge.triggers import Trigger
from waqai.knowledge.vocabulary import ObjectRow, PersonRow, WeaponRow

PASSIVE_BY = ("قبل",)
"""What `constituents` calls the prepositions of a passive's doer: من قبل, على يد."""
TARGETED = ("على", "ضد", "نحو")
"""Prepositions of what an act is aimed at."""


class Slot(NamedTuple):
    """A phrase that fills a role, the letters to cut from it, and the rule that put it there."""

    phrase: Range
    cut: int
    rule: str


class Roles(NamedTuple):
    """The phrases of an act's doers and of those that it was done to."""

    agents: list[Slot]
    targets: list[Slot]


def complement(act: Act, parts: Constituents) -> Complement | None:
    """The complement that the row's frames make the target: على, ضد, نحو, and what the frame names."""
    wanted = [frame.preposition for frame in act.trigger.frames if frame.kind in ("on", "launch") and frame.preposition]
    names = {"باتجاه": "نحو", "ضد": "ضد"}
    extra = ("إلى",) if act.carrier is not None else ()
    for preposition in [names.get(w, w) for w in wanted] + list(TARGETED) + list(extra):
        if preposition in _OF_PLACE:
            continue
        found = parts.after(preposition)
        if found is not None:
            return found
    return None


_OF_PLACE = frozenset({"في", "ب", "قرب", "أمام", "فوق", "حول"})


def is_target_preposition(row: Trigger, preposition: str) -> bool:
    """Whether a frame of the row has its target after a preposition."""
    return any(f.kind in ("on", "undergo") and f.preposition == preposition for f in row.frames)


def add_complement(roles: Roles, act: Act, parts: Constituents) -> None:
    """Take the complement of a frame as the target: "أُطلقت صواريخ | على القاعدة"."""
    found = complement(act, parts)
    if found is not None:
        roles.targets.append(Slot(found.phrase, found.cut, f"after-{found.preposition}"))


def is_members(reading: Reading, phrase: Range) -> bool:
    """Whether the phrase names persons and no body: "ثلاثة جنود", but not "الجيش"."""
    for i in range(*phrase):
        for mention in reading.begins[i]:
            row = mention.term.row
            if isinstance(row, PersonRow):
                return True
            if isinstance(row, Force):
                return row.nature in ("members", "people")
    return False


_COUNTING = frozenset({"من", "عدد", "عده", "بعض", "كل", "جميع", "نحو", "حوالي", "اكثر", "هولاء", "احد", "احدي", "كثير"})


def is_persons(reading: Reading, phrase: Range) -> bool:
    """Whether a phrase opens with words for persons or a body, after a number at most: "ثلاثة طلاب", "آلاف"."""
    first = phrase[0]
    while first < phrase[1] and (first in reading.number_at or reading.text(first) in _COUNTING):
        first += 1
    if first < phrase[1] and reading.opening("object", first) is not None and reading.opening("force", first) is None:
        return False  # مقر | الحزب
    if first == phrase[1]:
        return reading.number_at[phrase[0]].kind == "vague" if phrase[0] in reading.number_at else False
    for i in range(first, min(phrase[1], first + 2)):
        for mention in reading.begins[i]:
            row = mention.term.row
            if isinstance(row, PersonRow) or (isinstance(row, Force) and row.nature != "machine"):
                return True
            if mention.kind in ("actor", "nickname") or (mention.kind == "nationality" and i == first):
                return True
    return False


def is_weapon_only(reading: Reading, phrase: Range) -> bool:
    """Whether a phrase opens with what was fired: "صواريخ على القاعدة"."""
    mention = reading.opening("weapon", phrase[0])
    return mention is not None and isinstance(mention.term.row, WeaponRow) and mention.term.row.group == "munition"


def is_thing(reading: Reading, phrase: Range) -> bool:
    """Whether the phrase names a thing or persons, and not a place alone."""
    return any(
        isinstance(m.term.row, ObjectRow | PersonRow | Force) or m.kind in ("actor", "nickname")
        for i in range(*phrase)
        for m in reading.begins[i]
    )
