"""Rows of tables as documents, whatever file the table stands in.

Exports of 4CAT and of Bellingcat's auto-archiver are known by their columns; of other tables, the columns that the user
names count, else those that go by usual names. Which are read and which are not is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from waqai.acquisition.columns import listed, map_columns, usual_columns
from waqai.acquisition.formats import auto_archiver, four_cat
from waqai.acquisition.json_record import document_of
from waqai.acquisition.reading import Reading
from waqai.records import Document

Row = Mapping[str, Any]
RowReader = Callable[[Row, str], Document]
"""From a row, by its columns, and where it stands, to its document. Raises InputError."""


def row_reader(header: Sequence[str], name: str, reading: Reading) -> RowReader:
    """How the rows of the table called `name` are read. Raises InputError where no column holds a text."""
    if not reading.columns and four_cat.recognises(header):
        reading.say(f"{name}: an export of 4CAT.")
        return partial(four_cat.row_document, reading=reading)
    if not reading.columns and auto_archiver.recognises(header):
        reading.say(f"{name}: a table of the auto-archiver.")
        return partial(auto_archiver.row_document, reading=reading)
    columns = map_columns(header, reading.columns, name)
    read = ", ".join(f"{field} from {column}" for field, column in columns.items())
    ignored = [column for column in header if column.strip() and column not in columns.values()]
    reading.say(f"{name}: {read}" + (f"; not read: {listed(ignored)}." if ignored else "."))
    return partial(_document, columns=columns, reading=reading)


def _document(row: Row, where: str, *, columns: Mapping[str, str], reading: Reading) -> Document:
    return document_of(mapped(row, columns), reading, where)


def mapped(row: Row, columns: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a document in a row; a number of seconds or milliseconds since 1970 is its moment."""
    record = {field: row.get(column) for field, column in columns.items()}
    if "published" in record:
        record["published"] = moment(record["published"])
    return {key: value for key, value in record.items() if value != ""}


def moment(value: Any) -> Any:
    """A moment that is counted in seconds or milliseconds since 1970, as ISO 8601; anything else as it is."""
    if isinstance(value, datetime):
        return value.isoformat()
    digits = str(value).strip().removesuffix(".0")
    if isinstance(value, bool) or not (digits.isascii() and digits.isdigit() and len(digits) in (9, 10, 12, 13)):
        return value
    return datetime.fromtimestamp(int(digits) / (1000 if len(digits) > 10 else 1), UTC).isoformat()


def object_document(record: dict[str, Any], reading: Reading, where: str) -> Document:
    """The document of a JSON object: by the columns that the user names, by its own keys, or as 4CAT and the
    auto-archiver write it; an object without "text" by the usual names. Raises InputError."""
    if reading.columns:
        return document_of(mapped(record, reading.columns), reading, where)
    if "text" in record:
        return document_of(record, reading, where)
    if four_cat.is_item(record):
        return four_cat.item_document(record, where, reading)
    if auto_archiver.is_record(record):
        return auto_archiver.record_document(record, where, reading)
    return document_of(mapped(record, usual_columns(list(record))), reading, where)
