"""Saying: the places of a text where somebody is said to speak (codebook 4).

A speaker is the subject of a verb of saying ("قال مصدر إن"), a source that is quoted (`quoting`), or a label (`labels`).
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
    found = [*labels(reading, cast), *_said(reading, cast)]
    found.sort(key=lambda u: u.at)
    return found


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
    return hedge and (reading.function(mention.end) == "clause" or (cue is not None and cue.end > mention.end))


def _of_frame(
    reading: Reading, mention: Mention, row: Reporting, frame: str, preposition: str, cast: Cast
) -> Utterance | None:
    sentence = reading.sentence(mention.start)
    if frame == "according-to":
        return according(reading, mention, row, preposition, sentence, cast)
    if frame == "quoting":
        return quoting(reading, mention, row, preposition, sentence, cast)
    form = mention.term.inflection
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
    if frame == "subject-object" and (source is None or (phrase is not None and is_personal_name(reading, phrase))):
        return None
    if row.ambiguous and source is None:
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
