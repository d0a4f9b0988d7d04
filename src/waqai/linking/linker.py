"""The linker: events of coded documents → incidents. A pure function: no database, no clock, no network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib.resources import files

from waqai import __version__
from waqai.knowledge.actors import load_actors
from waqai.knowledge.publishers import PublisherIndex
from waqai.knowledge.vocabulary import Kind, load_ontology
from waqai.linking.account import Account, accounts_of
from waqai.linking.candidates import candidate_pairs
from waqai.linking.clustering import clusters
from waqai.linking.incident import assembled
from waqai.linking.kinship import Kinship
from waqai.linking.likeness import Comparison
from waqai.linking.near_copies import roots_of
from waqai.linking.voices import Voices
from waqai.records import Actor, CodedDocument, EventType, Incident, Judgement


class Linker:
    """What joins events into incidents, step by step, under one set of tables.

    `ontology` and `actors` are a project's own tables; the package's are the default, as for `publishers`.
    """

    def __init__(
        self,
        publishers: PublisherIndex | None = None,
        *,
        ontology: Mapping[EventType, Kind] | None = None,
        actors: Mapping[str, Actor] | None = None,
    ) -> None:
        self.ontology = ontology or load_ontology()
        self._publishers = publishers or PublisherIndex()
        self._kinship = Kinship(actors if actors is not None else {actor.id: actor for actor in load_actors()})
        self.comparison = Comparison(self._kinship)

    @cached_property
    def version(self) -> int:
        """A number for the rules and tables by which it links, below 2⁶³."""
        digest = hashlib.sha256(__version__.encode())
        tables = files("waqai.linking") / "tables"
        for table in sorted(tables.iterdir(), key=lambda table: table.name):
            digest.update(table.read_bytes())
        known = (self._publishers.publishers, sorted(self._kinship.actors.items()), sorted(self.ontology.items()))
        digest.update(repr(known).encode("utf-8", "surrogatepass"))
        return int.from_bytes(digest.digest()[:8], "big") >> 1

    def accounts(self, coded: Iterable[CodedDocument]) -> tuple[Account, ...]:
        """The accounts of what happened in coded documents, by event id."""
        return accounts_of(coded, self.ontology)

    def incident(self, group: Sequence[Account]) -> Incident:
        """The incident that a group of accounts, in order of event ids, tells of: it depends on nothing else."""
        documents = {account.document.id: account.document for account in group}
        voices = Voices(self._publishers, roots_of(documents.values()), documents)
        return assembled(group, voices, self._kinship)

    def link(self, coded: Iterable[CodedDocument], judgements: Iterable[Judgement] = ()) -> tuple[Incident, ...]:
        """The incidents that the events describe, by day and id; those without a day last.

        The same whatever the order of `coded`. Every specific, affirmed event is in exactly one incident.
        """
        accounts = self.accounts(coded)
        groups = clusters(accounts, candidate_pairs(accounts), self.comparison, judgements)
        return tuple(sorted(map(self.incident, groups), key=_by_day))


def link(
    coded: Iterable[CodedDocument], publishers: PublisherIndex, judgements: Iterable[Judgement] = ()
) -> tuple[Incident, ...]:
    """The incidents that the events describe, by the package's tables and these publishers."""
    return Linker(publishers).link(coded, judgements)


def _by_day(incident: Incident) -> tuple[bool, str, str]:
    day = incident.time.start if incident.time else None
    return day is None, str(day), incident.id
