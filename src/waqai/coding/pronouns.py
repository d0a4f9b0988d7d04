"""Arguments that other words stand for: an attached pronoun, a verb that goes on, the nationality of a weapon."""

from __future__ import annotations

from waqai.coding.act import Act, earlier
from waqai.coding.participants import Cast, participant
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.knowledge.actors import Nationality
from waqai.knowledge.lexicon import Mention
from waqai.records import Participant, Span


def span_of(who: Participant) -> Span:
    """The words of a participant as evidence."""
    return Span(text=who.text, span=who.span)


def is_empty(who: Participant) -> bool:
    """Whether a participant has no letter or digit."""
    return not any(letter.isalnum() for letter in who.text) or who.text == "و"


def overlap(one: Participant, other: Participant) -> bool:
    """Whether two participants share words of the text."""
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def pronoun_targets(reading: Reading, acts: list[Act], cast: Cast) -> None:
    """The targets that an attached pronoun stands for: "مقرات الحزب جراء استهدافها", "ناقلة بعد ضربها"."""
    for act in acts:
        form = act.mention.term.inflection
        pronoun = act.mention.pronoun or act.trigger.lemma.endswith("+ه")
        if act.targets or not pronoun or not act.trigger.takes("transitive"):
            continue
        if form is None or (form.pos == "verb" and not act.agents):
            continue
        phrase = _antecedent_of_pronoun(reading, act)
        if phrase is None:
            continue
        who = participant(reading, phrase, cast)
        if is_empty(who) or any(overlap(who, agent) for agent in act.agents):
            continue
        act.targets.append(who)
        act.because("targets", who.text, "pronoun", row=act.trigger.id, evidence=[span_of(who)])


def _antecedent_of_pronoun(reading: Reading, act: Act) -> Range | None:
    """The last noun phrase before the act that persons (هم) or things (ها, ه) can be."""
    persons = act.mention.pronoun in ("هم", "هما", "هن")
    best: Range | None = None
    i = act.sentence[0]
    while i < act.start:
        kinds = {m.kind for m in reading.begins[i]}
        thing = bool(kinds & {"object", "class"}) and not persons and i not in reading.place_at
        body = bool(kinds & {"person", "force", "actor", "nickname"})
        singular = act.trigger.object == "person" and "person" in kinds
        if (thing or singular or (persons and (body or "object" in kinds))) and not reading.is_mark(i):
            phrase = noun_phrase(reading, i, act.start)
            if phrase is not None:
                best = phrase
                i = phrase[1]
                continue
        i += 1
    return best


def weapon_owner(reading: Reading, acts: list[Act], cast: Cast) -> None:
    """The doer that a weapon's nationality tells: "استهدافها | بالصواريخ الإيرانية"."""
    for act in acts:
        if act.agents or act.harm or act.part_of is not None:
            continue
        for i in range(act.start, act.clause[1]):
            weapon = reading.opening("weapon", i)
            if weapon is None or weapon.end >= len(reading.tokens):
                continue
            nation = next((m for m in reading.begins[weapon.end] if isinstance(m.term.row, Nationality)), None)
            if nation is None:
                continue
            who = participant(reading, (i, nation.end), cast, cut=_letters(reading, i, weapon))
            act.agents.append(who)
            act.because("agents", who.text, "weapon-nationality", evidence=[span_of(who)])
            break


def _letters(reading: Reading, i: int, mention: Mention) -> int:
    """How many letters to cut from a word with a preposition; none from لل, whose ال they share."""
    if reading.text(i).lstrip("وف").startswith("لل"):
        return 0
    return len(mention.split.conjunction + mention.split.preposition)


def inherit(reading: Reading, acts: list[Act], index: int) -> None:
    """A verb joined by و without a subject of its own has that of the verb before it: "هاجمتهم قوة وقتلتهم"."""
    act = acts[index]
    if act.agents or index == 0:
        return
    if act.nominal and act.later is not None and act.later.pronoun != "":  # قتلت القوات ثلاثة في غارة | شنتها
        _take(act, next((a for a in earlier(acts, index) if a.agents and not a.nominal), None), "relative-verb")
        return
    if act.nominal or not act.mention.split.conjunction:
        return
    form = act.mention.term.inflection
    plural = form is not None and form.number == "p"
    if form is None or form.voice == "passive" or (act.harm and act.targets and not act.mention.pronoun and not plural):
        return
    _take(
        act, next((a for a in earlier(acts, index) if a.agents and (not a.nominal or a.carrier)), None), "joined-verb"
    )


def _take(act: Act, before: Act | None, rule: str) -> None:
    if before is not None:
        act.agents.extend(before.agents)
        act.because("agents", before.agents[0].text, rule, evidence=[span_of(before.agents[0])])
