"""Mentions: what the coder finds in the samples, as rows of named numbers that a model can be fitted to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import get_args
from unittest.mock import patch

import waqai.coding.coder as coding
from training.samples import Sample
from waqai.coding.act import Act
from waqai.coding.event_making import _tells
from waqai.coding.reading import Reading
from waqai.coding.salience import pieces
from waqai.coding.salience_features import mention_features, sentence_features, sentence_words
from waqai.errors import NotArabic
from waqai.knowledge.knowledge import Knowledge
from waqai.records import CodedDocument, Document, EventType

PIECE = "\t"
"""Begins the name of a piece of a word, so that it cannot be taken for a feature."""
FAMILIES = {"assault": "ASSAULT", "protest": "PROTEST"}


@dataclass(frozen=True, slots=True)
class Row:
    """One mention: its sample, where its word stands, its features, and its sentence as pieces of words.

    `target` is the share of readers who see an event, or 1 and 0 for a mention inside and outside the evidence of an
    article; `bag` is the sample or, where each mention has a judgement of its own, the mention.
    """

    sample: Sample
    bag: str
    span: tuple[int, int]
    target: float
    weight: float
    features: dict[str, float]
    words: dict[str, float]


def types_of(family: str, knowledge: Knowledge) -> list[str]:
    """The kinds of events whose PLOVER class is the family's."""
    return [kind for kind in get_args(EventType) if FAMILIES[family] in knowledge.ontology[kind].plover]


class Reader:
    """The coder, listened to at the door where mentions become events."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._coder = coding.Coder(knowledge)

    def read(self, sample: Sample) -> tuple[Reading, list[Act]] | None:
        """The reading of a sample and the mentions that would be events; None where it is not in Arabic."""
        heard: list[tuple[Reading, list[Act]]] = []

        def listen(reading: Reading, acts: list[Act], *_: object) -> CodedDocument:
            heard.append((reading, acts))
            return CodedDocument(document=reading.document, events=())

        document = Document.of_text(
            sample.text,
            id=sample.id,
            source=sample.source,
            published=sample.published,
            title=sample.title,
            language="ar",
        )
        try:
            with patch.object(coding, "make_events", listen):
                self._coder.code(document)
        except NotArabic:
            return None
        reading, acts = heard[0]
        return reading, [act for act in acts if _tells(act) and act.polarity == "affirmed"]


def rows_of(samples: Iterable[Sample], family: str, reader: Reader, types: Iterable[str]) -> list[Row]:
    """The mentions of the family's kinds in the samples, in order."""
    kinds = frozenset(types)
    found: list[Row] = []
    for sample in samples:
        heard = reader.read(sample)
        if heard is None:
            continue
        reading, acts = heard
        shared: dict[tuple[int, int], tuple[dict[str, float], dict[str, float]]] = {}
        for number, act in enumerate(acts):
            if act.type not in kinds:
                continue
            target, weight = _judged(sample, act)
            if weight == 0:
                continue
            if act.sentence not in shared:
                shared[act.sentence] = sentence_features(reading, act.sentence), _pieces(reading, act.sentence)
            mine = dict(shared[act.sentence][0])
            for name, value in mention_features(reading, act).items():
                mine[name] = mine.get(name, 0.0) + value
            bag = sample.id if sample.target is not None else f"{sample.id}/{number}"
            found.append(Row(sample, bag, act.triggers[0].span, target, weight, mine, shared[act.sentence][1]))
    return found


def _pieces(reading: Reading, sentence: tuple[int, int]) -> dict[str, float]:
    words = sentence_words(reading, sentence)
    scale = 1 / sqrt(len(words) or 1)
    found: dict[str, float] = {}
    for word in words:
        for piece in pieces(word):
            found[PIECE + piece] = found.get(PIECE + piece, 0.0) + scale
    return found


_OUTSIDE = 0.5
"""What a mention counts outside the evidence: it may be a second mention of what the evidence tells."""


def _judged(sample: Sample, act: Act) -> tuple[float, float]:
    """Target and weight of a mention. In an article, mentions beside the evidence in its sentence are left out."""
    if sample.target is not None:
        return sample.target, sample.weight
    start, end = act.triggers[0].span
    if any(first < end and start < last for first, last in sample.reported):
        return 1.0, sample.weight
    if any(first <= start < last for first, last in sample.sentences) or act.scope != "specific":
        return 0.0, 0.0
    return 0.0, sample.weight * _OUTSIDE
