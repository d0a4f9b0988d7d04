"""Attribution: who says so of each act, with what stance, through which chain, how surely (codebook 4)."""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.participants import Cast, is_agent_like, participant
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Reading
from waqai.coding.saying import utterances
from waqai.coding.utterance import Utterance
from waqai.knowledge.triggers import Trigger
from waqai.language.folding import fold_key
from waqai.records import Attribution, Participant, Source, Span, Stance

_PARTIES = frozenset({"armed_group", "official"})
_OWN_LOSS = frozenset({"weapons_disrupted", "agreement", "military_activity", "displacement"})
_FIRST_PERSON = frozenset({"قواتنا", "مجاهدونا", "مقاتلونا", "مجاهدو", "وحداتنا", "ابناؤكم", "مجاهدوكم"})
_REFUSING = frozenset({"declines", "denies"})


def attribute(reading: Reading, acts: list[Act], cast: Cast) -> list[Utterance]:
    """Fill in the attributions of each act. Gives the utterances of the text, each with its speaker filled in."""
    said = utterances(reading, cast)
    _continue(said)
    protected = _protected(reading)
    for utterance in said:
        utterance.protected = any(_within(cue, reading.sentence(utterance.at)) for cue in protected)
    for act in acts:
        covering = [u for u in said if u.source is not None and _covers(reading, u, act)]
        if not covering:
            continue
        speaking = _innermost(covering, act)
        _speaker_acts(reading, speaking, act, acts, cast)
        chain = _chain(covering, speaking)
        act.attributions.append(_attribution(reading, speaking, chain, act, cast))
        refusing = [u for u in covering if u.stance in _REFUSING and u is not speaking]
        act.attributions.extend(_attribution(reading, u, (), act, cast) for u in refusing)
        act.refused = speaking.stance in _REFUSING
        act.because(
            "attributions",
            speaking.source.text if speaking.source else "",
            speaking.rule,
            row=speaking.row,
            evidence=[Span(text=speaking.source.text or "", span=speaking.source.span)]
            if speaking.source and speaking.source.span
            else (),
            competitors=[u.source.text or "" for u in covering if u is not speaking and u.source],
        )
    return said


def _speaker_acts(reading: Reading, speaking: Utterance, act: Act, acts: list[Act], cast: Cast) -> None:
    """Make the speaker the doer of an act that it tells as its own.

    "قالت الحركة إنها استهدفت", "استهدفنا", "تبنت الهجوم".

    A group or army that announces an attack whose doer the words leave out announces its own.
    """
    source = speaking.source
    if (
        act.agents
        or (act.harm and act.trigger.harm not in ("killed",))
        or source is None
        or source.kind not in _PARTIES
    ):
        return
    if speaking.phrase is None or source.span is None or act.part_of is not None:
        return
    if speaking.stance in ("accuses", "denies", "declines"):
        _accused(reading, speaking, act, cast)
        return
    own = speaking.stance == "claims" or _is_first_person(act) or _itself(reading, speaking, act)
    if not own and not (_announces(speaking, act) and _fights(source, cast)):
        return
    hit = [*act.targets, *(target for part in acts if part.part_of is act for target in part.targets)]
    if any(_is_source(source, target) or _is_own(target) for target in hit):
        return
    who = participant(reading, speaking.phrase, cast)
    act.agents.append(who)
    act.because("agents", who.text, "speaker-is-doer", row=speaking.row, evidence=[Span(text=who.text, span=who.span)])


def _is_own(target: Participant) -> bool:
    """Whether a speaker calls the target its own: "قواته", "مواقعها"."""
    first = fold_key(target.text).split()[0] if target.text else ""
    return first in _OWN_FORCES


_OWN_FORCES = frozenset(
    {
        "قواته",
        "قواتها",
        "قواتنا",
        "مواقعه",
        "مواقعها",
        "جنوده",
        "جنودها",
        "مقاره",
        "مقارها",
        "عناصرها",
        "اراضيه",
        "اراضيها",
    }
)


def _accused(reading: Reading, speaking: Utterance, act: Act, cast: Cast) -> None:
    """Make the accused the doer: "اتهم الجيش | قوات كذا | بقصف المدينة"."""
    if speaking.stance != "accuses" or speaking.phrase is None or speaking.phrase[1] >= act.start:
        return
    phrase = noun_phrase(reading, speaking.phrase[1], act.start)
    if phrase is None or not is_agent_like(reading, phrase):
        return
    who = participant(reading, phrase, cast)
    act.agents.append(who)
    act.because("agents", who.text, "accused", row=speaking.row, evidence=[Span(text=who.text, span=who.span)])


def _itself(reading: Reading, speaking: Utterance, act: Act) -> bool:
    """Whether the clause of what is said opens with a pronoun for the speaker: "إنها | استهدفت"."""
    first = speaking.reach[0]
    if act.nominal and act.carrier is None:
        return False
    opening = act.carrier.start if act.carrier is not None else act.start
    return reading.text(first - 1) in _HERSELF and 0 <= opening - first <= 6


_HERSELF = frozenset({"انها", "انه", "انهم", "بانها", "بانه", "بانهم", "انهما"})


def _announces(speaking: Utterance, act: Act) -> bool:
    """Whether the act is what is announced: the object of the verb of saying, or what stands under a label."""
    if act.type in _OWN_LOSS or not act.nominal or act.mention.pronoun:
        return False
    struck = any(f.kind == "on" and f.preposition not in ("في", "ب") for f in act.trigger.frames)
    if not (act.trigger.takes("transitive") or struck) or act.trigger.harm is not None:
        return False
    if speaking.frame == "subject-object":
        return act.start - speaking.verb[1] <= 5
    return speaking.label and bool(act.targets) and act.carrier is None


