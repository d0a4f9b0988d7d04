"""Which coded event is which gold event of a document.

A pair must be of one group of kinds, and stand in the same sentence or at the same place. The likeliest pairs are made
first, and each event is in one at most.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from waqai.evaluation.answer import SeenEvent
from waqai.evaluation.comparison import days_of, place_is_named, place_is_near
from waqai.evaluation.gold import GoldArticle, GoldEvent
from waqai.evaluation.kin import load_kin

_SENTENCE_END = re.compile(r"[.!؟?\n]+\s*")
_SAME_SENTENCE, _SAME_PLACE, _RIGHT_KIND, _SAME_DAYS = 2.0, 1.0, 1.0, 0.5


class Sentences:
    """The sentences of a text, numbered, so that two places in it can be said to be in one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [end.end() for end in _SENTENCE_END.finditer(text)]

    def holding(self, offsets: Iterable[int]) -> frozenset[int]:
        """The numbers of the sentences that hold these characters. A full stop belongs to the sentence it ends."""
        return frozenset(bisect_right(self._starts, offset) for offset in offsets)

    def of_gold(self, event: GoldEvent) -> frozenset[int]:
        """The sentences where the evidence first stands."""
        return self.holding(self._text.find(words) for words in event.evidence)

    def of_coded(self, event: SeenEvent) -> frozenset[int]:
        """The sentences where the triggers stand."""
        return self.holding(trigger.span[0] for trigger in event.triggers)


@dataclass(frozen=True)
class Paired:
    """The events of one document: the pairs, what was missed, what is spurious, and patterns with whether each was
    kept out of the single events."""

    pairs: tuple[tuple[GoldEvent, SeenEvent], ...]
    missed: tuple[GoldEvent, ...]
    spurious: tuple[SeenEvent, ...]
    patterns: tuple[tuple[GoldEvent, bool], ...]


def paired(article: GoldArticle, events: Sequence[SeenEvent]) -> Paired:
    """The gold events of a document with the coded ones that tell of the same act."""
    sentences = Sentences(article.text)
    golds = [event for event in article.events if event.scope == "specific"]
    coded = [event for event in events if event.happened]
    ranked = sorted(
        (
            (rank, -abs(g - c), g, c)
            for g, c in product(range(len(golds)), range(len(coded)))
            if (rank := _likeness(golds[g], coded[c], sentences))
        ),
        reverse=True,
    )
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, c in ranked:
        if g not in chosen and c not in taken:
            chosen[g] = c
            taken.add(c)
    spurious = tuple(event for number, event in enumerate(coded) if number not in taken)
    claimed = [sentences.of_coded(event) for event in spurious]
    return Paired(
        pairs=tuple((golds[g], coded[c]) for g, c in chosen.items()),
        missed=tuple(event for number, event in enumerate(golds) if number not in chosen),
        spurious=spurious,
        patterns=tuple(
            (event, not any(sentences.of_gold(event) & places for places in claimed))
            for event in article.events
            if event.scope != "specific"
        ),
    )


def _likeness(gold: GoldEvent, event: SeenEvent, sentences: Sentences) -> float:
    """How likely both tell of one act; 0 where they cannot."""
    kin = load_kin()
    if kin.get(event.type) not in {kin[kind] for kind in gold.types}:
        return 0.0
    near = bool(sentences.of_gold(gold) & sentences.of_coded(event))
    placed = place_is_named(gold.places, event) or place_is_near(gold.places, event)
    if not near and not placed:
        return 0.0
    kind, days = event.type in gold.types, gold.date == days_of(event)
    return _SAME_SENTENCE * near + _SAME_PLACE * placed + _RIGHT_KIND * kind + _SAME_DAYS * days
