"""Counting: how many persons the words of a harm tell of, and who they were (codebook 3)."""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.constituents import AMONG
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.knowledge.actors import Force
from waqai.knowledge.vocabulary import PersonRow
from waqai.records import Casualties, HarmKind, Victims

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


def casualties_of(reading: Reading, act: Act, kind: HarmKind) -> Casualties | None:
    """The persons that a word of harm counts; None where it is a mere title or name."""
    phrase = _victims(reading, act)
    count = Count()
    own = _own_count(reading, act, count)
    shared = (
        act.nominal
        and reading.text(act.end)[:1] == "و"
        and any(
            m.kind == "trigger" and m.split.conjunction
            for m in (reading.begins[act.end] if act.end < len(reading.begins) else ())
        )
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
