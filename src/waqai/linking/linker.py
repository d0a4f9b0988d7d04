"""The linker: events of coded documents → incidents. A pure function: no database, no clock, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from waqai.knowledge.actors import load_actors
from waqai.knowledge.publishers import PublisherIndex
from waqai.knowledge.vocabulary import Kind, load_ontology
from waqai.linking.account import accounts_of
from waqai.linking.candidates import candidate_pairs
from waqai.linking.clustering import clusters
from waqai.linking.incident import assembled
from waqai.linking.kinship import Kinship
from waqai.linking.likeness import Comparison
from waqai.linking.near_copies import roots_of
from waqai.linking.voices import Voices
from waqai.records import Actor, CodedDocument, EventType, Incident, Judgement


def link(
    coded: Sequence[CodedDocument],
    publishers: PublisherIndex,
    judgements: Sequence[Judgement] = (),
    *,
    ontology: Mapping[EventType, Kind] | None = None,
    actors: Mapping[str, Actor] | None = None,
) -> tuple[Incident, ...]:
    """The incidents that the events describe, by day and id; those without a day last.

    The same whatever the order of `coded`. Every specific, affirmed event is in exactly one incident. `ontology` and
    `actors` are a project's own tables; the package's are the default.
    """
    accounts = accounts_of(coded, ontology or load_ontology())
    documents = {account.document.id: account.document for account in accounts}
    roots = roots_of(documents.values())
    kinship = Kinship(actors if actors is not None else {actor.id: actor for actor in load_actors()})
    groups = clusters(accounts, candidate_pairs(accounts), Comparison(kinship), judgements)
    voices = Voices(publishers, roots, documents)
    return tuple(sorted((assembled(group, voices, kinship) for group in groups), key=_by_day))


def _by_day(incident: Incident) -> tuple[bool, str, str]:
    day = incident.time.start if incident.time else None
    return day is None, str(day), incident.id
