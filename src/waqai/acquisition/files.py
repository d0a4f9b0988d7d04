"""Documents from files, folders and pipes: plain text, web pages, JSON and JSON lines.

A kind is told by the suffix, else by the first line. Nothing is lost: what cannot be taken comes out as a SetAside with
its reason, in its place among the documents, and the rest goes on.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from waqai.acquisition import html_text, streams
from waqai.acquisition.encoding import decode, refuse_binary
from waqai.acquisition.json_record import as_object, document_of, parse_object
from waqai.acquisition.publication_time import publication_time
from waqai.acquisition.reading import Reading, SetAside
from waqai.errors import BrokenRecord, EmptyInput, InputError, TooLarge
from waqai.records import Document

Kind = Literal["text", "html", "json", "jsonl"]
MEDIA_TYPES: dict[Kind, str] = {
    "text": "text/plain",
    "html": "text/html",
    "json": "application/json",
    "jsonl": "application/jsonl",
}
_EXAMINED = 1 << 16
_SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_OBJECT_LINE = re.compile(rb'\s*\{\s*"')
_JSON_OPENING = re.compile(rb"\s*(?:\{\s*$|\[\s*(?:\{|$))")


class Located(NamedTuple):
    """A document or what was set aside, with where it stands: `file`, `file:line` or `file[item]`."""

    where: str
    item: Document | SetAside


def read_documents(path: Path | Literal["-"], reading: Reading) -> Iterator[Document | SetAside]:
    """The documents of a file, of a folder with all below it in order of name, or of standard input (`-`), streamed.

    Hidden files of a folder are passed over. A JSONL file of any size streams line by line.
    """
    if path == "-":
        yield from (located.item for located in read_stream(sys.stdin.buffer, "<stdin>", reading))
        return
    for file in files_below(path):
        yield from (located.item for located in read_file(file, reading))


def files_below(path: Path, without: Collection[Path] = ()) -> Iterator[Path]:
    """`path` itself where it is a file, else the files of that folder and all below it, sorted, hidden ones left out.

    `without` are resolved paths of files and folders to pass over.
    """
    if not path.is_dir():
        yield path
        return
    for entry in sorted(path.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith(".") or entry.resolve() in without:
            continue
        if not entry.is_dir():
            yield entry
        elif not entry.is_symlink():  # a linked folder may lead back up
            yield from files_below(entry, without)


def examine(path: Path, name: str, reading: Reading) -> Kind:
    """The kind of the file at `path`, called `name`, by its beginning and its size alone.

    Raises InputError where nothing in it could be taken: there is no such file, it is empty, binary or too large.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head, stream_again = streams.with_head(stream)
            kind = kind_of(head, name)
            refuse_binary(stream_again.read(_EXAMINED), name, by_format=kind == "jsonl")
    except OSError as error:
        raise _unreadable(error, name) from error
    if kind != "jsonl" and size > reading.max_bytes:
        raise _too_large(size, reading, name)
    return kind


def read_file(path: Path, reading: Reading, name: str | None = None) -> Iterator[Located]:
    """The documents of one file, each with where it stands; `name` is what the file is called there."""
    name = name or str(path)
    try:
        with path.open("rb") as stream:
            yield from read_stream(stream, name, reading)
    except OSError as error:
        yield _aside(_unreadable(error, name))


def read_stream(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Located]:
    """The documents of an open stream of bytes called `name`, each with where it stands."""
    head, stream = streams.with_head(stream)
    kind = kind_of(head, name)
    if kind == "jsonl":
        yield from _read_lines(stream, head, name, reading)
        return
    data, digest, size = streams.whole(stream, reading.max_bytes)
    try:
        if data is None:
            raise _too_large(size, reading, name)
        if kind == "json":
            yield from _read_array(data, name, reading)
        else:
            document = _page(data, digest, name, reading) if kind == "html" else _text(data, digest, name, reading)
            yield Located(name, document)
    except InputError as error:
        yield _aside(error, digest if size else None)


