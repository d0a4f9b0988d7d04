"""Speakers: the places of a text where somebody is said to speak, and who it is (codebook 4).

A speaker stands as subject of a verb of saying ("قال مصدر إن"), after "بحسب", within a chain ("نقلت الوكالة عن مسؤول"), or as a
label before a colon at the head of a line ("الدفاع المدني:").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from waqai.coding.constituents import following, subject_before
from waqai.coding.participants import Cast, participant
from waqai.coding.phrases import nominal_here, noun_phrase
from waqai.coding.reading import QUOTE_MARKS, Range, Reading
from waqai.knowledge.actors import Force, Nickname
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.publishers import Publisher
from waqai.knowledge.reporting import Reporting
from waqai.knowledge.vocabulary import ObjectRow, PersonRow, SourceRow
from waqai.language.folding import fold_key
from waqai.records import Actor, Certainty, Source, SourceKind, Span, Stance, Via

_LABEL_LENGTH = 22
_ARMED_KINDS = frozenset({"rebel_group", "militia", "mercenary", "tribe"})
_OFFICIAL_KINDS = frozenset(
    {
        "state",
        "government",
        "armed_forces",
        "police",
        "intelligence",
        "office_holder",
        "public_figure",
        "alliance",
        "international_organisation",
        "political_party",
        "rescue_service",
    }
)
_VIA: dict[str, Via] = {
    "تيلجرام": "telegram",
    "تلغرام": "telegram",
    "تيليجرام": "telegram",
    "تليجرام": "telegram",
    "تلجرام": "telegram",
    "تليغرام": "telegram",
    "تيليغرام": "telegram",
    "بيان": "statement",
    "بيانا": "statement",
    "بلاغ": "statement",
    "فيسبوك": "facebook",
    "تويتر": "x",
    "اكس": "x",
    "x": "x",
    "تغريده": "x",
    "مقابله": "interview",
    "حوار": "interview",
    "التلفزيون": "broadcast",
    "تلفزيون": "broadcast",
    "مباشر": "broadcast",
}


@dataclass(slots=True)
class Utterance:
    """Somebody speaks: who, how, and which tokens are theirs.

    `source` is None where the words give no speaker of their own ("وأضاف"): the speaker before goes on. `inner` are the sources
    quoted within, outermost first. `reach` is the token range that the speaker's words cover.
    """

    at: int
    source: Source | None
    phrase: Range | None
    stance: Stance
    certainty: Certainty
    reach: Range
    rule: str
    row: str
    inner: list[Source] = field(default_factory=list)
    via: Via | None = None
    protected: bool = False
    label: bool = False
    frame: str = ""
    verb: Range = (0, 0)


def utterances(reading: Reading, cast: Cast) -> list[Utterance]:
    """The utterances of a text in the order of their words."""
    found = [*_labels(reading, cast), *_said(reading, cast)]
    found.sort(key=lambda u: u.at)
    return found


# --- labels -------------------------------------------------------------------------------------------------


def _labels(reading: Reading, cast: Cast) -> list[Utterance]:
    """Labels of speakers at the head of a line: "الدفاع الكويتية: تعاملنا مع", "المصدر: ..."."""
    found: list[Utterance] = []
    for index, (start, end) in enumerate(reading.paragraphs):
        label = _label(reading, start, end, cast) or _label_of_two_lines(reading, index, cast)
        if label is None:
            continue
        phrase, colon = label
        source = speaker(reading, phrase, cast)
        if source is None:
            continue
        last = reading.paragraphs[-1][1] if colon >= end - 2 or index == _first_body(reading) else end
        found.append(
            Utterance(
                phrase[0], source, phrase, "reports", "asserted", (colon + 1, last), "label", "label", label=True
            )
        )
    for mine, other in pairwise(found):
        mine.reach = (mine.reach[0], min(mine.reach[1], other.at))
    return found


def _first_body(reading: Reading) -> int:
    """The first paragraph with words in it: flags and lines of marks stand before it."""
    for index, (start, end) in enumerate(reading.paragraphs):
        if sum(reading.tokens[i].kind == "word" for i in range(start, end)) > 1:
            return index
    return 0


def _label(reading: Reading, start: int, end: int, cast: Cast) -> tuple[Range, int] | None:
    i = start
    while i < end and reading.is_mark(i):
        if reading.text(i) in QUOTE_MARKS:
            break
        i += 1
    for colon in range(i + 1, min(end, i + _LABEL_LENGTH)):
        if reading.text(colon) == ":":
            if colon + 1 < end and reading.tokens[colon + 1].kind == "number" and reading.tokens[colon - 1].kind == "number":
                return None
            if any(reading.text(k) in (".", "؛", "؟") for k in range(i, colon)):
                return None
            return ((i, colon), colon)
        if _is_saying_verb(reading, colon) and not nominal_here(reading, colon):
            if reading.text(colon + 1) == ":" and colon > i:  # المقاتلون يعلنون:
                return ((i, colon), colon + 1)
            return None
    return None


def _label_of_two_lines(reading: Reading, index: int, cast: Cast) -> tuple[Range, int] | None:
    """A label whose colon, or whose verb, opens the next line: "الدفاع الكويتية\\n: تعاملنا"."""
    if index + 1 >= len(reading.paragraphs):
        return None
    start, end = reading.paragraphs[index]
    following_start = reading.paragraphs[index + 1][0]
    if reading.text(following_start) != ":" or end - start > _LABEL_LENGTH:
        return None
    while start < end and reading.is_mark(start):
        start += 1
    return ((start, end), following_start) if start < end else None


def _is_saying_verb(reading: Reading, i: int) -> bool:
    return any(m.kind == "reporting" for m in reading.begins[i])


# --- verbs and prepositions of saying -----------------------------------------------------------------------


def _said(reading: Reading, cast: Cast) -> list[Utterance]:
    found: list[Utterance] = []
    until = 0
    for i in range(len(reading.tokens)):
        if i < until:
            continue
        candidates = [m for m in reading.begins[i] if m.kind == "reporting"]
        if not candidates:
            continue
        utterance = _utterance(reading, candidates, cast)
        if utterance is not None:
            found.append(utterance)
            until = utterance.verb[1]
    return found


def _utterance(reading: Reading, candidates: list[Mention], cast: Cast) -> Utterance | None:
    for mention in sorted(candidates, key=lambda m: (-m.length, m.split.cut)):
        row = mention.term.row
        if not isinstance(row, Reporting) or _is_impersonal(reading, mention):
            continue
        for frame in row.frames:
            made = _of_frame(reading, mention, row, frame.kind, frame.preposition, cast)
            if made is not None:
                return made
    return None


def _is_impersonal(reading: Reading, mention: Mention) -> bool:
    """Whether nobody in particular believes it: "طائرة | يعتقد أنها أمريكية", "يرجح أن"."""
    form = mention.term.inflection
    if form is None or form.tense != "imperfect" or reading.opening("cue", mention.start) is None:
        return False
    cue = next((m for m in reading.begins[mention.start] if m.kind == "cue"), None)
    hedge = cue is not None and getattr(cue.term.row, "cue", "") == "hedge"
    return hedge and (reading.function(mention.end) == "clause" or cue is not None and cue.end > mention.end)


def _of_frame(
    reading: Reading, mention: Mention, row: Reporting, frame: str, preposition: str, cast: Cast
) -> Utterance | None:
    sentence = reading.sentence(mention.start)
    if frame == "according-to":
        return _according(reading, mention, row, preposition, sentence, cast)
    if frame == "quoting":
        return _quoting(reading, mention, row, preposition, sentence, cast)
    form = mention.term.inflection
    if form is None or (form.pos != "verb" and not row.measure == "phrase" and frame != "refusal"):
        return _participle(reading, mention, row, sentence) if form is not None else None
    if form.pos == "verb" and nominal_here(reading, mention.start):
        return None
    clause = _clause_after(reading, mention.end, sentence)
    if frame == "subject-clause" and clause is None:
        return None
    if frame == "refusal" and preposition:
        phrase, source = _after_preposition(reading, mention, preposition, sentence, cast)
        if source is None:
            return None
    else:
        phrase, source = _subject(reading, mention, sentence, cast, clause)
    if frame == "subject-object" and (source is None or (phrase is not None and _is_personal_name(reading, phrase))):
        return None
    if row.ambiguous and source is None:
        return None
    reach = (clause, sentence[1]) if clause is not None else (mention.end, _own_clause(reading, mention.end, sentence[1]))
    if mention.pronoun and frame == "subject-object":  # هجوم … تبنته الحركة: what is told before
        reach = sentence
    return Utterance(
        mention.start,
        source,
        phrase,
        row.stance,
        row.certainty,
        reach,
        frame,
        row.id,
        inner=_listener(reading, mention, clause, cast),
        via=_via(reading, (mention.start, min(sentence[1], mention.end + 14))),
        frame=frame,
        verb=(mention.start, mention.end),
    )


def _after_preposition(
    reading: Reading, mention: Mention, preposition: str, sentence: Range, cast: Cast
) -> tuple[Range | None, Source | None]:
    """Who does not speak: "لم يصدر تعليق | من التحالف"."""
    for i in range(mention.end - 1, min(sentence[1], mention.end + 6)):
        if reading.text(i) == fold_key(preposition):
            phrase = noun_phrase(reading, i + 1, sentence[1])
            return phrase, speaker(reading, phrase, cast) if phrase else None
    return None, None


def _listener(reading: Reading, mention: Mention, clause: int | None, cast: Cast) -> list[Source]:
    """The outlet that the source spoke to, through which it reached the publisher: "قال مصدر | لوكالة كذا | إن"."""
    if clause is None:
        return []
    at = listener_of(reading, (mention.end, clause - 1))
    phrase = noun_phrase(reading, at, clause - 1) if at is not None else None
    if phrase is None:
        return []
    cut = 0 if reading.text(phrase[0]).startswith("لل") else 1
    source = speaker(reading, phrase, cast, cut=cut)
    return [source] if source is not None and source.kind == "outlet" else []


def _own_clause(reading: Reading, start: int, limit: int) -> int:
    """Where the clause of a verb of saying without أن ends: at حتى, حيث and what else opens a clause with a verb of its own."""
    for i in range(start, limit):
        if reading.text(i) in _NEW_CLAUSE or reading.text(i) == "؛":
            return i
    return limit


_NEW_CLAUSE = frozenset({"حتي", "حيث", "فيما", "بينما", "لكن", "لكنها", "ولكن", "عندما"})


def _participle(reading: Reading, mention: Mention, row: Reporting, sentence: Range) -> Utterance | None:
    """مضيفا أن, مشيرا إلى أن: the speaker before goes on."""
    form = mention.term.inflection
    if form is None or form.pos != "active_participle":
        return None
    return Utterance(
        mention.start,
        None,
        None,
        row.stance,
        row.certainty,
        (mention.end, sentence[1]),
        "participle",
        row.id,
        verb=(mention.start, mention.end),
    )


def _clause_after(reading: Reading, start: int, sentence: Range) -> int | None:
    """Where the clause of what is said begins: after أن or إن, a colon, or an opening quotation mark."""
    for i in range(start, min(sentence[1], start + 28)):
        text = reading.text(i)
        if reading.function(i) == "clause" and text[-1:] != "ث" and text not in _NOT_OPENING:
            return i + 1
        if text == ":":
            return i + 1
        if text in ("«", "“", '"') and i > start + 1 and reading.quoted_speech(i):
            return i + 1
        if text in (".", "؛"):
            return None
    return None


_NOT_OPENING = frozenset({"ما", "مما", "حيث", "بينما", "فيما", "عندما", "حين", "اذ", "اذا", "لو", "كما", "بما"})


def _subject(
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
    joined = bool(mention.split.conjunction)
    near = before is not None and _reaches(reading, before, mention.start) and not joined
    if near and before is not None and (source := speaker(reading, before, cast)) is not None:
        return before, source
    after = following(reading, mention.end, max(limit, mention.end), most=1)
    for phrase in after.nouns:
        whole = _before_listener(reading, _before_act(reading, _with_office(reading, phrase, limit)))
        if (source := speaker(reading, whole, cast)) is not None:
            return whole, source
    if before is not None and not joined and (source := speaker(reading, before, cast)) is not None:
        return before, source
    return None, None


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
    """The speaker without the act that it announces: "الشرطة | مقتل ثلاثة", "الولايات المتحدة | تنفيذها هجوما"."""
    start, end = phrase
    for i in range(start + 1, end):
        named = any(reading.at(kind, i) is not None for kind in ("actor", "outlet", "source", "force"))
        bare = (m for m in reading.begins[i] if m.kind == "trigger" and not m.split.conjunction + m.split.preposition)
        if not named and any(bare):
            return start, i
    return phrase


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


def _with_office(reading: Reading, phrase: Range, limit: int) -> Range:
    """A speaker with the office that follows a comma: "سالم كرم، المتحدث باسم الشرطة،"."""
    start, end = phrase
    if reading.text(end) in ("،", ",") and end + 1 < limit and reading.opening("source", end + 1) is not None:
        office = noun_phrase(reading, end + 1, limit)
        if office is not None:
            return start, office[1]
    if reading.text(end) in ("من", "في", "باسم") and end + 1 < limit and reading.text(end + 1) not in _MEDIA_OF_SPEECH:
        rest = noun_phrase(reading, end + 1, min(limit, end + 7))
        if rest is not None and reading.text(end) in ("من", "في", "باسم"):
            return start, rest[1]
    return phrase


_MEDIA_OF_SPEECH = frozenset(
    {"بيان", "بيانها", "بيانه", "منشور", "تصريح", "تصريحات", "حديث", "مقابله", "مؤتمر", "موتمر", "تغريده", "تدوينه", "اتصال", "كلمه"}
)
"""What follows "في" here is where the source spoke and not who it is."""


def _according(
    reading: Reading, mention: Mention, row: Reporting, preposition: str, sentence: Range, cast: Cast
) -> Utterance | None:
    """بحسب مصادر محلية; وفقا للدفاع المدني: all of the sentence is theirs."""
    at = mention.end
    if preposition and not _has_preposition(reading, mention, at, preposition):
        return None
    while at < sentence[1] and (reading.text(at) in ("ما", "عن", "لما", "به", "الي") or _is_saying_verb(reading, at)):
        at += 1
    phrase = noun_phrase(reading, at, sentence[1])
    if phrase is None:
        return None
    phrase = _with_office(reading, phrase, sentence[1])
    source = speaker(reading, phrase, cast, cut=1 if reading.text(phrase[0]).startswith("لل") else _lam(reading, phrase[0], mention))
    if source is None:
        return None
    return Utterance(
        mention.start,
        source,
        phrase,
        row.stance,
        row.certainty,
        sentence,
        "according-to",
        row.id,
        via=_via(reading, sentence),
        frame="according-to",
        verb=(mention.start, mention.end),
    )


def _has_preposition(reading: Reading, mention: Mention, at: int, preposition: str) -> bool:
    """Whether the preposition that a row asks for stands at the token, is written with it, or closes the wording."""
    if reading.text(at) == fold_key(preposition) or reading.text(mention.end - 1) == fold_key(preposition):
        return True
    return preposition == "ل" and (reading.text(at).startswith("ل") or _lam(reading, at, mention) > 0)


def _lam(reading: Reading, i: int, mention: Mention) -> int:
    for other in reading.begins[i] if i < len(reading.begins) else ():
        if other.split.preposition == "ل":
            return len(other.split.conjunction) + 1
    return 0


def _quoting(
    reading: Reading, mention: Mention, row: Reporting, preposition: str, sentence: Range, cast: Cast
) -> Utterance | None:
    """نقلت الوكالة عن مسؤول قوله; نقلا عن مصدر: the outer source passes on the inner one."""
    at = next((i for i in range(mention.end, min(sentence[1], mention.end + 9)) if reading.text(i) == "عن"), None)
    if at is None and reading.text(mention.end - 1) == "عن":
        at = mention.end - 1
    if at is None:
        return None
    inner_phrase = noun_phrase(reading, at + 1, sentence[1])
    inner = speaker(reading, _with_office(reading, inner_phrase, sentence[1]), cast) if inner_phrase else None
    if inner is None:
        return None
    outer: Source | None = None
    outer_phrase = noun_phrase(reading, mention.end, at) if at > mention.end else None
    if outer_phrase is not None:
        outer = speaker(reading, outer_phrase, cast)
    if outer is None and mention.length == 1:
        before = subject_before(reading, mention.start, sentence[0])
        outer = speaker(reading, before, cast) if before else None
    clause = _clause_after(reading, at, sentence)
    reach = (clause, sentence[1]) if clause is not None else sentence
    return Utterance(
        mention.start,
        inner,
        inner_phrase,
        row.stance,
        row.certainty,
        reach,
        "quoting",
        row.id,
        inner=[outer] if outer else [],
        via=_via(reading, sentence),
        frame="quoting",
        verb=(mention.start, at + 1),
    )


def _via(reading: Reading, span: Range) -> Via | None:
    for i in range(*span):
        text = reading.text(i)
        bare = text.lstrip("ول") if len(text) > 5 else text
        for form in (text, text[1:], bare, text[2:]):
            if form in _VIA:
                return _VIA[form]
    return None


# --- who a phrase names -------------------------------------------------------------------------------------


def speaker(reading: Reading, phrase: Range, cast: Cast, *, cut: int = 0) -> Source | None:
    """The source that a phrase names; None where the words name nobody who speaks."""
    phrase = _past_statement(reading, phrase)
    kind, source_id = _kind(reading, phrase, cast)
    head = _head(reading, phrase)
    if kind is None or (_names_act(reading, head) and reading.opening("source", head) is None):
        return None
    words = participant(reading, phrase, cast, cut=cut)
    if not any(letter.isalpha() for letter in words.text):
        return None
    return Source(text=words.text, span=words.span, source_id=source_id, kind=kind)


def _names_act(reading: Reading, head: int) -> bool:
    """Whether a phrase opens with a word for an act: "العدوان الفلاني" is nobody who speaks."""
    return any(m.kind == "trigger" and m.term.inflection is not None and m.split.cut <= 2 for m in reading.begins[head]) and (
        reading.opening("force", head) is None
    )


def _past_statement(reading: Reading, phrase: Range) -> Range:
    """The phrase without the statement that names it: "بيان صادر عن | الحركة", "بيان | القيادة"."""
    start, end = phrase
    if reading.text(start) in _STATEMENTS and end - start > 1:
        start += 1
        while start < end - 1 and reading.text(start) in _ISSUED:
            start += 1
    return start, end


_STATEMENTS = frozenset({"بيان", "البيان", "بلاغ", "تصريح", "بيانا"})
_ISSUED = frozenset({"صادر", "صدر", "عن", "هام", "رقم", "عاجل", "من"})


def _kind(reading: Reading, phrase: Range, cast: Cast) -> tuple[SourceKind | None, str | None]:
    first_source: SourceRow | None = None
    found: tuple[SourceKind | None, str | None] = (None, None)
    for i in range(*phrase):
        for mention in reading.begins[i]:
            if mention.end > phrase[1]:
                continue
            row = mention.term.row
            if isinstance(row, Publisher) and found[0] is None:
                if first_source is not None and first_source.kind == "correspondent":
                    return "correspondent", row.id
                found = (row.source_kind, row.id)
            elif isinstance(row, SourceRow) and first_source is None:
                first_source = row
            elif isinstance(row, Actor | Nickname) and found[0] is None:
                found = _of_actor(row, cast)
    if first_source is not None and (found[0] is None or _is_person(first_source)):
        return first_source.kind, found[1]
    if found[0] is not None:
        return found
    head = _head(reading, phrase)
    for mention in reading.begins[head]:
        row = mention.term.row
        if isinstance(row, Force) and row.nature != "machine":
            official = row.role in ("MIL", "COP", "GOV", "SPY", "LEG", "JUD", "HLH")
            return ("official" if official else "armed_group" if row.role != "CVL" else "witness"), None
    for mention in reading.begins[head]:
        row = mention.term.row
        if isinstance(row, PersonRow) and row.mode == "head" and row.wording not in _NO_SPEAKERS:
            return "witness" if row.victims in ("civilian", "woman", "child") else "unnamed", None
        if isinstance(row, ObjectRow) and row.role in ("HLH", "COP", "GOV"):
            return "official", None
    if _is_personal_name(reading, phrase):
        return "unnamed", None
    return None, None


_NO_SPEAKERS = frozenset({"شخص", "آخر"})


def _head(reading: Reading, phrase: Range) -> int:
    """The token of a phrase's first noun: past marks and numbers."""
    i = phrase[0]
    while i < phrase[1] - 1 and (reading.is_mark(i) or i in reading.number_at):
        i += 1
    return i


