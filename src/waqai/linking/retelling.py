"""An incident as some of its documents alone tell it: what remains where others may not be heard yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from waqai.knowledge.actors import load_actors
from waqai.knowledge.publishers import PublisherIndex
from waqai.knowledge.vocabulary import load_ontology
from waqai.linking.account import accounts_of
from waqai.linking.incident import assembled
from waqai.linking.kinship import Kinship
from waqai.linking.near_copies import roots_of
from waqai.linking.voices import Voices
from waqai.records import CodedDocument, Incident

Retell = Callable[[Incident, Sequence[CodedDocument]], Incident | None]


def retelling(publishers: PublisherIndex) -> Retell:
    """A function that puts an incident together anew from the events that it has in the given documents.

    What it gives has the incident's id, and figures, names, places, time, origins and status by those documents alone;
    None where they tell of none of its events.
    """
    ontology = load_ontology()
    kinship = Kinship({actor.id: actor for actor in load_actors()})

    def retold(incident: Incident, coded: Sequence[CodedDocument]) -> Incident | None:
        wanted = set(incident.event_ids)
        group = [account for account in accounts_of(coded, ontology) if account.id in wanted]
        if not group:
            return None
        documents = {account.document.id: account.document for account in group}
        voices = Voices(publishers, roots_of(documents.values()), documents)
        return assembled(group, voices, kinship).model_copy(update={"id": incident.id})

    return retold
