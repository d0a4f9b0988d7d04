"""JSON: a document a line, or an array of documents, or one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import BinaryIO

from waqai.acquisition import streams
from waqai.acquisition.encoding import decode, refuse_binary
from waqai.acquisition.formats.table import object_document
from waqai.acquisition.json_record import as_object, parse_object
from waqai.acquisition.located import Located, aside, too_large, unrepeated
from waqai.acquisition.reading import Reading
from waqai.errors import BrokenRecord, EmptyInput, InputError, TooLarge
from waqai.records import Document


def read_array(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Located]:
    """The objects of a JSON array, or the one object of a file."""
    data, digest, size = streams.whole(stream, reading.max_bytes)
    try:
        if data is None:
            raise too_large(size, reading, name)
        yield from _objects(data, name, reading)
    except InputError as error:
        yield aside(error, digest if size else None)


def _objects(data: bytes, name: str, reading: Reading) -> Iterator[Located]:
    try:
        value = json.loads(decode(data, name).text)
    except (ValueError, RecursionError) as error:
        raise BrokenRecord(f"not JSON: {error}.", where=name, remedy="Write one object a line (JSONL).") from error
    seen: dict[str, str] = {}
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        where = f"{name}[{number}]"
        digest = hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()
        try:
            yield Located(where, unrepeated(object_document(as_object(item, where), reading, where), where, seen))
        except InputError as error:
            yield aside(error, digest)


def read_lines(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Located]:
    """The documents of a JSONL file of any size, streamed."""
    head, stream = streams.with_head(stream)
    seen: dict[str, str] = {}
    empty = True
    try:
        refuse_binary(head, name, by_format=True)
    except InputError as error:
        yield aside(error)
        return
    for line in streams.lines(stream, head, reading.max_line_bytes):
        if line.data is not None and not line.data.strip():
            continue
        empty = False
        where = f"{name}:{line.number}"
        try:
            yield Located(where, unrepeated(_of_line(line, reading, where), where, seen))
        except InputError as error:
            yield aside(error, line.sha256)
    if empty:
        yield aside(EmptyInput("there is nothing but blanks in it.", where=name))


def _of_line(line: streams.Line, reading: Reading, where: str) -> Document:
    if line.data is None:
        limit = reading.max_line_bytes
        raise TooLarge(f"a line of {line.size:,} bytes, above the limit of {limit:,}.", where=where)
    return object_document(parse_object(decode(line.data, where).text, where), reading, where)
