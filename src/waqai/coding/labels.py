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

_LABEL_LENGTH = 22


def labels(reading: Reading, cast: Cast) -> list[Utterance]:
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
            Utterance(phrase[0], source, phrase, "reports", "asserted", (colon + 1, last), "label", "label", label=True)
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
            if (
                colon + 1 < end
                and reading.tokens[colon + 1].kind == "number"
                and reading.tokens[colon - 1].kind == "number"
            ):
                return None
            if any(reading.text(k) in (".", "؛", "؟") for k in range(i, colon)):
                return None
            return ((i, colon), colon)
        if is_saying_verb(reading, colon) and not nominal_here(reading, colon):
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
