"""Crowds: who takes to the streets, and against whom."""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.constituents import Constituents, attached_preposition, preposition_at
from waqai.coding.parts_of_speech import is_finite
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.coding.roles import Roles, Slot, is_persons, is_thing
from waqai.knowledge.actors import Force
from waqai.knowledge.vocabulary import Opposition, PersonRow
from waqai.records import Participant

CROWD_ACTS = frozenset({"protest", "riot"})
_REACH = 40
"""How many words after the act its opponent is looked for, within the sentence."""
_NEAR = 4


def of_crowd(
    reading: Reading,
    act: Act,
    parts: Constituents,
    nouns: list[Range],
    before: Range | None,
    doer: Slot | None = None,
) -> Roles:
    """The subject is the crowd, what they are against the target.

    "تجمع متظاهرون أمام السفارة"; "المحتجون أحرقوا الإطارات"; "مظاهرة نظمتها أحزاب ضد الحكومة".
    """
    form = act.mention.term.inflection
    after = [] if form is not None and form.pos == "verb" and form.number == "p" else nouns[:1]
    before = _relative_head(reading, act) or before
    aimed = act.trigger.takes("on") and any(frame.preposition == "ب" for frame in act.trigger.frames)
    if aimed and after and reading.text(after[0][0]).startswith("ب"):
        after = []  # نددوا | بزيارة الوزير
    crowd = next((p for p in (*after, before) if p is not None and is_persons(reading, p)), None)
    if crowd is not None:
        doer = Slot(crowd, 0, "crowd")
    if doer is None:
        crowd = _crowd_before(reading, act) or _governor(reading, act) or _crowd_of_sentence(reading, act)
        doer = Slot(crowd, 0, "crowd-of-sentence") if crowd is not None else None
    targets = _targets(reading, act, parts, [n for n in nouns if n != crowd])
    return Roles([doer] if doer is not None else [], targets)


def _targets(reading: Reading, act: Act, parts: Constituents, objects: list[Range]) -> list[Slot]:
    if act.trigger.takes("transitive"):
        struck = [n for n in objects if is_thing(reading, n)]
        if struck:
            return [Slot(struck[0], 0, "verb-object")]
    opponent = _opponent(reading, act)
    if opponent is not None:
        return [opponent]
    for preposition in ("ضد", "على", "أمام", "خارج", "نحو", "إلى", "حتى", "ب"):
        found = parts.after(preposition)
        if found is None or (preposition == "إلى" and not act.trigger.takes("to")):
            continue
        if is_thing(reading, found.phrase):
            return [Slot(found.phrase, found.cut, f"against-{preposition}")]
    if act.trigger.event_type == "riot" and (police := _police_of_clause(reading, act)) is not None:
        return [Slot(police, 0, "other-side")]
    return []


# --- the opponent -------------------------------------------------------------------------------------------


def _opponent(reading: Reading, act: Act) -> Slot | None:
    """Whom a crowd demands something of, or is against, and what a word of plain opposition is said of.

    "مطالبين | الحكومة بالتدخل"; "احتجاجا على سياسة | الوزير"; "منددين ب | رفع الأسعار".
    """
    for i in range(act.start, min(act.sentence[1], act.end + _REACH)):
        for mention in reading.begins[i]:
            row = mention.term.row
            if not isinstance(row, Opposition):
                continue
            found = _follows(reading, mention.end, row, act.sentence[1])
            if found is None:
                continue
            opponent = _opposed(reading, found)
            if opponent is not None:
                return opponent
            if row.cause and found[0] not in reading.place_at:
                return Slot(found, _letters(reading, found[0], row.follows), "opponent")
    return None


def _letters(reading: Reading, i: int, follows: str) -> int:
    """How many letters of a preposition to cut from the first word of what follows a word of opposition."""
    if follows not in ("ب", "ل") or preposition_at(reading, i)[0]:
        return 0
    text = reading.text(i)
    return 1 if text.startswith(follows) and not text.startswith("لل") else 0


def _follows(reading: Reading, start: int, row: Opposition, limit: int) -> Range | None:
    """The phrase after a word of opposition: right after it, or after its preposition within a few words."""
    follows = row.follows
    if follows == "object":
        phrase = noun_phrase(reading, start, limit)
        return _before_demand(reading, phrase) if phrase is not None and "طالب" in row.wording else phrase
    for i in range(start, min(limit, start + _NEAR)):
        preposition, length = preposition_at(reading, i)
        if preposition == follows:
            return noun_phrase(reading, i + length, limit)
        if attached_preposition(reading, i)[0] == follows or (follows in "بل" and reading.text(i).startswith(follows)):
            return noun_phrase(reading, i, limit)
        if preposition or reading.is_mark(i):
            return None
    return None


def _before_demand(reading: Reading, phrase: Range) -> Range:
    """A phrase without what is demanded: "مطالبين | الحكومة المحلية | بفتح المعبر"."""
    for i in range(phrase[0] + 1, phrase[1]):
        text = reading.text(i)
        if text.startswith("ب") and text not in _LED_BY and i not in reading.place_at and not _is_whole(reading, i):
            return phrase[0], i
    return phrase


_LED_BY = frozenset({"بقياده", "برئاسه", "بزعامه"})


def _is_whole(reading: Reading, i: int) -> bool:
    """Whether the ب that a known word opens with is its own: "بحري"."""
    known = reading.begins[i]
    return bool(known) and not any(m.split.preposition == "ب" for m in known)


