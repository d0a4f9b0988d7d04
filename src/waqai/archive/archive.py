"""The archive: bytes under the name of their digest, written once and never changed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from waqai.archive.ledger import Entry, Ledger
from waqai.errors import ProjectError, UnknownId

_DIGEST = re.compile("[0-9a-f]{64}")
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Verification:
    """How many entries of the ledger hold, and the first that does not, in words; None where all hold."""

    entries: int
    broken: str | None = None


class Archive:
    """Bytes addressed by their SHA-256 under `root/ab/cdef…`, with the ledger `root/ledger.jsonl` of captures."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ledger = Ledger(root / "ledger.jsonl")

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

    def get(self, digest: str) -> bytes:
        """The bytes of `digest`. Raises UnknownId where there are none, ProjectError where they were altered."""
        data = self.path_of(digest).read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise ProjectError(
                "the archived bytes were altered.",
                where=str(self._path(digest)),
                remedy="Restore the file from a copy of the archive.",
            )
        return data

    def record(self, digest: str, *, at: datetime, name: str, media_type: str) -> Entry:
        """The ledger's new entry for bytes that the archive holds, captured at `at` under `name`."""
        size = self.path_of(digest).stat().st_size
        return self.ledger.append(at=at, name=name, sha256=digest, size=size, media_type=media_type)

    def verify(self) -> Verification:
        """Whether the ledger's chain holds and every entry's bytes are there unaltered; names the first that is not."""
        count = 0
        try:
            for entry in self.ledger.entries():
                if fault := self._fault(entry):
                    return Verification(count, f"entry {count + 1} ({entry.name}): {fault}")
                count += 1
        except ProjectError as error:
            return Verification(count, str(error))
        return Verification(count)

    def _fault(self, entry: Entry) -> str | None:
        if not self.has(entry.sha256):
            return f"the bytes {entry.sha256} are missing."
        with self._path(entry.sha256).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        return None if found == entry.sha256 else f"the bytes {entry.sha256} were altered."

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest[2:]

    def _incoming(self) -> _Incoming:
        folder = self.root / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        return _Incoming(folder)

    def _keep(self, file: _Incoming, digest: str) -> None:
        """Move a finished file to its name, in one step that a crash cannot leave half done."""
        target = self._path(digest)
        target.parent.mkdir(exist_ok=True)
        file.settle(target)
        for folder in (target.parent, self.root):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


class _Incoming:
    """A file being written beside its final place; unless it is settled, it is gone when the block ends."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.NamedTemporaryFile(dir=folder, delete=False)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> _Incoming:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        Path(self._file.name).unlink(missing_ok=True)

    def write(self, data: bytes) -> int:
        """The number of bytes written."""
        return self._file.write(data)

    def settle(self, target: Path) -> None:
        """Make what was written durable and read-only, and give it its name."""
        self._file.flush()
        os.fchmod(self._file.fileno(), 0o444)
        os.fsync(self._file.fileno())
        Path(self._file.name).replace(target)
