"""An evaluation: gold of one mode, a coding of its documents, and the comparison of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from waqai.evaluation.answer import SeenEvent, SeenIncident
from waqai.evaluation.articles import compare_articles
from waqai.evaluation.detection import compare_sentences
from waqai.evaluation.facts import compare_facts
from waqai.evaluation.gold import GoldArticle, GoldFacts, GoldLine, GoldReport, GoldSentence, GoldSpans, Mode
from waqai.evaluation.joining import compare_links
from waqai.evaluation.report import Comparison
from waqai.evaluation.span_overlap import compare_spans


def compare(
    mode: Mode,
    gold: Sequence[GoldLine],
    coded: Mapping[str, Sequence[SeenEvent]],
    incidents: Sequence[SeenIncident] = (),
) -> Comparison:
    """Gold lines of one mode against the events coded in each document, by id; in `link` against incidents.

    A document that is not in `coded` counts as one without an event.
    """
    match mode:
        case "articles":
            return compare_articles(cast("Sequence[GoldArticle]", gold), coded)
        case "detect":
            return compare_sentences(cast("Sequence[GoldSentence]", gold), coded)
        case "spans":
            return compare_spans(cast("Sequence[GoldSpans]", gold), coded)
        case "facts":
            return compare_facts(cast("Sequence[GoldFacts]", gold), coded)
        case "link":
            return compare_links(cast("Sequence[GoldReport]", gold), incidents)
