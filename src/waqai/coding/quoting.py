"""Sources without a verb of their own: "بحسب مصادر محلية", "نقلا عن مصدر", "نقلت الوكالة عن مسؤول" (codebook 4)."""

from __future__ import annotations

from waqai.coding.constituents import subject_before
from waqai.coding.participants import Cast
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.coding.speakers import speaker
from waqai.coding.speaking_phrases import with_office
from waqai.coding.utterance import Utterance, clause_after, is_saying_verb, via_of
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.reporting import Reporting
from waqai.language.folding import fold_key
from waqai.records import Source


def according(
    reading: Reading, mention: Mention, row: Reporting, preposition: str, sentence: Range, cast: Cast
) -> Utterance | None:
    """بحسب مصادر محلية; وفقا للدفاع المدني: all of the sentence is theirs."""
    at = mention.end
    if preposition and not _has_preposition(reading, mention, at, preposition):
        return None
    while at < sentence[1] and (reading.text(at) in ("ما", "عن", "لما", "به", "الي") or is_saying_verb(reading, at)):
        at += 1
    phrase = noun_phrase(reading, at, sentence[1])
    if phrase is None:
        return None
    phrase = with_office(reading, phrase, sentence[1])
    source = speaker(
        reading, phrase, cast, cut=1 if reading.text(phrase[0]).startswith("لل") else _lam(reading, phrase[0], mention)
    )
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
        via=via_of(reading, sentence),
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


def quoting(
    reading: Reading, mention: Mention, row: Reporting, preposition: str, sentence: Range, cast: Cast
) -> Utterance | None:
    """نقلت الوكالة عن مسؤول قوله; نقلا عن مصدر: the outer source passes on the inner one."""
    at = next((i for i in range(mention.end, min(sentence[1], mention.end + 9)) if reading.text(i) == "عن"), None)
    if at is None and reading.text(mention.end - 1) == "عن":
        at = mention.end - 1
    if at is None:
        return None
    inner_phrase = noun_phrase(reading, at + 1, _before_quoted(reading, at + 2, sentence[1]))
    inner = speaker(reading, with_office(reading, inner_phrase, sentence[1]), cast) if inner_phrase else None
    if inner is None:
        return None
    outer: Source | None = None
    outer_phrase = noun_phrase(reading, mention.end, at) if at > mention.end else None
    if outer_phrase is not None:
        outer = speaker(reading, outer_phrase, cast)
    if outer is None and mention.length == 1:
        before = subject_before(reading, mention.start, sentence[0])
        outer = speaker(reading, before, cast) if before else None
    clause = clause_after(reading, at, sentence)
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
        via=via_of(reading, sentence),
        frame="quoting",
        verb=(mention.start, at + 1),
    )


def _before_quoted(reading: Reading, start: int, limit: int) -> int:
    """Where the words for a quoted source end: before the noun for what it said, "عن أحد الأهالي | قوله إن"."""
    for i in range(start, limit):
        for mention in reading.begins[i]:
            form = mention.term.inflection
            if mention.kind == "reporting" and mention.pronoun and form is not None and form.pos == "masdar":
                return i
    return limit