def _opposed(reading: Reading, phrase: Range) -> Slot | None:
    """The body or office within a phrase, to its end: "تعامل | الحكومة", "زيارة | الرئيس"."""
    for i in range(*phrase):
        for mention in reading.begins[i]:
            if i in reading.place_at and mention.kind != "actor":
                continue
            if mention.kind in ("actor", "nickname") or _is_authority(mention.term.row):
                cut = len(mention.split.conjunction + mention.split.preposition)
                shared = reading.text(i)[len(mention.split.conjunction) :].startswith("لل")
                return Slot((i, phrase[1]), 0 if shared else cut, "opponent")
    return None


def _is_authority(row: object) -> bool:
    """Whether a word names a body, an office or armed persons, and no people: "السلطات", but not "العمال"."""
    if isinstance(row, Force):
        return row.nature in ("organ", "body", "members") and row.role not in ("CVL", "OPP", "NGO", "HLH")
    return isinstance(row, PersonRow) and row.role in ("GOV", "MIL", "COP")


def _police_of_clause(reading: Reading, act: Act) -> Range | None:
    """The force that a crowd clashes with."""
    for i in range(act.end, act.clause[1]):
        for mention in reading.begins[i]:
            if isinstance(mention.term.row, Force) and mention.term.row.role in ("COP", "MIL"):
                return noun_phrase(reading, i, act.clause[1])
    return None


# --- the crowd ----------------------------------------------------------------------------------------------


def _crowd_before(reading: Reading, act: Act) -> Range | None:
    """The subject of the verb that a verb goes on from: "خرج | الطلاب من الجامعة وساروا نحو السفارة"."""
    form = act.mention.term.inflection
    if form is None or form.pos != "verb" or form.number != "p":
        return None
    for i in range(act.start - 1, act.sentence[0] - 1, -1):
        if is_finite(reading, i) or reading.function(i) == "verb":
            phrase = noun_phrase(reading, i + 1, act.start)
            if phrase is not None and is_persons(reading, phrase):
                return phrase
    i = act.sentence[0]
    while i < act.start:  # وخرج | الطلاب من الجامعة وساروا
        preposition, length = preposition_at(reading, i)
        phrase = noun_phrase(reading, i + length if preposition else i, act.start)
        if phrase is not None and not preposition and phrase[0] == i and is_persons(reading, phrase):
            return phrase
        i = max(i + 1, phrase[1] if phrase is not None else 0)
    return None


def _governor(reading: Reading, act: Act) -> Range | None:
    """The subject of the verb that a noun of protest depends on: "أقدم | شبان البلدة على قطع الطريق".

    Also of a noun in its place: "قيام | الأهالي بإغلاق الطريق".
    """
    after = act.mention.split.preposition or reading.function(act.start - 1) == "preposition"
    if not act.nominal or not after:
        return None
    for i in range(act.start - 1, max(act.sentence[0], act.start - _GOVERNED) - 1, -1):
        if is_finite(reading, i) or reading.function(i) == "verb" or reading.text(i).removeprefix("ل") == "قيام":
            phrase = noun_phrase(reading, i + 1, act.start)
            return phrase if phrase is not None and is_persons(reading, phrase) else None
        if reading.function(i) == "clause" or reading.text(i) in (":", "؛", "\n"):
            return None
    return None


_GOVERNED = 14


def _relative_head(reading: Reading, act: Act) -> Range | None:
    """The persons that a relative clause is about: "في صفوف | العلمانيين الذين تظاهروا", "الشرطة | وطلاب يحتجون"."""
    end = act.start
    if reading.text(end - 1) not in _WHO:
        return None
    while reading.function(end - 1) == "relative" or reading.text(end - 1) in ("،", ","):
        end -= 1
    for i in range(end - 1, max(act.sentence[0], end - 8) - 1, -1):
        text = reading.text(i)
        plural = text.startswith(("ال", "وال")) and text.endswith(("ون", "ين", "ات"))
        if (plural or any(m.kind == "person" for m in reading.begins[i])) and not reading.is_adjective(i):
            if plural and reading.text(i - 1).endswith(("ون", "ين")):
                continue  # المواطنين | الغاضبين الذين
            return noun_phrase(reading, i, end, coordinated=False)
    return None


_WHO = frozenset({"الذين", "اللواتي", "اللاتي", "الذي", "التي"})


def _crowd_of_sentence(reading: Reading, act: Act) -> Range | None:
    """The demonstrators that the sentence names: "المتظاهرون", "محتجون"."""
    for i in range(*act.sentence):
        for mention in reading.begins[i]:
            if isinstance(mention.term.row, PersonRow) and mention.term.row.role == "OPP":
                return noun_phrase(reading, i, act.sentence[1], coordinated=False)
    return None


_ECHOES = frozenset({"المتظاهرون", "المتظاهرين", "المحتجون", "المحتجين", "المعتصمون", "المعتصمين", "الحشود", "الجموع"})


def one_crowd(agents: list[Participant]) -> list[Participant]:
    """The doers of a protest without the words that only point back to them.

    "تظاهر مئات الطلاب … وهتف | المتظاهرون": the second crowd is the first.
    """
    told = [who for who in agents if who.text not in _ECHOES]
    return told if any(who.role not in _FORCES for who in told) else agents


_FORCES = frozenset({"MIL", "COP", "SPY", "GOV"})
