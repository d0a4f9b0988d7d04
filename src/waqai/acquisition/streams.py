"""Bytes from files and pipes: the head before the rest, and lines of bounded length."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from waqai.acquisition.encoding import utf16_of

_HEAD = 1 << 16
_CHUNK = 1 << 20
_OPEN_BRACE = re.compile(rb"\{\s*(?:\n|$)")
_BLANK = b"\xef\xbb\xbf \t\r\n"


class Line(NamedTuple):
    """A line of a stream, from 1. `data` is None where it is longer than the limit; its digest stands all the same."""

    number: int
    data: bytes | None
    sha256: str
    size: int


class _Rejoined(io.RawIOBase):
    """A stream whose head was read already, whole again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` with what is there now, so that a pipe's lines come through as they are written."""
        if not self._head:
            some = getattr(self._rest, "read1", self._rest.read)
            self._head = some(len(buffer))
        piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def with_head(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first line that is not blank, with what precedes it, at most 64 KiB; and the stream from its beginning.

    Of markup and of JSON over many lines, which say what they are in their first lines, some more.
    """
    head = b""
    while len(head) < _enough(head.strip(_BLANK)):
        line = stream.readline(_HEAD - len(head))
        if not line:
            break
        head += line
    return head, io.BufferedReader(_Rejoined(head, stream))


def _enough(seen: bytes) -> int:
    """How many bytes of the head tell what begins as `seen`."""
    if not seen:
        return _HEAD
    if seen.startswith(b"<"):
        return 2048
    if seen.startswith((b"\x1f\x8b", b"PK\x03\x04")):
        return 4096  # names of a ZIP's members, and what a gzip file unpacks to
    return 4096 if _OPEN_BRACE.match(seen) else 0


def seekable(stream: BinaryIO, rejoined: BinaryIO) -> BinaryIO:
    """`stream`, whose head was read, from its beginning, so that one can go back and forth in it.

    A pipe, whole again as `rejoined`, is put into a file that goes with the process.
    """
    if stream.seekable():
        stream.seek(0)
        return stream
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it closes when its reader lets go of it
    shutil.copyfileobj(rejoined, file, _CHUNK)
    file.seek(0)
    return file


def lines(stream: BinaryIO, head: bytes, limit: int) -> Iterator[Line]:
    """Each line of `stream` without its break; one above `limit` bytes is passed over and only its digest is kept.

    UTF-16 comes out as UTF-8.
    """
    codec = utf16_of(head)
    source = _transcoded(stream, codec, limit) if codec else iter(lambda: stream.readline(limit + 2), b"")
    number, digest, size, kept = 1, hashlib.sha256(), 0, b""
    for piece in source:
        body = piece.rstrip(b"\r\n") if piece.endswith(b"\n") else piece
        digest.update(body)
        size += len(body)
        kept = kept + body if size <= limit else b""
        if piece.endswith(b"\n"):
            yield Line(number, kept if size <= limit else None, digest.hexdigest(), size)
            number, digest, size, kept = number + 1, hashlib.sha256(), 0, b""
    if size:
        yield Line(number, kept if size <= limit else None, digest.hexdigest(), size)


def whole(stream: BinaryIO, limit: int) -> tuple[bytes | None, str, int]:
    """All bytes of `stream` (None where there are more than `limit`), their digest, and how many they are."""
    digest, size = hashlib.sha256(), 0
    pieces: list[bytes] = []
    while piece := stream.read(_CHUNK):
        digest.update(piece)
        size += len(piece)
        if size <= limit:
            pieces.append(piece)
        else:
            pieces.clear()
    return (b"".join(pieces) if size <= limit else None), digest.hexdigest(), size


def _transcoded(stream: BinaryIO, codec: str, limit: int) -> Iterator[bytes]:
    text = io.TextIOWrapper(stream, encoding=codec, errors="replace", newline="\n")
    while line := text.readline(limit):
        yield line.encode("utf-8")
