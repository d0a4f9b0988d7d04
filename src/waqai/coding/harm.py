"""Harm: dead, wounded, detained and what was destroyed, with the act that caused it (codebook 2 and 3)."""

from __future__ import annotations

from waqai.coding.act import Act, earlier, neighbours, trigger_span
from waqai.coding.counting import WITH_HIM, casualties_of
from waqai.coding.death_notices import find_notices, is_natural
from waqai.coding.reading import Reading
from waqai.coding.triggers import SEVERAL, reads_due
from waqai.records import Casualties, Damage, HarmKind

_KIND_OF_ACT: dict[str, HarmKind] = {"arrest": "detained", "abduction": "abducted", "displacement": "displaced"}


def _imply_death(reading: Reading, act: Act) -> None:
    """The death that an assassination is: of those it was done to, unless it was only tried."""
    if act.type != "assassination" or act.harm or act.trigger.root not in ("غول", "صفي") or act.casualties:
        return
    if act.scope != "specific" or act.polarity != "affirmed" or not act.targets:
        return
    words = act.triggers[0]
    row = casualties_of(reading, act, "killed")
    if row is None or row.best is None:
        row = Casualties(kind="killed", low=1, best=1, high=1, text=words.text, span=words.span)
    act.casualties.append(row)


def find_harm(reading: Reading, acts: list[Act]) -> None:
    """Give each harm to the act that caused it, and count persons; harm without an act stays an act of its own."""
    fold_blasts(reading, acts)
    for index, act in enumerate(acts):
        if not act.harm:
            if act.type in _KIND_OF_ACT:
                _count_persons(reading, act, _KIND_OF_ACT[act.type])
            elif act.trigger.id == "kill-dead-found":
                _count_persons(reading, act, "killed")
            continue
        cause = _cause(reading, acts, index) or _same_harm(acts, index)
        if act.trigger.damage is not None:
            words = trigger_span(reading, act.mention)
            target = cause or act
            target.damage.append(Damage(kind=act.trigger.damage, text=words.text, span=words.span))
        elif act.trigger.harm is not None and not _denied(reading, act) and not _killed_by_it(reading, acts, index):
            act.told, act.natural = _is_told(reading, act), cause is None and is_natural(reading, act)
            act.alone = _is_several(reading, act)
            row = casualties_of(reading, act, act.trigger.harm)
            if row is not None and _is_cumulative(reading, act, row):
                act.scope = "background"
                act.because("scope", "background", "cumulative-toll", evidence=act.triggers[:1])
                act.casualties.append(row)
                continue
            if row is not None and not _of_rape(act, cause) and not _adds_up(reading, acts, index, row):
                (_wished_well(reading, acts, index) or cause or act).casualties.append(row)
        if cause is not None:
            act.part_of = cause
    for act in acts:
        _imply_death(reading, act)
        _settle_fire(act)
    find_notices(reading, acts)


def _of_rape(act: Act, cause: Act | None) -> bool:
    """Whether a wound is the victim's of a rape, and part of what that is: "اغتصبوها | وتركوها تنزف"."""
    if cause is None or cause.type != "sexual_violence" or act.trigger.harm != "injured":
        return False
    return not act.targets or act.trigger.id == "harm-bleed"


_FAR = 6
"""Sentences on, at the end of a statement, the wounded of the act it tells are still wished well."""
_RECOVERY = frozenset({"الشفاء", "بالشفاء", "شفاء"})


def _wished_well(reading: Reading, acts: list[Act], index: int) -> Act | None:
    """The act whose wounded are wished well, further on than harm is else told: "متمنيا الشفاء العاجل | للمصابين"."""
    act = acts[index]
    if act.trigger.harm != "injured" or not any(reading.text(i) in _RECOVERY for i in range(act.start - 3, act.start)):
        return None
    sentence = reading.sentence_index(act.start)
    near = (a for a in reversed(acts[:index]) if sentence - reading.sentence_index(a.start) <= _FAR)
    return next((a for a in near if _hurts(a) and a.casualties), None)


_DIED_OF = frozenset({"بعد", "عقب", "اثر", "جراء", "نتيجه", "بسبب", "متاثرا", "متاثره"})


def _killed_by_it(reading: Reading, acts: list[Act], index: int) -> bool:
    """Whether a wound is the one that its bearer died of: "قتلوا شابا بعد | إصابته | في الرأس", "متأثرا | بجروحه"."""
    act = acts[index]
    if act.trigger.harm != "injured" or not act.nominal or not act.mention.pronoun:
        return False
    if not any(reading.text(i) in _DIED_OF for i in range(max(act.sentence[0], act.start - 2), act.start)):
        return False
    dead = next((other for other in earlier(acts, index) if other.trigger.harm == "killed"), None)
    return dead is not None and act.start - dead.end <= _NEAR


