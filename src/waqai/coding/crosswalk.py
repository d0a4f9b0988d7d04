"""Crosswalk: an event's kind in the codes of ACLED, PLOVER and CAMEO (codebook 2, table `ontology.tsv`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from waqai.knowledge.sub_events import acled_type
from waqai.knowledge.vocabulary import Kind
from waqai.records import AcledType, Casualties, EventType, Participant


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
    hurt = any(row.kind in ("killed", "injured") for row in casualties)
    event, sub_event = acled_type(kind, [agent.role for agent in agents], [target.role for target in targets], hurt)
    return Codes(AcledType(event_type=event, sub_event_type=sub_event), kind.plover, kind.cameo)
