"""Response: which act another one answers ("ردًا على القصف استهدفت المدفعية", "ردت القوات على استهداف القاعدة")."""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.participants import Cast, participant
from waqai.coding.reading import Reading
from waqai.coding.constituents import subject_before, following
from waqai.knowledge.lexicon import Mention
from waqai.records import Participant

_ANSWERS = frozenset({"ردا", "رد", "انتقاما", "ثارا"})
_FORCE = frozenset({"air_strike", "drone_strike", "shelling", "attack", "armed_clash", "ied", "assassination", "arrest"})


def find_responses(reading: Reading, acts: list[Act], cast: Cast) -> None:
    """Fill in what each act answers. Who is said to answer an attack answers it with all its strikes that follow."""
    for cue in reading.cues((0, len(reading.tokens)), "response"):
        sentence = reading.sentence(cue.start)
        answered = next((a for a in acts if a.start >= cue.end and a.sentence == sentence and not a.harm), None)
        if answered is None or answered.start - cue.end > 6:
            continue
        own = [a for a in acts if a.sentence == sentence and a is not answered and a.part_of is None and not a.harm]
        own = [a for a in own if a.type in _FORCE and a.part_of is not answered]
        for act in own:
            if act.responds_to is None and answered.responds_to is not act:
                _answer(reading, act, answered, cue)
        if not own:
            _responder(reading, acts, answered, cue, cast)
    for act in acts:
        light = act.carrier
        if light is not None and getattr(light.term.row, "id", "") == "light-radda" and act.responds_to is None:
            before = [a for a in acts if a.end <= light.start and a.part_of is None and a.type in _FORCE]
            others = [a for a in before if not _shared(a.agents, act.agents, cast)]
            if others:
                _answer(reading, act, others[-1], light)


def _answer(reading: Reading, act: Act, answered: Act, cue: Mention) -> None:
    act.responds_to = answered
    words = reading.span(cue.start, cue.end)
    act.because("responds_to", answered.triggers[0].text, "response-cue", evidence=[words])


def _responder(reading: Reading, acts: list[Act], answered: Act, cue: Mention, cast: Cast) -> None:
    """ "ردت القوات على استهداف القاعدة": the strikes of these forces that the text tells afterwards are the answer."""
    sentence = reading.sentence(cue.start)
    parts = following(reading, cue.start + 1, answered.start, most=1)
    phrase = parts.nouns[0] if parts.nouns else subject_before(reading, cue.start, sentence[0])
    if phrase is None:
        return
    who = participant(reading, phrase, cast)
    for act in acts:
        if act.start > answered.end and act.type in _FORCE and act.scope == "specific" and not act.harm:
            if act.responds_to is None and _shared([who], act.agents, cast):
                _answer(reading, act, answered, cue)


def _shared(mine: list[Participant], theirs: list[Participant], cast: Cast) -> bool:
    """Whether one of the participants is on the side of one of the others."""
    for one in mine:
        for other in theirs:
            if one.actor_id and other.actor_id:
                if cast.related(one.actor_id, other.actor_id):
                    return True
            elif one.country and one.country == other.country:
                return True
    return False