def _adds_up(reading: Reading, acts: list[Act], index: int, row: Casualties) -> bool:
    """Add those who died or were hurt with the ones told before to that toll: "مقتل قائد …، وقتل | معه | مرافقان".

    False where the words do not say so, or no toll before has a number.
    """
    act = acts[index]
    if reading.text(act.end) not in WITH_HIM or row.best is None:
        return False
    for other in reversed(acts[:index]):
        if reading.sentence_index(act.start) - reading.sentence_index(other.start) > 1:
            return False
        for at, held in enumerate(other.casualties):
            if held.kind == row.kind and held.best is not None:
                total = held.best + row.best
                low = None if held.low is None or row.low is None else held.low + row.low
                high = None if held.high is None or row.high is None else held.high + row.high
                other.casualties[at] = held.model_copy(update={"low": low, "best": total, "high": high})
                return True
    return False


_SHOTS = ("shoot-", "shooting-", "attack-armed")
_OF_FORCE = frozenset({"MIL", "COP", "REB", "PRM", "UAF", "SPY"})


def _settle_fire(act: Act) -> None:
    """Make shots at fighters a clash (codebook 2): "قتل جندي في إطلاق نار على دورية"."""
    if act.type != "attack" or not act.trigger.id.startswith(_SHOTS):
        return
    hurt = {row.victims for row in act.casualties if row.kind in ("killed", "injured")} - {"unknown"}
    roles = {who.role for who in act.targets if who.role is not None}
    if (hurt or roles) and hurt <= {"combatant"} and roles <= _OF_FORCE:
        act.type = "armed_clash"
        act.because("type", "armed_clash", "fire-at-fighters", row=act.trigger.id, evidence=act.triggers[:1])


def fold_blasts(reading: Reading, acts: list[Act]) -> None:
    """Make a blast that the text only hears or that another act set off, or a massacre that it is, a part of that act.

    "دوي انفجارات نتيجة قصف", "ما أسفر عن انفجارات", "أصوات انفجارات عقب غارات", "ما أدى إلى وقوع مجزرة".
    """
    for index, act in enumerate(acts):
        if act.type not in ("explosion", "ied", "attack") or act.part_of is not None or not _is_blast(act):
            continue
        near = [a for a in neighbours(acts, index)[0] if a is not act and a.part_of is None and not a.harm]
        able = [a for a in near if a.type not in ("military_activity", "agreement", "displacement", "protest")]
        after = next((a for a in able if a.start >= act.end), None)
        before = next((a for a in reversed(able) if a.end <= act.start), None)
        if after is not None and _caused_by(reading, act, after):
            act.part_of = after
        elif before is not None and (act.result or _is_result(reading, act)):
            act.part_of = before


def _is_result(reading: Reading, act: Act) -> bool:
    """Whether words of an effect stand right before: "ما أسفر عن | انفجارات"."""
    return any(cue.end >= act.start - 1 for cue in reading.cues((act.start - 5, act.start), "result"))


def _is_blast(act: Act) -> bool:
    """Whether the word is one for a blast alone: انفجار, دوي, and not تفجير."""
    return act.trigger.type == "explosion" or act.trigger.id.startswith(
        ("blast-infajara", "blast-remnants", *_MASSACRES)
    )


def _caused_by(reading: Reading, blast: Act, act: Act) -> bool:
    opening = act.carrier.start if act.carrier is not None and act.carrier.start > blast.end else act.start
    return any(reading.text(i) in _CAUSES for i in range(max(blast.end, opening - 3), opening))


_MASSACRES = ("attack-massacre", "attack-madhbaha")
_CAUSES = frozenset({"جراء", "اثر", "نتيجه", "بسبب", "بفعل", "عقب", "بعد", "ناجمه", "ناتجه", "ناجم", "ناتج", "عن"})


_RAIDS = ("arrest-dahama", "arrest-mudahama", "arrest-iqtiham", "arrest-fattasha", "operation-")


def _count_persons(reading: Reading, act: Act, kind: HarmKind) -> None:
    """Count who was taken or found; a raid or search alone ("فتشت | منزل أحد الناشطين") takes nobody."""
    if act.trigger.id.startswith(_RAIDS):
        return
    row = casualties_of(reading, act, kind)
    if row is not None and (row.best is not None or row.low is not None):
        act.casualties.append(row)


def _cause(reading: Reading, acts: list[Act], index: int) -> Act | None:
    """The act of the sentence that a harm belongs to: the nearest that can hurt; else that of the sentence before."""
    harm = acts[index]
    able = [a for a in neighbours(acts, index)[0] if a.sentence == harm.sentence and _hurts(a) and a is not harm]
    if able:
        inside = next((a for a in able if harm.start <= a.start < harm.end), None)
        if inside is not None:
            return inside  # أودى | القصف | بحياة أربعة
        own = _has_doers(reading, harm)
        after = [a for a in able if a.start >= harm.end and not (own and not _linked(reading, harm, a))]
        before = [a for a in able if a.start < harm.start and not (own and a.type == "property_destruction")]
        if harm.result and before:
            return before[-1]
        if after and before:
            nearer = after[0].start - harm.end <= harm.start - before[-1].end
            separate = any(reading.text(i) in ("،", ",", "؛") for i in range(before[-1].end, harm.start))
            if _linked(reading, harm, after[0]) or (nearer and separate):
                return after[0]
            return before[-1]
        nearest = [*after[:1], *before[-1:]]
        if nearest:
            return nearest[0]
    return _cause_before(reading, acts, index)


