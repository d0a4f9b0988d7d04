"""Kinship of actors: whether two wordings can stand for one party to an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from waqai.language.folding import fold_key
from waqai.records import Actor, Participant, SourceKind

Relation = Literal["same", "related", "unknown", "other"]
"""`related`: one belongs to the other, or both to one house. `unknown`: the words do not tell."""

PARTISAN: frozenset[SourceKind] = frozenset(("armed_group", "official"))
"""Kinds of sources that can be a party to an act."""

_CLOSEST: tuple[Relation, ...] = ("same", "related", "unknown", "other")
_SIDES = {
    **dict.fromkeys(("MIL", "GOV", "SPY", "COP", "PRM"), "state"),
    **dict.fromkeys(("REB", "UAF", "SEP", "INS"), "armed"),
    **dict.fromkeys(("CVL", "MED", "HLH", "EDU", "REF", "LAB", "AGR", "BUS"), "civil"),
}
_NEUTRAL = ("rescue_service", "monitor", "ngo", "international_organisation")
_OF_MANY = ("alliance", "international_organisation")


class Kinship:
    """What the table of actors says about who belongs to whom."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self.actors = actors

    def lineage(self, actor_id: str) -> tuple[str, ...]:
        """The actor and those that it belongs to, itself first."""
        found = [actor_id]
        while (actor := self.actors.get(found[-1])) and actor.parent and actor.parent not in found:
            found.append(actor.parent)
        return tuple(found)

    def relation(self, left: Participant, right: Participant) -> Relation:
        """How two participants stand to each other, by id and lineage, else by country and side."""
        if left.actor_id and right.actor_id:
            return self._by_id(left, right)
        if not left.actor_id and not right.actor_id and fold_key(left.text) == fold_key(right.text):
            return "same"
        return _by_country(left, right)

    def closest(self, left: Sequence[Participant], right: Sequence[Participant]) -> Relation:
        """The closest relation between the two sides; `unknown` where one is empty."""
        relations = {self.relation(one, other) for one in left for other in right}
        return next((relation for relation in _CLOSEST if relation in relations), "unknown")

    def known(self, actor_id: str | None, text: str) -> Participant:
        """The actor as a participant, with the country and role of the table; `text` is what it was called."""
        actor = self.actors.get(actor_id or "")
        country, role = (actor.country, actor.role) if actor else (None, None)
        return Participant(text=text, span=(0, 0), actor_id=actor_id, country=country, role=role)

    def speaks_for(self, source: Participant, person: Participant) -> bool:
        """Whether a source is a participant of the act or of its house; rescuers and monitors are no one's."""
        if self.neutral(source.actor_id):
            return False
        return (
            self._one_house(source, person) or self.relation(source, person) == "same" or _of_one_state(source, person)
        )

    def neutral(self, actor_id: str | None) -> bool:
        """Whether an actor takes no part in fighting by what it is."""
        actor = self.actors.get(actor_id or "")
        return actor is not None and actor.kind in _NEUTRAL

    def _by_id(self, left: Participant, right: Participant) -> Relation:
        if left.actor_id == right.actor_id:
            return "same"
        if self._one_house(left, right):
            return "related"
        if self._of_many(left.actor_id) or self._of_many(right.actor_id):
            return "unknown"
        return "related" if _of_one_state(left, right) else "other"

    def _one_house(self, left: Participant, right: Participant) -> bool:
        if not left.actor_id or not right.actor_id:
            return False
        return not set(self.lineage(left.actor_id)).isdisjoint(self.lineage(right.actor_id))

    def _of_many(self, actor_id: str | None) -> bool:
        """Whether it is an alliance, whose members the table does not list."""
        actor = self.actors.get(actor_id or "")
        return actor is not None and actor.kind in _OF_MANY


def _of_one_state(left: Participant, right: Participant) -> bool:
    """Whether both are bodies of one state; two armed groups of one country are not thereby one."""
    sides = {_SIDES.get(left.role or ""), _SIDES.get(right.role or "")}
    return left.country is not None and left.country == right.country and sides == {"state"}


def _by_country(left: Participant, right: Participant) -> Relation:
    if not left.country or not right.country:
        return "unknown"
    sides = {_SIDES.get(left.role or ""), _SIDES.get(right.role or "")}
    if left.country != right.country:
        return "other"
    return "other" if len(sides - {None}) > 1 else "related"
