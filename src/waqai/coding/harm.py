"""Harm: dead, wounded, detained and what was destroyed, with the act that caused it (codebook 2 and 3)."""

from __future__ import annotations

from waqai.coding.act import Act, trigger_span
from waqai.coding.constituents import AMONG
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.knowledge.actors import Force
from waqai.knowledge.vocabulary import PersonRow
from waqai.records import Casualties, Damage, HarmKind, Victims

_KIND_OF_ACT: dict[str, HarmKind] = {"arrest": "detained", "abduction": "abducted", "displacement": "displaced"}
_OTHERS = frozenset({"اخر", "اخري", "اخران", "اخرين", "اخرون", "اخريين"})
_SOME = frozenset({"عدد", "عدد من", "العديد", "مجموعه", "بعض", "عده", "افراد", "عناصر"})
_RANK: tuple[Victims, ...] = ("civilian", "child", "woman", "combatant")


class Count:
    """How many persons a phrase counts: bounds and best guess, all None where it gives no number."""

    __slots__ = ("best", "high", "low", "victims")

    def __init__(self) -> None:
        self.low: int | None = None
        self.best: int | None = None
        self.high: int | None = None
        self.victims: Victims = "unknown"


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
            continue
        cause = _cause(reading, acts, index)
        if act.trigger.damage is not None:
            words = trigger_span(reading, act.mention)
            target = cause or act
            target.damage.append(Damage(kind=act.trigger.damage, text=words.text, span=words.span))
        elif act.trigger.harm is not None and not _denied(reading, act):
            act.told = _is_told(reading, act)
            row = casualties_of(reading, act, act.trigger.harm)
            if row is not None:
                (cause or act).casualties.append(row)
        if cause is not None:
            act.part_of = cause
    for act in acts:
        _imply_death(reading, act)


def acts_near(acts: list[Act], index: int) -> list[Act]:
    """The acts of the same sentence as the act of that index, in order."""
    sentence = acts[index].sentence
    first = index
    while first > 0 and acts[first - 1].sentence == sentence:
        first -= 1
    last = index + 1
    while last < len(acts) and acts[last].sentence == sentence:
        last += 1
    return acts[first:last]


def fold_blasts(reading: Reading, acts: list[Act]) -> None:
    """Make a blast that the text only hears or that another act set off a part of that act.

    "دوي انفجارات نتيجة قصف", "ما أسفر عن انفجارات", "أصوات انفجارات عقب غارات".
    """
    for index, act in enumerate(acts):
        if act.type not in ("explosion", "ied") or act.part_of is not None or not _is_blast(act):
            continue
        near = [a for a in acts_near(acts, index) if a is not act and a.part_of is None and not a.harm]
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
    return act.trigger.type == "explosion" or act.trigger.id.startswith(("blast-infajara", "blast-remnants"))


def _caused_by(reading: Reading, blast: Act, act: Act) -> bool:
    opening = act.carrier.start if act.carrier is not None and act.carrier.start > blast.end else act.start
    return any(reading.text(i) in _CAUSES for i in range(max(blast.end, opening - 3), opening))


_CAUSES = frozenset({"جراء", "اثر", "نتيجه", "بسبب", "بفعل", "عقب", "بعد", "ناجمه", "ناتجه", "ناجم", "ناتج", "عن"})


def _count_persons(reading: Reading, act: Act, kind: HarmKind) -> None:
    row = casualties_of(reading, act, kind)
    if row is not None and (row.best is not None or row.low is not None):
        act.casualties.append(row)


def _cause(reading: Reading, acts: list[Act], index: int) -> Act | None:
    """The act of the sentence that a harm belongs to: the nearest that can hurt; else that of the sentence before."""
    harm = acts[index]
    able = [a for a in acts_near(acts, index) if a.sentence == harm.sentence and _hurts(a) and a is not harm]
    if able:
        after = [a for a in able if a.start >= harm.end]
        before = [a for a in able if a.start < harm.start]
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


def _hurts(act: Act) -> bool:
    return (
        not act.harm
        and act.part_of is None
        and (act.trigger.sense in ("act", "sound") or act.trigger.takes("launch"))
        and act.type not in ("military_activity", "agreement", "displacement", "weapons_disrupted", "protest")
        and act.polarity == "affirmed"
        and act.scope != "planned"
    )


_LINKS = frozenset({"في", "جراء", "اثر", "نتيجه", "بسبب", "بفعل", "خلال", "عقب", "بعد", "من"})