def _has_doers(reading: Reading, harm: Act) -> bool:
    """Whether a harm tells what doers named before did: "اقتحم مسلحون القرية | وقتلوا سبعة | وأحرقوا المنازل"."""
    if harm.nominal or harm.result or harm.trigger.sense != "harm" or not harm.targets:
        return False
    return any(who.span[1] <= reading.tokens[harm.start].start for who in harm.agents)


def _same_harm(acts: list[Act], index: int) -> Act | None:
    """The harm told right before, of the same act that no word names: "قتل مدني | وأصيب ثلاثة في درعا"."""
    if index == 0:
        return None
    act, before = acts[index], acts[index - 1]
    alone = before.harm and before.part_of is None and before.trigger.sense == act.trigger.sense == "harm"
    if not alone or before.sentence != act.sentence or act.start - before.end > _NEAR or before.scope != act.scope:
        return None
    if before.trigger.harm == act.trigger.harm or {before.trigger.harm, act.trigger.harm} - {"killed", "injured"}:
        return None
    mine, theirs = ([place.gazetteer_id or place.text for place in a.places[:1]] for a in (act, before))
    return before if not mine or not theirs or mine == theirs else None


_NEAR = 10
"""Tokens over which two harms without a word for the act are of one."""


def _hurts(act: Act) -> bool:
    return (
        not act.harm
        and act.part_of is None
        and (act.trigger.sense in ("act", "sound") or act.trigger.takes("launch"))
        and act.type not in ("military_activity", "agreement", "displacement", "weapons_disrupted", "protest")
        and act.polarity == "affirmed"
        and act.scope != "planned"
    )


_LINKS = frozenset({"في", "جراء", "اثر", "نتيجه", "بسبب", "بفعل", "خلال", "عقب", "بعد"})


def _linked(reading: Reading, harm: Act, act: Act) -> bool:
    """Whether "في", "جراء" or a ب joins a harm to the act after it: "أصيب ثلاثة | في | قصف", "مقتل ثلاثة | بقصف"."""
    opening = act.carrier.start if act.carrier is not None and act.carrier.start > harm.end else act.start
    if act.mention.split.preposition == "ب":
        return True
    return reading.text(opening - 1) == "من" or any(
        reading.text(i) in _LINKS for i in range(max(harm.end, opening - 3), opening)
    )


def _cause_before(reading: Reading, acts: list[Act], index: int) -> Act | None:
    """The act told right before, where the sentence goes on with its toll: "وأصيب في القصف", "كما قتل"."""
    harm = acts[index]
    sentence = reading.sentence_index(harm.start)
    if harm.agents and not harm.result:
        return None
    opening = reading.text(harm.sentence[0])
    goes_on = opening[:1] in "وفك" or opening in ("ما", "مما", "كما") or harm.nominal
    for before in range(index - 1, -1, -1):
        act = acts[before]
        if sentence - reading.sentence_index(act.start) > (2 if goes_on else 1):
            return None
        if _hurts(act):
            return None if act.scope == "background" else act
    return None


_OF_ONE_ACT = 5000
"""No single act of these conflicts killed or hurt more; a higher toll is that of a war."""
_BEGINNING = frozenset({"بدايه", "بدء", "اندلاع", "انطلاق", "مطلع"})


def _is_cumulative(reading: Reading, act: Act, row: Casualties) -> bool:
    """Whether a toll is that of a war or a time and not of one act: "منذ بداية الحرب", "إلى 40 ألف قتيل"."""
    if (row.low or row.best or 0) > _OF_ONE_ACT:
        return True
    since = (i for i in range(*act.sentence) if reading.text(i).removeprefix("و") == "منذ")
    return any(reading.text(i + 1) in _BEGINNING for i in since) and (row.low is not None or row.best is not None)


def _denied(reading: Reading, act: Act) -> bool:
    """Whether the text says that nobody was harmed: "دون وقوع إصابات", "لم تسجل إصابات"."""
    if act.polarity == "negated":
        return True
    floor = max(act.sentence[0], act.start - 6)
    return any(cue.end <= act.start for cue in reading.cues((floor, act.start), "negation")) and not act.targets


def _is_told(reading: Reading, act: Act) -> bool:
    """Whether a noun for the dead or wounded is news: counted, a dual, after "سقوط", or with its cause behind it."""
    form = act.mention.term.inflection
    if (act.start - 1) in reading.number_at or act.start in reading.number_at:
        return True
    if form is not None and form.number == "d":
        return True
    if _is_several(reading, act) or reads_due(reading, act.mention):
        return True
    return any(reading.text(i) in _HAPPENING for i in range(max(0, act.start - 2), act.start))


def _is_several(reading: Reading, act: Act) -> bool:
    """Whether a noun is counted without a figure: "إصابات | عدة"."""
    return act.nominal and reading.text(act.end) in SEVERAL and not act.mention.split.article


_HAPPENING = frozenset({"وقوع", "سقوط", "وجود", "ارتقاء", "تسجيل", "وقع", "سقط", "ارتقي", "عن", "الي"})
