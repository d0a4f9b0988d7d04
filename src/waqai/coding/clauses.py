"""Clauses: which words stand around an act, up to a word that opens another clause or a verb that و joins."""

from __future__ import annotations

from waqai.coding.parts_of_speech import nominal_here
from waqai.coding.reading import Range, Reading

_JOINED, _STRONG = 1, 2


def clause(reading: Reading, i: int, sentence: Range) -> Range:
    """The clause around token `i`: between words that open a clause, verbs joined by و after it, and strong marks."""
    start = i
    if _break(reading, i) != _JOINED:
        while start > sentence[0] and _break(reading, start - 1) != _STRONG:
            start -= 1
    end = i + 1
    while end < sentence[1] and not _break(reading, end):
        end += 1
    return start, end


def _break(reading: Reading, j: int) -> int:
    """Whether clauses part at token `j`: strongly, by a verb that و joins, or not (0)."""
    known = reading.breaks.get(j)
    if known is None:
        known = reading.breaks[j] = _parts(reading, j)
    return known


def _parts(reading: Reading, j: int) -> int:
    text = reading.text(j)
    if text in (":", "؛", ";", "\n"):
        return _STRONG
    if reading.function(j) == "clause" and not _in_hedge(reading, j):
        return _STRONG
    return _JOINED if text[:1] in "وف" and j not in reading.place_at and _joined_verb(reading, j) else 0


def _in_hedge(reading: Reading, j: int) -> bool:
    """Whether the word belongs to a hedge on what stands before: "طائرة يعتقد | أنها | أمريكية نفذت"."""
    cue = reading.at("cue", j)
    return cue is not None and cue.start < j


def _joined_verb(reading: Reading, j: int) -> bool:
    return any(
        m.split.conjunction and m.term.inflection is not None and m.term.inflection.pos == "verb"
        for m in reading.begins[j]
        if m.kind in ("trigger", "reporting")
    ) and not nominal_here(reading, j)