def _is_person(row: SourceRow) -> bool:
    return row.kind in ("correspondent", "witness", "local_source", "official", "unnamed", "social_media")


def _is_personal_name(reading: Reading, phrase: Range) -> bool:
    """Whether the words may be a name: two or more words of no table, or one before a colon."""
    words = [i for i in range(*phrase) if reading.tokens[i].kind == "word"]
    unknown = [i for i in words if not reading.begins[i] and i not in reading.moment_at]
    return 1 <= len(words) <= 5 and len(unknown) == len(words) and not _WITHOUT_VOICE & {reading.text(i) for i in words}


_WITHOUT_VOICE = frozenset({"صور", "الصور", "مشاهد", "المشاهد", "تسجيل", "تسجيلا", "فيديو", "الفيديو", "مقطع", "لحظه", "معلومات", "المعلومات", "تفاصيل", "شاهد", "عاجل", "الان", "متابعه", "ملاحظه", "صوره"})


def _of_actor(row: Actor | Nickname, cast: Cast) -> tuple[SourceKind | None, str | None]:
    actor: Actor | None
    if isinstance(row, Nickname):
        meant = cast.nickname(fold_key(row.wording))
        actor = cast.knowledge.actors.get(meant.actor) if meant else None
    else:
        actor = row
    if actor is None:
        return None, None
    if actor.kind in _ARMED_KINDS:
        return "armed_group", actor.id
    if actor.kind in ("monitor", "ngo"):
        return "monitor", actor.id
    if actor.kind in _OFFICIAL_KINDS:
        return "official", actor.id
    return "unnamed", actor.id


def words_of(reading: Reading, span: Range) -> Span:
    """The evidence of a range of tokens."""
    return reading.span(*span)
