"""The WARC files of an archive: records are appended and forced to disk, nothing that is there is ever changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from waqai.archive.disk import force_folder, writing
from waqai.archive.location import Extent, Kept, Location
from waqai.archive.warc import exchange, warcinfo
from waqai.errors import ProjectError
from waqai.records.capture import Capture

Known = Callable[[str], Location | None]
"""Gives the record that holds the body of a SHA-256, where one is known."""
_FULL = 1_000_000_000
"""A file that has so many bytes is not taken up again."""


class WarcFolder:
    """The folder `root` of `*.warc.gz` files."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def append(self, captures: Sequence[Capture], known: Known, last: Location | None) -> tuple[Kept, ...]:
        """Where the captures lie, which are on disk when this returns.

        `last` is what was acknowledged last. Its file is taken up again only if it ends there: else something that
        nobody knows of lies behind it, and a new file is begun. Raises ProjectError where the disk is full.
        """
        if not captures:
            return ()
        file, begun = self._file(captures[0].at, last)
        start, offset = (begun, 0) if begun or last is None else (b"", last.end)
        pieces, kept = [], []
        here: dict[str, Location] = {}
        for capture in captures:
            before = (here.get(capture.sha256) or known(capture.sha256)) if capture.body else None
            answer, request = exchange(capture, before is not None)
            own = Location(file=file, offset=offset + len(start), length=len(answer))
            piece = start + answer + request
            here.setdefault(capture.sha256, before or own)
            kept.append(_kept(capture, before or own, Location(file=file, offset=offset, length=len(piece)), piece))
            pieces.append(piece)
            offset, start = offset + len(piece), b""
        self._write(file, pieces, new=bool(begun))
        return tuple(kept)

    def read(self, location: Location) -> bytes:
        """The bytes at a place. Raises ProjectError where they are not all there."""
        path = self._path(location.file)
        try:
            with path.open("rb") as file:
                file.seek(location.offset)
                data = file.read(min(location.length, path.stat().st_size))
        except OSError as error:
            raise ProjectError(f"the file cannot be read ({error.strerror}).", where=str(path)) from error
        if len(data) < location.length:
            raise ProjectError("the file ends too early.", where=str(path))
        return data

    def _file(self, at: datetime, last: Location | None) -> tuple[str, bytes]:
        """The file to append to, and the record that begins a new one."""
        if last is not None and last.end < _FULL:
            path = self._path(last.file)
            if path.is_file() and path.stat().st_size == last.end:
                return last.file, b""
        stamp = at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
        names = (f"waqai-{stamp}-{number:05}.warc.gz" for number in count(1))
        name = next(name for name in names if not self._path(name).exists())
        return name, warcinfo(name, at)

    def _write(self, file: str, pieces: Iterable[bytes], *, new: bool) -> None:
        path = self._path(file)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb" if new else "ab") as stream:
                stream.writelines(pieces)
                stream.flush()
                os.fsync(stream.fileno())
            if new:
                force_folder(path.parent)
                force_folder(path.parent.parent)

    def _path(self, file: str) -> Path:
        return self.root / file


def _kept(capture: Capture, body: Location, all_of_it: Location, piece: bytes) -> Kept:
    records = Extent(**all_of_it.model_dump(), sha256=hashlib.sha256(piece).hexdigest())
    return Kept(sha256=capture.sha256, bytes=len(capture.body), location=body, records=records)
