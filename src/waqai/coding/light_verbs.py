"""Light verbs: the arguments that a noun gets from the verb that carries it."""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.constituents import following, subject_before
from waqai.coding.crowds import CROWD_ACTS
from waqai.coding.noun_arguments import of_noun
from waqai.coding.participants import is_agent_like
from waqai.coding.reading import Reading
from waqai.coding.roles import Roles, Slot, is_persons
from waqai.coding.triggers import row_of


def carried(reading: Reading, act: Act) -> Roles:
    """شن الطيران غارات على البلدة; تعرضت القاعدة لهجوم; نفذت طائرة غارتين."""
    carrier = act.carrier
    assert carrier is not None  # noqa: S101 - asked for by the caller
    light = row_of(carrier)
    own = of_noun(reading, act)
    parts = following(reading, carrier.end, max(act.start, carrier.end), most=1)
    before = subject_before(reading, carrier.start, act.clause[0] if act.clause[0] < carrier.start else act.sentence[0])
    subject = parts.nouns[0] if parts.nouns else before
    if light.takes("undergo"):
        if subject is not None and not any(s.phrase == subject for s in own.targets):
            return Roles(own.agents, [Slot(subject, 0, "undergoes")])
        return own
    passive = carrier.term.inflection is not None and carrier.term.inflection.voice == "passive"
    if light.takes("happen") or light.takes("host") or passive:
        return own
    calls = (
        act.trigger.type in CROWD_ACTS and subject is not None and is_persons(reading, subject)
    )  # الأهالي ينظمون | مظاهرة
    if subject is not None and (is_agent_like(reading, subject) or parts.nouns or calls):
        agents = [Slot(subject, 0, "carrier-subject")]
        genitive = [s for s in own.agents if s.rule == "genitive-doer" and s.phrase[0] >= act.end]
        targets = own.targets
        if not targets and genitive and act.trigger.takes("transitive"):
            targets = [Slot(genitive[0].phrase, 0, "genitive-object")]
        return Roles(agents, targets)
    return own
