"""The ledger: one JSON line for everything that came in or was decided, sealed and chained to the line before it.

A line that is changed does not fit its seal; one that is removed, put in later or sealed anew breaks the chain at the
line after it. A line that a crash cut short was never acknowledged: the next entry names its digest in `torn`, and the
chain runs on from the last whole line. What the chain cannot show is that its end was cut off: its keeper remembers
where it ended (`End`) for that.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from waqai.archive.chain import GENESIS, LONGEST, Chain, End, Entry, Line, Step, digest
from waqai.archive.disk import force_folder, writing
from waqai.errors import ProjectError

__all__ = ["GENESIS", "End", "Entry", "Ledger", "Line", "Step"]


class Ledger:
    """An append-only file of entries."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, lines: Sequence[Line], after: End | None = None) -> tuple[tuple[Entry, ...], End]:
        """The entries as written in one piece, on disk when this returns, and where the ledger ends now.

        `after` is where it ended when last acknowledged; only what follows is read. Only one process writes at a time.
        Raises ProjectError where the ledger no longer holds what was acknowledged, is broken, or the disk is full.
        """
        with writing(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            new = not self.path.exists()
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            with os.fdopen(descriptor, "r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                chain = self._at_end(file, after)
                unended = chain.unended
                added = [chain.add(line) for line in lines]
                file.write((b"\n" if unended and added else b"") + b"".join(text for _, text in added))
                file.flush()
                os.fsync(file.fileno())
            if new:
                force_folder(self.path.parent)
        return tuple(entry for entry, _ in added), chain.end

    def since(self, after: End) -> tuple[Entry, ...]:
        """The entries behind a remembered end. Raises ProjectError as `append` does."""
        if not self.path.exists():
            if after.entries:
                raise self._cut_off()
            return ()
        with self.path.open("rb") as file:
            return tuple(self._strict(file, self._resumed(file, after)))

    def text_at(self, end: End) -> bytes:
        """The text of the last entry before a remembered end. Raises ProjectError where it is not there any more."""
        if not self.path.exists():
            raise self._cut_off()
        with self.path.open("rb") as file:
            self._resumed(file, end)
            file.seek(end.start)
            return file.read(end.length - end.start).rstrip(b"\n")

    def entries(self) -> Iterator[Entry]:
        """The entries in order. Raises ProjectError at the first line that breaks the chain."""
        if self.path.exists():
            with self.path.open("rb") as file:
                yield from self._strict(file, Chain(End()))

    def walk(self) -> Iterator[Step]:
        """The entries in order with the fault of each, going on behind a broken one."""
        if self.path.exists():
            with self.path.open("rb") as file:
                yield from _steps(file, Chain(End()))

    def _at_end(self, file: BinaryIO, after: End | None) -> Chain:
        chain = self._resumed(file, after or End())
        for _ in self._strict(file, chain):
            pass
        return chain

    def _resumed(self, file: BinaryIO, after: End) -> Chain:
        """The chain at a remembered end, and the file there. Raises ProjectError where that end is not in the file."""
        if os.fstat(file.fileno()).st_size < after.length:
            raise self._cut_off()
        if after.entries:
            file.seek(after.start)
            if digest(file.read(after.length - after.start).rstrip(b"\n")) != after.digest:
                raise self._error(f"entry {after.entries} is no longer the one that was acknowledged")
        file.seek(after.length)
        return Chain(after)

    def _strict(self, file: BinaryIO, chain: Chain) -> Iterator[Entry]:
        from_start = not chain.end.length
        for step in _steps(file, chain):
            if step.fault:
                raise self._error(f"this line {step.fault}", step.line if from_start else None)
            if step.entry:
                yield step.entry

    def _cut_off(self) -> ProjectError:
        return self._error("its end was cut off")

    def _error(self, how: str, line: int | None = None) -> ProjectError:
        return ProjectError(
            f"the ledger is broken: {how}.",
            where=f"{self.path}:{line}" if line else str(self.path),
            remedy="Restore the archive from a copy; what stands before holds.",
        )


def _steps(file: BinaryIO, chain: Chain) -> Iterator[Step]:
    while piece := file.readline(LONGEST):
        step = chain.take(piece)
        if step is not None:
            yield step
