"""Arguments: who does the act, and to whom or what.

A verb has its subject after it or before it (`verb_arguments`); a verbal noun has its doer or its object as genitive,
the doer also as an adjective of nationality (القصف الإيراني), after ل or "من قبل" (`noun_arguments`), as the subject
of the light verb that carries it (شن الطيران غارة, `light_verbs`), or with a verb that lays the act on it (`authors`).
What a frame of the trigger's row says decides which phrase is what (table `triggers.tsv`).
"""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.authors import add_author
from waqai.coding.light_verbs import carried
from waqai.coding.noun_arguments import of_noun
from waqai.coding.participants import Cast, participant
from waqai.coding.pronouns import inherit, is_empty, overlap, span_of
from waqai.coding.reading import Range, Reading
from waqai.coding.roles import Roles
from waqai.coding.verb_arguments import of_verb


def argue(reading: Reading, acts: list[Act], cast: Cast) -> None:
    """Fill in agents and targets of each act, in the order of the text."""
    for index, act in enumerate(acts):
        roles = _roles(reading, act, acts, index)
        for name, slots, found in (("agents", roles.agents, act.agents), ("targets", roles.targets, act.targets)):
            for slot in slots:
                if name == "targets" and _is_bare_place(reading, slot.phrase):
                    continue
                who = participant(reading, slot.phrase, cast, cut=slot.cut)
                if is_empty(who) or any(overlap(who, other) for other in found):
                    continue
                found.append(who)
                act.because(name, who.text, slot.rule, row=who.actor_id or act.trigger.id, evidence=[span_of(who)])
        inherit(reading, acts, index)


def _is_bare_place(reading: Reading, phrase: Range) -> bool:
    """Whether a phrase is the name of a place alone, which is where it happened: "القصف على الكويت"."""
    place = reading.place_at.get(phrase[0])
    return place is not None and place.start == place.name and place.end >= phrase[1]


def _roles(reading: Reading, act: Act, acts: list[Act], index: int) -> Roles:
    if act.carrier is None and not act.nominal:
        return of_verb(reading, act, acts, index)
    roles = of_noun(reading, act) if act.carrier is None else carried(reading, act)
    add_author(reading, act, roles)
    return roles
