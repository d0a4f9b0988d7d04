"""The ledger: one JSON line a capture, sealed with its own digest and naming the digest of the line before it.

A line that is changed does not fit its seal; one that is removed, put in later or sealed anew breaks the chain at the
line after it. A line that a crash cut short was
never acknowledged: the next entry names its digest in `torn`, and the chain runs on from the last whole line. What the
chain cannot show is that its end was cut off; a project compares it with its own list of captures for that.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from waqai.errors import ProjectError
from waqai.records.base import Record

GENESIS = "0" * 64
"""What the first entry names as the line before it."""
_TAIL = 1 << 16
"""More bytes than two entries have: a path is at most 4,096 bytes."""


class Entry(Record):
    """A capture: when it came in, under which name, and which bytes (`bytes` is their number).

    `seal` is the SHA-256 of the line without it, so that a change of the last line is seen too.
    """

    at: AwareDatetime
    name: str
    sha256: str
    bytes: int
    media_type: str
    previous: str
    torn: str | None = None
    seal: str = ""


class Ledger:
    """An append-only file of entries."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, *, at: AwareDatetime, name: str, sha256: str, size: int, media_type: str) -> Entry:
        """The entry as written; it is on disk when this returns. Only one process writes at a time."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        with os.fdopen(descriptor, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(max(0, os.fstat(descriptor).st_size - _TAIL))
            previous, torn, unended = _last(file.read())
            entry = Entry(
                at=at,
                name=name,
                sha256=sha256,
                bytes=size,
                media_type=media_type,
                previous=previous,
                torn=_digest(torn) if torn else None,
            )
            entry, line = _sealed(entry)
            file.write((b"\n" if unended else b"") + line + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return entry

    def entries(self) -> Iterator[Entry]:
        """The entries in order. Raises ProjectError at the first line that breaks the chain."""
        if not self.path.exists():
            return
        previous, torn = GENESIS, b""
        for number, line in enumerate(self.path.read_bytes().split(b"\n"), 1):
            entry = _parsed(line)
            if entry is None:
                torn += line
                continue
            if _sealed(entry)[1] != line:
                raise self._broken(number, "was changed: it does not fit its seal")
            if entry.torn != (_digest(torn) if torn else None):
                raise self._broken(number, "does not follow from what stands before it")
            if entry.previous != previous:
                raise self._broken(number, "does not follow from the entry before it")
            yield entry
            previous, torn = _digest(line), b""

    def _broken(self, number: int, how: str) -> ProjectError:
        return ProjectError(
            f"the ledger is broken: this line {how}.",
            where=f"{self.path}:{number}",
            remedy="Restore the archive from a copy; the entries before this line hold.",
        )


def _last(tail: bytes) -> tuple[str, bytes, bool]:
    """The digest of the last entry, what crashes left after it, and whether a line break is missing."""
    torn = b""
    lines = tail.split(b"\n")
    unended = bool(lines[-1])
    for line in reversed(lines):
        if _parsed(line):
            return _digest(line), torn, unended
        torn = line + torn
    return GENESIS, torn, unended


def _sealed(entry: Entry) -> tuple[Entry, bytes]:
    """The entry with its seal, and its line."""
    bare = entry.model_dump_json(exclude_none=True, exclude={"seal"}).encode()
    sealed = entry.model_copy(update={"seal": _digest(bare)})
    return sealed, sealed.model_dump_json(exclude_none=True).encode()


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _parsed(line: bytes) -> Entry | None:
    try:
        return Entry.model_validate(json.loads(line))
    except (ValueError, ValidationError, RecursionError):
        return None
