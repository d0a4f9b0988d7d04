"""Projected incidents as Parquet: a row an incident, with the fields of the record, nested as they are.

The schema of the file is derived from the record, so that a field added there is not lost here. The terms of the
export stand in the file's metadata under `waqai.…`. pyarrow is not installed with Waqai: `waqai[parquet]` brings it.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from waqai.errors import MissingPart
from waqai.publication.geojson import stated
from waqai.publication.projection import PublicIncident, Terms
from waqai.records import Incident

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 1_000
"""Incidents in memory at a time: a row group of the file."""


def write_parquet(incidents: Iterable[PublicIncident], terms: Terms, file: BinaryIO, compression: str = "zstd") -> None:
    """Write the incidents to an open file. Raises MissingPart where pyarrow is not installed."""
    arrow, parquet = _pyarrow()
    schema = incident_schema().with_metadata({f"waqai.{key}": str(value) for key, value in stated(terms).items()})
    remaining = iter(incidents)
    with parquet.ParquetWriter(file, schema, compression=compression) as writer:
        while rows := [incident.model_dump() for incident in islice(remaining, ROWS)]:
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))


def incident_schema() -> pa.Schema:
    """The Arrow schema of an incident. Raises MissingPart."""
    arrow, _ = _pyarrow()
    return arrow.schema(list(_fields(Incident)))


def _fields(record: type[BaseModel]) -> Iterator[pa.Field]:
    arrow, _ = _pyarrow()
    for name, field in record.model_fields.items():
        kind, nullable = _arrow_type(field.annotation)
        yield arrow.field(name, kind, nullable=nullable)


def _arrow_type(annotation: Any) -> tuple[pa.DataType, bool]:
    """The Arrow type of a field's annotation, and whether it may be null."""
    arrow, _ = _pyarrow()
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        [inner] = [argument for argument in arguments if argument is not type(None)]
        return _arrow_type(inner)[0], True
    if origin is tuple:
        return arrow.list_(_arrow_type(arguments[0])[0]), False
    if origin is Literal:
        return arrow.int64() if isinstance(arguments[0], int) else arrow.string(), False
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return arrow.struct(list(_fields(annotation))), False
    simple = {
        str: arrow.string(),
        int: arrow.int64(),
        float: arrow.float64(),
        bool: arrow.bool_(),
        date: arrow.date32(),
        datetime: arrow.timestamp("us", tz="UTC"),
    }
    if annotation in simple:
        return simple[annotation], False
    return _arrow_type(arguments[0]) if arguments else (arrow.timestamp("us", tz="UTC"), False)


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingPart(
            "Parquet needs pyarrow, which is not installed.", remedy='Install it with: pip install "waqai[parquet]"'
        ) from error
    return pyarrow, pyarrow.parquet
