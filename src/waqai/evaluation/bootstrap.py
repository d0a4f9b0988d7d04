"""How far a figure would move on other documents of the same kind: percentile intervals of the bootstrap.

Documents are drawn anew with replacement, as many as there are, and the figure is made of the counts of those drawn
(Efron and Tibshirani 1993, chapter 13). Nothing is coded or compared again.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from waqai.evaluation.measures import Counts, Measure

LEVEL = 0.95
FEWEST = 2
"""Units below which there is nothing to draw from."""


class Sample(Protocol):
    """What was counted, in units that may be drawn."""

    @property
    def units(self) -> int:
        """How many units there are."""

    def totals(self, weights: Mapping[int, int] | None = None) -> Counts:
        """The counts with each unit taken as often as its weight says; all of them once by default."""


class Documents:
    """Counts that add up over documents."""

    def __init__(self, counts: Iterable[Counts]) -> None:
        alike: dict[tuple[tuple[str, float], ...], int] = {}
        self._row = [alike.setdefault(tuple(document.items()), len(alike)) for document in counts]
        self._rows = list(alike)

    @property
    def units(self) -> int:
        """How many documents there are."""
        return len(self._row)

    def totals(self, weights: Mapping[int, int] | None = None) -> Counts:
        """The sum of the counts. Documents with the same counts are added at once."""
        often = [0] * len(self._rows)
        for unit, weight in weights.items() if weights is not None else ((unit, 1) for unit in range(self.units)):
            often[self._row[unit]] += weight
        total: dict[str, float] = {}
        for row, weight in zip(self._rows, often, strict=True):
            if weight:
                for name, count in row:
                    total[name] = total.get(name, 0) + weight * count
        return total


@dataclass(frozen=True)
class Resampling:
    """How often to draw, and the number that makes the draws repeatable."""

    times: int = 1000
    seed: int = 1


def intervals(
    sample: Sample,
    measures: Sequence[Measure],
    resampling: Resampling,
    progress: Callable[[int, int], None] | None = None,
) -> list[tuple[float, float] | None]:
    """The interval of each measure; None where it has no value in most draws, or there is one unit alone."""
    if sample.units < FEWEST or not resampling.times:
        return [None] * len(measures)
    drawn: list[list[float]] = [[] for _ in measures]
    for number, weights in enumerate(_draws(sample.units, resampling), 1):
        totals = sample.totals(weights)
        for values, measure in zip(drawn, measures, strict=True):
            value = measure.value(totals) if measure.of(totals) else None
            if value is not None:
                values.append(value)
        if progress:
            progress(number, resampling.times)
    return [percentiles(values) if 2 * len(values) > resampling.times else None for values in drawn]


def percentiles(values: Sequence[float], level: float = LEVEL) -> tuple[float, float]:
    """The bounds between which the middle part of the values lies, between two values by proportion."""
    ordered = sorted(values)
    return _quantile(ordered, (1 - level) / 2), _quantile(ordered, (1 + level) / 2)


def _quantile(ordered: Sequence[float], share: float) -> float:
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def _draws(units: int, resampling: Resampling) -> Iterator[Mapping[int, int]]:
    dice = random.Random(resampling.seed)  # noqa: S311 - a draw of documents is no secret
    for _ in range(resampling.times):
        yield Counter(dice.choices(range(units), k=units))
