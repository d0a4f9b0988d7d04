"""The page on exports names every column and format."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.publication import acled, ucdp
from waqai.publication.exports import TEXT_FORMATS
from waqai.publication.spreadsheet import columns

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")


def _section(format: str) -> str:
    return PAGE.split(f"\n## `{format}`")[1].split("\n## ")[0]


@pytest.mark.parametrize(
    ("format", "names"),
    [("csv", [column.column for column in columns()]), ("acled", acled.COLUMNS), ("ucdp", ucdp.COLUMNS)],
)
def test_every_column_is_described(format: str, names: list[str]) -> None:
    section = _section(format)
    assert [name for name in names if f"`{name}`" not in section] == []


def test_every_format_is_described() -> None:
    for format in (*TEXT_FORMATS, "parquet"):
        assert f"| `{format}` |" in PAGE
