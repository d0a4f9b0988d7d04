"""Constituents: the noun phrases and prepositional phrases around a verb or verbal noun.

Arabic news puts the verb first ("استهدفت طائرة سيارة في البلدة") or its subject ("إن طائرة استهدفت سيارة"); times,
places and means may stand between the parts. What stands where is found here; what it means for the act is the
business of `arguments`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from waqai.coding.parts_of_speech import is_finite
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import QUOTE_MARKS, Range, Reading

_TWO_WORDS = {
    ("من", "قبل"): "قبل",
    ("من", "جانب"): "قبل",
    ("من", "طرف"): "قبل",
    ("علي", "يد"): "قبل",
    ("علي", "ايدي"): "قبل",
    ("علي", "يدي"): "قبل",
    ("بحق", ""): "على",
    ("بواسطه", ""): "ب",
    ("بواسطة", ""): "ب",
    ("باستخدام", ""): "ب",
    ("عن", "طريق"): "ب",
    ("برصاص", ""): "قبل",
    ("بنيران", ""): "قبل",
    ("بالقرب", "من"): "قرب",
    ("لدي", "مرور"): "مرور",
    ("عند", "مرور"): "مرور",
    ("خلال", "مرور"): "مرور",
    ("اثناء", "مرور"): "مرور",
}
_PREPOSITIONS = {
    "علي": "على",
    "في": "في",
    "ضد": "ضد",
    "بحق": "ضد",
    "الي": "إلى",
    "نحو": "نحو",
    "باتجاه": "نحو",
    "تجاه": "نحو",
    "صوب": "نحو",
    "من": "من",
    "عن": "عن",
    "مع": "مع",
    "بين": "بين",
    "قرب": "قرب",
    "بالقرب": "قرب",
    "عند": "قرب",
    "بجانب": "قرب",
    "بجوار": "قرب",
    "قباله": "أمام",
    "داخل": "في",
    "وسط": "في",
    "امام": "أمام",
    "خارج": "خارج",
    "حتي": "حتى",
    "عبر": "عبر",
    "ل": "ل",
    "ب": "ب",
    "حول": "حول",
    "فوق": "فوق",
}
_OF_DAY = frozenset({"مبكر", "مبكره", "متاخر", "متاخره", "لاحق", "سابق", "من"})
_PASSED_GROUPS = frozenset({"adverb", "particle", "demonstrative"})
COMMAS = frozenset({"،", ","})
"""The marks that set an aside apart."""
_LONGEST_ASIDE = 9
AMONG = frozenset(
    {"بينهم", "بينها", "بينهن", "منهم", "منها", "غالبيتهم", "معظمهم", "جميعهم", "احدهم", "احداهن", "اغلبهم"}
)
"""Words after which some of the persons just told of are told apart."""


class Complement(NamedTuple):
    """A prepositional phrase: its preposition, where it begins, and the noun phrase with letters of it to cut."""

    preposition: str
    start: int
    phrase: Range
    cut: int


@dataclass(slots=True)
class Constituents:
    """What follows a verb or verbal noun, in order: bare noun phrases and prepositional phrases."""

    nouns: list[Range] = field(default_factory=list)
    complements: list[Complement] = field(default_factory=list)
    end: int = 0

    def after(self, *prepositions: str) -> Complement | None:
        """The first complement of one of these prepositions."""
        return next((c for c in self.complements if c.preposition in prepositions), None)


def attached_preposition(reading: Reading, i: int) -> tuple[str, int]:
    """The preposition written together with token `i` and how many letters it takes: ببرميل, للمقاتلين."""
    place = reading.place_at.get(i)
    if place is not None and place.start <= i < place.end and place.start == i and place.preposition in ("ب", "ل"):
        return place.preposition, place.lead
    for mention in reading.begins[i]:
        if mention.split.preposition in ("ب", "ل") and mention.kind not in ("cue", "function", "relation"):
            letters = mention.split.conjunction + mention.split.preposition
            shared = reading.text(i)[len(mention.split.conjunction) :].startswith("لل")
            return mention.split.preposition, len(mention.split.conjunction) if shared else len(letters)
    if reading.begins[i]:
        return "", 0
    text = reading.text(i)
    if text.startswith("لل") and len(text) > 4:
        return "ل", 0
    if text.startswith("بال") and len(text) > 5:
        return "ب", 1
    return "", 0


def preposition_at(reading: Reading, i: int) -> tuple[str, int]:
    """The preposition that stands at token `i` as a word and how many tokens it takes; empty where none does."""
    text, following = reading.text(i), reading.text(i + 1)
    bare = text[1:] if text[:1] in "وف" and len(text) > 2 and text not in _PREPOSITIONS else text
    if bare == "نحو" and (i + 1) in reading.number_at:  # نحو | ثلاثين شخصا
        return "", 1
    for words in ((bare, following), (bare, "")):
        if words in _TWO_WORDS:
            return _TWO_WORDS[words], 2 if words[1] else 1
    return _PREPOSITIONS.get(bare, ""), 1


def following(reading: Reading, start: int, limit: int, *, most: int = 2) -> Constituents:
    """The constituents from token `start` on, at most to `limit`, until a new clause or `most` noun phrases ended."""
    found = Constituents(end=start)
    i = start
    while i < limit:
        step = _skipped(reading, i, limit, found)
        if step:
            i += step
            continue
        if reading.is_mark(i) and reading.text(i) not in QUOTE_MARKS | {"("}:
            break
        preposition, length = preposition_at(reading, i)
        if preposition:
            phrase = noun_phrase(reading, i + length, limit)
            if phrase is None:
                i += length
                continue
            found.complements.append(Complement(preposition, i, phrase, 0))
            i = found.end = phrase[1]
            continue
        preposition, cut = attached_preposition(reading, i)
        if preposition:
            phrase = noun_phrase(reading, i, limit)
            if phrase is None:
                i += 1
                continue
            found.complements.append(Complement(preposition, i, phrase, cut))
            i = found.end = phrase[1]
            continue
        if reading.function(i) == "preposition":
            phrase = noun_phrase(reading, i + 1, limit)
            i = phrase[1] if phrase is not None else i + 1
            continue
        counted = i in reading.number_at and reading.number_at[i].start == i  # ما لا يقل عن عشرين جنديا
        if not counted and (is_finite(reading, i) or reading.function(i) in ("clause", "relative", "verb")):
            break
        if _joins(reading, i):
            break
        if len(found.nouns) >= most:
            break
        phrase = noun_phrase(reading, i, limit)
        if phrase is None:
            break
        found.nouns.append(phrase)
        i = found.end = phrase[1]
    return found


def _joins(reading: Reading, i: int) -> bool:
    """Whether a word joined by و opens something new: "استهداف الموقع | والتسبب"."""
    text = reading.text(i)
    if text[:1] != "و" or i in reading.number_at or i in reading.place_at:
        return text == "و"
    known = reading.begins[i]
    return any(m.split.conjunction for m in known) if known else len(text) > 4


def _skipped(reading: Reading, i: int, limit: int, found: Constituents) -> int:
    """How many tokens at `i` belong to no argument: a time, an adverb, a comma around one of them."""
    moment = reading.moment_at.get(i)
    if moment is not None and moment.start == i and i not in reading.number_at:
        return moment.end - i
    text = reading.text(i)
    if reading.function(i) in _PASSED_GROUPS or (text == "نحو" and (i + 1) in reading.number_at):
        return 1
    if text == "(" and (closing := bracket_end(reading, i, limit)):
        return closing - i
    if text == "\n":
        return 1
    if text in QUOTE_MARKS:
        return 1 if noun_phrase(reading, i, limit) is None else 0
    if text in COMMAS and not (found.nouns and found.complements):
        if (i + 1) in reading.moment_at or (i - 1) in reading.moment_at:
            return 1
        aside = _aside(reading, i, limit)
        if aside and not found.nouns:
            return aside
    if text in ("في", "خلال", "اثناء") and reading.text(i + 1) in ("وقت", "ساعه", "ساعات"):
        at = i + 2
        while at < limit and at - i < 6 and (at in reading.moment_at or reading.text(at) in _OF_DAY):
            at = reading.moment_at[at].end if at in reading.moment_at else at + 1
        return at - i
    if text in ("في", "خلال", "اثناء") and (i + 1) in reading.moment_at:
        return reading.moment_at[i + 1].end - i
    return 0


def bracket_end(reading: Reading, i: int, limit: int) -> int:
    """The token after the bracket that closes the one at token `i`: "(50 كلم شمال المدينة)"; 0 where none does."""
    return next((j + 1 for j in range(i + 1, min(limit, i + _LONGEST_ASIDE + 3)) if reading.text(j) == ")"), 0)


def _aside(reading: Reading, i: int, limit: int) -> int:
    """The length of a short aside between two commas that begins at the comma `i`: "، يعتقد أنها أميركية،"."""
    for j in range(i + 1, min(limit, i + _LONGEST_ASIDE)):
        if reading.text(j) in COMMAS:
            return j + 1 - i
    return 0


def subject_before(reading: Reading, verb: int, floor: int) -> Range | None:
    """The noun phrase that stands before a verb as its subject, from token `floor` on; None where none does.

    Between the two may stand times, places, asides between commas, قد, and a relative clause: "القوات التي وصلت
    أمس قصفت".
    """
    i = floor
    best: Range | None = None
    while i < verb:
        if reading.text(i) == "(" and (closing := bracket_end(reading, i, verb)):
            i = closing
            continue
        if reading.is_mark(i) and reading.text(i) not in QUOTE_MARKS | {"("}:
            if reading.text(i) == ":":
                best = None
            i += 1
            continue
        moment = reading.moment_at.get(i)
        if moment is not None and moment.start == i and i not in reading.number_at:
            i = moment.end
            continue
        preposition, length = preposition_at(reading, i)
        if preposition:
            phrase = noun_phrase(reading, i + length, verb)
            i = phrase[1] if phrase else i + length
            continue
        if reading.function(i) in ("relative", "clause"):
            if best is None or reading.function(i) == "clause":
                best = None
            i += 1
            continue
        if attached_preposition(reading, i)[0]:
            phrase = noun_phrase(reading, i, verb)
            i = phrase[1] if phrase else i + 1
            continue
        if is_finite(reading, i):
            i += 1
            continue
        phrase = noun_phrase(reading, i, verb)
        if phrase is None:
            i += 1
            continue
        if best is not None and reading.text(i - 1) in AMONG:  # خمسة أشخاص بينهم | شرطيان | قتلوا
            i = phrase[1]
            continue
        if best is not None and reading.text(best[1]) in COMMAS and best[1] + 1 == phrase[0]:
            # an office after the name: "فلان، المدير في الشركة، | خُطف"
            best = best if reading.at("actor", best[0]) is not None or _quoted(reading, best) else (best[0], phrase[1])
        elif best is None or phrase[1] >= verb - 1:
            best = phrase
        i = phrase[1]
    return best


def _quoted(reading: Reading, phrase: Range) -> bool:
    return reading.text(phrase[0]) in QUOTE_MARKS or reading.text(phrase[0] - 1) in QUOTE_MARKS


def antecedent(reading: Reading, verb: int, floor: int) -> Range | None:
    """The noun phrase that a relative clause around `verb` belongs to: "الهجوم الذي | استهدف", and "هجوم | استهدف".

    None where no phrase ends right before the verb or its relative.
    """
    end = verb
    while end > floor:
        moment = reading.moment_at.get(end - 1)
        if reading.function(end - 1) in ("relative", "particle") or reading.text(end - 1) in QUOTE_MARKS | COMMAS:
            end -= 1
        elif moment is not None and (end - 1) not in reading.number_at:
            end = moment.start
        else:
            break
    for start in range(max(floor, end - 12), end):
        phrase = noun_phrase(reading, start, end)
        if phrase is not None and phrase[1] == end:
            return phrase
    return None
