"""The archive: bytes under the name of their digest, written once and never changed."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from waqai.archive.disk import force_folder, writing
from waqai.archive.ledger import Ledger, Line
from waqai.archive.location import Kept, Location
from waqai.archive.warc import body_in
from waqai.archive.warc_folder import Known, WarcFolder
from waqai.errors import ProjectError, UnknownId
from waqai.records.capture import Capture

WARC = "warc"
STAMP = "stamp"
"""The kind of a ledger line about a time stamp, whose bytes are a file of the archive."""
BYTES = (None, STAMP)
"""Kinds of ledger lines that speak of bytes in the archive, where they tell no place in a WARC file."""

_DIGEST = re.compile("[0-9a-f]{64}")
_CHUNK = 1 << 20


class Archive:
    """Bytes that came in, kept for good: files under their SHA-256 as `root/ab/cdef…`, what came from the web as
    records of `root/warc/*.warc.gz`, and the ledger `root/ledger.jsonl`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ledger = Ledger(root / "ledger.jsonl")
        self._warc = WarcFolder(root / WARC)

    def put_captures(
        self, captures: Sequence[Capture], known: Known = lambda _: None, last: Location | None = None
    ) -> tuple[Kept, ...]:
        """Where the captures lie, in their order; they are on disk when this returns.

        `known` gives the record of a body that was kept before: that is referred to, not kept again. `last` is what the
        caller acknowledged last (`Kept.records`); a file that does not end there is left as it is and a new one begun.
        Raises ProjectError where the disk is full: what was written of them then lies unacknowledged in its file.
        """
        return self._warc.append(captures, known, last)

    def put(self, data: bytes) -> str:
        """The digest of `data`, which is on disk when this returns; bytes that are there already stay as they are."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.has(digest):
            with self._incoming() as file:
                file.write(data)
                self._keep(file, digest)
        return digest

    def put_stream(self, stream: BinaryIO) -> tuple[str, int]:
        """The digest and number of the bytes of `stream`, kept as `put` does, without holding them in memory."""
        digest, size = hashlib.sha256(), 0
        with self._incoming() as file:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
                size += file.write(piece)
            if not self.has(digest.hexdigest()):
                self._keep(file, digest.hexdigest())
        return digest.hexdigest(), size

    def has(self, digest: str) -> bool:
        """Whether the archive holds the bytes of that digest."""
        return _DIGEST.fullmatch(digest) is not None and self._path(digest).is_file()

    def path_of(self, digest: str) -> Path:
        """The file that holds the bytes of `digest`. Raises UnknownId where there is none or it is no digest."""
        if not self.has(digest):
            raise UnknownId("the archive holds no bytes of this digest.", where=digest[:64])
        return self._path(digest)

    def get(self, digest: str, location: Location | None = None) -> bytes:
        """The bytes of `digest`, from the record at `location` where they came from the web.

        Raises UnknownId where there are none, ProjectError where they were altered.
        """
        if location is None:
            data, where = self.path_of(digest).read_bytes(), str(self._path(digest))
        else:
            data, where = body_in(self._warc.read(location)), f"{location.file}:{location.offset}"
        if hashlib.sha256(data).hexdigest() != digest:
            raise ProjectError(
                "the archived bytes were altered.",
                where=where,
                remedy="Restore the file from a copy of the archive.",
            )
        return data

    def open(self, digest: str, location: Location | None = None) -> BinaryIO:
        """The bytes of `digest` as `get` gives them, to be read in pieces; a file is not held in memory."""
        if location is not None:
            return io.BytesIO(self.get(digest, location))
        fault = self._file_fault(digest)
        if fault and self.has(digest):
            raise ProjectError(fault, where=str(self._path(digest)), remedy="Restore the file from a copy.")
        return self.path_of(digest).open("rb")

    def fault_of(self, line: Line) -> str | None:
        """What is wrong with the bytes that a line of the ledger speaks of, in words; None where nothing is."""
        if line.records is None:
            return self._file_fault(line.sha256) if line.kind in BYTES else None
        try:
            if hashlib.sha256(self._warc.read(line.records)).hexdigest() != line.records.sha256:
                return f"its records in {line.records.file} were altered."
            if line.location is not None:
                self.get(line.sha256, line.location)
        except ProjectError as error:
            return f"its bytes {line.sha256} in {line.records.file}: {error.message}"
        return None

    def _file_fault(self, digest: str) -> str | None:
        if not self.has(digest):
            return f"the bytes {digest} are missing."
        with self._path(digest).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        return None if found == digest else f"the bytes {digest} were altered."

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest[2:]

    def _incoming(self) -> _Incoming:
        folder = self.root / "incoming"
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            return _Incoming(folder)

    def _keep(self, file: _Incoming, digest: str) -> None:
        """Move a finished file to its name, in one step that a crash cannot leave half done."""
        target = self._path(digest)
        with writing(target):
            target.parent.mkdir(exist_ok=True)
            file.settle(target)
            force_folder(target.parent)
            force_folder(self.root)


class _Incoming:
    """A file being written beside its final place; unless it is settled, it is gone when the block ends."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.NamedTemporaryFile(dir=folder, delete=False)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> _Incoming:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # what did not fit is tried again at closing, and is not wanted
            self._file.close()
        Path(self._file.name).unlink(missing_ok=True)

    def write(self, data: bytes) -> int:
        """The number of bytes written."""
        with writing(Path(self._file.name)):
            return self._file.write(data)

    def settle(self, target: Path) -> None:
        """Make what was written durable and read-only, and give it its name."""
        self._file.flush()
        os.fchmod(self._file.fileno(), 0o444)
        os.fsync(self._file.fileno())
        Path(self._file.name).replace(target)
