"""Parquet gives a document a row, group by group."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.acquisition.files import read_stream
from waqai.acquisition.reading import Reading, SetAside
from waqai.records import Document

NOW = datetime(2024, 6, 1, tzinfo=UTC)
TEXT = "سُمع دوي انفجارات في محيط مطار حميميم"


def _table(**columns: list[Any]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, row_group_size=2)
    return out.getvalue()


def _read(data: bytes, **more: Any) -> tuple[list[tuple[str, Document]], list[SetAside]]:
    reading = Reading(now=NOW, language_of=lambda text: "ar", **more)
    located = list(read_stream(io.BytesIO(data), "t.parquet", reading))
    documents = [(where, item) for where, item in located if isinstance(item, Document)]
    return documents, [item for _, item in located if isinstance(item, SetAside)]


def test_rows_of_all_groups_are_documents_and_those_that_do_not_fit_are_set_aside() -> None:
    moments = [datetime(2024, 5, 5, 10), None, datetime(2024, 5, 6), None]
    data = _table(id=[1, 2, 3, 3], النص=[TEXT, None, TEXT, TEXT], published=moments, views=[1, 2, 3, 4])
    said: list[str] = []
    documents, aside = _read(data, note=said.append)
    assert [(where, document.id) for where, document in documents] == [("t.parquet[1]", "1"), ("t.parquet[3]", "3")]
    assert documents[0][1].published == datetime(2024, 5, 5, 10, tzinfo=UTC)
    assert [(item.where, item.error.code) for item in aside] == [
        ("t.parquet[2]", "empty-input"),
        ("t.parquet[4]", "broken-record"),
    ]
    assert said == ["t.parquet: text from النص, published from published, id from id; not read: views."]


def test_named_columns_count() -> None:
    [(_, document)], _ = _read(_table(a=[TEXT], text=["لا"]), columns={"text": "a"})
    assert document.text == TEXT


def test_a_cell_above_the_limit_and_a_cell_of_numbers_are_set_aside() -> None:
    _, [long] = _read(_table(text=["ن" * 100]), max_line_bytes=50)
    _, [number] = _read(_table(text=[5]))
    assert (long.error.code, number.error.code) == ("too-large", "broken-record")


def test_without_its_part_a_table_is_set_aside_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _table(text=[TEXT])
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    _, [aside] = _read(data)
    assert aside.error.code == "missing-part"
    assert "waqai[parquet]" in str(aside)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=20), st.integers(4, 800), st.integers(0, 40))
def test_mutated_tables_give_documents_and_set_asides_alone(noise: bytes, at: int, cut: int) -> None:
    whole = _table(id=[1, 2, 3], text=[TEXT, TEXT, None])
    _read(whole[:at] + noise + whole[at + cut :])
