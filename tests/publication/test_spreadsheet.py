"""Plain CSV reads back cell for cell, runs nothing in a spreadsheet, and is described column by column."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.publication.csv_cells import BOM, cell_of, csv_line, plain, rows_of
from waqai.publication.exports import export_lines
from waqai.publication.left_out import LeftOut
from waqai.publication.spreadsheet import columns, csv_lines, dictionary_lines
from waqai.records import Candidate

from .invented import COARSE, TERMS, incident, public, released

NAMES = (
    Candidate(name="=HYPERLINK(1)", role="REB", share=1),
    Candidate(name='جماعة، أو "غيرها"\nكذا', role="REB", share=0.5),
)


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_reads_back_cell_for_cell() -> None:
    stored = [public(incident(agents=NAMES)), public(incident("i2", time=None, places=()))]
    rows = _rows("".join(csv_lines(stored, TERMS)))
    assert list(rows[0]) == [column.column for column in columns()]
    assert (rows[0]["day_start"], rows[0]["lat"], rows[0]["place_ar"]) == ("2024-05-01", "35.9512", "حي الورد")
    assert (rows[0]["killed_low"], rows[0]["killed_high"], rows[0]["injured_high"]) == ("3", "5", "")
    assert 'جماعة، أو "غيرها"\nكذا' in rows[0]["agents"]
    assert rows[0]["document_ids"] == "d1; d2"
    assert rows[0]["coordinates_coarsened"] == "none"
    assert (rows[1]["id"], rows[1]["day_start"], rows[1]["lat"]) == ("i2", "", "")


def test_every_row_says_how_its_coordinates_were_coarsened() -> None:
    [row] = _rows("".join(csv_lines([public(incident(), coarsen_km=10)], COARSE)))
    assert row["coordinates_coarsened"] == "grid snap, cell 10 km"


def test_words_that_a_spreadsheet_would_run_are_made_text() -> None:
    [row] = _rows("".join(csv_lines([public(incident(agents=NAMES))], TERMS)))
    assert row["agents"].startswith("'=")
    assert plain(row["agents"]).startswith("=")


@pytest.mark.parametrize("words", ["=1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "'x"])
def test_every_opening_of_a_formula_is_neutralised(words: str) -> None:
    assert cell_of(words) == f"'{words}"


def test_numbers_stay_numbers_below_zero_too() -> None:
    assert (cell_of(-3.25), cell_of(0), cell_of(None), cell_of(True)) == ("-3.25", "0", "", "true")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_any_words_read_back_as_they_were(words: list[str]) -> None:
    assert rows_of(BOM + csv_line(words)) == [words] or words == [""]


def test_a_byte_order_mark_stands_before_the_header_where_it_is_asked_for() -> None:
    text = "".join(export_lines("csv", [released()], TERMS, LeftOut(), bom=True))
    assert text.startswith("\ufeffid,type,")
    assert text.encode()[:3] == b"\xef\xbb\xbf"


def test_the_dictionary_describes_every_column_in_its_order() -> None:
    rows = _rows("".join(dictionary_lines()))
    header = next(csv.reader(csv_lines([], TERMS)))
    assert [row["column"] for row in rows] == header
    assert all(row["type"] and row["holds"] for row in rows)


def test_no_incidents_are_a_bare_header() -> None:
    assert len("".join(csv_lines([], TERMS)).splitlines()) == 1