def kind_of(head: bytes, name: str) -> Kind:
    """The kind of an input called `name` that begins with `head`."""
    known = _SUFFIXES.get(Path(name).suffix.lower())
    if known:
        return known
    if html_text.looks_like_html(head):
        return "html"
    first = head.lstrip(b"\xef\xbb\xbf").replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _OBJECT_LINE.match(first) and (not name.lower().endswith(".json") or _is_json(first)):
        return "jsonl"
    if name.lower().endswith(".json"):
        return "json"
    return "json" if _JSON_OPENING.match(first) else "text"


def _unreadable(error: OSError, name: str) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file.", where=name)
    return InputError(f"it cannot be read ({os.strerror(error.errno or 0)}).", where=name)


def _too_large(size: int, reading: Reading, name: str) -> TooLarge:
    return TooLarge(
        f"{size:,} bytes, above the limit of {reading.max_bytes:,} for one document.",
        where=name,
        remedy="Split it into its reports, or raise the limit with --max-bytes.",
    )


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _aside(error: InputError, digest: str | None = None) -> Located:
    where = error.where or ""
    return Located(where, SetAside(where, error, digest))


def _text(data: bytes, digest: str, name: str, reading: Reading) -> Document:
    text = decode(data, name).text
    if not text.strip():
        raise EmptyInput("there is nothing but blanks in it.", where=name)
    document = Document.of_text(text, id=f"doc-{digest[:16]}", language=reading.language(text))
    return document.model_copy(update={"sha256": digest})


def _page(data: bytes, digest: str, name: str, reading: Reading) -> Document:
    page = html_text.read_page(decode(data, name, html_text.declared_charset(data)).text)
    if not page.text:
        raise EmptyInput("the page shows no text.", where=name)
    publisher = reading.publisher(page.source)
    published = None
    if page.published:
        try:
            published = publication_time(page.published, reading.zone_of(publisher), reading.now, name)
        except BrokenRecord:
            published = None  # pages write dates in many ways: one that is not ISO counts as none
    key = f"web-{hashlib.sha256(page.url.encode()).hexdigest()[:16]}" if page.url else f"doc-{digest[:16]}"
    document = Document.of_text(
        page.text,
        id=key,
        source=page.source,
        publisher_id=publisher.id if publisher else None,
        published=published,
        title=page.title,
        url=page.url,
        language=reading.language(page.text),
    )
    return document.model_copy(update={"sha256": digest})


def _read_array(data: bytes, name: str, reading: Reading) -> Iterator[Located]:
    """The objects of a JSON array, or the one object of a file."""
    try:
        value = json.loads(decode(data, name).text)
    except (ValueError, RecursionError) as error:
        raise BrokenRecord(f"not JSON: {error}.", where=name, remedy="Write one object a line (JSONL).") from error
    seen: dict[str, str] = {}
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        where = f"{name}[{number}]"
        digest = hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()
        try:
            yield Located(where, _unrepeated(document_of(as_object(item, where), reading, where), where, seen))
        except InputError as error:
            yield _aside(error, digest)


def _read_lines(stream: BinaryIO, head: bytes, name: str, reading: Reading) -> Iterator[Located]:
    seen: dict[str, str] = {}
    empty = True
    try:
        refuse_binary(head, name, by_format=True)
    except InputError as error:
        yield _aside(error)
        return
    for line in streams.lines(stream, head, reading.max_line_bytes):
        if line.data is not None and not line.data.strip():
            continue
        empty = False
        where = f"{name}:{line.number}"
        try:
            yield Located(where, _unrepeated(_of_line(line, reading, where), where, seen))
        except InputError as error:
            yield _aside(error, line.sha256)
    if empty:
        yield _aside(EmptyInput("there is nothing but blanks in it.", where=name))


def _of_line(line: streams.Line, reading: Reading, where: str) -> Document:
    if line.data is None:
        limit = reading.max_line_bytes
        raise TooLarge(f"a line of {line.size:,} bytes, above the limit of {limit:,}.", where=where)
    return document_of(parse_object(decode(line.data, where).text, where), reading, where)


def _unrepeated(document: Document, where: str, seen: dict[str, str]) -> Document:
    """`document`, unless its id came before in this file: one of the two would be lost."""
    first = seen.setdefault(document.id, where)
    if first != where:
        raise BrokenRecord(
            f"the id {document.id!r} already stands at {first}.", where=where, remedy="Give each document its own id."
        )
    return document
