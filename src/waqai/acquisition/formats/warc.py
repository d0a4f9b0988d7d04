"""WARC, plain or gzipped: each page of the web that a crawl kept is an article, at its address.

A page's date is what the page says; when it was fetched says nothing of when it was published. A record that is broken
is set aside by its offset, and the reading goes on at the next that can be told.
"""

from __future__ import annotations

import hashlib
import logging
import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from waqai.acquisition.formats.page import page_document
from waqai.acquisition.html_text import looks_like_html
from waqai.acquisition.located import Located, aside, too_large
from waqai.acquisition.reading import Reading
from waqai.errors import BrokenRecord, EmptyInput, InputError, NotText

_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_BEGINNING = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/1\.")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_CHUNK = 1 << 18
_BROKEN = (ArchiveLoadFailed, zlib.error, EOFError, ValueError, LookupError, TypeError, AttributeError, OSError)
"""What warcio lets through of records that are none."""


class _Quiet(ArchiveIterator):  # type: ignore[misc]
    """The records of a stream, without warcio's own word on standard error."""

    INC_RECORD = ""


def read(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Located]:
    """The pages of a WARC that can be sought in. Records stand at `file@offset`."""
    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # what is broken is set aside, and said there
    pages = passed = 0
    for offset, record in _records(stream):
        where = f"{name}@{offset}"
        if isinstance(record, BrokenRecord):
            pages += 1
            yield aside(BrokenRecord(record.message, where=where))
            continue
        try:
            content = _page(record, where, reading)
            if content is None:
                passed += 1
                continue
            pages += 1
            yield _document(record, content, where, reading)
        except InputError as error:
            pages += 1
            yield aside(error)
    if passed:
        reading.say(f"{name}: {passed} records that are no pages were passed over.")
    if not pages:
        yield aside(EmptyInput("there is no page in it.", where=name))


def _records(stream: BinaryIO) -> Iterator[tuple[int, Any]]:
    """Each record with its offset; in place of what is no record, where it begins, a BrokenRecord."""
    start: int | None = 0
    broken = False
    while start is not None:
        stream.seek(start)
        records = _Quiet(stream)
        try:
            for record in records:
                broken = False
                yield records.offset, record
            return
        except _BROKEN as error:
            at = max(records.offset, start)
            if not broken:
                yield at, BrokenRecord(f"this is no record of a WARC ({type(error).__name__}).")
            broken = True
            start = _next_beginning(stream, at + 1)


def _next_beginning(stream: BinaryIO, start: int) -> int | None:
    """Where, from `start`, something begins as a record does."""
    stream.seek(start)
    data, before = b"", start
    while piece := stream.read(_CHUNK):
        data += piece
        if found := _BEGINNING.search(data):
            return before + found.start()
        before += max(0, len(data) - 8)
        data = data[-8:]
    return None


def _page(record: Any, where: str, reading: Reading) -> bytes | None:
    """The bytes of the page in a record; None where it holds none, or one that was kept before (`revisit`)."""
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    if record.rec_type not in ("response", "resource") or headers is None:
        return None
    if record.rec_type == "response" and not str(headers.get_statuscode()).startswith("2"):
        return None
    media_type = (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    if media_type and media_type not in _PAGE_TYPES:
        return None
    content = _content(record, where, reading)
    return content if media_type or looks_like_html(content) else None


def _content(record: Any, where: str, reading: Reading) -> bytes:
    """The content without chunks and compression, within the limit, and whole."""
    encoding = (record.http_headers.get_header("Content-Encoding") or "").strip().lower() if record.http_headers else ""
    if encoding not in _ENCODINGS:
        raise NotText(f"the page is compressed as {encoding[:20]!r}.", where=where, remedy="Record it again as gzip.")
    try:
        content = _bounded(record.content_stream(), reading.max_bytes)
        if len(content) > reading.max_bytes:
            raise too_large(len(content), reading, where)
        while record.raw_stream.read(_CHUNK):
            pass
    except _BROKEN as error:
        raise BrokenRecord(f"the page cannot be unpacked ({type(error).__name__}).", where=where) from error
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise BrokenRecord("the record breaks off.", where=where)
    return content


def _bounded(stream: Any, limit: int) -> bytes:
    pieces, size = [], 0
    while size <= limit and (piece := stream.read(_CHUNK)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _document(record: Any, content: bytes, where: str, reading: Reading) -> Located:
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip().strip("<>")
    headers = record.http_headers or record.rec_headers
    charset = _CHARSET.search(headers.get_header("Content-Type") or "")
    try:
        document = page_document(
            content, where, reading, address=address or None, charset=charset[1] if charset else None
        )
    except InputError as error:
        return aside(error, hashlib.sha256(content).hexdigest())
    return Located(where, document)
