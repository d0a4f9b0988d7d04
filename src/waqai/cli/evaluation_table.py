"""An evaluation as people read it in a terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from waqai.cli.output import counted
from waqai.evaluation.articles import FIELDS, MISSED, SPURIOUS
from waqai.evaluation.report import Evaluation, Figure, Rows

_PIPE_WIDTH = 160
_UNCUT = 400
"""Columns that no table fills: where one is wider than the terminal its lines are broken, but no figure is cut off."""
_FEW = 20
"""Units below which an interval is too narrow to be believed."""
_NONE = "–"
_SCORES = ("precision", "recall", "f1")
_EXACT = 1000
"""Cases from which a value of three digits no longer tells how many are right."""
_LABELS_WIDE, _CELL_WIDE = 40, 3
"""Columns that a matrix takes for its labels and totals, and for a cell."""


def print_evaluation(evaluation: Evaluation, out: TextIO | None = None) -> None:
    """Print the figures with counts and intervals, then the tables by kind, of confusions and of reliability."""
    stream = out or sys.stdout
    width = shutil.get_terminal_size().columns if stream.isatty() else _PIPE_WIDTH
    console = Console(file=stream, width=_UNCUT, highlight=False, emoji=False)
    unit = "gold incident" if evaluation.mode == "link" or evaluation.units < evaluation.documents else "document"
    console.print(Text(f"{evaluation.mode} · {counted(evaluation.documents, 'document')}", style="bold"))
    for line in _about_intervals(evaluation, unit):
        console.print(Text(line))
    console.print(_figures(evaluation.figures))
    for title, table in _further(evaluation, width):
        console.print()
        console.print(Text(title, style="bold"))
        console.print(table)
    console.print()


def _about_intervals(evaluation: Evaluation, unit: str) -> Iterator[str]:
    if not evaluation.resamples:
        return
    if evaluation.units < 2:
        yield f"No intervals: there is one {unit} alone."
        return
    yield f"95 % intervals: {evaluation.resamples:,} draws of {unit}s, seed {evaluation.seed}."
    if evaluation.units < _FEW:
        yield f"With only {counted(evaluation.units, unit)} they are narrower than the truth."


def _further(evaluation: Evaluation, width: int) -> Iterator[tuple[str, Table]]:
    if evaluation.mode == "articles":
        yield "By kind: precision, recall and F1 with their 95 %", _scores(evaluation.by_type, "kind")
        yield "Fields of the events found, by gold kind: right of all", _hits(evaluation.by_type)
    elif len(evaluation.by_type) > 1:
        scored = "precision" in next(iter(evaluation.by_type.values()))
        yield "By class", _scores(evaluation.by_type, "class") if scored else _figures(evaluation.by_type)
    if evaluation.confusion:
        yield _matrix(evaluation, width)
    if evaluation.reliability:
        yield "By how sure the coding is (in words; it gives no probabilities)", _figures(evaluation.reliability)


def _figures(rows: Rows) -> Table:
    table = _table("", "", "value", "95 %", "of", left=2)
    for row, columns in rows.items():
        for number, (column, figure) in enumerate(columns.items()):
            table.add_row(
                _plain(row) if not number else "", _plain(column), _value(figure), _interval(figure), _of(figure)
            )
    return table


def _scores(rows: Rows, what: str) -> Table:
    table = _table(what, "gold", "coded", "precision", "recall", "F1", gap=1)
    for row, figures in rows.items():
        cells = (f"{_value(figure):<5} {_interval(figure):<9}" for figure in map(figures.__getitem__, _SCORES))
        table.add_row(row, _of(figures["recall"]), _of(figures["precision"]), *cells)
    return table


def _hits(rows: Rows) -> Table:
    table = _table("kind", *(_plain(field).replace(" ", "\n") for field in FIELDS[1:]), gap=1)
    for row, figures in rows.items():
        if any(figures[field].of for field in FIELDS[1:]):
            table.add_row(row, *(_right_of(figures[field]) for field in FIELDS[1:]))
    return table


def _matrix(evaluation: Evaluation, width: int) -> tuple[str, Table]:
    """Gold against coded: all cells where the width allows, else those where they differ."""
    if evaluation.mode == "detect":
        return "Labels: gold in the rows, coded in the columns", _labels(evaluation.confusion)
    confusion = evaluation.confusion
    names = sorted({name for row, cells in confusion.items() for name in (row, *cells)} - {MISSED, SPURIOUS})
    if _LABELS_WIDE + (_CELL_WIDE + 1) * len(names) > width:
        return "Kinds that are confused, missed or spurious", _confused(confusion)
    return "Kinds: gold in the rows, coded in the columns", _kinds(confusion, names)


def _confused(confusion: dict[str, dict[str, int]]) -> Table:
    pairs = ((count, gold, coded) for gold, cells in confusion.items() for coded, count in cells.items())
    table = _table("gold", "coded", "events", left=2)
    for count, gold, coded in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if gold != coded:
            table.add_row(gold, coded, f"{count:,}")
    return table


def _kinds(confusion: dict[str, dict[str, int]], names: Sequence[str]) -> Table:
    """The matrix of kinds; columns bear the numbers of the rows, so that it fits a terminal."""
    table = _table("", "gold", *map(str, range(1, len(names) + 1)), MISSED, gap=1)
    for number, name in enumerate([*names, SPURIOUS], 1):
        cells = confusion.get(name, {})
        label = name if name == SPURIOUS else f"{number:>2} {name}"
        table.add_row(label, *_counts(cells, (*names, MISSED), total=name != SPURIOUS))
    return table


def _labels(confusion: dict[str, dict[str, int]]) -> Table:
    columns = sorted({column for cells in confusion.values() for column in cells})
    table = _table("label", "gold", *columns)
    for row, cells in confusion.items():
        table.add_row(row, *_counts(cells, columns, total=True))
    return table


def _counts(cells: dict[str, int], columns: Sequence[str], *, total: bool) -> Iterator[str]:
    yield f"{sum(cells.values()):,}" if total else _NONE
    for column in columns:
        yield f"{cells[column]:,}" if cells.get(column) else "·"


def _table(*headings: str, left: int = 1, gap: int = 2) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0))
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="left" if number < left else "right", no_wrap=True)
    return table


def _plain(name: str) -> str:
    return "F1" if name == "f1" else name.replace("_", " ")


def _value(figure: Figure) -> str:
    return _NONE if figure.value is None or not figure.of else f"{figure.value:.3f}"


def _interval(figure: Figure) -> str:
    return "" if figure.low is None or figure.high is None or not figure.of else f"{figure.low:.2f}–{figure.high:.2f}"


def _of(figure: Figure) -> str:
    return f"{figure.of:,}"


def _right_of(figure: Figure) -> str:
    """How many are right of how many; of more than the value's digits can tell, the value."""
    if figure.value is None or not figure.of:
        return _NONE
    return f"{round(figure.value * figure.of)}/{figure.of}" if figure.of < _EXACT else f"{figure.value:.3f}"
