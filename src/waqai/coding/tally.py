"""Tally: adding up the persons that a row of nouns counts: "ضابطين وثلاثة جنود", "رجل وزوجته", "خمسة من سكانها"."""

from __future__ import annotations

from dataclasses import dataclass

from waqai.coding.constituents import AMONG
from waqai.coding.parts_of_speech import is_finite
from waqai.coding.reading import OPENING, QUOTE_MARKS, Range, Reading
from waqai.knowledge.actors import Force, Nationality
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.vocabulary import ObjectRow, PersonRow, SourceRow, WeaponRow
from waqai.language.numerals import Number
from waqai.records import Victims

_LONGEST = 18
_A_FEW = 3
"""A vague number no higher than this ("عدد من", "بضعة") says no more than "some"."""
_OTHERS = {"اخر": 1, "اخري": 1, "اخران": 2, "اخريين": 2, "اخرين": None, "اخرون": None}
_STEP = {"s": 1, "d": 2}
_OFFICES = frozenset({"رئيس", "محافظ", "مدير", "عضو", "وزير"})
_NOT_COUNTED = (
    "عام",
    "سنه",
    "سنوات",
    "سنين",
    "ربيع",
    "اعوام",
    "شهر",
    "اشهر",
    "شهور",
    "يوم",
    "ايام",
    "ساع",
    "دقيق",
    "دقائق",
    "كم",
    "كيلو",
    "متر",
    "امتار",
    "كلم",
    "بالمئه",
    "بالمائه",
    "مره",
    "مرات",
    "دولار",
    "ليره",
    "منزل",
    "منازل",
)
"""Openings of words for what is measured and is no person: "25 عاما", "ثلاثة كيلومترات", "ست ساعات"."""
_FAMILIES = frozenset({"عائلة", "أسرة"})
"""Words for more persons than one, even in the singular."""
_OF_AGE = frozenset({"العمر", "عمره", "عمرها", "البالغ", "البالغه", "بالغ", "يبلغ", "تبلغ", "اعمارهم", "عمر"})
_SOME = frozenset({"عدد", "العديد", "مجموعه", "بعض", "عده"})
_SHUT = frozenset({"clause", "relative", "verb", "preposition", "adverb", "conjunction"})


@dataclass(slots=True)
class Tally:
    """What has been counted so far. `total` is None once a part has no exact number; `end` is past what was counted."""

    low: int = 0
    total: int | None = 0
    open_end: bool = False
    high: int | None = 0
    victims: Victims = "unknown"
    counted: bool = False
    end: int = 0

    def add(self, low: int | None, best: int | None, high: int | None) -> None:
        """Add a part: bounds and best guess, None where open."""
        self.counted = True
        self.low += low or 0
        self.total = None if self.total is None or best is None else self.total + best
        self.high = None if self.high is None or high is None else self.high + high

    def take(self, victims: Victims) -> None:
        """Keep who the victims are, where nothing before said so."""
        if self.victims == "unknown":
            self.victims = victims

    @property
    def bounds(self) -> tuple[int | None, int | None, int | None]:
        """Low, best and high; all None where the words give no number."""
        if not self.counted or (self.total is None and self.low <= _A_FEW):
            return None, None, None
        if self.total is None:
            return self.low or None, None, self.high if self.high and self.high > self.low else None
        return self.low or None, self.total, self.high


def tally(reading: Reading, start: int, limit: int) -> Tally:
    """The persons counted from token `start` on, at most to `limit`, until the row of nouns ends."""
    found = Tally(end=start)
    if _is_thing(reading, start):
        return found  # منزل | ناشط: what was raided is no person
    i, limit = start, min(limit, start + _LONGEST)
    while i < limit and not (i > start and _closes(reading, i, found)):
        if i > start and not found.counted and _joined(reading, i) and _is_person(reading, i):
            found.add(1, 1, 1)  # عادل الحسن | وزوجته: one whom no word for persons names
        i = _part(reading, i, found)
    return found


