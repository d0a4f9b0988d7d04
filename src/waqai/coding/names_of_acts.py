"""Words of acts that are names of something else: a canton, a square, a zone of control."""

from __future__ import annotations

from waqai.coding.reading import Reading
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.notice_words import notice_words
from waqai.knowledge.triggers import Trigger


def names_no_act(reading: Reading, mention: Mention, row: Trigger) -> bool:
    """Whether the word, by what stands right beside it, names no act. Looks one word to either side."""
    if row.id == "protest-boycott" and _is_district(reading, mention):
        return True
    if row.id == "protest-sara" and reading.text(mention.start - 1).removeprefix("ب").removeprefix("ال") in _TRAFFIC:
        return True  # حادث | سير
    if row.id == "kill-shahid" and _tells_whose(reading, mention):
        return True
    return _owned_area(reading, mention, row) or _is_no_demolition(reading, mention, row)


_TRAFFIC = frozenset({"حادث", "حادثه", "حوادث", "حركه", "شرطه", "مخالفه", "مخالفات", "اشارات", "جواز"})
"""What سير is the traffic of: "حادث | سير", "شرطة | السير"."""


def of_the_dead(reading: Reading, i: int) -> bool:
    """Whether a rite, a thing or kin of the dead is told, and not the death: "جنازة | الشهيد", "عوائل | شهداء"."""
    words = [reading.text(k) for k in (i - 1, i - 2) if k >= 0]
    bare = {word[cut:] for word in words for cut in (0, 1) if cut == 0 or word[:1] in "وبلف"}
    return bool((bare | {word.removeprefix("ال") for word in bare}) & (notice_words("owned") | notice_words("rite")))


def _tells_whose(reading: Reading, mention: Mention) -> bool:
    """Whether "الشهداء" tells whose a place or a thing is: "ميدان الشهداء", "مقبرة الشهداء", "عوائل الشهداء"."""
    before = mention.start - 1
    if not mention.split.article or before < 0 or reading.text(before).startswith("ال"):
        return False
    if reading.text(before) in notice_words("owned"):
        return True
    return any(m.kind in ("class", "object") and m.end == mention.start for m in reading.begins[before])


def _is_no_demolition(reading: Reading, mention: Mention, row: Trigger) -> bool:
    """Whether a noun that blows up buildings has none as its genitive, unlike "تفجير | منزل"."""
    form = mention.term.inflection
    if row.object != "building" or form is None or form.pos == "verb":
        return False
    return mention.split.article or reading.opening("object", mention.end) is None


def _is_district(reading: Reading, mention: Mention) -> bool:
    """Whether "مقاطعة" is a province or canton and no boycott: "في مقاطعة الجزيرة", "بمقاطعة منبج"."""
    if mention.split.preposition == "ب" or reading.text(mention.start - 1) in ("في", "من"):
        return not mention.split.article
    if any(m.kind in ("class", "relation", "object", "force") for m in reading.begins[mention.start - 1]):
        return True
    return mention.end in reading.place_at and reading.opening("actor", mention.end) is None  # مقاطعة | إسرائيل


def _owned_area(reading: Reading, mention: Mention, row: Trigger) -> bool:
    """Whether "سيطرة" tells whose an area is: "مناطق | سيطرة النظام" is no taking of it."""
    form = mention.term.inflection
    if form is None or form.pos != "masdar" or row.type != "territory_gain":
        return False
    before = reading.begins[mention.start - 1] if mention.start else []
    return any(m.kind in ("object", "class", "relation") for m in before)
