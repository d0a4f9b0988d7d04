"""Stances: how a source stands to an act, by what it says and whose act it is (codebook 8)."""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.participants import Cast
from waqai.coding.reading import Reading
from waqai.knowledge.triggers import Trigger
from waqai.records import Participant, Source, Stance

PARTIES = frozenset({"armed_group", "official"})
"""Kinds of sources that may be a side of what they tell."""
_NO_BLOW = frozenset({"weapons_disrupted", "agreement", "military_activity", "displacement"})
_NO_CLAIM = frozenset({"weapons_disrupted", "agreement", "displacement"})


def stance_of(
    stance: Stance, source: Source, act: Act, cast: Cast, *, own: bool = False, counted: bool = False
) -> Stance:
    """The stance by who speaks of whose act.

    A side on its own strike claims it and where it says that it did not happen denies it; on its own interception, loss
    or count it reports; a party on the other side's act accuses. `own` says that the words call the doer the speaker's
    own ("قواتنا", "استهدفنا"), `counted` that the sentence counts the dead or
    wounded.
    """
    if stance not in ("reports", "confirms") or source.kind not in PARTIES:
        return stance
    own = own or any(same_side(source, agent, cast) for agent in act.agents)
    if own and act.polarity == "negated":  # طائراتنا لم تقصف المدينة
        return "denies"
    if stance == "confirms":
        return stance
    if own:
        return "reports" if act.type in _NO_CLAIM else "claims"
    if act.type not in _NO_BLOW and _other_side(source, act, cast) and not act.harm and not counted:
        return "accuses"
    return stance


def same_side(source: Source, agent: Participant, cast: Cast) -> bool:
    """Whether the doer is the source, or belongs to its side."""
    if source.source_id and agent.actor_id:
        return source.source_id == agent.actor_id or cast.related(source.source_id, agent.actor_id)
    return bool(source.text and agent.text) and (str(source.text) in agent.text or agent.text in str(source.text))


def _other_side(source: Source, act: Act, cast: Cast) -> bool:
    """Whether a known party other than the speaker is the doer."""
    if source.source_id is None:
        return False
    return any(
        agent.actor_id is not None
        and agent.actor_id != source.source_id
        and not cast.related(source.source_id, agent.actor_id)
        for agent in act.agents
    )


def counts_harm(reading: Reading, act: Act) -> bool:
    """Whether the sentence of an act opens with a count of its dead or wounded: "14 إصابة بالعدوان"."""
    for i in range(act.sentence[0], act.start):
        for mention in reading.begins[i]:
            row = mention.term.row
            if isinstance(row, Trigger) and row.harm is not None and (i - 1) in reading.number_at:
                return True
    return False