def _part(reading: Reading, i: int, found: Tally) -> int:
    """Take in what stands at token `i`; the token after it."""
    number = reading.number_at.get(i)
    if number is not None:
        return _numbered(reading, number, i, found)
    fresh = not found.counted or _joined(reading, i) or reading.text(i - 1) == "و"
    word = reading.text(i).removeprefix("و")
    person = None if word in _OTHERS and fresh else person_at(reading, i)
    if person is not None:
        victims, step = person
        found.take(victims)
        if fresh:
            some = any(reading.text(k) in _SOME for k in range(max(0, i - 2), i))
            found.add(0 if some else step, None if some else step, None if some else step)
        found.end = i + 1
    elif word in _OTHERS and fresh:  # وإصابة | آخر
        step = _OTHERS[word]
        found.add(step, step, step)
        found.end = i + 1
    return i + 1


def _numbered(reading: Reading, number: Number, i: int, found: Tally) -> int:
    """Take in a number and who it counts: "خمسة جنود"; ages, distances and things are none of the toll."""
    end = max(i + 1, number.end)
    if number.kind not in ("cardinal", "vague") or not counts_persons(reading, number):
        return end
    fresh = not found.counted or begins_joined(reading, number) or reading.text(number.start - 1) in ("و", "،")
    if fresh:
        families = any(
            getattr(m.term.row, "wording", "") in _FAMILIES for ms in reading.begins[end : end + 1] for m in ms
        )
        found.add(number.low, None if families else number.best, None if families else number.high)
        found.end = end
    at = end + (reading.text(end) == "من")
    person = person_at(reading, at)
    if person is not None:
        found.take(person[0])
        found.end = at = at + 1
    return max(at, end)


def counts_persons(reading: Reading, number: Number) -> bool:
    """Whether a number counts persons, as far as the words beside it tell: not "14 عاما", "25 كم", "أربع قذائف"."""
    if is_age_behind_name(reading, number):
        return False
    after = reading.text(number.end)
    after = reading.text(number.end + 1) if after == ")" else after
    if after.startswith(_NOT_COUNTED) and not _is_person(reading, number.end):
        return False
    if reading.text(number.start - 1) in _OF_AGE or (after == "من" and reading.text(number.end + 1) in _OF_AGE):
        return False
    counted = reading.begins[number.end] if number.end < len(reading.begins) else []
    things = any(isinstance(m.term.row, WeaponRow | ObjectRow) and not m.split.preposition for m in counted)
    return not things or _is_person(reading, number.end)


def is_age_behind_name(reading: Reading, number: Number) -> bool:
    """Whether a figure is glued to the name before it, as an age in a list: "1. سامر الحسن|14 شهيد"."""
    before = number.start - 1
    if before < 0 or reading.tokens[before].kind != "word" or len(reading.text(before)) < _SHORTEST_NAME:
        return False
    glued = reading.tokens[before].end == reading.tokens[number.start].start
    return glued and not any(m.kind in _NO_NAMES for m in reading.begins[before])


_SHORTEST_NAME = 3
_NO_NAMES = frozenset({"trigger", "person", "force", "function", "cue", "object", "weapon"})


def _is_person(reading: Reading, i: int) -> bool:
    return person_at(reading, i) is not None


def begins_joined(reading: Reading, number: Number) -> bool:
    """Whether و is written together with the first word of a number: "وثلاثة", and not "واحد"."""
    word = reading.text(number.start)
    return word[:1] == "و" and not word.startswith("واحد")


def person_at(reading: Reading, i: int) -> tuple[Victims, int | None] | None:
    """Whom a word for persons counts, and how many its form says (None for a plural); None where it is no such word."""
    found = reading.begins[i] if 0 <= i < len(reading.begins) else []
    for mention in found:
        row = mention.term.row
        if isinstance(row, PersonRow) and row.mode == "head":
            form = mention.term.inflection
            step = None if row.wording in _FAMILIES else _STEP.get(form.number if form is not None else "p")
            return row.victims, step
    for mention in found:
        row = mention.term.row
        if isinstance(row, Force) and row.nature in ("members", "people"):
            civil = row.role == "CVL" or _is_family(reading, mention.end)  # أفراد | عائلة
            return ("civilian" if civil else "combatant"), _step_of(mention)
        if isinstance(row, Nationality) and not mention.split.article and reading.at("person", i - 1) is None:
            return _national(reading, i)
        form = mention.term.inflection
        if isinstance(row, SourceRow) and row.wording in _OFFICES and form is not None and form.number == "s":
            return "unknown", 1
    return None


