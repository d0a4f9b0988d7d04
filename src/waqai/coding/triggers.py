"""Which words of a text are acts: the reading of each trigger, and the light verbs that carry nouns of acts.

A word of several readings takes the one whose object the text gives: فجّر نفسه, فجّر سيارة. A word that is common outside
conflict counts only with an argument of conflict beside it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from waqai.coding.act import Act, trigger_spans
from waqai.coding.clauses import clause
from waqai.coding.names_of_acts import names_no_act
from waqai.coding.parts_of_speech import is_finite, nominal_here
from waqai.coding.reading import Range, Reading
from waqai.coding.tally import counted_phrase
from waqai.knowledge.actors import Force
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.triggers import Trigger
from waqai.knowledge.vocabulary import ObjectRow, PersonRow, WeaponRow

_REACH = 12
_CARRIES = 12
"""How many tokens behind a light verb the act that it carries may begin."""
_BEFORE = 8
_GROUP_OF_OBJECT = {
    "explosive": frozenset({"device"}),
    "projectile": frozenset({"munition"}),
    "aircraft": frozenset({"platform"}),
    "drone": frozenset({"platform"}),
}


def row_of(mention: Mention) -> Trigger:
    """The trigger of a mention of the kind `trigger`."""
    row = mention.term.row
    if not isinstance(row, Trigger):
        raise TypeError(f"{mention.kind} is no trigger")
    return row


def acts(reading: Reading) -> list[Act]:
    """The acts, harms and damages that the text mentions, in order, each with its sentence and clause."""
    found: list[Act] = []
    lights: list[Mention] = []
    taken = 0
    closing: set[int] = set()
    for i in reading.openings("trigger"):
        if i < taken or i in closing or i in reading.labels:
            continue
        candidates = [m for m in reading.begins[i] if m.term.kind == "trigger" and _is_narrated(m)]
        if not candidates or _is_name(reading, i) or _is_time(reading, i) or _is_other(reading, i, candidates):
            continue
        chosen = _choose(reading, candidates)
        if chosen is None:
            continue
        taken = chosen.end if chosen.gap[1] <= chosen.gap[0] else chosen.gap[0]
        closing.update(range(chosen.gap[1], chosen.end) if chosen.gap[1] > chosen.gap[0] else ())
        row = row_of(chosen)
        if row.sense == "light" and not _launches(reading, chosen):
            lights.append(chosen)
            continue
        form = chosen.term.inflection
        nominal = form is None or form.pos != "verb"
        sentence = reading.sentence(i)
        act = Act(chosen, row, sentence, clause(reading, i, sentence), nominal)
        act.triggers.extend(trigger_spans(reading, chosen))
        found.append(act)
    _carry(reading, found, lights)
    return found


def _is_name(reading: Reading, i: int) -> bool:
    """Whether the word is part of a name: of an actor («تجمع فاستقم»), an outlet, or a place."""
    for kind in ("actor", "outlet"):
        mention = reading.at(kind, i)
        if mention is not None and (mention.end - mention.start > 1 or mention.start == i):
            return True
    for kind in ("weapon", "object"):  # منصة | إطلاق, نقطة | تفتيش
        mention = reading.at(kind, i)
        if mention is not None and mention.start < i:
            return True
    nickname = reading.at("nickname", i)
    if nickname is not None and nickname.start < i:  # جيش | الاحتلال
        return True
    place = reading.place_at.get(i)
    if place is None or not place.name <= i < place.end:
        return False
    return place.end - place.name > 1 or bool(place.candidates)


_SECOND_PERSON = frozenset({"ك", "كم", "كن", "ي", "ني"})
"""Reports do not speak to those that acts are done to: فيسبوك is no verb with a pronoun."""


def _is_narrated(mention: Mention) -> bool:
    """Whether a form is one that reports use: no pronoun of the second person, no "I" (الأيسر is no "I capture")."""
    form = mention.term.inflection
    if mention.pronoun in _SECOND_PERSON:
        return False
    return form is None or form.pos != "verb" or form.person != 1 or form.number != "s"


def _is_other(reading: Reading, i: int, candidates: Sequence[Mention]) -> bool:
    """Whether the word is a preposition (عبر تلغرام) or the weapon itself (مقاتلات, لغم), and no act."""
    longest = max(m.end - m.start for m in candidates)
    if longest > 1:
        return False
    if reading.function(i) in ("preposition", "conjunction") and reading.text(i) == candidates[0].term.words[0]:
        return row_of(candidates[0]).sense in ("act", "movement")
    weapon = reading.opening("weapon", i)
    if weapon is None or weapon.split.cut > candidates[0].split.cut:
        return False
    forms = [m.term.inflection for m in candidates]
    nouns = all(form is None or form.pos != "verb" or form.number == "d" for form in forms)  # أن | لغما | انفجر
    return nouns and all(
        row_of(m).type not in ("shelling", "protest", "air_strike", "drone_strike") for m in candidates
    )


def _is_time(reading: Reading, i: int) -> bool:
    """Whether the word is part of a date: فجر اليوم is no explosion, "في وقت لاحق" no pursuit."""
    if reading.text(i - 1) == "وقت":
        return True
    return i in reading.moment_at and i not in reading.number_at


def _choose(reading: Reading, candidates: Sequence[Mention]) -> Mention | None:
    """The reading of a word that its context bears out; None where none does."""
    governed = _after_preposition(reading, candidates[0].start)
    nominal = governed or nominal_here(reading, candidates[0].start)
    fitting = [m for m in candidates if _pos_fits(m, nominal)]
    if not fitting and not governed:
        fitting = list(candidates)
    best: Mention | None = None
    best_score = 0.0
    for mention in fitting:
        score = _score(reading, mention)
        if score > best_score:
            best, best_score = mention, score
    return best


_BEFORE_NOUNS = frozenset({"في", "عن", "علي", "الي", "بعد", "قبل", "عقب", "جراء", "اثر", "نتيجه", "بسبب", "خلال"})


def _after_preposition(reading: Reading, i: int) -> bool:
    """Whether a word that no verb follows stands before: "بعد | توقف الأجهزة" is a stop, and no arrest."""
    return reading.text(i - 1).removeprefix("و") in _BEFORE_NOUNS and i not in reading.place_at


def _pos_fits(mention: Mention, nominal: bool) -> bool:
    form = mention.term.inflection
    return form is None or (form.pos != "verb") == nominal


def _score(reading: Reading, mention: Mention) -> float:
    row = row_of(mention)
    form = mention.term.inflection
    score = 1.0 + 0.5 * mention.length - 0.1 * mention.split.cut
    if (
        form is not None
        and form.pos in ("active_participle", "passive_participle")
        and row.sense in ("act", "movement")
    ):
        if (
            mention.split.article
            or mention.pronoun
            or form.number == "p"
            or form.state == "construct"
            or _qualifies(reading, mention)
        ):
            return 1.0 if _is_told_by_means(reading, mention, row) else 0.0
            # المهاجمون, المعتقلين: persons, not the act; محلقة | انقضاضية
        if row.type == "protest" and reading.opening("person", mention.start) is not None:
            return 0.0  # عشرون | متظاهرا
        score -= 0.4
    if form is not None and form.pos == "masdar" and form.number == "d" and form.state == "construct":
        score -= 0.3  # قتلى are dead, and hardly "two killings of"
    if _is_torn(reading, mention) or names_no_act(reading, mention, row):
        return 0.0
    if row.takes("befall") and row.object == "building" and _hurts_persons(reading, mention):
        return 0.0
    if row.id == "protest-masira" and reading.opening("weapon", mention.start) is not None:
        return 0.0 if not _demonstrators(reading, mention) else 2.0  # مسيرة is a drone where no crowd is named
    if row.object and not (row.sense == "harm" and _is_numbered(reading, mention)):
        if not meets(reading, mention, row):
            return 0.0 if row.ambiguous or row.object in _HARD_NEEDS else 0.4 if row.sense == "act" else 0.3
        score += 1.2 if row.object in _HARD_NEEDS else 1.0  # ضبط | أسلحة is told by the arms, whoever did it
    elif row.ambiguous and mention.length == 1 and not _conflict_near(reading, mention):
        return 0.0
    if row.sense == "light":
        score -= 0.2
    return score


def _is_told_by_means(reading: Reading, mention: Mention, row: Trigger) -> bool:
    """Whether the one struck heads a sentence that says with what: "المستهدف | بطائرة مسيرة قرب البلدة هو فلان"."""
    before = mention.start - 1
    heads = before < 0 or reading.is_mark(before) or before in reading.place_at or reading.function(before) == "adverb"
    by = reading.opening("weapon", mention.end)
    return row.id == "target-istahdafa" and heads and by is not None and by.split.preposition == "ب"


def _hurts_persons(reading: Reading, mention: Mention) -> bool:
    """Whether a word for a hit tells of wounded persons, and of no hit on a building: "3 | إصابات", "أصيب | اثنان"."""
    form = mention.term.inflection
    if form is not None and form.pos == "masdar" and (form.number == "p" or mention.pronoun):
        return True  # إصابات, متأثرا بإصابته
    if form is not None and form.voice == "passive" and form.number == "p":
        return True  # جنود | أصيبوا
    return reading.text(mention.end) == "احد" or counted_phrase(reading, (mention.end, mention.end + 1))


def _is_numbered(reading: Reading, mention: Mention) -> bool:
    """Whether a number stands right before the word, or "several" or a cause behind: "3 | إصابات", "إصابات | عدة"."""
    form = mention.term.inflection
    plural = form is not None and form.number == "p"
    if reading.text(mention.end) in SEVERAL or (plural and reads_due(reading, mention)):
        return True
    number = reading.number_at.get(mention.start - 1)
    return number is not None and number.end == mention.start and number.kind in ("cardinal", "vague")


SEVERAL = frozenset({"عده", "عديده", "كثيره", "متعدده"})
"""Words that count a plural without a figure."""


def reads_due(reading: Reading, mention: Mention) -> bool:
    """Whether the cause of an indefinite noun of harm follows it: "إصابات | جراء انفجار"."""
    return reading.text(mention.end) in _DUE and not mention.split.article


_DUE = frozenset({"جراء", "اثر", "نتيجه", "بسبب", "بفعل"})


def _demonstrators(reading: Reading, mention: Mention) -> bool:
    """Whether a crowd or a word of protest stands beside "مسيرة"."""
    sentence = reading.sentence(mention.start)
    for i in range(max(sentence[0], mention.start - _BEFORE), min(sentence[1], mention.end + _REACH)):
        for other in reading.begins[i]:
            row = other.term.row
            if isinstance(row, PersonRow) and row.role == "OPP":
                return True
            if isinstance(row, Trigger) and row.type in ("protest", "protest_repression") and i != mention.start:
                return True
    return False


def _is_torn(reading: Reading, mention: Mention) -> bool:
    """Whether the parts of a noun of several words are too far apart: "الطيران الحربي غارات ردا على | قصف"."""
    form = mention.term.inflection
    if form is not None and form.pos == "verb":
        return False
    if any(reading.opening("weapon", i) is not None for i in range(*mention.gap)) and mention.term.words[-1] == "نار":
        return True  # إطلاق | صواريخ | نار الجحيم
    return any(
        reading.is_mark(i) or (reading.function(i) == "preposition" and reading.text(i) != "من")
        for i in range(*mention.gap)
    )


def _qualifies(reading: Reading, mention: Mention) -> bool:
    """Whether a participle only describes the weapon, person or thing before it: عبوة | مزروعة, محلقة | انقضاضية."""
    before = mention.start - 1
    return any(reading.at(kind, before) is not None for kind in ("weapon", "object", "person", "force", "actor"))


_HARD_NEEDS = frozenset(
    {"weapon", "explosive", "projectile", "aircraft", "drone", "crowd", "demonstrators", "crops", "act"}
)


def meets(reading: Reading, mention: Mention, row: Trigger) -> bool:
    """Whether the object, or for intransitive and patient frames the subject, is what the row asks for."""
    sentence = reading.sentence(mention.start)
    after = (mention.end, min(sentence[1], mention.end + _REACH))
    before = (max(sentence[0], mention.start - _BEFORE), mention.start)
    if mention.gap[1] > mention.gap[0]:
        after = (mention.gap[0], after[1])
    subject = any(row.takes(kind) for kind in ("intransitive", "patient", "happen", "befall"))
    form = mention.term.inflection
    if row.object == "demonstrators":
        return _by_demonstrators(reading, mention)
    cuts = row.object == "crowd" and row.takes("transitive")  # أقدم الأهالي على قطع | الطريق
    both = subject or (form is not None and form.pos == "verb") or cuts
    ranges = [after, before] if both else [after]
    if row.object == "crowd" and row.type == "protest" and (cuts or (form is not None and form.pos == "verb")):
        return any(_has(reading, span, need) for span in ranges for need in ("crowd", "people"))
    if row.object == "act":
        return any(_has_act(reading, span, mention) for span in ranges)
    return any(_has(reading, span, row.object) for span in ranges)


_BESIDE = 3


def _by_demonstrators(reading: Reading, mention: Mention) -> bool:
    """Whether demonstrators stand right after a verb or right before it: "توجه مئات | المتظاهرين إلى القصر"."""
    after = mention.gap[0] if mention.gap[1] > mention.gap[0] else mention.end
    for i in [*range(after, after + _BESIDE), *range(max(0, mention.start - 2), mention.start)]:
        here = reading.begins[i] if i < len(reading.begins) else ()
        if any(
            isinstance(m.term.row, PersonRow) and m.term.row.role == "OPP" and not m.split.preposition for m in here
        ):
            return True
        other = any(m.kind in ("force", "actor", "nickname") for m in here)  # منعت الشرطة | المتظاهرين
        if i >= after and (other or (reading.function(i) == "preposition" and reading.text(i) != "من")):
            return False
    return False


def _has_act(reading: Reading, span: Range, mention: Mention) -> bool:
    for i in range(*span):
        for m in reading.begins[i]:
            if m.kind == "trigger" and m is not mention and row_of(m).sense in ("act", "sound", "movement"):
                return True
    return False


def _has(reading: Reading, span: Range, need: str) -> bool:
    for i in range(*span):
        if need == "place" and i in reading.place_at:
            return True
        if any(_is_a(m, need) for m in reading.begins[i]):
            return True
    return False


def _is_a(mention: Mention, need: str) -> bool:
    row = mention.term.row
    if mention.kind in ("actor", "force", "nickname"):
        if isinstance(row, Force) and row.nature == "machine":
            return need == "person"
        people = isinstance(row, Force) and row.nature == "people"
        return need in ("person", "force") or (need == "people" and people)
    if isinstance(row, PersonRow):
        return (
            need in ("person", "harm")
            or (need == "crowd" and row.role == "OPP")
            or (need == "people" and row.victims != "combatant")
        )
    if isinstance(row, WeaponRow):
        if need == "weapon":
            return True
        if need == "drone":
            return row.type == "drone_strike"
        return row.group in _GROUP_OF_OBJECT.get(need, ())
    if isinstance(row, ObjectRow):
        return need in ("building", "property", "vehicle", "crops") or (need == "place")
    if mention.kind == "class":
        return need == "place"
    if isinstance(row, Trigger):
        return (need == "harm" and row.sense in ("harm", "damage")) or (need == "crowd" and row.type == "protest")
    return False


def _conflict_near(reading: Reading, mention: Mention) -> bool:
    """Whether an argument of conflict stands beside an ambiguous word: a force, a weapon, a victim, a word of harm."""
    sentence = reading.sentence(mention.start)
    span = (max(sentence[0], mention.start - _BEFORE), min(sentence[1], mention.end + _REACH))
    for i in range(*span):
        if any(m.kind in ("force", "actor", "weapon", "nickname", "person", "object") for m in reading.begins[i]):
            return True
        if i != mention.start and any(
            isinstance(m.term.row, Trigger) and _tells_harm(m.term.row) for m in reading.begins[i]
        ):
            return True
    return False


def _tells_harm(row: Trigger) -> bool:
    return row.harm in ("killed", "injured") and row.sense == "harm"


_TRIED = frozenset({"ied", "suicide_bombing", "abduction"})
"""Kinds of which a mere try is none: "حاولوا تفجير سيارة" did not."""


def _launches(reading: Reading, mention: Mention) -> bool:
    """Whether a light verb of launching has its weapon: أطلق صواريخ."""
    row = row_of(mention)
    return row.takes("launch") and row.object in ("projectile", "weapon") and meets(reading, mention, row)


def _is_subject(reading: Reading, light: Mention, act: Act) -> bool:
    """Whether an act stands before what it led to: "أدى | الهجوم | إلى مقتل", "خلف | الانفجار | قتلى"."""
    leading = {_LEADING[frame.preposition] for frame in row_of(light).frames if frame.preposition in _LEADING}
    if not leading:
        return act.start == light.end and act.mention.split.article
    if act.mention.split.preposition in leading or reading.text(light.end - 1) in leading:
        return False
    return not any(reading.text(i) in leading for i in range(light.end, act.start))


_LEADING = {"إلى": "الي", "عن": "عن", "ب": "ب", "ل": "ل", "في": "في"}
"""The prepositions of results, as they stand in the folded text."""


def _carry(reading: Reading, found: list[Act], lights: list[Mention]) -> None:
    """Join light verbs to the acts that they carry, mark results, and drop general nouns before the act itself."""
    starts = [act.start for act in found]
    for light in lights:
        row = row_of(light)
        last = min(reading.sentence(light.start)[1], light.end + _CARRIES)
        following = found[bisect_left(starts, light.end) : bisect_left(starts, last)]
        inner = found[bisect_left(starts, light.gap[0]) : bisect_left(starts, light.gap[1])]
        if row.takes("carry") or row.takes("undergo") or row.takes("launch"):
            borne = [a for a in [*inner, *following] if not a.harm and a.nominal]
            if row.id == "light-radda":  # ردت القوات | بقصف, and not: على استهداف
                borne = [a for a in borne if a.mention.split.preposition == "ب"]
            undergone = [a for a in borne if _after_lam(reading, a)] if row.takes("undergo") else []
            target = next(iter(undergone or borne), None)
            if target is not None and target.carrier is None:
                target.carrier = light
        if row.takes("cause"):
            for act in following:
                if not act.harm and (row.id == "kill-toll" or _is_subject(reading, light, act)):
                    continue  # حصيلة | القصف, أدى | الهجوم | إلى مقتل: the act has the toll, and is no result
                if not any(is_finite(reading, k) for k in range(light.end, act.start)):
                    act.result = True
    _mark_foiled(found)
    for general, exact in pairwise(found):
        close = exact.start - general.end <= 1 and general.sentence == exact.sentence
        means = (
            exact.mention.split.preposition == "ب"
        )  # استهدافه | بغارة جوية: the raid is how, and the targeting the act
        generic = general.nominal and general.trigger.type == "generic" and not means
        if close and generic and exact.nominal and not exact.harm:
            general.result = True
            if exact.carrier is None:
                exact.carrier = general.carrier


def _after_lam(reading: Reading, act: Act) -> bool:
    """Whether an act is what somebody is exposed to: "تعرض رتل | لقصف", "تعرضت إلى | هجوم"."""
    return act.mention.split.preposition == "ل" or reading.text(act.start - 1) in ("الي", "لعمليه", "لعمليات", "لحمله")


def _mark_foiled(found: list[Act]) -> None:
    """Mark acts that were stopped or only tried: "أحبطت الشرطة | تفجير سيارة", "حاول مسلحون | تفجير"."""
    for foil, act in pairwise(found):
        stopped = foil.trigger.id in ("attack-foil", "attack-thwart") and foil.sentence == act.sentence
        if stopped and act.start - foil.end <= 8:
            act.foiled = True
        light = act.carrier
        tried = light is not None and row_of(light).id == "light-attempt" and act.trigger.event_type in _TRIED
        act.foiled = act.foiled or tried
    if found and found[0].carrier is not None and row_of(found[0].carrier).id == "light-attempt":
        found[0].foiled = found[0].foiled or found[0].trigger.event_type in _TRIED
