"""Whole events in whole documents: which are found, and which of their fields are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from waqai.evaluation.answer import SeenEvent
from waqai.evaluation.bootstrap import Documents
from waqai.evaluation.comparison import (
    actor_is_named,
    days_of,
    harm_of,
    place_is_named,
    place_is_near,
    sources_found,
)
from waqai.evaluation.gold import GoldArticle, GoldEvent
from waqai.evaluation.measures import Measure, harmonic_mean, precision_recall, share
from waqai.evaluation.pairing import Paired, paired
from waqai.evaluation.report import Comparison, Disagreement

FIELDS = ("type", "date", "place_name", "place_10km", "agents", "targets", "killed", "injured", "certainty")
"""The fields that are compared in a pair of events, beside its sources."""
MISSED, SPURIOUS = "missed", "spurious"
_DOUBTS = ("asserted", "hedged")


def compare_articles(gold: Sequence[GoldArticle], coded: Mapping[str, Sequence[SeenEvent]]) -> Comparison:
    """The comparison of whole documents with the events that were coded in each, by document id."""
    counts: list[Counter[str]] = []
    confusion: dict[str, Counter[str]] = {}
    disagreements: list[Disagreement] = []
    for article in gold:
        found = paired(article, coded.get(article.id, ()))
        counts.append(_counted(found))
        for row, column in _kinds(found):
            confusion.setdefault(row, Counter())[column] += 1
        disagreements += _disagreements(article, found)
    types = sorted({kind for row, cells in confusion.items() for kind in (row, *cells)} - {MISSED, SPURIOUS})
    measures = tuple(_measures(types))
    return Comparison("articles", len(gold), Documents(counts), measures, _ordered(confusion), disagreements)


def answers(gold: GoldEvent, event: SeenEvent) -> dict[str, bool]:
    """Of each field that gold or coding fills, whether both say the same."""
    agents, targets = actor_is_named(gold.agents, event.agents), actor_is_named(gold.targets, event.targets)
    killed, injured = harm_of(event, "killed"), harm_of(event, "injured")
    said = {
        "type": event.type in gold.types,
        "date": gold.date == days_of(event) if gold.date else None,
        "place_name": place_is_named(gold.places, event) if gold.places else None,
        "place_10km": place_is_near(gold.places, event) if any(p.lat is not None for p in gold.places) else None,
        "agents": agents,
        "targets": targets,
        "killed": _same_harm(gold.killed, killed),
        "injured": _same_harm(gold.injured, injured),
        "certainty": event.certainty == gold.certainty,
    }
    return {field: right for field, right in said.items() if right is not None}


def _same_harm(wanted: object, coded: object) -> bool | None:
    return None if wanted is None and coded is None else wanted == coded


def _counted(found: Paired) -> Counter[str]:
    """The counts of one document."""
    n: Counter[str] = Counter()
    n["event right"], n["event missed"] = len(found.pairs), len(found.missed)
    n["event false"] = len(found.spurious)
    for gold, event in found.pairs:
        for field, right in answers(gold, event).items():
            for row in (field, f"{gold.type} {field}"):
                n[f"{row} of"] += 1
                n[f"{row} right"] += right
        sources, named = sources_found(gold, event)
        n["source right"] += sources
        n["source missed"] += len(gold.attributions) - sources
        n["source false"] += named - sources
        kind = event.type in gold.types
        n[f"{gold.type} found"] += 1
        n[f"{gold.type} right"] += kind
        n[f"{gold.type} missed"] += not kind
        n[f"coded {event.type} right"] += kind
        n[f"doubt {event.type_certainty} of"] += 1
        n[f"doubt {event.type_certainty} right"] += kind
    for gold in found.missed:
        n[f"{gold.type} missed"] += 1
    for event in (*(event for _, event in found.pairs), *found.spurious):
        n[f"coded {event.type} of"] += 1
        n[f"act {event.certainty} of"] += 1
    for _, event in found.pairs:
        n[f"act {event.certainty} right"] += 1
    for _, kept_out in found.patterns:
        n["pattern of"] += 1
        n["pattern right"] += kept_out
    return n


def _measures(types: Sequence[str]) -> Iterator[Measure]:
    yield from precision_recall("figures", "events", "event right", "event false", "event missed")
    yield from precision_recall("figures", "sources", "source right", "source false", "source missed")
    for field in (*FIELDS, "pattern"):
        yield share("figures", field, "accuracy", f"{field} right", f"{field} of")
    for kind in types:
        yield from _of_type(kind)
    for doubt in _DOUBTS:
        yield share("reliability", f"act {doubt}", "found in gold", f"act {doubt} right", f"act {doubt} of")
    for doubt in _DOUBTS:
        yield share("reliability", f"kind {doubt}", "kind is right", f"doubt {doubt} right", f"doubt {doubt} of")


def _of_type(kind: str) -> Iterator[Measure]:
    """How far a kind may be trusted: of the gold of it what was coded as such, of what was coded as such what is it."""
    precision = share("by_type", kind, "precision", f"coded {kind} right", f"coded {kind} of")
    wanted = precision_recall("by_type", kind, f"{kind} right", "", f"{kind} missed")[1]
    recall = Measure("by_type", kind, "recall", lambda n: wanted.value(n) if wanted.of(n) else None, wanted.of)

    def f1(n: Mapping[str, float]) -> float | None:
        one, other = precision.value(n), recall.value(n)
        return None if one is None or other is None else harmonic_mean(one, other)

    yield from (precision, recall, Measure("by_type", kind, "f1", f1, lambda n: precision.of(n) + recall.of(n)))
    for field in FIELDS[1:]:
        yield share("by_type", kind, field, f"{kind} {field} right", f"{kind} {field} of")


def _kinds(found: Paired) -> Iterator[tuple[str, str]]:
    """Gold and coded kind of each event of a document."""
    yield from ((gold.type, event.type) for gold, event in found.pairs)
    yield from ((gold.type, MISSED) for gold in found.missed)
    yield from ((SPURIOUS, event.type) for event in found.spurious)


def _ordered(confusion: Mapping[str, Counter[str]]) -> dict[str, Counter[str]]:
    return {row: confusion[row] for row in sorted(confusion, key=lambda row: (row == SPURIOUS, row))}


def _disagreements(article: GoldArticle, found: Paired) -> Iterator[Disagreement]:
    text = article.text
    for gold, event in found.pairs:
        wrong = [field for field, right in answers(gold, event).items() if not right]
        sources, named = sources_found(gold, event)
        if sources < max(len(gold.attributions), named):
            wrong.append("source")
        if wrong:
            yield Disagreement(
                mode="articles",
                id=article.id,
                what="wrong",
                fields=tuple(wrong),
                gold=(gold,),
                coded=(event,),
                text=text,
            )
    for gold in found.missed:
        yield Disagreement(mode="articles", id=article.id, what=MISSED, gold=(gold,), text=text)
    for event in found.spurious:
        yield Disagreement(mode="articles", id=article.id, what=SPURIOUS, coded=(event,), text=text)
