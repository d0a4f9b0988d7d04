"""Modality: whether the act happened (polarity, scope) and how surely that is said (certainty)."""

from __future__ import annotations

from datetime import timedelta

from waqai.coding.act import Act
from waqai.coding.parts_of_speech import is_finite
from waqai.coding.reading import QUOTE_MARKS, Reading
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.triggers import Trigger
from waqai.knowledge.vocabulary import Cue
from waqai.records import Certainty, Polarity, Scope, Span

_REACH = {
    "negation": 4,
    "hedge": 7,
    "future": 5,
    "threat": 5,
    "request": 9,
    "hypothetical": 8,
    "attempt": 4,
    "talk": 3,
    "older": 8,
}
"""How many tokens before an act a cue still governs it."""
_PARTICLE_REACH = 1
_BEFORE_CLAUSE = 5
_RECENT = timedelta(days=8)
_FEW_DAYS = 3
"""Over more days than this, "attacks" of a month are a pattern."""
_PLANS = ("future", "threat", "request", "talk", "hypothetical")
_PARTICLES = frozenset({"لا", "لم", "لن", "ليس", "ليست"})
_CARRIED = 8
"""How far behind a negated light verb the act it carries may stand: "لم تتعرض البلدة الحدودية لأي | قصف"."""


def judge_modality(reading: Reading, acts: list[Act]) -> None:
    """Fill in polarity, scope and certainty of each act."""
    for act in acts:
        _polarity(reading, act)
        _scope(reading, act)
        _certainty(reading, act)
        seizing = _seizing(reading, act)
        if seizing is not None and act.scope == "specific":
            _set_scope(act, "background", "seized-before", _words(reading, seizing))


_SEIZING = ("ولي", "سرق")
_OF_IT = frozenset({"عليها", "عليه"})


def _seizing(reading: Reading, act: Act) -> Mention | None:
    """The relative clause on where things in use came from, if the act is told in it.

    "يحملون أسلحة | استولوا عليها | في | كمائن": neither the seizure nor the ambushes are of the day.
    """
    if act.nominal:
        at = act.start - 3
        if at < act.sentence[0] or reading.text(at + 2) != "في" or reading.text(at + 1) not in _OF_IT:
            return None
    else:
        at = act.start
    before = at - 1
    if reading.text(before) in QUOTE_MARKS | {")"}:
        before -= 1  # صدريات كتب عليها «شرطة» | استولوا عليها
    if before < act.sentence[0] or reading.is_mark(before) or reading.function(before):
        return None
    for mention in reading.begins[at]:
        row, form = mention.term.row, mention.term.inflection
        if not isinstance(row, Trigger) or row.root not in _SEIZING or form is None or form.tense != "perfect":
            continue
        if not mention.split.conjunction and (mention.pronoun in ("ها", "ه") or reading.text(at + 1) in _OF_IT):
            return None if before in reading.place_at else mention
    return None


def _near(reading: Reading, act: Act, name: str) -> Mention | None:
    """The cue of a name that governs an act: before it in its clause and near, or on either side where it may be."""
    reach = _REACH.get(name, 10)
    opening = act.carrier.start if act.carrier is not None and act.carrier.start < act.start else act.start
    first = act.clause[0]
    if first > act.sentence[0] and reading.function(first - 1) == "clause":
        first -= _BEFORE_CLAUSE  # يعتقد أن | طائرة استهدفت: the hedge governs the clause it opens
    for cue in reading.cues((max(first, act.sentence[0]), act.clause[1]), name):
        row = cue.term.row
        if cue.split.preposition == "س":  # سامر is a name, and no "will order"
            continue
        if isinstance(row, Cue) and row.preposition and row.preposition not in _borne(act):
            continue
        end = cue.gap[0] if cue.gap[1] > cue.gap[0] and cue.end > opening else cue.end
        before = end <= opening and opening - cue.end <= (_PARTICLE_REACH if _is_particle(reading, cue) else reach)
        after = isinstance(row, Cue) and row.side == "both" and cue.start >= act.end
        if (before or after) and not _barred(reading, cue.end, opening):
            return cue
    return None


def _borne(act: Act) -> set[str]:
    """The prepositions written with an act or with the verb that carries it: "طالب | بشن غارات"."""
    return {act.mention.split.preposition, act.carrier.split.preposition if act.carrier is not None else ""}


