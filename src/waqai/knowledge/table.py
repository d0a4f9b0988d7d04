"""Reading of the tables: tab-separated files with a comment on how a row is read, a header, and one row a line.

A table is UTF-8. Lines that begin with `#` and empty lines are comments. The first other line is the header. A cell
may hold several values joined by `|`. An empty cell is an empty string.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from waqai.errors import TableError


def rows(name: str, columns: tuple[str, ...], directory: Path | None = None) -> Iterator[dict[str, str]]:
    """Yield the rows of the table `name` (without `.tsv`) as column → cell, in order.

    `directory` holds a project's own tables; those that it lacks are the package's. Raises TableError naming file and
    line where the header lacks one of `columns` or a row has another number of cells.
    """
    path = table_path(name, directory)
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
        if header is None:
            header = cells
            if missing := set(columns) - set(header):
                raise TableError(f"the header lacks {sorted(missing)}.", where=f"{name}.tsv:{number}")
            continue
        if len(cells) > len(header):
            raise TableError(f"{len(cells)} cells under {len(header)} columns.", where=f"{name}.tsv:{number}")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def table_path(name: str, directory: Path | None = None) -> Traversable:
    """Where the table `name` (without `.tsv`) is read from: in `directory` where it has it, else in the package."""
    if directory is not None and (own := directory / f"{name}.tsv").is_file():
        return own
    return files("waqai.knowledge") / "tables" / f"{name}.tsv"


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that are joined by `|`."""
    return tuple(value.strip() for value in cell.split("|") if value.strip())
