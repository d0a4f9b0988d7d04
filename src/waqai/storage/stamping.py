"""Time stamps of the ledger: a line of kind `stamp` tells which entry an authority has stamped.

The token is on disk before the line is owed. Cut off between the two, nothing points to it, and the next stamping asks
anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from waqai.archive import Archive, End, Entry, Line
from waqai.archive.archive import STAMP
from waqai.archive.chain import parsed
from waqai.archive.time_stamp import MEDIA_TYPE, Query, Roots, granted, query, signature_fault, time_stamp
from waqai.errors import MissingPart, ProjectError, StampError
from waqai.storage.owed_lines import acknowledged, owe

Ask = Callable[[bytes], bytes]
"""Gives an authority's answer to a request."""
_NAME = re.compile(r"time stamp of entry ([1-9][0-9]{0,11}) by (\S+)")
_DIGEST_BYTES = 32


@dataclass(frozen=True)
class Stamped:
    """Everything up to the ledger's `entry` existed at `at`, says `authority`, asked under `address`.

    `signed` tells that signature and chain were found to lead to a root certificate that was given; without roots only
    the imprint is known to be that of the entry. `line` is the entry that tells of the stamp.
    """

    entry: int
    at: datetime
    authority: str
    address: str
    signed: bool
    line: int | None = None


@dataclass(frozen=True)
class Pending:
    """An entry that is to be stamped, and what the authority is to be asked."""

    entry: int
    asked: Query


def begin(engine: Engine, archive: Archive, address: str) -> Pending | None:
    """The ledger's last entry, to be stamped; None where it tells itself of a stamp by that address.

    Raises ProjectError where there is none, or where it is not the one that was acknowledged.
    """
    with Session(engine) as session:
        end = acknowledged(session) or End()
    if not end.entries:
        raise ProjectError(
            "the ledger is empty.", where=str(archive.ledger.path), remedy="Add or collect something, then stamp it."
        )
    text = archive.ledger.text_at(end)
    last = parsed(text)
    if last is not None and last.kind == STAMP and (named := _NAME.fullmatch(last.name)) and named[2] == address:
        return None
    return Pending(end.entries, query(text))


def finish(
    engine: Engine, archive: Archive, pending: Pending, answer: bytes, *, address: str, roots: Roots, now: datetime
) -> Stamped:
    """Keep an authority's answer, and owe the ledger its line. Raises StampError where it does not hold."""
    try:
        found = granted(answer, pending.asked)
        fault = signature_fault(answer, roots) if roots else None
        if fault:
            raise StampError(f"the stamp was not taken: {fault}")
    except StampError as error:
        error.where = address
        raise
    name = f"time stamp of entry {pending.entry} by {address}"
    line = Line(at=now, name=name, sha256=archive.put(answer), bytes=len(answer), media_type=MEDIA_TYPE, kind=STAMP)
    with Session(engine) as session, session.begin():
        owe(session, line)
    return Stamped(pending.entry, found.at, found.authority, address, bool(roots))


class StampCheck:
    """Checks the stamps that a walk along the ledger meets. Every entry must be shown to it in order."""

    def __init__(self, archive: Archive, roots: Roots) -> None:
        self._archive = archive
        self._roots = roots
        self._previous = bytearray()
        self._broken = False
        self.stamps: list[Stamped] = []
        self.unchecked = 0

    def pass_by(self, entry: Entry, *, holds: bool) -> None:
        """Remember what an entry says of the one before it. After one that does not hold, nothing more is proven."""
        self._broken = self._broken or not holds
        if not self._broken:
            self._previous += bytes.fromhex(entry.previous)

    def fault(self, number: int, entry: Entry) -> str | None:
        """What is wrong with the stamp that an entry tells of, in words; None where it holds or cannot be checked."""
        if self._broken:
            return None
        named = _NAME.fullmatch(entry.name)
        if named is None or int(named[1]) >= number:
            return "it names no entry before it."
        stamped, answer = int(named[1]), self._archive.get(entry.sha256)
        try:
            found = time_stamp(answer)
        except StampError as error:
            return error.message
        except MissingPart:
            self.unchecked += 1
            return None
        if bytes.fromhex(found.digest) != self._digest(stamped):
            return f"it is not about entry {stamped} as it stands here."
        fault = signature_fault(answer, self._roots) if self._roots else None
        if not fault:
            self.stamps.append(Stamped(stamped, found.at, found.authority, named[2], bool(self._roots), number))
        return fault

    def _digest(self, number: int) -> bytes:
        """The digest of an entry, as the one after it tells it."""
        return bytes(self._previous[number * _DIGEST_BYTES : (number + 1) * _DIGEST_BYTES])
