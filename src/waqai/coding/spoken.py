"""What is spoken of: which utterances cover an act, found by its sentence, and who goes on speaking (codebook 4)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from waqai.coding.act import Act
from waqai.coding.reading import Range, Reading
from waqai.coding.utterance import Utterance
from waqai.language.folding import fold_key
from waqai.records import Source, Stance

REFUSING: frozenset[Stance] = frozenset({"declines", "denies"})
"""Stances of who does not stand by what is told."""


class Spoken:
    """The utterances of a text by the sentences that they reach into."""

    def __init__(self, reading: Reading, said: Iterable[Utterance]) -> None:
        self._reading = reading
        self._opens = [quotation.opens for quotation in reading.quotations]
        self._quoted: dict[int, Range] = {}
        self._by_sentence: dict[int, list[Utterance]] = {}
        for utterance in said:
            quoted = self._quotation(utterance)
            if quoted is not None:
                self._quoted[id(utterance)] = quoted
            for index in sorted({*self._sentences(utterance.reach), *self._sentences(quoted or (0, 0))}):
                self._by_sentence.setdefault(index, []).append(utterance)

    def over(self, act: Act) -> list[Utterance]:
        """The utterances with a speaker that cover an act, in the order of the text."""
        near = self._by_sentence.get(self._reading.sentence_index(act.start), ())
        return [u for u in near if u.source is not None and self._covers(u, act)]

    def _sentences(self, span: Range) -> range:
        if span[0] >= span[1]:
            return range(0)
        index = self._reading.sentence_index
        return range(index(span[0]), index(span[1] - 1) + 1)

    def _quotation(self, utterance: Utterance) -> Range | None:
        """The speech in quotation marks that opens within the reach of an utterance; it may run over full stops."""
        start, end = utterance.reach
        for n in range(bisect_left(self._opens, start - 2), len(self._opens)):
            quotation = self._reading.quotations[n]
            if quotation.opens >= end:
                return None
            if quotation.kind == "speech":
                return quotation.start, quotation.end
        return None

    def _covers(self, utterance: Utterance, act: Act) -> bool:
        """Whether an act is among what a speaker says; the verb of saying itself is no act of its own."""
        start, end = utterance.reach
        if utterance.verb[0] <= act.start < utterance.verb[1] and utterance.frame != "quoting":
            return utterance.stance in ("claims", "denies", "declines")
        if utterance.phrase is not None and utterance.phrase[0] <= act.start < utterance.phrase[1]:
            return False
        if start <= act.start < end:
            return True
        quoted = self._quoted.get(id(utterance))
        return quoted is not None and quoted[0] <= act.start < quoted[1]


def innermost(covering: list[Utterance], act: Act) -> Utterance:
    """The speaker nearest to the act: within a label the one quoted, and of two verbs the later before the act."""
    inner = [u for u in covering if not u.label] or covering
    before = [u for u in inner if u.at <= act.start]
    return before[-1] if before else inner[0]


def chain_of(covering: list[Utterance], speaking: Utterance) -> tuple[Source, ...]:
    """The sources through which the innermost one reached the publisher, outermost first.

    "الوكالة: قال مصدر إن"; "ذكرت الصحيفة، نقلا عن مصدر، أن".
    """
    outer = [u.source for u in covering if u is not speaking and u.source is not None and _passes_on(u, speaking)]
    found: list[Source] = []
    for source in [*outer, *speaking.inner]:
        if source != speaking.source and source not in found:
            found.append(source)
    return tuple(found)


def _passes_on(outer: Utterance, speaking: Utterance) -> bool:
    """Whether one utterance tells of the other: a label, an outlet that quotes, or who says that another spoke."""
    if outer.label:
        return True
    if outer.at > speaking.at or outer.stance in REFUSING or outer.source is None or outer.frame == "participle":
        return False
    if speaking.frame == "quoting":
        return outer.source.kind in _MEDIA and outer.at <= speaking.at
    first = speaking.at if speaking.phrase is None else min(speaking.at, speaking.phrase[0])
    return outer.frame == "subject-clause" and 0 <= first - outer.reach[0] <= 1


_MEDIA = frozenset({"outlet", "correspondent", "social_media", "monitor"})


def go_on(said: list[Utterance]) -> None:
    """Give a verb of saying without a speaker of its own ("وأضاف أن") the speaker before it.

    A word that only points back ("وأضاف المصدر") means that speaker too.
    """
    last: Utterance | None = None
    for utterance in said:
        same = utterance.source is not None and fold_key(utterance.source.text or "") in _SAME_SPEAKER
        unsaid = utterance.source is None and utterance.frame in _GOING_ON
        if (unsaid or same) and last is not None:
            utterance.source, utterance.inner = last.source, last.inner
            utterance.phrase = last.phrase
        elif utterance.source is not None:
            last = utterance


_GOING_ON = frozenset({"subject-clause", "participle", "goes-on"})
_SAME_SPEAKER = frozenset(
    {"المصدر", "المصادر", "المتحدث", "البيان", "المسوول", "الناطق", "الشاهد", "المراسل", "المصدر نفسه", "المصدر ذاته"}
)
"""Whoever was named before: "وأضاف | المصدر أن"."""
