"""Saying: the places of a text where somebody is said to speak (codebook 4).

A speaker is the subject of a verb of saying ("قال مصدر إن"), a source that is quoted (`quoting`), or a label
(`labels`).
"""

from __future__ import annotations

from waqai.coding.labels import labels
from waqai.coding.participants import Cast
from waqai.coding.parts_of_speech import nominal_here
from waqai.coding.phrases import noun_phrase
from waqai.coding.quoting import according, quoting
from waqai.coding.reading import Range, Reading
from waqai.coding.speakers import is_personal_name, speaker
from waqai.coding.speaking_phrases import listener_of, subject_of
from waqai.coding.utterance import Utterance, clause_after, via_of
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.reporting import Reporting
from waqai.language.folding import fold_key
from waqai.records import Source


def utterances(reading: Reading, cast: Cast) -> list[Utterance]:
    """The utterances of a text in the order of their words."""
    heads, said = labels(reading, cast), _said(reading, cast)
    for head in heads:
        for utterance in said:
            if head.at <= utterance.at < head.reach[0]:  # الوكالة نقلا عن الوزارة: …
                utterance.reach = head.reach
    return sorted([*heads, *said], key=lambda u: u.at)


def _said(reading: Reading, cast: Cast) -> list[Utterance]:
    found: list[Utterance] = []
    until = 0
    for i in reading.openings("reporting"):
        if i < until:
            continue
        candidates = [m for m in reading.begins[i] if m.kind == "reporting"]
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
    return hedge and (
        "clause" in (reading.function(mention.end), reading.function(mention.end + 1))
        or (cue is not None and cue.end > mention.end)
    )


def _of_frame(
    reading: Reading, mention: Mention, row: Reporting, frame: str, preposition: str, cast: Cast
) -> Utterance | None:
    sentence = reading.sentence(mention.start)
    if frame == "according-to":
        return according(reading, mention, row, preposition, sentence, cast)
    if frame == "predicate":
        return _predicate(mention, row, sentence)
    if frame == "quoting":
        return quoting(reading, mention, row, preposition, sentence, cast)
    form = mention.term.inflection
    if form is not None and form.pos == "masdar" and row.stance == "accuses" and frame == "subject-object":
        return _accusation(reading, mention, row, sentence, cast)
    if form is None or (form.pos != "verb" and row.measure != "phrase" and frame != "refusal"):
        return _participle(reading, mention, row, sentence) if form is not None else None
    if form.pos == "verb" and nominal_here(reading, mention.start):
        return None
    clause = clause_after(reading, mention.end, sentence)
    if frame == "subject-clause" and clause is None:
        return None
    if frame == "refusal" and preposition:
        phrase, source = _after_preposition(reading, mention, preposition, sentence, cast)
        if source is None:
            return None
    else:
        phrase, source = subject_of(reading, mention, sentence, cast, clause)
    if row.stance == "accuses" and _goes_on(reading, mention, phrase, sentence):
        phrase, source, frame = None, None, "goes-on"
    if frame == "subject-object" and (source is None or (phrase is not None and is_personal_name(reading, phrase))):
        return None
    if row.ambiguous and frame != "goes-on" and not _speaks_here(reading, mention, frame, preposition, clause, source):
        return None
    reach = (
        (clause, sentence[1]) if clause is not None else (mention.end, _own_clause(reading, mention.end, sentence[1]))
    )
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
        via=via_of(reading, (mention.start, min(sentence[1], mention.end + 14))),
        frame=frame,
        verb=(mention.start, mention.end),
    )


def _accusation(reading: Reading, mention: Mention, row: Reporting, sentence: Range, cast: Cast) -> Utterance | None:
    """An accusation told as a noun: "اتهام | الجيش | قوات كذا بقصف المدينة"."""
    phrase = noun_phrase(reading, mention.end, sentence[1])
    source = speaker(reading, phrase, cast) if phrase is not None else None
    if phrase is None or source is None or not _governs(reading, phrase[1], "ب"):
        return None
    return Utterance(
        mention.start,
        source,
        phrase,
        row.stance,
        row.certainty,
        (phrase[1], _own_clause(reading, phrase[1], sentence[1])),
        "accusation",
        row.id,
        frame="subject-object",
        verb=(mention.start, mention.end),
    )


