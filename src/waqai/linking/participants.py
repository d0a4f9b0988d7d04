"""Candidates for agent and target: everyone whom an origin names, with the share of origins that do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from waqai.language.folding import fold_key
from waqai.linking.account import Account
from waqai.linking.kinship import Kinship
from waqai.linking.origins import Testimony
from waqai.records import Candidate, Participant

Named = Callable[[Account], Sequence[Participant]]


def candidates(testimonies: Sequence[Testimony], named: Named, kinship: Kinship) -> tuple[Candidate, ...]:
    """The participants that `named` gives of each account, those of most origins first.

    The share is of all origins that affirm the act, whether they name anybody or not.
    """
    affirming = [testimony for testimony in testimonies if testimony.affirms] or list(testimonies)
    wordings: dict[str, list[Participant]] = {}
    naming: dict[str, set[str]] = {}
    for testimony in affirming:
        accounts = testimony.affirmed_accounts or tuple(voice.account for voice in testimony.voices)
        for person in (person for account in accounts for person in named(account)):
            wordings.setdefault(key_of(person), []).append(person)
            naming.setdefault(key_of(person), set()).add(testimony.origin.id)
    found = (_candidate(wordings[key], naming[key], len(affirming), kinship) for key in sorted(wordings))
    return tuple(sorted(found, key=lambda candidate: (-candidate.share, candidate.name)))


def key_of(person: Participant) -> str:
    """What two namings of one participant share: the actor, else the folded words."""
    return f"actor {person.actor_id}" if person.actor_id else f"words {fold_key(person.text)}"


def _candidate(persons: Sequence[Participant], origins: set[str], of: int, kinship: Kinship) -> Candidate:
    actor_id = persons[0].actor_id
    actor = kinship.actors.get(actor_id) if actor_id else None
    return Candidate(
        name=actor.name_ar if actor and actor.name_ar else _common([person.text for person in persons]) or "",
        actor_id=actor_id,
        country=_common([person.country for person in persons]),
        role=_common([person.role for person in persons]),
        origin_ids=tuple(sorted(origins)),
        share=round(len(origins) / of, 4),
    )


def _common(values: Sequence[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value), default=None)
