"""Speaking phrases: how far the words for a speaker reach, before or behind the verb of saying."""

from __future__ import annotations

from waqai.coding.constituents import following, subject_before
from waqai.coding.participants import Cast
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.coding.speakers import speaker
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.publishers import Publisher
from waqai.knowledge.reporting import Reporting
from waqai.knowledge.vocabulary import Cue, SourceRow
from waqai.language.folding import fold_key
from waqai.records import Source


def subject_of(
    reading: Reading, mention: Mention, sentence: Range, cast: Cast, clause: int | None
) -> tuple[Range | None, Source | None]:
    """Who speaks: the phrase after the verb, or before it."""
    limit = clause - 1 if clause is not None else sentence[1]
    if mention.gap[1] > mention.gap[0]:
        inner = noun_phrase(reading, mention.gap[0], mention.gap[1])
        if inner is not None and (source := speaker(reading, inner, cast)) is not None:
            return inner, source
    before = subject_before(reading, mention.start, sentence[0])
    if before is None and mention.start == sentence[0]:
        before = _line_before(reading, mention.start)
    topic = mention.split.conjunction == "ف" and reading.text(sentence[0]).removeprefix("و") == "اما"
    joined = bool(mention.split.conjunction) and not topic  # أما | المرصد | فقال إن
    if topic and before is not None and before[0] == sentence[0]:
        before = (before[0] + 1, before[1]) if before[1] - before[0] > 1 else None
    near = before is not None and _reaches(reading, before, mention.start) and not joined
    if near and before is not None and (source := speaker(reading, before, cast)) is not None:
        return before, source
    right_before = before is not None and before[1] == mention.start and before[1] - before[0] > 1
    if clause is None and right_before and not joined and not mention.pronoun:
        return None, None  # الفريق الفلاني | ترصد | حركة النزوح: what follows is seen, and does not speak
    after = following(reading, mention.end, max(limit, mention.end), most=1)
    for phrase in after.nouns:
        whole = _before_listener(
            reading, _before_object(reading, mention, _before_act(reading, with_office(reading, phrase, limit)))
        )
        if (source := speaker(reading, whole, cast)) is not None:
            return whole, source
    if before is not None and not joined and not _is_ambiguous(mention):
        source = speaker(reading, before, cast)
        return (before, source) if source is not None else (None, None)
    return None, None


def _before_object(reading: Reading, mention: Mention, phrase: Range) -> Range:
    """The speaker without what its verb governs by a preposition: "حذر ناشطون | من تكرار القصف"."""
    row = mention.term.row
    governed = {fold_key(f.preposition) for f in row.frames if f.preposition} if isinstance(row, Reporting) else set()
    at = next((i for i in range(phrase[0] + 1, phrase[1]) if reading.text(i) in governed), phrase[1])
    return phrase[0], at


def _is_ambiguous(mention: Mention) -> bool:
    """Whether the word has other senses, so that no distant subject may speak it: "المتظاهرين … اعتداء | نسب إلى"."""
    row = mention.term.row
    return isinstance(row, Reporting) and row.ambiguous


def _before_listener(reading: Reading, phrase: Range) -> Range:
    """The speaker without the outlet it spoke to: "مصدر أمني | لوكالة كذا"."""
    listener = listener_of(reading, phrase)
    return (phrase[0], listener) if listener is not None and listener > phrase[0] else phrase


def listener_of(reading: Reading, phrase: Range) -> int | None:
    """The token where the outlet that a source spoke to begins: ل before a medium or an outlet."""
    for i in range(phrase[0] + 1, phrase[1]):
        for mention in reading.begins[i]:
            row = mention.term.row
            outlet = isinstance(row, Publisher) or (isinstance(row, SourceRow) and row.kind == "outlet")
            if outlet and mention.split.preposition == "ل":
                return i
    return None


