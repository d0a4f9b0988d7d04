"""Crosswalk: an event's kind in the codes of ACLED, PLOVER and CAMEO (codebook 2, table `ontology.tsv`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from waqai.knowledge.vocabulary import Kind
from waqai.records import AcledType, Casualties, EventType, Participant

_STATE_ROLES = frozenset({"MIL", "GOV", "COP", "SPY"})
_COMBATANT_ROLES = frozenset({"MIL", "REB", "UAF", "COP", "SPY", "PRM", "SEP", "INS"})


class Codes(NamedTuple):
    """The codes of an event."""

    acled: AcledType
    plover: tuple[str, ...]
    cameo: tuple[str, ...]


def crosswalk(
    ontology: Mapping[EventType, Kind],
    type: EventType,
    agents: Sequence[Participant],
    targets: Sequence[Participant],
    casualties: Sequence[Casualties],
) -> Codes:
    """The codes of a kind of event; where the ontology has two sub-events, who did it or what it did decides."""
    kind = ontology[type]
    event, sub_event = kind.acled
    if kind.acled_other is not None and _other(type, agents, targets, casualties):
        event, sub_event = kind.acled_other
    return Codes(AcledType(event_type=event, sub_event_type=sub_event), kind.plover, kind.cameo)


def _other(
    type: EventType, agents: Sequence[Participant], targets: Sequence[Participant], casualties: Sequence[Casualties]
) -> bool:
    if type == "territory_gain":
        return bool(agents) and not any(agent.role in _STATE_ROLES for agent in agents)
    if type == "assassination":
        return any(target.role in _COMBATANT_ROLES for target in targets)
    if type == "protest_repression":
        return any(row.kind in ("killed", "injured") for row in casualties)
    if type == "riot":
        return not any(target.role in _STATE_ROLES for target in targets) and bool(targets)
    return False