def _is_particle(reading: Reading, cue: Mention) -> bool:
    """Whether a negation is a particle, which governs only the word right after it: "لا تتوقف … للتصدي"."""
    return reading.text(cue.end - 1).removeprefix("و").removeprefix("ف") in _PARTICLES


def _barred(reading: Reading, start: int, end: int) -> bool:
    """Whether a mark or another finite clause stands between a cue and the act."""
    return any(reading.text(i) in ("،", ",", ".", "؛", ":") for i in range(start, end))


def _words(reading: Reading, mention: Mention) -> list[Span]:
    return [reading.span(mention.start, mention.end)]


def _polarity(reading: Reading, act: Act) -> None:
    cue = _near(reading, act, "negation") or _negated_verb(reading, act)
    if cue is None:
        if _is_ma(reading, act):
            act.polarity = "negated"
            act.because("polarity", "negated", "negation-ما", evidence=[reading.span(act.start - 1, act.start)])
        return
    form = act.mention.term.inflection
    particle = reading.text(cue.start) if _is_particle(reading, cue) else ""
    if form is not None and form.pos == "verb" and particle == "لا" and form.tense == "perfect":
        return
    _set_polarity(act, "negated", cue, reading)


def _negated_verb(reading: Reading, act: Act) -> Mention | None:
    """The particle that denies the light verb whose subject or object the act is: "لم | تندلع اشتباكات"."""
    if not act.nominal:
        return None
    for cue in reading.cues((max(act.clause[0], act.start - _CARRIED), act.start), "negation"):
        verb = reading.opening("trigger", cue.end) if _is_particle(reading, cue) else None
        row = verb.term.row if verb is not None else None
        if isinstance(row, Trigger) and row.sense == "light" and not _barred(reading, cue.end, act.start):
            return cue
    return None


def _is_ma(reading: Reading, act: Act) -> bool:
    """Whether ما denies the verb that it stands before at the head of a sentence: "ما قصفت المدفعية البلدة"."""
    form = act.mention.term.inflection
    first = act.start - 1 == act.sentence[0]
    return first and reading.text(act.start - 1) == "ما" and form is not None and form.tense == "perfect"


def _set_polarity(act: Act, value: Polarity, cue: Mention, reading: Reading) -> None:
    act.polarity = value
    act.because("polarity", value, "negation-cue", evidence=_words(reading, cue))


def _scope(reading: Reading, act: Act) -> None:
    recurring = next(iter(reading.cues(act.sentence, "recurring")), None)
    if recurring is not None and _recurs(act, recurring):
        _set_scope(act, "recurring", "recurring-cue", _words(reading, recurring))
        return
    if _goes_on(act):
        _set_scope(act, "recurring", "habitual-plural", act.triggers[:1])
        return
    if _is_habit(reading, act):
        _set_scope(act, "recurring", "habitual-we", act.triggers[:1])
        return
    for name in _PLANS:
        cue = _near(reading, act, name)
        if cue is not None:
            _set_scope(act, "planned", f"{name}-cue", _words(reading, cue))
            return
    form = act.mention.term.inflection
    if act.mention.split.preposition == "س" or (act.carrier is not None and act.carrier.split.preposition == "س"):
        _set_scope(act, "planned", "future-verb", act.triggers[:1])
        return
    if form is not None and form.state == "dependent" and act.mention.split.preposition == "ل":
        _set_scope(act, "planned", "purpose-verb", act.triggers[:1])
        return
    if act.foiled:  # أحبطت الشرطة | تفجير سيارة
        _set_scope(act, "planned", "foiled", act.triggers[:1])
        return
    older = _near(reading, act, "older")
    if older is not None and not _of_person(reading, act, older):
        _set_scope(act, "background", "older-cue", _words(reading, older))


def _of_person(reading: Reading, act: Act, cue: Mention) -> bool:
    """Whether "سابقا" tells what a person once was, and not when the act was: "اغتالوا عنصرا | سابقا"."""
    if reading.text(cue.start) != "سابقا" or cue.start < act.end:
        return False
    if _barred(reading, act.end, cue.start) or any(is_finite(reading, i) for i in range(act.end, cue.start)):
        return True
    at = reading.tokens[cue.start]
    return any(who.span[0] < at.start and at.start <= who.span[1] + 1 for who in (*act.targets, *act.harmed))


def _goes_on(act: Act) -> bool:
    """Whether a plural of acts is carried by an imperfect: "الهجمات التي تشنها القوات" are a pattern."""
    form = act.mention.term.inflection
    carrier = act.later.term.inflection if act.later is not None else None
    return (
        act.nominal
        and form is not None
        and form.number == "p"
        and act.mention.split.article
        and carrier is not None
        and carrier.tense == "imperfect"
    )


