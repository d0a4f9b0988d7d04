"""Authors: the doer of a verbal noun that stands outside its phrase, with the verb that lays the act on somebody.

"هجوم … نُسب إلى المتمردين", "أُلقي اللوم على الحركة في تفجيرات", "تمكن المقاتلون من استهداف الثكنة".
"""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.constituents import subject_before
from waqai.coding.participants import is_agent_like
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.coding.roles import Roles, Slot, is_persons

_REACH = 12
_FULL_STOPS = frozenset({".", "؛", ":", "\n", "!", "؟"})
_ASCRIBED = frozenset({"نسب", "نسبت", "ينسب", "تنسب", "منسوب", "منسوبه", "المنسوب", "المنسوبه"})
_BLAME = frozenset({"اللوم", "المسووليه", "مسووليه", "باللوم", "بالمسووليه"})
_LAID = frozenset({"القي", "القيت", "القت", "القوا", "يلقي", "تلقي", "وقع", "تقع"})
_MANAGES = {
    "من": frozenset({"تمكن", "تمكنت", "تمكنوا", "تتمكن", "يتمكن"}),
    "في": frozenset({"نجح", "نجحت", "نجحوا", "استمر", "استمرت", "استمروا", "شرع", "شرعت", "شرعوا"}),
    "عن": frozenset({"توقف", "توقفت", "توقفوا", "تتوقف", "يتوقف", "تكف", "يكف"}),
    "علي": frozenset({"اقدم", "اقدمت", "اقدموا"}),
    "عبر": frozenset({"رد", "ردت", "ردوا"}),
}


def add_author(reading: Reading, act: Act, roles: Roles) -> None:
    """Give a verbal noun without a doer the one that another verb of its sentence tells."""
    if any(_is_blame(reading, slot) for slot in roles.agents):
        roles.agents.clear()  # ألقي | اللوم | على الحركة
    if roles.agents or act.trigger.takes("reciprocal"):
        return
    for rule, find in (("ascribed-to", _ascribed), ("blamed-on", _blamed), ("managed-by", _manager)):
        phrase = find(reading, act)
        if phrase is not None and (is_agent_like(reading, phrase) or is_persons(reading, phrase)):
            roles.agents.append(Slot(phrase, 0, rule))
            return


def _ascribed(reading: Reading, act: Act) -> Range | None:
    """هجوم انتحاري، نُسب إلى | المتمردين; التفجير المنسوب إلى | الجماعة."""
    for i in range(act.end, min(act.sentence[1] - 1, act.end + _REACH)):
        if reading.text(i) in _FULL_STOPS:
            return None
        if _bare(reading, i) in _ASCRIBED and reading.text(i + 1) == "الي":
            return noun_phrase(reading, i + 2, act.sentence[1])
    return None


def _blamed(reading: Reading, act: Act) -> Range | None:
    """أُلقي اللوم على | الحركة | في سلسلة من التفجيرات."""
    for i in range(act.start - 1, max(act.sentence[0], act.start - _REACH), -1):
        if reading.text(i) in _FULL_STOPS:
            return None
        laid = _bare(reading, i - 1) in _LAID or _bare(reading, i - 2) in _LAID
        if reading.text(i) in _BLAME and laid and reading.text(i + 1) == "علي":
            phrase = noun_phrase(reading, i + 2, act.start)
            return phrase if phrase is not None and reading.text(phrase[1]) in ("في", "عن") else None
    return None


def _manager(reading: Reading, act: Act) -> Range | None:
    """تمكن | المقاتلون | من استهداف الثكنة; إن القوات | لم تتوقف عن قصف الحي; ردت | الحكومة | عبر اغتيال."""
    verbs = _MANAGES.get(reading.text(act.start - 1))
    if verbs is None:
        return None
    for i in range(act.start - 2, max(act.sentence[0] - 1, act.start - _REACH), -1):
        if reading.is_mark(i):
            return None
        if _bare(reading, i) not in verbs:
            continue
        after = noun_phrase(reading, i + 1, act.start - 1)
        if after is not None and is_persons(reading, after):
            return after
        verb = i - 1 if reading.text(i - 1) in ("لم", "لا", "لن", "قد") else i
        return subject_before(reading, verb, act.sentence[0])
    return None


def _is_blame(reading: Reading, slot: Slot) -> bool:
    """Whether what was taken for the doer is the blame itself: "أُلقي | اللوم"."""
    return reading.text(slot.phrase[0]) in _BLAME


def _bare(reading: Reading, i: int) -> str:
    """The word at token `i` without و or ف before it."""
    text = reading.text(i) if i >= 0 else ""
    return text[1:] if text[:1] in ("و", "ف") and len(text) > 3 and text not in _LAID else text
