"""An incident as some of its documents alone tell it: what remains where others may not be heard yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from waqai.knowledge.publishers import PublisherIndex
from waqai.linking.linker import Linker
from waqai.records import CodedDocument, Incident

Retell = Callable[[Incident, Sequence[CodedDocument]], Incident | None]


def retelling(publishers: PublisherIndex) -> Retell:
    """A function that puts an incident together anew from the events that it has in the given documents.

    What it gives has the incident's id, and figures, names, places, time, origins and status by those documents alone;
    None where they tell of none of its events.
    """
    linker = Linker(publishers)

    def retold(incident: Incident, coded: Sequence[CodedDocument]) -> Incident | None:
        wanted = set(incident.event_ids)
        group = [account for account in linker.accounts(coded) if account.id in wanted]
        if not group:
            return None
        return linker.incident(group).model_copy(update={"id": incident.id})

    return retold
