"""The chain of the ledger: how a line is sealed, and what a line must look like where it stands."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import AwareDatetime, ValidationError

from waqai.archive.location import Extent, Location
from waqai.records.base import Record

GENESIS = "0" * 64
"""What the first entry names as the line before it."""
LONGEST = 1 << 20
"""A line is read in pieces of so many bytes: every entry is shorter."""


class Line(Record):
    """What the ledger is to say: of which moment, under which name, and the digest of what (`bytes` is its length).

    `kind` is null for a capture: `sha256` is then that of its bytes, and `location` and `records` tell where in the
    WARC files they are; a capture without them is a file of its own. Of every other kind `sha256` is that of the
    canonical JSON of what the store holds: the ledger itself tells of no person. `owed` is the number under which the
    store owes the line.
    """

    at: AwareDatetime
    name: str
    sha256: str
    bytes: int
    media_type: str
    kind: str | None = None
    location: Location | None = None
    records: Extent | None = None
    owed: int | None = None


class Entry(Line):
    """A line as it stands in the ledger: with its number, the digest of the line before it and its own seal.

    `seal` is the SHA-256 of the line without it, so that a change of the last line is seen too. Entries of the first
    version bear no number.
    """

    number: int | None = None
    previous: str
    torn: str | None = None
    seal: str = ""


class End(NamedTuple):
    """Where a ledger ends: its number of entries, where the last begins, its length in bytes, the last one's digest."""

    entries: int = 0
    start: int = 0
    length: int = 0
    digest: str = GENESIS


class Step(NamedTuple):
    """An entry, or a line that is none, with its number in the file and what is wrong with it, in words."""

    entry: Entry | None
    fault: str | None
    line: int


@dataclass
class Chain:
    """The state of a walk along the ledger from `end` on; `end` moves with it."""

    end: End
    line: int = 0
    unended: bool = False

    def __post_init__(self) -> None:
        self._offset = self.end.length
        self._torn = hashlib.sha256()
        self._torn_line: int | None = None

    def take(self, piece: bytes) -> Step | None:
        """What the next line is, or piece of one; None for what a crash may have left, which the next entry tells."""
        within, self.unended = self.unended, not piece.endswith(b"\n")
        self.line += not within
        start, text = self._offset, piece.rstrip(b"\n")
        self._offset += len(piece)
        entry = None if within else parsed(text)
        if entry is None:
            if not text and not within:
                return Step(None, "is empty", self.line)
            self._torn.update(text)
            self._torn_line = self._torn_line or self.line
            return None
        step = Step(entry, *self._fault(entry, text))
        self._move(start, text)
        return step

    def add(self, line: Line) -> tuple[Entry, bytes]:
        """The entry that goes on with the chain, and its text with the line break. Raises ValueError for a huge one."""
        torn = self._torn.hexdigest() if self._torn_line else None
        values = {name: getattr(line, name) for name in Line.model_fields}
        entry = Entry(**values, number=self.end.entries + 1, previous=self.end.digest, torn=torn)
        entry, text = sealed(entry)
        if len(text) >= LONGEST:
            raise ValueError(f"no line of the ledger has {len(text)} bytes")
        start = self._offset + (1 if self.unended else 0)
        self._offset = start + len(text) + 1
        self.unended = False
        self._move(start, text)
        return entry, text + b"\n"

    def _move(self, start: int, text: bytes) -> None:
        self.end = End(self.end.entries + 1, start, self._offset, digest(text))
        self._torn, self._torn_line = hashlib.sha256(), None

    def _fault(self, entry: Entry, text: bytes) -> tuple[str | None, int]:
        """What is wrong with an entry where it stands, and the line to blame."""
        torn = self._torn.hexdigest() if self._torn_line else None
        if torn and entry.torn is None:
            return "is no entry, and none says that a crash cut it short", self._torn_line or self.line
        fault = None
        if sealed(entry)[1] != text:
            fault = "was changed: it does not fit its seal"
        elif entry.torn != torn:
            fault = "does not follow from what stands before it"
        elif entry.previous != self.end.digest:
            fault = "does not follow from the entry before it"
        elif entry.number not in (None, self.end.entries + 1):
            fault = f"is the entry {self.end.entries + 1} and says that it is {entry.number}"
        return fault, self.line


def sealed(entry: Entry) -> tuple[Entry, bytes]:
    """The entry with its seal, and its text."""
    bare = entry.model_dump_json(exclude_none=True, exclude={"seal"}).encode()
    done = entry.model_copy(update={"seal": digest(bare)})
    return done, done.model_dump_json(exclude_none=True).encode()


def digest(text: bytes) -> str:
    """The SHA-256 of bytes."""
    return hashlib.sha256(text).hexdigest()


def parsed(text: bytes) -> Entry | None:
    """The entry that a line is, None where it is none."""
    try:
        return Entry.model_validate(json.loads(text))
    except (ValueError, ValidationError, RecursionError):
        return None
