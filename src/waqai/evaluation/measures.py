"""Counts, and the figures that are made of them.

A figure is a function of counts that add up over the documents, so that it can be had for any choice of documents.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Counts = Mapping[str, float]
"""What was counted, by name; what is not there is 0."""


@dataclass(frozen=True)
class Measure:
    """A figure: the table, row and column where it stands, its value, and how many cases it rests on.

    The value is None where it has no case.
    """

    table: str
    row: str
    column: str
    value: Callable[[Counts], float | None]
    of: Callable[[Counts], float]


def share(table: str, row: str, column: str, hits: str, cases: str) -> Measure:
    """The part of `cases` that are `hits`, or the mean of a sum of `hits` over `cases`."""
    return Measure(table, row, column, lambda counts: _part(counts, hits, cases), lambda counts: counts.get(cases, 0))


def precision_recall(table: str, row: str, right: str, false: str, missed: str) -> tuple[Measure, Measure, Measure]:
    """Precision, recall and F1 of counts of what is right, false and missed; each is 0 where it has no case."""

    def precision(counts: Counts) -> float:
        return ratio(counts.get(right, 0), counts.get(right, 0) + counts.get(false, 0))

    def recall(counts: Counts) -> float:
        return ratio(counts.get(right, 0), counts.get(right, 0) + counts.get(missed, 0))

    def coded(counts: Counts) -> float:
        return counts.get(right, 0) + counts.get(false, 0)

    def wanted(counts: Counts) -> float:
        return counts.get(right, 0) + counts.get(missed, 0)

    return (
        Measure(table, row, "precision", precision, coded),
        Measure(table, row, "recall", recall, wanted),
        Measure(table, row, "f1", lambda counts: harmonic_mean(precision(counts), recall(counts)), wanted),
    )


def averages(table: str, row: str, precision: str, recall: str, cases: str) -> tuple[Measure, Measure, Measure]:
    """Precision and recall as means of sums over `cases`, and their F1."""

    def f1(counts: Counts) -> float | None:
        one, other = _part(counts, precision, cases), _part(counts, recall, cases)
        return None if one is None or other is None else harmonic_mean(one, other)

    return (
        share(table, row, "precision", precision, cases),
        share(table, row, "recall", recall, cases),
        Measure(table, row, "f1", f1, lambda counts: counts.get(cases, 0)),
    )


def ratio(part: float, whole: float) -> float:
    """`part` over `whole`, 0 where there is no whole."""
    return part / whole if whole else 0.0


def harmonic_mean(precision: float, recall: float) -> float:
    """F1: twice the product over the sum, 0 where both are 0."""
    return ratio(2 * precision * recall, precision + recall)


def _part(counts: Counts, hits: str, cases: str) -> float | None:
    return counts.get(hits, 0) / counts[cases] if counts.get(cases) else None
