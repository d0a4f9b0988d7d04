"""Which documents tell of the same incident: pairs of documents, and B-cubed over documents.

Two documents are joined where they share an incident. Both measures weigh what a document is joined with, so for
intervals whole gold incidents are drawn, with all their documents; an incident drawn twice counts as two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from waqai.evaluation.answer import SeenIncident
from waqai.evaluation.gold import GoldReport
from waqai.evaluation.measures import Counts, Measure, averages, precision_recall, share
from waqai.evaluation.report import Comparison, Disagreement


@dataclass(frozen=True)
class _Report:
    """A document in numbers: documents of its own incident (itself among them) that it is joined with, how many these
    should be, and how many it is joined with of each other incident."""

    own: int
    wanted: int
    others: Counter[int]
    held: bool


@dataclass(frozen=True)
class Incidents:
    """Counts of documents by gold incident, the unit that is drawn."""

    reports: Sequence[Sequence[_Report]]

    @property
    def units(self) -> int:
        """How many gold incidents there are."""
        return len(self.reports)

    def totals(self, weights: Mapping[int, int] | None = None) -> Counts:
        """Pairs rightly and wrongly joined and wrongly split, and sums of B-cubed precision and recall."""
        weights = weights or dict.fromkeys(range(self.units), 1)
        total: Counter[str] = Counter()
        precision = recall = false = 0.0
        for number, weight in weights.items():
            for report in self.reports[number]:
                others = sum(weights.get(other, 0) * count for other, count in report.others.items())
                precision += weight * report.own / (report.own + others)
                recall += weight * report.own / report.wanted
                false += weight * others / 2  # each such pair is met from both sides
                total["right twice"] += weight * (report.own - 1)
                total["missed twice"] += weight * (report.wanted - report.own)
                total["documents"] += weight
                total["held"] += weight * report.held
        return {
            "right": total["right twice"] / 2,
            "missed": total["missed twice"] / 2,
            "false": false,
            "precision": precision,
            "recall": recall,
            "documents": total["documents"],
            "held": total["held"],
        }


def compare_links(gold: Sequence[GoldReport], incidents: Iterable[SeenIncident]) -> Comparison:
    """The comparison of gold incidents with those that a linker made."""
    held: dict[str, set[str]] = {report.id: set() for report in gold}
    together: dict[str, set[str]] = {}
    for incident in incidents:
        for id in incident.document_ids:
            if id in held:
                held[id].add(incident.id)
                together.setdefault(incident.id, set()).add(id)
    numbers = {name: number for number, name in enumerate(dict.fromkeys(report.incident for report in gold))}
    unit = {report.id: numbers[report.incident] for report in gold}
    sizes = Counter(unit.values())
    reports: list[list[_Report]] = [[] for _ in numbers]
    for report in gold:
        joined = {report.id}.union(*(together[incident] for incident in held[report.id]))
        where = Counter(unit[id] for id in joined)
        own = where.pop(unit[report.id])
        reports[unit[report.id]].append(_Report(own, sizes[unit[report.id]], where, bool(held[report.id])))
    return Comparison(
        "link",
        len(gold),
        Incidents(reports),
        tuple(_measures()),
        disagreements=list(_disagreements(gold, held)),
    )


def _measures() -> Iterator[Measure]:
    yield from precision_recall("figures", "pairs", "right", "false", "missed")
    yield from averages("figures", "b_cubed", "precision", "recall", "documents")
    yield share("figures", "in_an_incident", "share", "held", "documents")


def _disagreements(gold: Sequence[GoldReport], held: Mapping[str, set[str]]) -> Iterator[Disagreement]:
    for one, other in combinations(gold, 2):
        said = bool(held[one.id] & held[other.id])
        if said != (one.incident == other.incident):
            yield Disagreement(mode="link", id=one.id, what="joined" if said else "split", gold=(one, other))
