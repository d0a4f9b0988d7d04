"""CSV that a spreadsheet opens without running anything, and that reads back cell for cell.

Words that begin with what a spreadsheet takes for a formula, or with an apostrophe, get an apostrophe before them;
numbers are left as they are. `plain` takes it off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""What a file begins with for spreadsheets that else take UTF-8 for another encoding."""
MARK = "'"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_line(cells: Iterable[object]) -> str:
    """A line with its line break, by RFC 4180 but for the break; None is an empty cell."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([cell_of(cell) for cell in cells])  # quotes lone returns too
    return buffer.getvalue().removesuffix("\r\n") + "\n"


def cell_of(value: object) -> str:
    """The text of a cell: words neutralised, numbers as they are, true and false in small letters."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith((*_FORMULA, MARK)):
        return f"{MARK}{value}"
    return str(value)


def plain(cell: str) -> str:
    """The words as they were before `cell_of`."""
    return cell.removeprefix(MARK)


def joined(values: Iterable[str | None]) -> str:
    """Several values in one cell, each once, in order, joined by "; "."""
    return "; ".join(dict.fromkeys(value for value in values if value))


def rows_of(text: str) -> list[Sequence[str]]:
    """The rows of a CSV that was written here, header first, without BOM and with all words as they were."""
    return [[plain(cell) for cell in row] for row in csv.reader(io.StringIO(text.removeprefix(BOM), newline=""))]
