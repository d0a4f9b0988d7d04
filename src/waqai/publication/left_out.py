"""Incidents that a format cannot hold, counted by the reason, so that nothing is missing unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from waqai.publication.csv_cells import csv_line
from waqai.publication.projection import Released
from waqai.records import Incident


class LeftOut(Counter[str]):
    """How many incidents were left out of an export, by the reason in words."""

    def sentence(self) -> str:
        """ "3 incidents left out: 2 without a day, 1 that is denied." """
        count = self.total()
        reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(self.items()))
        return f"{count:,} incident{'' if count == 1 else 's'} left out: {reasons}."


def fitting_lines(
    columns: Sequence[str],
    released: Iterable[Released],
    unfit: Callable[[Incident], str | None],
    cells: Callable[[Released], Mapping[str, object]],
    left_out: LeftOut,
) -> Iterator[str]:
    """CSV of the incidents that a format can hold: the header and a line an incident.

    `unfit` says in words why an incident is none for the format, None where it is one; those are counted in `left_out`.
    """
    yield csv_line(columns)
    for item in released:
        reason = unfit(item.incident)
        if reason is None:
            row = cells(item)
            yield csv_line(row[column] for column in columns)
        else:
            left_out[reason] += 1
