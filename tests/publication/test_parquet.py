"""Parquet holds the whole records, nested as they are, and states the terms of the export."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator

import pyarrow.parquet
import pytest

from waqai.errors import MissingPart
from waqai.publication import PublicIncident
from waqai.publication.parquet import ROWS, incident_schema, write_parquet
from waqai.records import Incident

from .invented import COARSE, TERMS, incident, public


def _file(*stored: PublicIncident, terms: object = TERMS) -> pyarrow.parquet.ParquetFile:
    buffer = io.BytesIO()
    write_parquet(stored, terms, buffer)  # type: ignore[arg-type]
    buffer.seek(0)
    return pyarrow.parquet.ParquetFile(buffer)


def test_it_reads_back_as_the_incidents() -> None:
    stored = [public(incident()), public(incident("i2", time=None, places=(), agents=(), first_report=None))]
    rows = _file(*stored).read().to_pylist()
    assert [Incident.model_validate(row) for row in rows] == stored


def test_no_field_of_the_record_is_missing() -> None:
    assert incident_schema().names == list(Incident.model_fields)


def test_the_metadata_state_how_coordinates_were_coarsened() -> None:
    metadata = _file(terms=COARSE).schema_arrow.metadata
    assert metadata[b"waqai.coordinates_coarsened"] == b"grid snap, cell 10 km"
    assert metadata[b"waqai.embargo_hours"] == b"0.0"


def test_incidents_are_written_in_groups_as_they_come() -> None:
    one = public(incident())

    def stream() -> Iterator[PublicIncident]:
        for _ in range(ROWS + 1):
            yield one

    buffer = io.BytesIO()
    write_parquet(stream(), TERMS, buffer)
    file = pyarrow.parquet.ParquetFile(buffer)
    assert (file.num_row_groups, file.metadata.num_rows) == (2, ROWS + 1)


def test_without_pyarrow_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPart) as raised:
        write_parquet([], TERMS, io.BytesIO())
    assert "waqai[parquet]" in str(raised.value)


def test_the_rows_are_the_jsonl_lines() -> None:
    stored = public(incident())
    [row] = _file(stored).read().to_pylist()
    assert json.loads(Incident.model_validate(row).model_dump_json()) == json.loads(stored.model_dump_json())