def _before_act(reading: Reading, phrase: Range) -> Range:
    """The speaker without the act that it announces, and without the words that withhold its name.

    "الشرطة | مقتل ثلاثة", "السكان المحليون | ضرورة كذا", "الولايات المتحدة | تنفيذها هجوما", "شاهد عيان | فضّل
    عدم ذكر اسمه".
    """
    start, end = phrase
    folk = _is_folk(reading, start)
    for i in range(start + 1, end):
        if folk and _parts(reading, i):
            return start, i
        if any(isinstance(m.term.row, Cue) and m.term.row.cue == "protected" for m in reading.begins[i]):
            return start, i
        named = any(reading.at(kind, i) is not None for kind in ("actor", "outlet", "source", "force"))
        bare = (m for m in reading.begins[i] if m.kind == "trigger" and not m.split.conjunction + m.split.preposition)
        if not named and any(bare):
            return start, i
    return phrase


def _is_folk(reading: Reading, i: int) -> bool:
    """Whether people without names stand at token `i`, after whom no name follows: "السكان", "الأهالي"."""
    return reading.text(i).startswith(("ال", "وال")) and any(
        isinstance(m.term.row, SourceRow) and m.term.row.kind in ("witness", "local_source") for m in reading.begins[i]
    )


def _parts(reading: Reading, i: int) -> bool:
    """Whether an indefinite word that is no place or body stands at token `i` after a definite one."""
    if reading.text(i).startswith(("ال", "وال", "لل")) or i in reading.place_at or i in reading.number_at:
        return False
    known = any(m.kind in ("actor", "force", "nationality", "function", "source") for m in reading.begins[i])
    return not known and not reading.is_mark(i) and reading.text(i - 1).startswith(("ال", "وال"))


def _line_before(reading: Reading, verb: int) -> Range | None:
    """A short line that the verb of the next line belongs to: "الجيش الفلاني\nيعلن عن"."""
    index = next((n for n, (start, _) in enumerate(reading.paragraphs) if start == verb), 0)
    if index == 0:
        return None
    start, end = reading.paragraphs[index - 1]
    while start < end and reading.is_mark(start):
        start += 1
    return noun_phrase(reading, start, end) if 0 < end - start <= 8 else None


def _reaches(reading: Reading, phrase: Range, verb: int) -> bool:
    """Whether a subject stands right before its verb but for "من جهته", times, marks and where it spoke."""
    between = range(phrase[1], verb)
    return len(between) <= 6 and not any(reading.function(i) == "clause" for i in between)


def with_office(reading: Reading, phrase: Range, limit: int) -> Range:
    """A speaker with the office that follows a comma: "سالم كرم، المتحدث باسم الشرطة،"."""
    start, end = phrase
    if reading.text(end) in ("،", ",") and end + 1 < limit and reading.opening("source", end + 1) is not None:
        office = noun_phrase(reading, end + 1, limit)
        if office is not None:
            return start, office[1]
    if reading.text(end) in ("من", "في", "باسم") and end + 1 < limit and reading.text(end + 1) not in _MEDIA_OF_SPEECH:
        rest = noun_phrase(reading, end + 1, min(limit, end + 7))
        if rest is not None and (reading.text(end) == "باسم" or _is_home(reading, rest[0])):
            return start, rest[1]
    return phrase


def _is_home(reading: Reading, i: int) -> bool:
    """Whether a place or a body that a speaker is of stands at token `i`: "ناشطون من | المدينة"."""
    kinds = {"actor", "nickname", "force", "source", "outlet", "person", "object", "class"}
    return i in reading.place_at or any(m.kind in kinds for m in reading.begins[i])


_MEDIA_OF_SPEECH = frozenset(
    {
        "بيان",
        "بيانها",
        "بيانه",
        "منشور",
        "تصريح",
        "تصريحات",
        "حديث",
        "مقابله",
        "مؤتمر",
        "موتمر",
        "تغريده",
        "تدوينه",
        "اتصال",
        "كلمه",
    }
)
"""What follows "في" here is where the source spoke and not who it is."""
