"""Which of ACLED's two sub-events a kind of event is, where the ontology has two: who did it and to whom decides."""

from __future__ import annotations

from collections.abc import Sequence

from waqai.knowledge.vocabulary import Kind
from waqai.records import EventType

_STATE_ROLES = frozenset({"MIL", "GOV", "COP", "SPY"})
_COMBATANT_ROLES = frozenset({"MIL", "REB", "UAF", "COP", "SPY", "PRM", "SEP", "INS"})
Roles = Sequence[str | None]


def acled_type(kind: Kind, agents: Roles, targets: Roles, hurt: bool) -> tuple[str, str]:
    """ACLED's event and sub-event type. `agents` and `targets` are CAMEO roles; `hurt`: persons were harmed."""
    if kind.acled_other is not None and _other(kind.type, agents, targets, hurt):
        return kind.acled_other
    return kind.acled


def _other(type: EventType, agents: Roles, targets: Roles, hurt: bool) -> bool:
    if type == "territory_gain":
        return bool(agents) and not any(role in _STATE_ROLES for role in agents)
    if type == "assassination":
        return any(role in _COMBATANT_ROLES for role in targets)
    if type == "protest_repression":
        return hurt
    if type == "riot":
        return bool(targets) and not any(role in _STATE_ROLES for role in targets)
    return False
