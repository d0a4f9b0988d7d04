"""Status: what may be said of an incident from who says it (codebook 5), with the rule that decided."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from waqai.linking.kinship import Kinship
from waqai.linking.origins import Testimony
from waqai.records import Participant, Status

Decision = tuple[Status, str]

RETRACTED = "every source that affirmed it has withdrawn"
TWO_AGENTS = "{} and {} name different agents"
DENIED_AND_AFFIRMED = "{} denies it, and an origin that is no party affirms it"
CLAIMED_AND_DENIED = "{} claims it and {} denies it"
DENIED = "{} denies it and nobody independent affirms it"
TWO_ORIGINS = "{} independent origins affirm it"
PARTY_AND_ORIGIN = "a party to the act says so, and one independent origin affirms it"
ONE_ORIGIN = "one origin that is no party affirms it"
PARTY_ONLY = "only a party to the act says so"
PROTECTED = "a protected source"
_FIGHTING = ("armed_clash", "territory_gain")


def status_of(testimonies: Sequence[Testimony], kinship: Kinship) -> Decision:
    """The status of an incident and the rule that gave it, as a sentence; protected sources are not named in it."""
    affirming = [testimony for testimony in testimonies if testimony.affirms]
    if not affirming and any(testimony.withdrew for testimony in testimonies):
        return "retracted", RETRACTED
    denying = [testimony for testimony in testimonies if testimony.denies]
    return _disagreement(affirming, denying, kinship) or _agreement(affirming)


def _disagreement(affirming: Sequence[Testimony], denying: Sequence[Testimony], kinship: Kinship) -> Decision | None:
    if any(testimony.independent for testimony in affirming) and denying:
        return "contested", DENIED_AND_AFFIRMED.format(_name(denying[0]))
    for one, other in combinations(affirming, 2):
        if _accuse_others(one, other, kinship):
            return "contested", TWO_AGENTS.format(_name(one), _name(other))
    if not denying:
        return None
    if (claimant := _claimant(affirming)) is not None:
        return "contested", CLAIMED_AND_DENIED.format(_name(claimant), _name(denying[0]))
    return "denied", DENIED.format(_name(denying[0]))


def _agreement(affirming: Sequence[Testimony]) -> Decision:
    independent = [testimony for testimony in affirming if testimony.independent]
    if len(independent) > 1:
        return "corroborated", TWO_ORIGINS.format(len(independent))
    if not independent:
        return "claimed", PARTY_ONLY
    if len(affirming) > 1:
        return "corroborated", PARTY_AND_ORIGIN
    return "single_origin", ONE_ORIGIN


def _claimant(affirming: Sequence[Testimony]) -> Testimony | None:
    return next((testimony for testimony in affirming if "claims" in testimony.origin.stances), None)


def _accuse_others(one: Testimony, other: Testimony, kinship: Kinship) -> bool:
    """Whether the two origins surely name agents of which none can be the other's."""
    mine, theirs = _sure_agents(one), _sure_agents(other)
    return bool(mine and theirs) and kinship.closest(mine, theirs) == "other"


def _sure_agents(testimony: Testimony) -> list[Participant]:
    """The agents that an origin names without hedging. In a fight each side is agent and target: none is accused."""
    return [
        agent
        for account in testimony.affirmed_accounts
        if account.event.type not in _FIGHTING
        for agent in account.event.agents
        if agent.certainty == "asserted" and account.event.certainty == "asserted"
    ]


def _name(testimony: Testimony) -> str:
    return PROTECTED if testimony.origin.protected else testimony.origin.name
