"""The speaker as doer: who tells an act as its own has done it, and whom a speaker accuses has (codebook 8)."""

from __future__ import annotations

from collections.abc import Sequence

from waqai.coding.act import Act
from waqai.coding.constituents import subject_before
from waqai.coding.own_forces import is_first_person, is_own_force
from waqai.coding.participants import Cast, is_agent_like, participant
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.coding.spoken import REFUSING
from waqai.coding.stances import PARTIES
from waqai.coding.utterance import Utterance
from waqai.knowledge.vocabulary import SourceRow
from waqai.records import Participant, Source, Span

_NO_BLOW = frozenset({"weapons_disrupted", "agreement", "military_activity", "displacement"})
_FIGHTING = frozenset({"MIL", "REB", "UAF", "PRM", "SEP", "INS"})
_STATE = frozenset({"GOV", "COP", "SPY"})
"""Roles of bodies that may have killed whom they announce as killed by a noun of doing: "تحييد ثلاثة"."""
_KILLING = frozenset({"killed"})
_HERSELF = frozenset({"انها", "انه", "انهم", "بانها", "بانه", "بانهم", "انهما"})
_NEAR_VERB = 6
_NEAR_OBJECT = 5


def give_doer(reading: Reading, speaking: Utterance, act: Act, parts: Sequence[Act], cast: Cast) -> None:
    """Fill in the doer of an act from who speaks of it. `parts` are the mentions that are only part of this act.

    "قالت الحركة إن مقاتليها استهدفوا", "قالت الحركة إنها استهدفت", "استهدفنا", "تبنت الهجوم" make the speaker
    the doer; a group or army that announces an attack whose doer the words leave out announces its own.
    Who is accused is the doer.
    """
    if speaking.stance in (*REFUSING, "accuses"):
        if speaking.stance == "accuses":
            _accused(reading, speaking, act, cast)
        return
    source = speaking.source
    if source is None or source.kind not in PARTIES or source.span is None or speaking.phrase is None:
        return
    if _own_forces(reading, speaking, act, cast) or act.agents or act.part_of is not None:
        return
    if act.harm and act.trigger.harm not in _KILLING:
        return
    own = speaking.stance == "claims" or is_first_person(act) or _itself(reading, speaking, act)
    if not own and not (
        _announces(speaking, act) and _fights(source, cast, _STATE if act.trigger.harm else frozenset())
    ):
        return
    hit = [*act.targets, *(target for part in parts for target in part.targets)]
    if any(_is_source(source, target) or _is_own(reading, target, speaking) for target in hit):
        return
    _add(act, participant(reading, body_of(reading, speaking.phrase), cast), "speaker-is-doer", speaking)


def _own_forces(reading: Reading, speaking: Utterance, act: Act, cast: Cast) -> bool:
    """Name the speaker where it calls forces its own: "قال الجيش الأمريكي إن | قواته | قتلت مسلحا"."""
    if speaking.phrase is None:
        return False
    own = [a for a in act.agents if is_own_force(reading, reading.tokens_of(a.span), speaking.phrase)]
    if not own and not act.agents:
        before = _subject(reading, speaking, act)
        if before is not None and is_own_force(reading, before, speaking.phrase):
            own = [participant(reading, before, cast)]
            act.agents.extend(own)
    if not own:
        return False
    body = body_of(reading, speaking.phrase)
    who = participant(reading, body, cast) if _is_body(reading, body, speaking) else own[0]
    act.agents[:] = [*(agent for agent in act.agents if agent not in own), who]
    act.because("agents", who.text, "own-forces", row=speaking.row, evidence=[Span(text=who.text, span=who.span)])
    return True


def _subject(reading: Reading, speaking: Utterance, act: Act) -> Range | None:
    """What stands before the verb of an act, or before the light verb that carries it, in the words of a speaker."""
    if act.nominal and act.carrier is None:
        return None
    verb = act.carrier.start if act.carrier is not None else act.start
    return subject_before(reading, verb, max(speaking.reach[0], act.sentence[0]))


def _is_body(reading: Reading, phrase: Range, speaking: Utterance) -> bool:
    """Whether the speaker may have forces: a body, and not only an officer or a source without a name."""
    start = phrase[0]
    while start < phrase[1] - 1 and reading.is_mark(start):
        start += 1
    named = any(reading.at(kind, i) is not None for kind in ("actor", "nickname") for i in range(*phrase))
    if named or reading.opening("force", start) is not None:
        return True
    return speaking.phrase != phrase or _opens_office(reading, phrase)


