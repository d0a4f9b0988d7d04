"""CSV and TSV of any size, streamed: which mark parts the cells, and in which encoding they are, is told by the file.

A row stands at the line on which it begins. A row that has more or fewer cells than the header, or a quotation mark
that is not closed, is set aside by itself.
"""

from __future__ import annotations

import csv
import hashlib
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

from waqai.acquisition import streams
from waqai.acquisition.columns import usual_columns
from waqai.acquisition.encoding import decode, refuse_binary
from waqai.acquisition.formats.table import RowReader, row_reader
from waqai.acquisition.located import Located, aside, unrepeated
from waqai.acquisition.reading import Reading
from waqai.errors import BrokenRecord, EmptyInput, InputError, TooLarge
from waqai.records import Document

_DELIMITERS = ",\t;|"
_MOST_LINES = 5_000
"""Lines that a quoted cell may run over."""
_CLOSE = 'Write a quotation mark within a cell twice ("").'


class _Record(NamedTuple):
    """A row as it is written: its first line's number, its text, or why it is none; the digest of its bytes."""

    line: int
    text: str
    sha256: str
    error: InputError | None = None


def read(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Located]:
    """The documents of a table, a row each. Rows stand at `file:line`."""
    head, stream = streams.with_head(stream)
    try:
        refuse_binary(head, name, by_format=True)
        delimiter = delimiter_of(decode(head, name).text, reading.columns.values())
        records = _records(streams.lines(stream, head, reading.max_line_bytes), delimiter, name, reading)
        header, rows = _header(records, delimiter, name)
        read_row = row_reader(header, name, reading)
    except InputError as error:
        yield aside(error)
        return
    yield from _documents(rows, header, delimiter, read_row, name)


def looks_like_table(head: bytes) -> bool:
    """Whether the first line of an input is a header: short names, among them those of a text and of one thing more."""
    try:
        line = head.decode("utf-8-sig").strip().split("\n", 1)[0]
        cells = _cells(line, delimiter_of(line), "")
    except (UnicodeDecodeError, BrokenRecord):
        return False
    found = usual_columns(cells) if all(len(cell) <= 40 for cell in cells) else {}
    return "text" in found and len(found) > 1


def delimiter_of(header: str, wanted: Collection[str] = ()) -> str:
    """The mark that parts the first line into cells: into most of those that are wanted, or have usual names, and into
    most of all; `sep=;`, which Excel writes, says it."""
    line = header.lstrip("\ufeff\r\n ").split("\n", 1)[0].rstrip("\r")
    if line.lower().startswith("sep=") and len(line) == 5:
        return line[4]

    def telling(mark: str) -> tuple[int, int]:
        cells = [cell.strip('"') for cell in line.split(mark)]
        return len(set(wanted) & set(cells)) or len(usual_columns(cells)), len(cells)

    return max(_DELIMITERS, key=telling)


def _header(records: Iterator[_Record], delimiter: str, name: str) -> tuple[list[str], Iterator[_Record]]:
    for record in records:
        if record.error:
            raise record.error
        if record.text.lower().startswith("sep=") and len(record.text) == 5:
            continue
        header = [" ".join(cell.split()) for cell in _cells(record.text, delimiter, name)]
        while header and not header[-1]:
            header.pop()
        if len(set(header)) < len(header):
            raise BrokenRecord("two columns have the same name.", where=name, remedy="Name each column differently.")
        return header, records
    raise EmptyInput("there is nothing but blanks in it.", where=name)


def _documents(
    rows: Iterable[_Record], header: Sequence[str], delimiter: str, read_row: RowReader, name: str
) -> Iterator[Located]:
    seen: dict[str, str] = {}
    for record in rows:
        where = f"{name}:{record.line}"
        try:
            document = _document(record, header, delimiter, read_row, where)
            if document is not None:
                yield Located(where, unrepeated(document, where, seen))
        except InputError as error:
            yield aside(error, record.sha256)


