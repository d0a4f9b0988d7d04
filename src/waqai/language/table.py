"""Reading of the language tables: tab-separated files with a comment on how a row is read, a header, one row a line.

The format is that of `waqai.knowledge.table`: UTF-8, `#` begins a comment, the first other line is the header, several
values of a cell are joined by `|`, an empty cell is an empty string. It stands here because knowledge builds on
language, and not the other way.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from waqai.errors import TableError


def rows(name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of the table `name` (without `.tsv`) as column → cell, in order.

    Raises TableError naming file and line where the header is not `columns` or a row has too many cells.
    """
    path = files("waqai.language") / "tables" / f"{name}.tsv"
    header_read = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header_read:
            if tuple(cells) != columns:
                raise TableError(f"the header is {cells}, not {list(columns)}.", where=f"{name}.tsv:{number}")
            header_read = True
            continue
        if len(cells) > len(columns):
            raise TableError(f"{len(cells)} cells under {len(columns)} columns.", where=f"{name}.tsv:{number}")
        yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that are joined by `|`."""
    return tuple(value.strip() for value in cell.split("|") if value.strip())