def _is_habit(reading: Reading, act: Act) -> bool:
    """Whether "we" tell what they do, with no time to it: "الأسلحة التي | نصادرها | من المهربين"."""
    form = act.mention.term.inflection
    if form is None or form.tense != "imperfect" or form.person != 1 or form.number != "p":
        return False
    return act.mention.split.preposition != "س" and not any(i in reading.moment_at for i in range(*act.sentence))


def _recurs(act: Act, cue: Mention) -> bool:
    """Whether a pattern is told of the act: the cue stands in its sentence and is no adverb of a clause far off."""
    return cue.start < act.start or cue.start - act.end <= 14


def _set_scope(act: Act, scope: Scope, rule: str, evidence: list[Span]) -> None:
    act.scope = scope
    act.because("scope", scope, rule, evidence=evidence)


def settle_scope_by_time(reading: Reading, act: Act) -> None:
    """A dated act long before publication is background, a later one planned (codebook 8: about a week)."""
    if act.scope != "specific" or act.moment is None or reading.anchor is None:
        return
    moment = act.moment
    form = act.mention.term.inflection
    plural = act.nominal and form is not None and form.number == "p"
    if plural and moment.precision in ("month", "year") and (moment.days or 0) > _FEW_DAYS:
        _set_scope(act, "recurring", "many-over-long", _moment_words(reading, act))
        return
    if moment.direction == "since":
        span = _moment_words(reading, act)
        wide = moment.first is not None and (reading.anchor.date() - moment.first).days > 2
        if wide and moment.precision in ("week", "month", "year", "day"):
            _set_scope(act, "recurring", "since-long", span)
        return
    if moment.direction == "future" or (
        moment.first is not None and moment.first > reading.anchor.date() + timedelta(days=1)
    ):
        _set_scope(act, "planned", "future-date", _moment_words(reading, act))
        return
    last = moment.last
    if last is not None and reading.anchor.date() - last > _RECENT:
        _set_scope(act, "background", "long-before-publication", _moment_words(reading, act))


def _moment_words(reading: Reading, act: Act) -> list[Span]:
    if act.moment is None:
        return []
    return [reading.span(act.moment.start, act.moment.end)]


def _certainty(reading: Reading, act: Act) -> None:
    """Hedged where a hedge governs the act; one inside an agent's phrase hedges the agent too."""
    for i, agent in enumerate(act.agents):
        hedge = _hedge_in(reading, agent.span)
        if hedge is not None:
            certainty: Certainty = "hedged"
            act.agents[i] = agent.model_copy(update={"certainty": certainty})
            act.certainty = "hedged"
            act.because("certainty", "hedged", "hedged-agent", evidence=_words(reading, hedge))
    cue = _near(reading, act, "hedge") or _description(reading, act)
    if cue is None:
        return
    inside = _agent_hedge(reading, act, cue)
    act.certainty = "hedged"
    act.because("certainty", "hedged", "hedge-cue", evidence=_words(reading, cue))
    if inside is not None:
        act.agents[inside] = act.agents[inside].model_copy(update={"certainty": "hedged"})


def _description(reading: Reading, act: Act) -> Mention | None:
    """A hedge that says what an act was, right behind its noun: "غارة | يعتقد أنها إسرائيلية"."""
    if not act.nominal:
        return None
    for cue in reading.cues((act.end, min(act.end + 3, act.sentence[1])), "hedge"):
        if any(reading.function(i) == "clause" for i in range(cue.start, cue.end + 1)) and not _barred(
            reading, act.end, cue.start
        ):
            return cue
    return None


def _hedge_in(reading: Reading, span: tuple[int, int]) -> Mention | None:
    """A hedge inside the words of a participant or right behind them: "طائرة حربية | يعتقد أنها أمريكية"."""
    first, last = reading.token_index(span[0]), reading.token_index(span[1] - 1) + 1
    for cue in reading.cues((first, min(last + 2, len(reading.tokens))), "hedge"):
        return cue
    return None


def _agent_hedge(reading: Reading, act: Act, cue: Mention) -> int | None:
    """The agent whose identity a hedge is on: the hedge stands between the agent and a nationality."""
    at = reading.tokens[cue.start].start
    for i, agent in enumerate(act.agents):
        if agent.span[1] <= at and at - agent.span[1] < 4:
            return i
    return None