def _linked(reading: Reading, harm: Act, act: Act) -> bool:
    """Whether "في", "جراء" or a ب joins a harm to the act after it: "أصيب ثلاثة | في | قصف", "مقتل ثلاثة | بقصف"."""
    opening = act.carrier.start if act.carrier is not None and act.carrier.start > harm.end else act.start
    if act.mention.split.preposition == "ب":
        return True
    return any(reading.text(i) in _LINKS for i in range(max(harm.end, opening - 3), opening))


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


# --- counting -----------------------------------------------------------------------------------------------


def casualties_of(reading: Reading, act: Act, kind: HarmKind) -> Casualties | None:
    """The persons that a word of harm counts; None where it is a mere title or name."""
    phrase = _victims(reading, act)
    count = Count()
    own = _own_count(reading, act, count)
    shared = act.nominal and reading.text(act.end)[:1] == "و" and any(
        m.kind == "trigger" and m.split.conjunction for m in (reading.begins[act.end] if act.end < len(reading.begins) else ())
    )  # مقتل وإصابة تسعة: how many of each is not said
    if phrase is not None and not own and not shared:
        _count(reading, phrase, count)
    start = act.start if own or phrase is None or phrase[0] > act.start else phrase[0]
    end = max(act.end, phrase[1] if phrase is not None else act.end)
    if own:
        start = min(start, reading.number_at[act.start - 1].start) if (act.start - 1) in reading.number_at else start
    words = reading.span(start, end)
    return Casualties(
        kind=kind,
        low=count.low,
        best=count.best,
        high=count.high,
        victims=count.victims,
        text=words.text,
        span=words.span,
    )


def _denied(reading: Reading, act: Act) -> bool:
    """Whether the text says that nobody was harmed: "دون وقوع إصابات", "لم تسجل إصابات"."""
    if act.polarity == "negated":
        return True
    floor = max(act.sentence[0], act.start - 6)
    return any(cue.end <= act.start for cue in reading.cues((floor, act.start), "negation")) and not act.targets


def _is_told(reading: Reading, act: Act) -> bool:
    """Whether a noun for the dead or wounded is news: it has a number, is a dual, or "سقوط", "وجود" stands before it."""
    form = act.mention.term.inflection
    if (act.start - 1) in reading.number_at or act.start in reading.number_at:
        return True
    if form is not None and form.number == "d":
        return True
    return any(reading.text(i) in _HAPPENING for i in range(max(0, act.start - 2), act.start))


_HAPPENING = frozenset({"وقوع", "سقوط", "وجود", "ارتقاء", "تسجيل", "وقع", "سقط", "ارتقي", "عن", "الي"})


def _victims(reading: Reading, act: Act) -> Range | None:
    """The phrase that names the victims: the target that was found, else the noun phrase after the word."""
    if act.targets:
        start = reading.token_index(act.targets[0].span[0])
        end = reading.token_index(act.targets[0].span[1] - 1) + 1
        return _with_number(reading, start), end
    if act.mention.gap[1] > act.mention.gap[0]:
        return act.mention.gap
    return noun_phrase(reading, act.end, act.sentence[1])


def _with_number(reading: Reading, start: int) -> int:
    """Where the number before the words for persons begins: "خمسة من | عناصر"."""
    before = start - 1
    while before > 0 and reading.text(before) in ("من", "عدد"):
        before -= 1
    number = reading.number_at.get(before)
    return number.start if number is not None and number.end == before + 1 else start


def _own_count(reading: Reading, act: Act, count: Count) -> bool:
    """The number that the word itself bears: "14 إصابة", "قتيلان", "4 قتلى"."""
    form = act.mention.term.inflection
    number = reading.number_at.get(act.start - 1) or reading.number_at.get(act.start)
    if act.mention.split.preposition:
        number = None
    noun = form is None or form.pos == "noun"
    if number is not None and number.kind in ("cardinal", "vague") and number.end <= act.start + 1 and act.nominal:
        count.low, count.best, count.high = number.low, number.best, number.high
        return True
    if noun and act.nominal and form is not None and act.trigger.measure == "noun":
        if form.number == "d":
            count.low = count.best = count.high = 2
            return True
        if form.number == "s" and not act.mention.split.article and _names_dead(act):
            count.low = count.best = count.high = 1
            return True
        return _names_dead(act)
    return False


def _names_dead(act: Act) -> bool:
    """Whether the noun is the harmed person: قتيل, جريح, and not the harm: مصرع, وفاة."""
    return act.trigger.id in _PERSON_NOUNS


_PERSON_NOUNS = frozenset(
    {
        "kill-qatil",
        "kill-qatila",
        "kill-shahid",
        "kill-shahida",
        "kill-victim",
        "harm-jarih",
        "harm-jariha",
        "harm-musab",
        "abduct-mafqud",
        "abduct-hostage",
    }
)


