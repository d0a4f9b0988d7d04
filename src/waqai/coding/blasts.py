"""Blasts: the bomber, and what a device or projectile went off at."""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.constituents import Complement, Constituents
from waqai.coding.participants import is_agent_like
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.coding.roles import Roles, Slot, is_thing
from waqai.knowledge.actors import Force
from waqai.knowledge.vocabulary import ObjectRow, PersonRow

_BLASTS = frozenset({"ied", "suicide_bombing", "explosion", "grenade"})
_OWNERS = frozenset({"actor", "nickname", "force", "nationality"})


def bomber(reading: Reading, act: Act) -> Slot | None:
    """The person that the words of a suicide attack name: "فجر | انتحاري سيارة", "انتحاريا يقود سيارة | فجر نفسه"."""
    if act.trigger.type != "suicide_bombing":
        return None
    words = [*range(act.start, act.mention.gap[0] or act.end)]
    for i in words:
        if any(m.kind == "force" and m.start == i for m in reading.begins[i]) and not _qualifies(reading, i):
            phrase = noun_phrase(reading, i, act.clause[1])
            return Slot((phrase[0], max(phrase[1], i + 1)), 0, "bomber") if phrase else None
    return None


def bomber_of(act: Act, nouns: list[Range], before: Range | None) -> tuple[Range | None, ...]:
    """Who may have blown himself up, the likeliest first: before "فجر نفسه", also after it in "فجر انتحاري نفسه".

    Where the object follows its verb at once the subject stands before both: "المهاجم | فجر نفسه ليقتل أربعة".
    """
    if act.mention.length > 1 and act.mention.gap[1] == act.mention.gap[0]:
        return (before,)
    return (*nouns[:1], before)


def bomber_before(reading: Reading, act: Act) -> Range | None:
    """The bomber whom a clause parts from his verb: "إن | انتحاريا | يقود شاحنة مفخخة، فجر نفسه"."""
    for i in range(max(act.sentence[0], act.start - 10), act.start):
        force = reading.opening("force", i)
        if force is None or force.split.preposition or not isinstance(force.term.row, Force):
            continue
        if force.term.row.nature == "members" and not _qualifies(reading, i) and reading.text(i).startswith("انتحاري"):
            return noun_phrase(reading, i, act.start)
    return None


def _qualifies(reading: Reading, i: int) -> bool:
    """Whether "انتحاري" only tells what an attack was: "هجوم | انتحاري", "عملية | انتحارية"."""
    return reading.opening("trigger", i - 1) is not None and reading.opening("person", i - 1) is None


def add_hit(reading: Reading, roles: Roles, act: Act, parts: Constituents) -> None:
    """What a device or projectile went off at: a body or a thing of its own after ب, على or في, and no bare place."""
    for preposition in ("ب", "على", "في"):
        found = parts.after(preposition)
        if found is None or found.phrase[0] in reading.place_at or not is_thing(reading, found.phrase):
            continue
        if preposition == "ب" and reading.opening("weapon", found.phrase[0]) is not None:
            continue  # هجوم | بالطيران المسير
        if preposition != "في" or is_agent_like(reading, found.phrase) or _is_owned(reading, found.phrase):
            roles.targets.append(Slot(found.phrase, found.cut, f"hit-{preposition}"))
            return


def add_near(reading: Reading, roles: Roles, act: Act, parts: Constituents) -> None:
    """What a blast went off beside, where that is a body, its post or column.

    "انفجرت | قرب مقر للشرطة"; "لدى مرور دورية".
    """
    if act.trigger.event_type not in _BLASTS or roles.targets:
        return
    for found in parts.complements:
        if found.preposition in _BESIDE and _is_aimed_at(reading, found):
            roles.targets.append(Slot(found.phrase, found.cut, f"beside-{found.preposition}"))
            return


_BESIDE = frozenset({"قرب", "أمام", "مرور", "في"})


def _is_aimed_at(reading: Reading, found: Complement) -> bool:
    """Whether a bomb beside it is meant for it: a post, a body, persons; a market only from within."""
    if found.phrase[0] in reading.place_at:
        return False
    for i in range(*found.phrase):
        for mention in reading.begins[i]:
            row = mention.term.row
            if isinstance(row, ObjectRow) and row.role and (row.role in _STATE or found.preposition == "في"):
                return True
            if isinstance(row, PersonRow) or (isinstance(row, Force) and row.role != "CVL"):
                return True
            if mention.kind in ("actor", "nickname"):
                return True
    return False


_STATE = frozenset({"MIL", "COP", "GOV"})


def _is_owned(reading: Reading, phrase: Range) -> bool:
    return any(m.kind in _OWNERS for i in range(*phrase) for m in reading.begins[i])