def _opens_office(reading: Reading, phrase: Range) -> bool:
    mention = reading.opening("source", phrase[0])
    row = mention.term.row if mention is not None else None
    return isinstance(row, SourceRow) and row.kind == "official" and reading.text(phrase[0]) in _OFFICES


_OFFICES = frozenset({"مديريه", "وزاره", "الوزاره", "شرطه", "الشرطه", "قياده", "القياده", "سلطات", "السلطات", "مكتب"})


def body_of(reading: Reading, phrase: Range) -> Range:
    """The body that a spokesman speaks for: "المتحدث باسم | القوات المسلحة"; the phrase itself where none is named."""
    start, end = phrase
    for i in range(start, end - 1):
        if reading.text(i) in ("باسم", "بإسم"):
            return i + 1, end
    return phrase


def _add(act: Act, who: Participant, rule: str, speaking: Utterance) -> None:
    act.agents.append(who)
    act.because("agents", who.text, rule, row=speaking.row, evidence=[Span(text=who.text, span=who.span)])


def _is_own(reading: Reading, target: Participant, speaking: Utterance) -> bool:
    """Whether a speaker calls the target its own: "قواته", "مواقعها"."""
    if is_own_force(reading, reading.tokens_of(target.span), speaking.phrase):
        return True
    return reading.text(reading.tokens_of(target.span)[0]) in _OWN_PLACES


_OWN_PLACES = frozenset({"مواقعه", "مواقعها", "مواقعنا", "مقاره", "مقارها", "مقارنا", "اراضيه", "اراضيها", "اراضينا"})


def _accused(reading: Reading, speaking: Utterance, act: Act, cast: Cast) -> None:
    """Make the accused the doer: "اتهم الجيش | قوات كذا | بقصف المدينة", "حمّل الجيش | قوات كذا | مسؤولية القصف"."""
    if speaking.phrase is None or speaking.verb[0] >= act.start:
        return
    act.agents[:] = [a for a in act.agents if not _within(reading.tokens_of(a.span), speaking.verb)]
    if act.agents:
        return
    start = speaking.phrase[1] if speaking.phrase[0] > speaking.verb[0] else speaking.verb[0] + 1
    phrase = noun_phrase(reading, start, act.start) if start < act.start else None
    if phrase is not None and is_agent_like(reading, phrase):
        _add(act, participant(reading, phrase, cast), "accused", speaking)


def _within(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _itself(reading: Reading, speaking: Utterance, act: Act) -> bool:
    """Whether the clause of what is said opens with a pronoun for the speaker right before the act.

    "قالت الحركة إنها | استهدفت".
    """
    first = speaking.reach[0]
    if act.nominal and act.carrier is None:
        return False
    opening = act.carrier.start if act.carrier is not None else act.start
    if reading.text(first - 1) not in _HERSELF or not 0 <= opening - first <= _NEAR_VERB:
        return False
    return not any(_is_verb_of_act(reading, i) for i in range(first, opening))


def _is_verb_of_act(reading: Reading, i: int) -> bool:
    """Whether another act stands at token `i`: "أنه | اعترض | صاروخا أطلق"."""
    return any(
        m.kind == "trigger" and m.term.inflection is not None and m.term.inflection.pos == "verb"
        for m in reading.begins[i]
    )


def _announces(speaking: Utterance, act: Act) -> bool:
    """Whether the act is what is announced: the object of the verb of saying, or what stands under a label."""
    if act.type in _NO_BLOW or not act.nominal or act.mention.pronoun or act.carrier is not None:
        return False
    struck = any(f.kind == "on" and f.preposition not in ("في", "ب") for f in act.trigger.frames)
    if not (act.trigger.takes("transitive") or struck) or not _is_done(act):
        return False
    if speaking.frame == "subject-object":
        return act.start - speaking.verb[1] <= _NEAR_OBJECT
    return speaking.label and bool(act.targets)


def _is_done(act: Act) -> bool:
    """Whether the noun tells a deed and not what befell: "تحييد ثلاثة", "قتل قيادي", not "مقتل ثلاثة"."""
    if act.trigger.harm is None:
        return True
    form = act.mention.term.inflection
    return (
        act.trigger.harm in _KILLING and form is not None and form.pos == "masdar" and not form.surface.startswith("م")
    )


def _fights(source: Source, cast: Cast, more: frozenset[str]) -> bool:
    """Whether a speaker is an armed group or an army, or has one of some more roles."""
    if source.kind == "armed_group":
        return True
    actor = cast.knowledge.actors.get(source.source_id) if source.source_id else None
    return actor is not None and actor.role in _FIGHTING | more


def _is_source(source: Source, target: Participant) -> bool:
    return bool(source.text) and (source.text == target.text or (source.source_id == target.actor_id is not None))
