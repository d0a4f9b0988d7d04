"""The making of a backup: one stream of all that a project is, then the digests of it."""

from __future__ import annotations

import gzip
import hashlib
import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine

from waqai import __version__
from waqai.archive.disk import FULL
from waqai.errors import BackupError
from waqai.storage.backups.encryption import Seal
from waqai.storage.backups.members import END, HEAD, MANIFEST, Head, Member, archived, header, padding
from waqai.storage.backups.snapshot import Part, Snapshot, snapshot
from waqai.storage.database import HEAD as SCHEMA
from waqai.storage.database import full_disk
from waqai.storage.intake import Progress

_PIECE = 1 << 20
_LEVEL = 1
"""Of gzip, the quickest: the pages of the web are packed already, and the database shrinks by it too."""
_MEGABYTE = 1_000_000


@dataclass
class Made:
    """How many files of how many bytes a backup holds, and what of the project was not whole, in words."""

    files: int = 0
    bytes: int = 0
    faults: list[str] = field(default_factory=list)


def back_up(
    engine: Engine,
    root: Path,
    out: BinaryIO,
    seal: Seal,
    at: datetime,
    *,
    damaged: bool = False,
    progress: Progress | None = None,
) -> Made:
    """Write the project in the folder `root` as it is now to `out`. Other processes may write to it meanwhile.

    Raises BackupError where it is not whole, unless `damaged` ones are wanted too, or where the disk is full.
    `progress` is told megabytes.
    """
    with _room(out), full_disk(root), snapshot(engine, root) as found:
        making = _Making(found, at, damaged=damaged, progress=progress)
        seal(making.packed(), out)
    return making.made


class _Making:
    def __init__(self, found: Snapshot, at: datetime, *, damaged: bool, progress: Progress | None) -> None:
        self._found = found
        self._at = at
        self._damaged = damaged
        self._progress = progress
        self._done = 0
        self.made = Made()
        for part in found.parts():
            if part.missing:
                self._fault(part.missing)
            if part.size or not part.missing:
                self.made.files += 1
                self.made.bytes += part.size

    def packed(self) -> Iterator[bytes]:
        """The stream, packed by gzip."""
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=_LEVEL, filename="", mtime=0) as packing:
            for piece in self._stream():
                packing.write(piece)
                if packed.tell() >= _PIECE:
                    yield _taken(packed)
        yield _taken(packed)

    def _stream(self) -> Iterator[bytes]:
        yield from self._written(HEAD, self._head().model_dump_json().encode())
        with tempfile.TemporaryFile(dir=self._found.root) as manifest:
            for part in self._found.parts():
                if not part.missing or part.size:
                    digest = hashlib.sha256()
                    yield from self._copied(part, digest.update)
                    self._check(part.name, digest.hexdigest())
                    manifest.write(f"{digest.hexdigest()}  {part.name}\n".encode())
            size = manifest.tell()
            manifest.seek(0)
            yield header(Member(MANIFEST, size), self._at)
            yield from iter(lambda: manifest.read(_PIECE), b"")
        yield padding(size)
        yield END

    def _head(self) -> Head:
        return Head(
            waqai=__version__,
            schema_version=SCHEMA,
            made=self._at,
            files=self.made.files,
            bytes=self.made.bytes,
        )

    def _written(self, name: str, data: bytes) -> Iterator[bytes]:
        yield header(Member(name, len(data)), self._at)
        yield data + padding(len(data))

    def _copied(self, part: Part, seen: Callable[[bytes], None]) -> Iterator[bytes]:
        yield header(Member(part.name, part.size), self._at)
        left = part.size
        with part.opened() as file:
            file.seek(0)
            while left:
                piece = file.read(min(_PIECE, left))
                if not piece:
                    raise BackupError("the file shrank while it was copied.", where=part.name, remedy="Try again.")
                left -= len(piece)
                seen(piece)
                yield piece
                self._tell(len(piece))
        yield padding(part.size)

    def _check(self, name: str, digest: str) -> None:
        """Look whether a file of the archive is what it is called after."""
        if archived(name) not in (None, digest):
            self._fault(f"{name} was altered: its SHA-256 is {digest}.")

    def _fault(self, words: str) -> None:
        if not self._damaged:
            raise BackupError(
                f"the project is not whole: {words}",
                where=str(self._found.root),
                remedy="`waqai verify --all` lists what is wrong; an earlier backup may hold it. With --damaged it is"
                " backed up as it is.",
            )
        self.made.faults.append(words)

    def _tell(self, size: int) -> None:
        self._done += size
        if self._progress:
            self._progress(self._done // _MEGABYTE, self.made.bytes // _MEGABYTE)


def _taken(packed: io.BytesIO) -> bytes:
    data = packed.getvalue()
    packed.seek(0)
    packed.truncate()
    return data


@contextmanager
def _room(out: BinaryIO) -> Iterator[None]:
    """Turn what the system says of a full disk into a BackupError."""
    try:
        yield
    except OSError as error:
        why = "the disk is full" if error.errno in FULL else "the backup cannot be written"
        raise BackupError(
            f"{why} ({error.strerror or error}).",
            where=getattr(out, "name", None),
            remedy="Make room, or name a file on another disk. Nothing of the backup was kept.",
        ) from error