def _goes_on(reading: Reading, mention: Mention, phrase: Range | None, sentence: Range) -> bool:
    """Whether a joined verb that takes both accuser and accused names one alone: "نفت ذلك | واتهمت | الجيش".

    The accuser is then whoever speaks before; at the head of a sentence only where the two do not agree.
    """
    if not mention.split.conjunction or phrase is None or phrase[0] < mention.end:
        return False
    if noun_phrase(reading, phrase[1], sentence[1]) is not None:
        return False
    form = mention.term.inflection
    feminine = reading.text(phrase[0]).endswith(("ه", "ات")) or reading.text(phrase[0]) in _FEMININE
    differ = form is not None and bool(form.gender) and (form.gender == "f") != feminine
    return differ or mention.start > sentence[0]


_FEMININE = frozenset({"قوات", "قوي", "كتائب", "سرايا", "ميليشيا", "اسرائيل", "روسيا", "تركيا", "ايران"})


def _speaks_here(
    reading: Reading, mention: Mention, frame: str, preposition: str, clause: int | None, source: Source | None
) -> bool:
    """Whether a word of many senses is one of saying: by its speaker, or by the clause that it opens ("وأضاف | أن").

    Where its row asks for a preposition before the act, that stands there too: "أفادت الوكالة | بمقتل ثلاثة".
    """
    if frame == "subject-object" and preposition:
        return source is not None and _governs(reading, mention.end, fold_key(preposition))
    return source is not None or (clause is not None and clause - mention.end <= _NEAR_CLAUSE)


_NEAR_CLAUSE = 3
"""Tokens up to the clause of a verb without a speaker of its own: "وأشار إلى | أن"."""
_NEAR_OBJECT = 12


def _governs(reading: Reading, start: int, preposition: str) -> bool:
    """Whether one of the next words is, or begins with, a preposition."""
    limit = min(reading.sentence(start)[1], start + _NEAR_OBJECT)
    return any(
        reading.text(i) == preposition
        or any(m.split.preposition == preposition and m.kind == "trigger" for m in reading.begins[i])
        for i in range(start, limit)
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
    """Where the clause of a verb of saying without أن ends: at what opens a clause of its own, as حتى and حيث."""
    for i in range(start, limit):
        if reading.text(i) in _NEW_CLAUSE or reading.text(i) == "؛":
            return i
    return limit


_NEW_CLAUSE = frozenset({"حتي", "فما", "حيث", "فيما", "بينما", "لكن", "لكنها", "ولكن", "عندما"})


def _participle(reading: Reading, mention: Mention, row: Reporting, sentence: Range) -> Utterance | None:
    """مضيفا أن, مشيرا إلى أن: the speaker before goes on."""
    form = mention.term.inflection
    if form is None or form.pos != "active_participle" or not _is_adverbial(reading, mention, sentence):
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
        frame="participle",
        verb=(mention.start, mention.end),
    )


def _is_adverbial(reading: Reading, mention: Mention, sentence: Range) -> bool:
    """Whether a participle tells how somebody spoke: after a comma, or with a clause right behind it.

    "، مؤكدا مقتل ثلاثة", "قال المتحدث مضيفا أن"; not "معلومات مؤكدة", nor the noun that is written alike: "مدينة".
    """
    if mention.start in reading.place_at or any(m.kind in ("class", "object") for m in reading.begins[mention.start]):
        return False
    if reading.text(mention.start - 1) in ("،", ","):
        return True
    clause = clause_after(reading, mention.end, sentence)
    return clause is not None and clause - mention.end <= _NEAR_CLAUSE


def _predicate(mention: Mention, row: Reporting, sentence: Range) -> Utterance:
    """What is said of the news itself, by whoever speaks in the sentence: "ذلك | غير صحيح"."""
    return Utterance(
        mention.start,
        None,
        None,
        row.stance,
        row.certainty,
        sentence,
        "predicate",
        row.id,
        frame="predicate",
        verb=(mention.start, mention.end),
    )
