"""Parquet: a table read by groups of rows, with columns as in CSV. Needs the extra `parquet`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from waqai.acquisition.formats.table import RowReader, row_reader
from waqai.acquisition.located import Located, aside, unrepeated
from waqai.acquisition.reading import Reading, SetAside
from waqai.errors import BrokenRecord, InputError, MissingPart, TooLarge
from waqai.records import Document

_ROWS = 64
_MOST_IN_GROUP = 1 << 31
"""Bytes that a group of rows may unpack to."""


def read(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Located]:
    """The documents of a table that can be sought in. Rows stand at `file[row]`, from 1."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        missing = MissingPart("Parquet is not read.", where=name, remedy='Run `pip install "waqai[parquet]"`.')
        yield Located(name, SetAside(name, missing))
        return
    try:
        table = ParquetFile(stream)
        read_row = row_reader(table.schema_arrow.names, name, reading)
        yield from _documents(table, read_row, name, reading)
    except InputError as error:
        yield aside(error)
    except (ArrowException, OSError, ValueError, KeyError, TypeError, NotImplementedError, MemoryError) as error:
        first = str(error).split("\n")[0][:200]
        yield aside(BrokenRecord(f"the Parquet file is broken: {first}.", where=name))


def _documents(table: Any, read_row: RowReader, name: str, reading: Reading) -> Iterator[Located]:
    seen: dict[str, str] = {}
    number = 0
    for group in range(table.num_row_groups):
        size = table.metadata.row_group(group).total_byte_size
        if size > _MOST_IN_GROUP:
            raise TooLarge(f"a group of rows unpacks to {size:,} bytes.", where=name, remedy="Write smaller groups.")
        for batch in table.iter_batches(batch_size=_ROWS, row_groups=[group]):
            for row in batch.to_pylist():
                number += 1
                yield _located(row, f"{name}[{number}]", read_row, seen, reading)


def _located(row: dict[str, Any], where: str, read_row: RowReader, seen: dict[str, str], reading: Reading) -> Located:
    try:
        return Located(where, unrepeated(_document(row, where, read_row, reading), where, seen))
    except InputError as error:
        content = json.dumps(row, sort_keys=True, default=str)
        return aside(error, hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest())


def _document(row: dict[str, Any], where: str, read_row: RowReader, reading: Reading) -> Document:
    limit = reading.max_line_bytes
    for column, value in row.items():
        if isinstance(value, str) and len(value) > limit:
            raise TooLarge(f"{column} has {len(value):,} characters, above the limit of {limit:,}.", where=where)
    return read_row({column: _cell(value) for column, value in row.items()}, where)


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
