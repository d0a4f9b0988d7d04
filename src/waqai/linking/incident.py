"""The incident: a group of accounts put together, with every disagreement kept (codebook 1 and 5)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from waqai.linking.account import GENERIC_RANK, Account
from waqai.linking.differences import differences
from waqai.linking.incident_places import incident_places
from waqai.linking.incident_time import delay_hours, first_report, incident_time
from waqai.linking.kinship import Kinship
from waqai.linking.origins import Testimony, testimonies
from waqai.linking.participants import candidates
from waqai.linking.status import status_of
from waqai.linking.tolls import tolls
from waqai.linking.voices import Voices
from waqai.records import EventType, Incident

HEDGED_VOTE = 0.5
"""What an origin counts for that is not sure of the kind."""


def assembled(group: Sequence[Account], voices: Voices, kinship: Kinship) -> Incident:
    """The incident that a group of accounts, in order of event ids, tells of."""
    said = testimonies(group, voices, kinship)
    status, rule = status_of(said, kinship)
    types = _types(group, said)
    when, first = incident_time(group), first_report(group)
    document_ids = tuple(sorted({account.document.id for account in group}))
    found_tolls = tolls(said)
    return Incident(
        id=incident_id(min(account.id for account in group)),
        document_ids=document_ids,
        event_ids=tuple(account.id for account in group),
        type=types[0],
        types=types,
        time=when,
        places=incident_places(group),
        agents=candidates(said, lambda account: account.event.agents, kinship),
        targets=candidates(said, lambda account: account.event.targets, kinship),
        tolls=found_tolls,
        status=status,
        status_rule=rule,
        origins=tuple(testimony.origin for testimony in said),
        independent_origins=sum(testimony.independent for testimony in said),
        reports=len(document_ids),
        first_report=first,
        delay_hours=delay_hours(when.start if when else None, first),
        differences=differences(said, found_tolls, kinship),
    )


def incident_id(least_event_id: str) -> str:
    """An id from the least event id: a document that tells of something else never changes it."""
    digest = hashlib.sha256(least_event_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"incident-{digest[:16]}"


def _types(group: Sequence[Account], said: Sequence[Testimony]) -> tuple[EventType, ...]:
    """The kinds that the accounts give, the incident's first.

    A kind that names the means goes before one that does not; then the kind of more origins; then the ontology's rank.
    """
    votes: dict[EventType, dict[str, float]] = {account.event.type: {} for account in group}
    ranks = {account.event.type: account.rank for account in group}
    for testimony in said:
        for account in testimony.affirmed_accounts:
            of_type = votes[account.event.type]
            vote = 1.0 if account.event.type_certainty == "asserted" else HEDGED_VOTE
            of_type[testimony.origin.id] = max(vote, of_type.get(testimony.origin.id, 0.0))
    return tuple(
        sorted(votes, key=lambda type: (ranks[type] <= GENERIC_RANK, -sum(votes[type].values()), -ranks[type], type))
    )