def _is_thing(reading: Reading, i: int) -> bool:
    return any(isinstance(m.term.row, ObjectRow) for m in reading.begins[i]) and not _is_person(reading, i)


def _is_family(reading: Reading, i: int) -> bool:
    found = reading.begins[i] if i < len(reading.begins) else []
    return any(isinstance(m.term.row, PersonRow) and m.term.row.wording in _FAMILIES for m in found)


def _national(reading: Reading, i: int) -> tuple[Victims, int | None] | None:
    """An adjective of nation that stands for a person: "مقتل | سوري", "سوريان", but not "جندي | سوري"."""
    word = reading.text(i)
    if word.endswith(("يون", "يين")):
        return "unknown", None
    if word.endswith("يان"):
        return "unknown", 2
    alone = reading.text(i)[:1] == "و" or any(m.kind == "trigger" for m in reading.begins[i - 1])
    return ("unknown", 1) if alone and word.endswith(("ي", "يا", "يه")) else None


def _step_of(mention: Mention) -> int | None:
    word = mention.term.words[-1]
    return 2 if word.endswith("ان") and len(word) > 5 else None


def _joined(reading: Reading, i: int) -> bool:
    return reading.text(i)[:1] == "و" and any(m.split.conjunction for m in reading.begins[i])


def _closes(reading: Reading, i: int, found: Tally) -> bool:
    """Whether the row of nouns ends at token `i`."""
    text = reading.text(i)
    if text in AMONG or (text == "من" and reading.text(i + 1) in AMONG):
        return True
    number = reading.number_at.get(i)
    joined = _joined(reading, i) or text == "و" or (number is not None and begins_joined(reading, number))
    if text in ("،", ","):
        return not _goes_on(reading, i + 1)
    if joined:
        return _other_toll(reading, i) or (text == "و" and not _goes_on(reading, i))
    if reading.is_mark(i):
        return text not in QUOTE_MARKS | OPENING | {")"}
    if text == "من":
        return not found.counted
    if i in reading.moment_at and number is None:
        return True
    if is_finite(reading, i) or (reading.function(i) in _SHUT and number is None):
        return True
    place = reading.place_at.get(i)
    if place is not None and place.start == i and place.preposition:
        return True
    return any(
        m.split.preposition in ("ب", "ل") or (m.kind == "trigger" and not _is_person(reading, i))
        for m in reading.begins[i]
    )


def _goes_on(reading: Reading, i: int) -> bool:
    """Whether another person is joined at token `i`: "مدنيان، | وطفل"."""
    text = reading.text(i)
    number = reading.number_at.get(i)
    if text == "و":
        number = reading.number_at.get(i + 1)
        known = _is_person(reading, i + 1) or (number is not None and counts_persons(reading, number))
    else:
        joined = _joined(reading, i) or (number is not None and begins_joined(reading, number))
        known = joined and (number is not None or _is_person(reading, i))
    return known and not _other_toll(reading, i)


def _other_toll(reading: Reading, i: int) -> bool:
    """Whether another toll or act begins at token `i`: "7 مدنيين | وعشرات الجرحى", "5 قتلى | و 30 جريح", "و| إصابة"."""
    for k in range(i, min(i + 4, len(reading.tokens))):
        if k > i and (reading.function(k) in _SHUT or any(m.split.preposition == "ب" for m in reading.begins[k])):
            return False
        for mention in reading.begins[k]:
            row = mention.term.row
            if isinstance(row, PersonRow):
                return row.mode == "toll" and row.harm is not None
            if mention.kind == "trigger":
                return True
    return False


def counted_phrase(reading: Reading, span: Range) -> bool:
    """Whether the words of a range open with persons or with a number of them."""
    number = reading.number_at.get(span[0])
    if number is not None and number.start == span[0] and number.kind in ("cardinal", "vague"):
        return counts_persons(reading, number)
    return any(_is_person(reading, i) or reading.text(i) in _OTHERS for i in range(span[0], min(span[1], span[0] + 4)))