def _count(reading: Reading, phrase: Range, count: Count) -> None:
    """Add up the counted persons of a phrase: "ضابطين وجندي" are three, "ثلاثة مدنيين بينهم طفل" three."""
    total: int | None = 0
    low_total, open_end = 0, False
    i = phrase[0]
    end = next((k for k in range(*phrase) if reading.text(k) in AMONG), phrase[1])
    counted = False
    while i < end:
        number = reading.number_at.get(i)
        if number is not None and reading.text(number.end) in _YEARS:
            i = number.end + 1  # الطفل فلان، 14 عاما: an age
            continue
        if _other_toll(reading, i, phrase[0]):
            break
        if number is not None and number.kind in ("cardinal", "vague"):
            if counted and number.best == 2 and reading.tokens[i].kind == "word" and not _joined(reading, i):
                i = number.end  # مدنيين اثنين: said twice
                continue
            counted = True
            low_total += number.low or 0
            total = None if total is None or number.best is None else total + number.best
            open_end = open_end or number.high is None
            i = max(i + 1, number.end)
            i = _past_noun(reading, i, end, count)
            continue
        person = _person(reading, i)
        if person is not None:
            victims, grammatical = person
            _take_victims(count, victims)
            if not counted or _joined(reading, i):
                step = {"s": 1, "d": 2}.get(grammatical)
                definite_plural = step is None
                if definite_plural:
                    total, open_end = None, True
                elif not _after_some(reading, i, phrase[0]):
                    total = None if total is None else total + (step or 0)
                    low_total += step or 0
                else:
                    total = None
                counted = True
            i += 1
            i = _past_noun(reading, i, end, count, same=True)
            continue
        if reading.text(i).lstrip("و") in _OTHERS and not counted:
            word = reading.text(i).lstrip("و")
            value = {"اخر": 1, "اخري": 1, "اخران": 2, "اخريين": 2}.get(word)
            total = value if value else None
            low_total = value or 0
            counted = True
        i += 1
    if not counted:
        return
    if total is None and low_total <= _A_FEW:
        return
    if total is not None and total > 0:
        count.low, count.best = low_total or total, total
        count.high = None if open_end else max(total, low_total)
    elif low_total:
        count.low = low_total


_A_FEW = 3
"""A vague number no higher than this ("عدد من", "بضعة") says no more than "some"."""


_YEARS = frozenset({"عام", "عاما", "سنه", "سنوات", "سنين", "ربيعا", "اعوام", "شهرا", "اشهر", "شهور"})


def _other_toll(reading: Reading, i: int, start: int) -> bool:
    """Whether another toll begins at token `i`: "7 مدنيين | وعشرات الجرحى", "5 قتلى | و 30 جريح"."""
    if i <= start or not (_joined(reading, i) or reading.text(i - 1) == "و" or reading.text(i)[:1] == "و"):
        return False
    for k in range(i, min(i + 4, len(reading.tokens))):
        for mention in reading.begins[k]:
            row = mention.term.row
            if isinstance(row, PersonRow):
                return row.mode == "toll" and row.harm is not None
            if mention.kind == "trigger":
                return True
    return False


def _joined(reading: Reading, i: int) -> bool:
    return reading.text(i)[:1] == "و" and any(m.split.conjunction for m in reading.begins[i])


def _after_some(reading: Reading, i: int, start: int) -> bool:
    return any(reading.text(k) in _SOME for k in range(start, i))


def _person(reading: Reading, i: int) -> tuple[Victims, str] | None:
    """Whom a word for persons counts and its grammatical number; None where the word is none."""
    for mention in reading.begins[i]:
        row = mention.term.row
        form = mention.term.inflection
        if isinstance(row, PersonRow) and row.mode == "head":
            return row.victims, (form.number if form is not None else "p")
    for mention in reading.begins[i]:
        row = mention.term.row
        if isinstance(row, Force) and row.nature in ("members", "people"):
            return ("combatant" if row.role != "CVL" else "civilian"), _number_of(mention.term.words[-1])
    return None


def _number_of(word: str) -> str:
    return "d" if word.endswith(("ان", "ين")) and len(word) > 5 else "p"


def _take_victims(count: Count, victims: Victims) -> None:
    if count.victims == "unknown":
        count.victims = victims


def _past_noun(reading: Reading, i: int, end: int, count: Count, *, same: bool = False) -> int:
    """Past the noun that a number counts, and what belongs to it, up to the next joined noun."""
    while i < end and not _joined(reading, i) and i not in reading.number_at:
        person = _person(reading, i)
        if person is not None:
            _take_victims(count, person[0])
        i += 1
    return i
