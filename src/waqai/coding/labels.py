"""Labels of speakers: a name before a colon at the head of a line speaks what follows (codebook 8).

"الدفاع المدني: ..."
"""

from __future__ import annotations

from itertools import pairwise

from waqai.coding.participants import Cast
from waqai.coding.parts_of_speech import nominal_here
from waqai.coding.reading import QUOTE_MARKS, Range, Reading
from waqai.coding.speakers import speaker
from waqai.coding.utterance import Utterance, is_saying_verb
from waqai.knowledge.reporting import Reporting
from waqai.records import Source

_DASHES = frozenset({"-", "–", "—", "ـ"})
_LABEL_LENGTH = 22


def labels(reading: Reading, cast: Cast) -> list[Utterance]:
    """Labels of speakers at the head of a line: "الدفاع الكويتية: تعاملنا مع", "المصدر: ..."."""
    found: list[Utterance] = []
    for index, (start, end) in enumerate(reading.paragraphs):
        label = _label(reading, start, end) or _label_of_two_lines(reading, index)
        if label is None:
            continue
        phrase, colon = label
        phrase, outer = _passed_on(reading, _without_place(reading, phrase), cast)
        source = speaker(reading, phrase, cast) if not _is_place(reading, phrase) else None
        if source is None:
            continue
        last = reading.paragraphs[-1][1] if colon >= end - 2 or index == _first_body(reading) else end
        found.append(
            Utterance(
                phrase[0],
                source,
                phrase,
                "reports",
                "asserted",
                (colon + 1, last),
                "label",
                "label",
                inner=[outer] if outer is not None else [],
                label=True,
            )
        )
    for mine, other in pairwise(found):
        mine.reach = (mine.reach[0], min(mine.reach[1], other.at))
    return found


def _passed_on(reading: Reading, phrase: Range, cast: Cast) -> tuple[Range, Source | None]:
    """The one who speaks under a label and the outlet that passes it on: "سانا عن | مدير المستشفى:"."""
    for i in range(phrase[0] + 1, phrase[1] - 1):
        if reading.text(i) == "عن":
            outer = speaker(reading, (phrase[0], i), cast)
            if outer is not None and outer.kind == "outlet":
                return (i + 1, phrase[1]), outer
    return phrase, None


def _without_place(reading: Reading, phrase: Range) -> Range:
    """A label without the hashtags of places around its speaker: "#درعا | مراسلنا:", "وكالة كذا | #درعا:"."""
    start, end = phrase
    while start < end - 1 and _only_place(reading, start):
        start += 1
    while (
        end > start + 1
        and _only_place(reading, end - 1)
        and reading.document.text[reading.tokens[end - 1].start - 1] in "#_"
    ):
        end -= 1
    return (start, end) if any(not reading.is_mark(i) for i in range(start, end)) else phrase


def _only_place(reading: Reading, i: int) -> bool:
    return i in reading.place_at and not reading.begins[i]


def _is_place(reading: Reading, phrase: Range) -> bool:
    """Whether a label only says where something happened: "#درعا: ..."."""
    words = [i for i in range(*phrase) if not reading.is_mark(i)]
    return all(i in reading.place_at and not reading.begins[i] for i in words)


def _first_body(reading: Reading) -> int:
    """The first paragraph with words in it: flags and lines of marks stand before it."""
    for index, (start, end) in enumerate(reading.paragraphs):
        if sum(reading.tokens[i].kind == "word" for i in range(start, end)) > 1:
            return index
    return 0


def _label(reading: Reading, start: int, end: int) -> tuple[Range, int] | None:
    """The words of a label at the head of a line and the token of its colon; None where the line has none.

    Before it may stand "عاجل |"; whom it quotes is no part of it: "الوكالة | نقلا عن الوزارة:".
    """
    colon = _colon(reading, start, end)
    if colon is None:
        return None
    first = start
    for i in range(start, colon - 1):
        if reading.text(i) == "|" or (reading.text(i) in _DASHES and reading.opening("outlet", i + 1) is not None):
            first = i + 1
    while first < colon and (
        (reading.is_mark(first) and reading.text(first) not in QUOTE_MARKS) or reading.function(first) == "adverb"
    ):
        first += 1
    last = next((i for i in range(first + 1, colon) if _quotes(reading, i) or _closes(reading, i, colon)), colon)
    return ((first, last), colon) if first < last else None


def _colon(reading: Reading, start: int, end: int) -> int | None:
    """The colon that ends a label: near the head of a line, before any full stop, and behind no verb of saying.

    The verb may close the label itself: "المقاتلون | يعلنون:".
    """
    i = start
    while i < end and reading.is_mark(i) and reading.text(i) not in QUOTE_MARKS:
        i += 1
    last = min(end, i + _LABEL_LENGTH)
    if all(reading.text(at) != ":" for at in range(i + 1, last + 1)):
        return None
    for at in range(i + 1, last):
        if reading.text(at) == ":":
            number = at + 1 < end and reading.tokens[at + 1].kind == reading.tokens[at - 1].kind == "number"
            return None if number else at
        if reading.text(at) in (".", "؛", "؟"):
            return None
        if _tells_act(reading, at):
            return None
        if is_saying_verb(reading, at) and not nominal_here(reading, at) and not _quotes(reading, at):
            return at + 1 if reading.text(at + 1) == ":" and at > i else None
    return None


def _tells_act(reading: Reading, i: int) -> bool:
    """Whether a finite verb of an act stands at token `i`: what stands before the colon is a headline and no label."""
    if reading.opening("trigger", i) is None or reading.at("reporting", i) is not None:  # بيان | صادر عن
        return False
    forms = [m.term.inflection if m.kind == "trigger" else None for m in reading.begins[i]]
    return all(form is not None and form.pos == "verb" for form in forms) and not nominal_here(reading, i)


def _closes(reading: Reading, i: int, colon: int) -> bool:
    """Whether the verb of saying that closes a label stands at token `i`: "المقاتلون | يعلنون:"."""
    return i == colon - 1 and is_saying_verb(reading, i) and not nominal_here(reading, i)


def _quotes(reading: Reading, i: int) -> bool:
    """Whether a wording by which one source quotes another begins at token `i`: "نقلا عن"."""
    return any(
        isinstance(m.term.row, Reporting) and m.term.row.takes("quoting") and m.term.row.measure == "phrase"
        for m in reading.begins[i]
    )


def _label_of_two_lines(reading: Reading, index: int) -> tuple[Range, int] | None:
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
