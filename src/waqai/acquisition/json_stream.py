"""JSON of any size, read value by value: what is not descended into comes out as the bytes of one value.

A value that is broken costs itself alone. Where each member stands on lines of its own, as in exports made to be read,
it ends at the first line that closes it at its own depth, whatever lies between; else brackets and quotes are counted.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from waqai.errors import BrokenRecord

Path = tuple[str | int, ...]
"""The keys and indices (from 0) that lead to a value."""
_CHUNK = 1 << 18
_BLANKS = b" \t\r\n"
_CLOSING = {b"{": b"}", b"[": b"]"}
_NEXT = re.compile(rb'["{}\[\]]')
_IN_STRING = re.compile(rb'["\\]')
_SCALAR_END = re.compile(rb"[,\]}\s]")
_INDENT = re.compile(rb"\n([ \t]+)$")
_LONGEST_INDENT = 64


class Value(NamedTuple):
    """The bytes of a value (None above the limit), their digest and length, and the path that leads to it."""

    path: Path
    data: bytes | None
    sha256: str
    size: int


def walk(stream: BinaryIO, descend: Callable[[Path], bool], limit: int) -> Iterator[Value]:
    """Every value of the JSON in `stream` that `descend` does not ask to look into, in order, of at most `limit` bytes.

    Raises BrokenRecord with the offset where the structure around the values breaks, or the stream ends too early.
    """
    yield from _Walker(stream, descend, limit).value(())


class _Walker:
    def __init__(self, stream: BinaryIO, descend: Callable[[Path], bool], limit: int) -> None:
        self._stream = stream
        self._descend = descend
        self._limit = limit
        self._data = bytearray()
        self._at = 0  # in the data
        self._before = 0  # bytes let go of
        self._fill()
        if self._data.startswith(b"\xef\xbb\xbf"):
            self._at = 3

    def value(self, path: Path) -> Iterator[Value]:
        opening = self._peek()
        if opening in _CLOSING and self._descend(path):
            self._at += 1
            yield from self._members(path) if opening == b"{" else self._items(path)
        else:
            yield self._whole(path, opening)

    def _members(self, path: Path) -> Iterator[Value]:
        while (mark := self._peek()) != b"}":
            if mark == b",":
                self._at += 1
                continue
            key = self._whole(path, mark) if mark == b'"' else None
            if key is None or key.data is None or self._peek() != b":":
                raise self._broken()
            self._at += 1
            yield from self.value((*path, _name(key.data)))
        self._at += 1

    def _items(self, path: Path) -> Iterator[Value]:
        index = 0
        while (mark := self._peek()) != b"]":
            if mark == b",":
                self._at += 1
                continue
            yield from self.value((*path, index))
            index += 1
        self._at += 1

    def _whole(self, path: Path, opening: bytes) -> Value:
        """One value from here on, by its layout where that gives JSON, else by its brackets."""
        self._trim()
        if opening in _CLOSING and (indent := self._indent()):
            end = self._end_of_layout(b"\n" + indent + _CLOSING[opening])
            if end is not None and (_parses(self._data[self._at : end]) or not self._parses_by_brackets(opening)):
                return self._take(path, end)
        return self._by_brackets(path, opening)

    def _parses_by_brackets(self, opening: bytes) -> bool:
        end = _Counting(opening).feed(self._data, self._at)
        return end is not None and _parses(self._data[self._at : end])

    def _by_brackets(self, path: Path, opening: bytes) -> Value:
        """One value by its brackets; above the limit its bytes are let go and only the digest is kept."""
        counting, digest, passed = _Counting(opening), hashlib.sha256(), 0
        begun, scanned = self._before + self._at, self._at
        while (end := counting.feed(self._data, scanned)) is None:
            scanned = len(self._data)
            if scanned - self._at > self._limit or passed:
                digest.update(self._data[self._at :])
                passed += scanned - self._at
                self._let_go(scanned)
                scanned = self._at
            if not self._fill():
                if opening not in b'{["' and not passed:  # a number or a name may end with the stream
                    return self._take(path, len(self._data))
                raise BrokenRecord(f"the JSON breaks off in the value that begins at byte {begun:,}.")
        if not passed:
            return self._take(path, end)
        digest.update(self._data[self._at : end])
        passed += end - self._at
        self._at = end
        return Value(path, None, digest.hexdigest(), passed)

    def _end_of_layout(self, closing: bytes) -> int | None:
        """The end of the first line that closes the value, within the limit."""
        searched = self._at
        while (found := self._data.find(closing, searched)) < 0:
            searched = max(self._at, len(self._data) - len(closing))
            if len(self._data) - self._at > self._limit or not self._fill():
                return None
        return found + len(closing)

    def _indent(self) -> bytes | None:
        """The blanks before the value where it begins a line, else None."""
        found = _INDENT.search(self._data, max(0, self._at - _LONGEST_INDENT), self._at)
        return found[1] if found else None

    def _take(self, path: Path, end: int) -> Value:
        data = bytes(self._data[self._at : end])
        self._at = end
        return Value(path, data if len(data) <= self._limit else None, hashlib.sha256(data).hexdigest(), len(data))

    def _peek(self) -> bytes:
        """The next character that is no blank, not yet taken."""
        while True:
            while self._at < len(self._data):
                if self._data[self._at] not in _BLANKS:
                    return bytes(self._data[self._at : self._at + 1])
                self._at += 1
            if not self._fill():
                raise BrokenRecord(f"the JSON breaks off at byte {self._before + self._at:,}.")

    def _fill(self) -> bool:
        piece = self._stream.read(_CHUNK)
        self._data += piece
        return bool(piece)

    def _trim(self) -> None:
        """Let go of what was taken, but for the blanks before a value."""
        if self._at > _CHUNK:
            blanks = self._data[self._at - _LONGEST_INDENT : self._at]
            self._let_go(self._at)
            self._data[:0] = blanks
            self._at = len(blanks)
            self._before -= len(blanks)

    def _let_go(self, end: int) -> None:
        del self._data[:end]
        self._before += end
        self._at = 0

    def _broken(self) -> BrokenRecord:
        return BrokenRecord(f"not JSON at byte {self._before + self._at:,}.")


class _Counting:
    """Where a value ends, told by its brackets and quotes, over pieces of a stream that come one by one."""

    def __init__(self, opening: bytes) -> None:
        self._bare = opening not in b'{["'
        self._begun = False
        self._depth = 0
        self._quoted = False
        self._escaped = False

    def feed(self, data: bytearray, at: int) -> int | None:
        """The end of the value in `data`, of which what stands before `at` was fed already; None where it goes on."""
        if self._bare:
            found = _SCALAR_END.search(data, at if self._begun else at + 1)
            self._begun = True
            return found.start() if found else None
        while at < len(data):
            if self._escaped:
                self._escaped, at = False, at + 1
                continue
            found = (_IN_STRING if self._quoted else _NEXT).search(data, at)
            if found is None:
                return None
            at = found.end()
            self._note(found[0])
            if not self._depth and not self._quoted:
                return at
        return None

    def _note(self, mark: bytes) -> None:
        if mark == b"\\":
            self._escaped = True
        elif mark == b'"':
            self._quoted = not self._quoted
        else:
            self._depth += 1 if mark in b"{[" else -1


def _parses(data: bytes | bytearray) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _name(key: bytes) -> str:
    try:
        return str(json.loads(key))
    except ValueError:
        return key.decode("utf-8", "replace")
