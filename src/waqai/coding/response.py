"""Response: which act another one answers ("ردًا على القصف استهدفت المدفعية", "ردت القوات على استهداف القاعدة")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from waqai.coding.act import Act
from waqai.coding.constituents import following, subject_before
from waqai.coding.participants import Cast, participant
from waqai.coding.reading import Range, Reading
from waqai.coding.triggers import row_of
from waqai.records import Participant

_FORCE = frozenset(
    {"air_strike", "drone_strike", "shelling", "attack", "armed_clash", "ied", "assassination", "arrest", "explosion"}
)
_VERBS = frozenset({"رد", "ردت", "ردوا", "يرد", "ترد", "وردت", "فرد", "فردت", "وردوا", "فردوا", "ورد"})
_NEAR = 6
_FAR = 16
"""How many tokens behind the verb رد the act may stand that it answers: "ردت القوات في المحافظة | على استهداف"."""
_BACK = 3
"""How many sentences back an act may stand that a later one answers without naming it."""


def find_responses(reading: Reading, acts: list[Act], cast: Cast) -> None:
    """Fill in what each act answers. Who is said to answer an attack answers it with all its strikes that follow."""
    starts = [act.start for act in acts]
    for cue in reading.cues((0, len(reading.tokens)), "response"):
        sentence = reading.sentence(cue.start)
        near = acts[bisect_left(starts, sentence[0]) : bisect_left(starts, sentence[1])]
        answered = next((a for a in near if a.start >= cue.end and not a.harm), None)
        if (
            answered is not None
            and answered.start - cue.end <= _NEAR
            and not _is_talk(reading, cue.end, answered.start)
        ):
            _answered(reading, acts, near, answered, (cue.start, cue.end), cast)
    for verb in _verbs(reading):
        sentence = reading.sentence(verb)
        near = acts[bisect_left(starts, sentence[0]) : bisect_left(starts, sentence[1])]
        answered = next((a for a in near if a.start > verb and reading.text(a.start - 1) == "علي"), None)
        if answered is not None and answered.start - verb <= _FAR:
            _answered(reading, acts, near, answered, (verb, verb + 1), cast)
    for number, act in enumerate(acts):
        light = act.carrier
        if light is not None and row_of(light).id == "light-radda" and act.responds_to is None:
            before = _before(reading, acts, number, cast)
            if before is not None:
                _answer(reading, act, before, (light.start, light.end))


_TALK = frozenset({"سوال", "اسئله", "تصريح", "تصريحات", "اتهام", "اتهامات", "بيان", "استفسار"})


def _is_talk(reading: Reading, start: int, end: int) -> bool:
    """Whether words are answered and no act: "ردا على | سؤال | حول القصف"."""
    return any(reading.text(i) in _TALK for i in range(start, end))


def _verbs(reading: Reading) -> Iterator[int]:
    """Where a verb of answering stands."""
    return (i for i in range(len(reading.tokens)) if reading.text(i) in _VERBS)


def _answered(reading: Reading, acts: list[Act], near: list[Act], answered: Act, cue: Range, cast: Cast) -> None:
    """Point the acts that answer to `answered`: those behind it in its sentence, else those before the word."""
    able = [a for a in near if a is not answered and a.part_of is None and not a.harm and a.type in _FORCE]
    own = [a for a in able if a.start > answered.end] or [a for a in able if a.end <= cue[0]]
    own = [a for a in own if not (a.result or _is_of(a, answered))]
    for act in own:
        if act.responds_to is None and answered.responds_to is not act:
            _answer(reading, act, answered, cue)
    if not own:
        _responder(reading, acts, answered, cue, cast)


def _is_of(act: Act, answered: Act) -> bool:
    """Whether an act only tells more of the one that is answered: "على استهداف | طال القاعدة"."""
    return act.start == answered.end and not act.nominal


def _before(reading: Reading, acts: list[Act], number: int, cast: Cast) -> Act | None:
    """The act of another side that was told before the one at `number`."""
    act = acts[number]
    sentence = reading.sentence_index(act.start)
    for other in reversed(range(number)):
        told = acts[other]
        if sentence - reading.sentence_index(told.start) > _BACK:
            return None
        if (
            told.part_of is None
            and told.type in _FORCE
            and not told.harm
            and not _shared(told.agents, act.agents, cast)
        ):
            return told
    return None


def _answer(reading: Reading, act: Act, answered: Act, cue: Range) -> None:
    act.responds_to = answered
    words = reading.span(*cue)
    act.because("responds_to", answered.triggers[0].text, "response-cue", evidence=[words])


def _responder(reading: Reading, acts: list[Act], answered: Act, cue: Range, cast: Cast) -> None:
    """ "ردت القوات على استهداف القاعدة": the strikes of these forces that the text tells afterwards are the answer."""
    sentence = reading.sentence(cue[0])
    parts = following(reading, cue[0] + 1, answered.start, most=1)
    phrase = parts.nouns[0] if parts.nouns else subject_before(reading, cue[0], sentence[0])
    if phrase is None:
        return
    who = participant(reading, phrase, cast)
    for act in acts:
        later = act.start > answered.end and act.type in _FORCE and act.scope == "specific" and not act.harm
        if later and act.responds_to is None and _shared([who], act.agents, cast):
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