def _fights(source: Source, cast: Cast) -> bool:
    """Whether a speaker is an armed group or an army."""
    if source.kind == "armed_group":
        return True
    actor = cast.knowledge.actors.get(source.source_id) if source.source_id else None
    return actor is not None and actor.role in ("MIL", "REB", "UAF", "PRM", "SEP", "INS")


def _is_source(source: Source, target: Participant) -> bool:
    return bool(source.text) and (source.text == target.text or (source.source_id == target.actor_id is not None))


def _continue(said: list[Utterance]) -> None:
    """وأضاف: a verb of saying without a speaker goes on with the speaker before."""
    last: Utterance | None = None
    for utterance in said:
        same = utterance.source is not None and fold_key(utterance.source.text or "") in _SAME_SPEAKER
        if (utterance.source is None or same) and last is not None:
            utterance.source, utterance.inner = last.source, last.inner
            utterance.phrase = last.phrase
        elif utterance.source is not None:
            last = utterance


_SAME_SPEAKER = frozenset({"المصدر", "المصادر", "المتحدث", "البيان", "المسوول", "الناطق", "الشاهد", "المراسل"})
"""Whoever was named before: "وأضاف | المصدر أن"."""


def _protected(reading: Reading) -> list[int]:
    return [cue.start for cue in reading.cues((0, len(reading.tokens)), "protected")]


def _within(i: int, span: tuple[int, int]) -> bool:
    return span[0] <= i < span[1]


def _covers(reading: Reading, utterance: Utterance, act: Act) -> bool:
    """Whether an act is among what a speaker says; the verb of saying itself is no act of its own."""
    start, end = utterance.reach
    if utterance.verb[0] <= act.start < utterance.verb[1] and utterance.frame != "quoting":
        return utterance.stance in ("claims", "denies", "declines")
    if utterance.phrase is not None and utterance.phrase[0] <= act.start < utterance.phrase[1]:
        return False
    if start <= act.start < end:
        return True
    quotation = next((q for q in reading.quotations if q.kind == "speech" and start - 2 <= q.opens < end), None)
    return quotation is not None and quotation.start <= act.start < quotation.end


def _innermost(covering: list[Utterance], act: Act) -> Utterance:
    """The speaker nearest to the act: within a label the one quoted, and of two verbs the later before the act."""
    inner = [u for u in covering if not u.label] or covering
    before = [u for u in inner if u.at <= act.start]
    return before[-1] if before else inner[0]


def _chain(covering: list[Utterance], speaking: Utterance) -> tuple[Source, ...]:
    outer = [u.source for u in covering if u.label and u is not speaking and u.source is not None]
    return tuple(_distinct([*outer, *speaking.inner], speaking.source))


def _distinct(sources: list[Source], last: Source | None) -> list[Source]:
    found: list[Source] = []
    for source in sources:
        if source != last and source not in found:
            found.append(source)
    return found


def _attribution(
    reading: Reading, utterance: Utterance, chain: tuple[Source, ...], act: Act, cast: Cast
) -> Attribution:
    source = utterance.source
    if source is None:
        raise ValueError("an utterance is attributed to somebody")
    start, end = utterance.reach
    first, last = max(start, act.sentence[0]), min(end, act.sentence[1])
    quote = reading.span(first, last) if first < last else None
    return Attribution(
        source=source,
        via=utterance.via,
        chain=chain,
        stance=stance_of(utterance.stance, source, act, cast, counted=_counts_harm(reading, act)),
        certainty=utterance.certainty,
        protected=utterance.protected,
        quote=quote,
    )


def stance_of(stance: Stance, source: Source, act: Act, cast: Cast, *, counted: bool = False) -> Stance:
    """The stance by who speaks of whose act (codebook 8).

    A side on its own strike claims it; on its own interception, loss or count it reports; a party on the other side's
    act accuses. `counted` says that the sentence counts the dead or wounded.
    """
    if stance not in ("reports", "claims", "confirms"):
        return stance
    if source.kind not in _PARTIES:
        return stance
    own = any(_same_side(source, agent, cast) for agent in act.agents)
    if stance == "claims":
        return stance
    if act.type in _OWN_LOSS:
        return "reports" if stance == "reports" else stance
    if own and stance == "reports":
        return "claims"
    if stance == "reports" and _is_first_person(act):
        return "claims"
    if stance == "reports" and _other_side(source, act, cast) and not act.harm and not counted:
        return "accuses"
    return stance


def _counts_harm(reading: Reading, act: Act) -> bool:
    """Whether the sentence of an act opens with a count of its dead or wounded: "14 إصابة بالعدوان"."""
    for i in range(act.sentence[0], act.start):
        for mention in reading.begins[i]:
            row = mention.term.row
            if isinstance(row, Trigger) and row.harm is not None and (i - 1) in reading.number_at:
                return True
    return False


def _is_first_person(act: Act) -> bool:
    form = act.mention.term.inflection
    return form is not None and form.pos == "verb" and form.person == 1 and (form.number == "p" or not form.number)


def _same_side(source: Source, agent: Participant, cast: Cast) -> bool:
    if agent.text in _FIRST_PERSON or agent.text.endswith("قواته") or agent.text.endswith("قواتها"):
        return True
    if source.source_id and agent.actor_id:
        return source.source_id == agent.actor_id or cast.related(source.source_id, agent.actor_id)
    if source.text and agent.text:
        return source.text in agent.text or agent.text in source.text
    return False


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
