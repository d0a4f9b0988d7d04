"""Crowds: who takes to the streets, and against whom."""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.constituents import Constituents
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.coding.roles import Roles, Slot, is_thing
from waqai.knowledge.actors import Force
from waqai.knowledge.vocabulary import PersonRow

CROWD_ACTS = frozenset({"protest", "riot"})


def of_crowd(reading: Reading, act: Act, parts: Constituents, nouns: list[Range], before: Range | None) -> Roles:
    """The subject is the crowd, what they are against the target.

    "تجمع متظاهرون أمام السفارة"; "المحتجون أحرقوا الإطارات".
    """
    agents: list[Slot] = []
    crowd = next((p for p in (*nouns[:1], before) if p is not None and is_crowd(reading, p)), None)
    if crowd is None:
        crowd = _crowd_of_sentence(reading, act)
    if crowd is not None:
        agents.append(Slot(crowd, 0, "crowd"))
    targets: list[Slot] = []
    for preposition in ("ضد", "على", "أمام", "ب"):
        found = parts.after(preposition)
        if found is not None and is_thing(reading, found.phrase):
            targets.append(Slot(found.phrase, found.cut, f"against-{preposition}"))
            break
    if not targets and act.trigger.takes("transitive") and crowd is not None:
        rest = [n for n in nouns if n != crowd and is_thing(reading, n)]
        targets.extend(Slot(n, 0, "verb-object") for n in rest[:1])
    if act.type == "riot" and not targets and (police := _police_of_clause(reading, act)) is not None:
        targets.append(Slot(police, 0, "other-side"))
    return Roles(agents, targets)


def _police_of_clause(reading: Reading, act: Act) -> Range | None:
    """The force that a crowd clashes with."""
    for i in range(act.end, act.clause[1]):
        for mention in reading.begins[i]:
            if isinstance(mention.term.row, Force) and mention.term.row.role in ("COP", "MIL"):
                return noun_phrase(reading, i, act.clause[1])
    return None


def is_crowd(reading: Reading, phrase: Range) -> bool:
    """Whether a phrase names people or a body that can take to the streets."""
    for i in range(phrase[0], min(phrase[1], phrase[0] + 4)):
        for mention in reading.begins[i]:
            row = mention.term.row
            if isinstance(row, PersonRow | Force) or mention.kind in ("actor", "nickname", "nationality"):
                return True
    return False


def _crowd_of_sentence(reading: Reading, act: Act) -> Range | None:
    """The demonstrators that the sentence names: "المتظاهرون", "محتجون"."""
    for i in range(*act.sentence):
        for mention in reading.begins[i]:
            if isinstance(mention.term.row, PersonRow) and mention.term.row.role == "OPP":
                return noun_phrase(reading, i, act.sentence[1])
    return None
