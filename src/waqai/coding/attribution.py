"""Attribution: who says so of each act, with what stance, through which chain, how surely (codebook 4)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from waqai.coding.act import Act
from waqai.coding.own_forces import is_first_person, is_own_force
from waqai.coding.participants import Cast
from waqai.coding.reading import Reading
from waqai.coding.saying import utterances
from waqai.coding.speaker_as_doer import body_of, give_doer
from waqai.coding.spoken import REFUSING, Spoken, chain_of, go_on, innermost
from waqai.coding.stances import PARTIES, counts_harm, same_side, stance_of
from waqai.coding.utterance import Utterance
from waqai.records import Attribution, Participant, Source, Span, Stance

_BACK = 2
"""Sentences over which a denial or a silence without an act of its own looks for what it is about."""
_MOST_ACTS_BACK = 12
_NOT_DENIED = frozenset({"protest", "agreement"})
"""Kinds of acts that a denial without words for them is not about, unless the one who denies did them."""


def attribute(reading: Reading, acts: list[Act], cast: Cast) -> list[Utterance]:
    """Fill in the attributions of each act. Gives the utterances of the text, each with its speaker filled in."""
    found = utterances(reading, cast)
    said = [utterance for utterance in found if utterance.frame != "predicate"]
    untrue = {reading.sentence_index(u.at): u for u in found if u.frame == "predicate"}
    go_on(said)
    _protect(reading, said)
    spoken = Spoken(reading, said)
    parts: dict[int, list[Act]] = {}
    for act in acts:
        if act.part_of is not None:
            parts.setdefault(id(act.part_of), []).append(act)
    used: set[int] = set()
    for act in acts:
        covering = spoken.over(act)
        used.update(map(id, covering))
        if covering:
            _attribute_to(reading, act, covering, parts.get(id(act), ()), cast)
            _deny(reading, act, covering, untrue, cast)
    for utterance in said:
        if id(utterance) not in used:
            _call_untrue(reading, utterance, untrue)
            _answer(reading, utterance, acts, cast)
    return said


def _attribute_to(reading: Reading, act: Act, covering: list[Utterance], parts: Iterable[Act], cast: Cast) -> None:
    """Give an act the voice nearest to it, and whoever in the same breath denies it or does not speak of it."""
    speaking = innermost(covering, act)
    give_doer(reading, speaking, act, tuple(parts), cast)
    told = _attribution(reading, speaking, chain_of(covering, speaking), act, cast)
    act.attributions.append(told)
    refusing = [u for u in covering if u.stance in REFUSING and u is not speaking]
    act.attributions.extend(_attribution(reading, u, (), act, cast) for u in refusing)
    act.refused = told.stance in REFUSING
    source = told.source
    act.because(
        "attributions",
        source.text or "",
        speaking.rule,
        row=speaking.row,
        evidence=[Span(text=source.text or "", span=source.span)] if source.span else (),
        competitors=[u.source.text or "" for u in covering if u is not speaking and u.source],
    )


def _protect(reading: Reading, said: list[Utterance]) -> None:
    """Mark who speaks in a sentence that says that a name is withheld: "طلب عدم ذكر اسمه"."""
    withheld = {reading.sentence_index(cue.start) for cue in reading.cues((0, len(reading.tokens)), "protected")}
    for utterance in said if withheld else ():
        utterance.protected = reading.sentence_index(utterance.at) in withheld


def _deny(reading: Reading, act: Act, covering: list[Utterance], untrue: dict[int, Utterance], cast: Cast) -> None:
    """Let a party deny an act that it calls untrue: "قال الجيش إن ما تردد عن القصف | غير صحيح".

    What somebody else accuses it of stays an accusation: "الحركة: اتهام الجيش لها بالقصف | ادعاء باطل".
    """
    said = untrue.get(reading.sentence_index(act.start))
    if said is None:
        return
    own = [u for u in covering if u.rule != "accusation" and u.reach[0] <= said.at < u.reach[1]]
    speaking = innermost(own, act) if own else None
    if speaking is None or speaking.source is None or speaking.source.kind not in PARTIES:
        return
    told = _attribution(reading, speaking, (), act, cast).model_copy(update={"stance": "denies"})
    act.attributions[:] = [a for a in act.attributions if a.source != told.source]
    act.attributions.append(told)
    act.refused = all(a.stance in REFUSING for a in act.attributions)


def _call_untrue(reading: Reading, utterance: Utterance, untrue: dict[int, Utterance]) -> None:
    """Turn into a denial what a party says of an act told before: "قال الجيش إن ذلك | غير صحيح"."""
    said = untrue.get(reading.sentence_index(utterance.at))
    if said is None or utterance.source is None or utterance.stance not in ("reports", "confirms"):
        return
    if utterance.source.kind in PARTIES and utterance.reach[0] <= said.at < utterance.reach[1]:
        utterance.stance = "denies"


def _answer(reading: Reading, utterance: Utterance, acts: list[Act], cast: Cast) -> None:
    """Put a denial, a silence or an accusation that names no act on the act that was told before it.

    "قصفت المدفعية البلدة. ونفى الجيش ذلك."; "… لكن الأخيرة نفت ذلك واتهمت الجيش"; "ولم يصدر تعليق من الجيش".
    """
    source = utterance.source
    if source is None or utterance.stance not in (*REFUSING, "accuses"):
        return
    act = _told_before(reading, utterance, acts, source, cast)
    if act is None:
        return
    quote = reading.span(*utterance.reach) if utterance.reach[0] < utterance.reach[1] else None
    act.attributions.append(
        Attribution(
            source=source,
            via=utterance.via,
            stance=utterance.stance,
            certainty=utterance.certainty,
            protected=utterance.protected,
            quote=quote,
        )
    )
    act.because("attributions", source.text or "", "answers", row=utterance.row)


def _told_before(reading: Reading, utterance: Utterance, acts: list[Act], source: Source, cast: Cast) -> Act | None:
    """The act that a speaker answers: the nearest before that it may have done, else the nearest."""
    last = bisect_left(acts, utterance.at, key=lambda act: act.start)
    floor = reading.sentence_index(utterance.at) - _BACK
    nearest: Act | None = None
    for act in reversed(acts[max(0, last - _MOST_ACTS_BACK) : last]):
        if reading.sentence_index(act.start) < floor:
            break
        if act.part_of is not None or act.type is None or act.harm or act.refused or act.polarity == "negated":
            continue
        if any(same_side(source, agent, cast) for agent in act.agents):
            return act
        if act.type not in _NOT_DENIED:
            nearest = nearest or act
    return nearest


def _attribution(
    reading: Reading, utterance: Utterance, chain: tuple[Source, ...], act: Act, cast: Cast
) -> Attribution:
    source = utterance.source
    if source is None:
        raise ValueError("an utterance is attributed to somebody")
    start, end = utterance.reach
    first, last = max(start, act.sentence[0]), min(end, act.sentence[1])
    return Attribution(
        source=source,
        via=utterance.via,
        chain=chain,
        stance=_stance(reading, utterance, source, act, cast),
        certainty=utterance.certainty,
        protected=utterance.protected,
        quote=reading.span(first, last) if first < last else None,
    )


def _stance(reading: Reading, utterance: Utterance, source: Source, act: Act, cast: Cast) -> Stance:
    own = (is_first_person(act) and not act.agents) or any(_is_ours(reading, utterance, agent) for agent in act.agents)
    return stance_of(utterance.stance, source, act, cast, own=own, counted=counts_harm(reading, act))


def _is_ours(reading: Reading, utterance: Utterance, agent: Participant) -> bool:
    """Whether the words call a doer the speaker's: "قواته", and "طائرات التحالف" of a spokesman of the coalition."""
    if is_own_force(reading, reading.tokens_of(agent.span), utterance.phrase):
        return True
    if utterance.phrase is None:
        return False
    body = body_of(reading, utterance.phrase)
    return body != utterance.phrase and reading.span(*body).text in agent.text