def _document(
    record: _Record, header: Sequence[str], delimiter: str, read_row: RowReader, where: str
) -> Document | None:
    """The document of a row; None where all its cells are empty."""
    if record.error:
        raise record.error
    cells = _cells(record.text, delimiter, where)
    if not any(cell.strip() for cell in cells):
        return None
    while len(cells) > len(header) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(header):
        raise BrokenRecord(
            f"{len(cells)} cells under {len(header)} columns.",
            where=where,
            remedy="Put cells that hold the delimiter or a line break in quotation marks.",
        )
    return read_row(dict(zip(header, cells, strict=True)), where)


def _cells(text: str, delimiter: str, where: str) -> list[str]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error as error:
        raise BrokenRecord(f"no row of a table: {error}.", where=where) from error


def _records(lines: Iterator[streams.Line], delimiter: str, name: str, reading: Reading) -> Iterator[_Record]:
    """The rows of a table, of which a quoted cell may run over lines.

    Where a quotation mark is astray, the line in which it stands is set aside alone and the next begins a row.
    """
    ahead: deque[streams.Line] = deque()
    while line := ahead.popleft() if ahead else next(lines, None):
        if line.data is not None and not line.data.strip():
            continue
        taken = [line]
        try:
            text = _row(taken, ahead, lines, delimiter, f"{name}:{line.number}", reading)
        except InputError as error:
            ahead.extendleft(reversed(taken[1:]))
            yield _Record(line.number, "", line.sha256, error)
            continue
        digest = (
            line.sha256 if len(taken) == 1 else hashlib.sha256(b"\n".join(t.data or b"" for t in taken)).hexdigest()
        )
        yield _Record(line.number, text, digest)


def _digest(lines: Sequence[streams.Line]) -> str:
    if len(lines) == 1:
        return lines[0].sha256
    return hashlib.sha256(b"\n".join(line.data or b"" for line in lines)).hexdigest()


def _row(
    taken: list[streams.Line],
    ahead: deque[streams.Line],
    lines: Iterator[streams.Line],
    delimiter: str,
    where: str,
    reading: Reading,
) -> str:
    """The text of a row that begins with the one line in `taken`; the lines that it runs over are added to it."""
    texts = [_text(taken[0], where, reading)]
    size, quoted = taken[0].size, _open_quote(texts[0], delimiter, where)
    while quoted:
        line = ahead.popleft() if ahead else next(lines, None)
        if line is None:
            raise BrokenRecord("a quotation mark is never closed.", where=where, remedy=_CLOSE)
        taken.append(line)
        size += line.size
        if size > reading.max_line_bytes or len(taken) > _MOST_LINES:
            raise BrokenRecord("a quotation mark is not closed within a row.", where=where, remedy=_CLOSE)
        texts.append(_text(line, where, reading))
        quoted = _open_quote(texts[-1], delimiter, where, quoted=True)
    return "\n".join(texts)


def _open_quote(line: str, delimiter: str, where: str, *, quoted: bool = False) -> bool:
    """Whether a quoted cell is open at the end of a line, as it was at its beginning where `quoted`.

    Raises BrokenRecord where a quotation mark within a quoted cell is not doubled.
    """
    at, begins = 0, not quoted
    while True:
        if not quoted:
            found = 0 if begins and line.startswith('"') else line.find(f'{delimiter}"', at)
            if found < 0:
                return False
            at, quoted = found + (1 if line.startswith('"', found) else 2), True
        begins = False
        found = line.find('"', at)
        if found < 0:
            return True
        at = found + 1
        if line.startswith('"', at):
            at += 1
        elif at == len(line) or line[at] == delimiter:
            quoted = False
        else:
            raise BrokenRecord("a quotation mark within a quoted cell is not doubled.", where=where, remedy=_CLOSE)


def _text(line: streams.Line, where: str, reading: Reading) -> str:
    if line.data is None:
        limit = reading.max_line_bytes
        raise TooLarge(f"a line of {line.size:,} bytes, above the limit of {limit:,}.", where=where)
    try:
        text = line.data.decode("utf-8")
    except UnicodeDecodeError:
        text = decode(line.data, where).text
    return text.removeprefix("\ufeff")
