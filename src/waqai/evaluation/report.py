"""What an evaluation puts out: figures with count and interval, a matrix of confusions, every disagreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, SerializeAsAny

from waqai.evaluation.bootstrap import Resampling, Sample, intervals
from waqai.evaluation.gold import Mode
from waqai.evaluation.measures import Measure
from waqai.records import Record

_DIGITS = 3


class Figure(Record):
    """A value from 0 to 1, the number of cases that it rests on, and its 95 % interval.

    The value is null where it has no case, the interval where there is too little to draw from.
    """

    value: float | None
    of: int
    low: float | None = None
    high: float | None = None


Rows = dict[str, dict[str, Figure]]
"""A table of figures: row → column → figure."""


class Evaluation(Record):
    """How a coding agrees with gold of one mode. `confusion` counts gold → coded; `resamples` of `seed` gave the
    intervals. `by_type` is by kind of event, or by class where the gold is of classes."""

    mode: Mode
    documents: int
    units: int
    resamples: int
    seed: int
    figures: Rows
    by_type: Rows
    reliability: Rows
    confusion: dict[str, dict[str, int]]


class Disagreement(BaseModel):
    """One place where gold and coding differ: what is wrong, in which fields, and both sides."""

    model_config = ConfigDict(frozen=True)

    mode: Mode
    id: str
    what: str
    fields: tuple[str, ...] = ()
    gold: tuple[SerializeAsAny[BaseModel], ...] = ()
    coded: tuple[SerializeAsAny[BaseModel], ...] = ()
    text: str | None = None


@dataclass
class Comparison:
    """Gold of one mode compared with a coding, before figures are made of it."""

    mode: Mode
    documents: int
    sample: Sample
    measures: Sequence[Measure]
    confusion: Mapping[str, Counter[str]] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)

    def evaluation(self, resampling: Resampling, progress: Callable[[int, int], None] | None = None) -> Evaluation:
        """The figures with their intervals."""
        totals = self.sample.totals()
        tables: dict[str, Rows] = {"figures": {}, "by_type": {}, "reliability": {}}
        bounds = intervals(self.sample, self.measures, resampling, progress)
        for measure, interval in zip(self.measures, bounds, strict=True):
            low, high = (round(bound, _DIGITS) for bound in interval) if interval else (None, None)
            value = measure.value(totals)
            tables[measure.table].setdefault(measure.row, {})[measure.column] = Figure(
                value=None if value is None else round(value, _DIGITS),
                of=round(measure.of(totals)),
                low=low,
                high=high,
            )
        return Evaluation(
            mode=self.mode,
            documents=self.documents,
            units=self.sample.units,
            resamples=resampling.times,
            seed=resampling.seed,
            confusion={row: dict(cells) for row, cells in self.confusion.items()},
            **tables,
        )
