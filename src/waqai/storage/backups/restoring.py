"""The restoring of a backup: read, checked, proven whole, and only then put into its place."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import BinaryIO

from waqai.archive.disk import FULL
from waqai.errors import BackupError, ProjectError, UsageError
from waqai.storage.backups.encryption import Key, opened
from waqai.storage.backups.members import (
    HEAD,
    LARGEST_HEAD,
    MANIFEST,
    NOT_OURS,
    Head,
    Member,
    archived,
    exactly,
    head_of,
    is_ours,
    next_member,
    skip_padding,
    to_the_end,
)
from waqai.storage.database import HEAD as SCHEMA
from waqai.storage.intake import Progress
from waqai.storage.layout import DATABASE
from waqai.storage.project import Project
from waqai.storage.settings import FILE_NAME

_PIECE = 1 << 20
_MEGABYTE = 1_000_000
_ALTERED = "Take another backup: this one was altered or cut off."


@dataclass(frozen=True)
class Restored:
    """What a backup said of itself, and what in the project does not hold, in words."""

    head: Head
    faults: tuple[str, ...] = ()


def restore(
    backup: Path, target: Path, key: Key, *, damaged: bool = False, progress: Progress | None = None
) -> Restored:
    """Make the folder `target` the project that the file holds; it is there whole, or not at all.

    `progress` is told megabytes. Raises UsageError where `target` is there and not empty, BackupError where the key
    does not fit, anything was altered or is missing, the disk is full, or (unless `damaged` ones are wanted too) the
    project does not prove whole, ProjectError where it is of a later version.
    """
    target = target.resolve()
    _check_target(target)
    with _naming(backup), _beside(target) as folder:
        with opened(backup, key) as stream:
            head = _Taking(_Unpacked(stream), folder, progress).run()
        faults = _proven(folder, every=damaged)
        if faults and not damaged:
            raise BackupError(
                f"the project in it is not whole: {faults[0]}",
                remedy="Take an earlier backup, or restore this one as it is with --damaged.",
            )
        _put_in_place(folder, target)
    return Restored(head, faults)


class _Unpacked:
    """The bytes that gzip packed; says in our words where they are not whole."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = GzipFile(fileobj=stream, mode="rb")

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes, none at the end."""
        try:
            return self._stream.read(size)
        except (EOFError, BadGzipFile, zlib.error) as error:
            raise BackupError(f"it was altered or cut off ({error}).", remedy=_ALTERED) from error


class _Taking:
    """Takes the members of a stream into a folder, and holds them against what the backup says of them."""

    def __init__(self, stream: _Unpacked, folder: Path, progress: Progress | None) -> None:
        self._stream = stream
        self._folder = folder
        self._progress = progress
        self._files = self._bytes = 0

    def run(self) -> Head:
        """Take all of it."""
        head = self._head()
        with tempfile.TemporaryFile(dir=self._folder) as seen:
            while (member := next_member(self._stream)) is not None and member.name != MANIFEST:
                self._check(member, head)
                digest = self._taken(member, head)
                seen.write(f"{digest}  {member.name}\n".encode())
            if member is None:
                raise BackupError("it ends without its list of digests.", remedy=_ALTERED)
            self._compare(member, seen)
        if next_member(self._stream) is not None:
            raise BackupError("something stands behind its list of digests.", remedy=NOT_OURS)
        to_the_end(self._stream)
        self._check_all(head)
        return head

    def _head(self) -> Head:
        member = next_member(self._stream)
        if member is None or member.name != HEAD or member.size > LARGEST_HEAD:
            raise BackupError("what it holds is no backup.", remedy=NOT_OURS)
        head = head_of(exactly(self._stream, member.size))
        skip_padding(self._stream, member.size)
        if head.schema_version > SCHEMA:
            raise ProjectError(
                f"the project's schema ({head.schema_version}) is of a later version of Waqai.", remedy="Update Waqai."
            )
        free = shutil.disk_usage(self._folder).free
        if head.bytes > free:
            raise BackupError(
                f"the disk has no room: the project has {head.bytes:,} bytes, and {free:,} are free.",
                remedy="Make room, or name a folder on another disk.",
            )
        return head

    def _check(self, member: Member, head: Head) -> None:
        if not is_ours(member.name):
            raise BackupError(f"it holds a file that no project has: {member.name!r:.200}.", remedy=NOT_OURS)
        self._files += 1
        self._bytes += member.size
        if self._files > head.files or self._bytes > head.bytes:
            raise BackupError(f"it holds more than it says ({member.name}).", remedy=NOT_OURS)

    def _taken(self, member: Member, head: Head) -> str:
        """Write the bytes of a member, which is there only once; gives their SHA-256."""
        path = self._folder / member.name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest, left = hashlib.sha256(), member.size
        try:
            file = path.open("xb")
        except FileExistsError as error:
            raise BackupError(f"it holds {member.name} twice.", remedy=NOT_OURS) from error
        with file:
            while left:
                piece = exactly(self._stream, min(left, _PIECE))
                digest.update(piece)
                file.write(piece)
                left -= len(piece)
                self._tell(head, left)
        if archived(member.name):
            path.chmod(0o444)
        skip_padding(self._stream, member.size)
        return digest.hexdigest()

    def _compare(self, manifest: Member, seen: BinaryIO) -> None:
        """Hold what came against the list of digests, which names the same files in the same order."""
        left, size = manifest.size, seen.tell()
        seen.seek(0)
        for line in seen:
            if len(line) > left or exactly(self._stream, len(line)) != line:
                name = line.decode().partition("  ")[2].strip()
                raise BackupError(f"{name} is not what its digest says, or is in another place.", remedy=_ALTERED)
            left -= len(line)
        if left:
            raise BackupError("it lacks files that its list of digests names.", remedy=_ALTERED)
        skip_padding(self._stream, size)

    def _check_all(self, head: Head) -> None:
        if (self._files, self._bytes) != (head.files, head.bytes):
            raise BackupError("it holds less than it says.", remedy=_ALTERED)
        for name in (FILE_NAME, DATABASE):
            if not (self._folder / name).is_file():
                raise BackupError(f"there is no {name} in it.", remedy=NOT_OURS)

    def _tell(self, head: Head, left: int) -> None:
        if self._progress:
            self._progress((self._bytes - left) // _MEGABYTE, head.bytes // _MEGABYTE)


def _proven(folder: Path, *, every: bool) -> tuple[str, ...]:
    """What does not hold in the project. Opening it brings its database to the present schema.

    Signatures of time stamps are left to `waqai verify`: the certificates may lie outside the project.
    """
    project = Project.open(folder)
    try:
        return tuple(fault.words for fault in project.verification(every=every, signatures=False).faults)
    finally:
        project.close()


def _check_target(target: Path) -> None:
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise UsageError("it is there and is no empty folder.", where=str(target), remedy="Name a new folder.")
    if target == Path.cwd():
        raise UsageError("it is the current folder.", where=str(target), remedy="Name another, or restore from above.")
    if not target.parent.is_dir():
        raise UsageError("the folder around it is missing.", where=str(target), remedy="Make it first.")


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A folder beside `target` to restore into, open to nobody else; gone at the end unless it was renamed."""
    folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(folder: Path, target: Path) -> None:
    """Force all to disk, and rename: onto an empty folder too, which the system replaces in the same step."""
    mask = os.umask(0o077)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)
    os.sync()
    folder.replace(target)


@contextmanager
def _naming(backup: Path) -> Iterator[None]:
    """Say of which file an error is, and turn what the system says of a full disk into a BackupError."""
    try:
        yield
    except BackupError as error:
        raise BackupError(error.message, where=str(backup), remedy=error.remedy) from error
    except OSError as error:
        why = "the disk is full" if error.errno in FULL else "it cannot be restored"
        raise BackupError(
            f"{why} ({error.strerror or error}).",
            where=str(backup),
            remedy="Make room, or name a folder on another disk. Nothing was left behind.",
        ) from error
