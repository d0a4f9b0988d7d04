"""The files of a backup, one after another as a tar holds them, and what may stand there.

A backup is a stream that strangers may have made. It is read here header by header: nothing but ordinary files under
the names of a project is taken, so that no link, device, `..` or endless extension header ever comes to be followed.
Source: POSIX.1-2001, ustar; GNU's headers for files above 8 GB.
"""

from __future__ import annotations

import re
import tarfile
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from waqai.errors import BackupError
from waqai.records.base import Record
from waqai.storage.layout import ARCHIVE, DATABASE, GAZETTEER, TABLES
from waqai.storage.settings import FILE_NAME

HEAD, MANIFEST = "waqai-backup.json", "manifest.sha256"
"""The first member, which says what the backup is, and the last, in the form that `sha256sum --check` reads."""
NOT_OURS = "Restore a file that `waqai backup` made."
VERSION = 1
LARGEST_HEAD = 1 << 16
_BLOCK = tarfile.BLOCKSIZE
END = bytes(2 * _BLOCK)
"""What stands behind the last member."""
_PIECE = 1 << 20
_FILED = re.compile(rf"{ARCHIVE}/[0-9a-f]{{2}}/[0-9a-f]{{62}}")
_WARC = re.compile(rf"{ARCHIVE}/warc/[A-Za-z0-9][A-Za-z0-9._-]{{0,200}}\.warc\.gz")
_TABLE = re.compile(rf"{TABLES}(/(?!\.)[^/\\\x00-\x1f\x7f]{{1,255}}){{1,8}}")
CERTIFICATES = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}\.(pem|crt|cer)")
"""A file of root certificates that lies in the project's folder."""
_SINGLE = {FILE_NAME, DATABASE, GAZETTEER, f"{ARCHIVE}/ledger.jsonl"}
_KINDS = {b"1": "a hard link", b"2": "a link", b"3": "a device", b"4": "a device", b"5": "a folder", b"6": "a pipe"}


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes, none at the end."""


class Member(NamedTuple):
    """A file in a backup, and its size."""

    name: str
    size: int


class _Version(BaseModel):
    """What every later form says too."""

    format: Literal["waqai-backup"]
    version: int


class Head(Record):
    """What a backup says of itself: the version of its form, by which Waqai and of which schema it was made, when, and
    how many files of how many bytes follow."""

    format: Literal["waqai-backup"] = "waqai-backup"
    version: int = VERSION
    waqai: str
    schema_version: str
    made: AwareDatetime
    files: int = Field(ge=0)
    bytes: int = Field(ge=0)


def head_of(data: bytes) -> Head:
    """The head that the first member holds. Raises BackupError where it is none, or of a later version."""
    try:
        version = _Version.model_validate_json(data).version
        if version > VERSION:
            raise BackupError(f"its form ({version}) is of a later version of Waqai.", remedy="Update Waqai.")
        return Head.model_validate_json(data)
    except ValidationError as error:
        raise BackupError("it says nothing of itself that Waqai knows.", remedy=NOT_OURS) from error


def archived(name: str) -> str | None:
    """The digest by which the archive calls a file, where a member is one."""
    return name[len(ARCHIVE) + 1 :].replace("/", "") if _FILED.fullmatch(name) else None


def is_ours(name: str) -> bool:
    """Whether a project has files of that name."""
    return name in _SINGLE or any(form.fullmatch(name) for form in (_FILED, _WARC, _TABLE, CERTIFICATES))


def header(member: Member, at: datetime) -> bytes:
    """The block that stands before the bytes of a member. Raises BackupError for a name that no project has, or that
    is too long."""
    info = tarfile.TarInfo(member.name)
    info.size, info.mode, info.mtime = member.size, 0o600, int(at.timestamp())
    try:
        text = info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")
    except UnicodeEncodeError as error:
        raise BackupError("its name is no UTF-8.", where=ascii(member.name), remedy="Rename it.") from error
    if len(text) != _BLOCK or not (is_ours(member.name) or member.name in (HEAD, MANIFEST)):
        raise BackupError(
            "no backup holds a file of that name.", where=member.name, remedy="Give it a shorter, plain name."
        )
    return text


def padding(size: int) -> bytes:
    """What stands behind the bytes of a member of that size."""
    return bytes(-size % _BLOCK)


def next_member(stream: Readable) -> Member | None:
    """The member that begins here, None at the end. Raises BackupError for anything but an ordinary file."""
    block = exactly(stream, _BLOCK)
    if not any(block):
        return None
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError) as error:
        raise BackupError("what it holds is no backup.", remedy=NOT_OURS) from error
    if info.type != tarfile.REGTYPE:
        what = _KINDS.get(info.type, "something other than a file")
        raise BackupError(f"it holds {what} ({info.name!r:.100}): no backup does.", remedy=NOT_OURS)
    if info.size < 0:
        raise BackupError(f"the size of {info.name!r:.100} is none.", remedy=NOT_OURS)
    return Member(info.name, info.size)


def skip_padding(stream: Readable, size: int) -> None:
    """Pass over what stands behind the bytes of a member of that size."""
    exactly(stream, -size % _BLOCK)


def to_the_end(stream: Readable) -> None:
    """Read what is left, which is the second empty block. Raises BackupError where there is more."""
    if stream.read(_BLOCK) != bytes(_BLOCK) or stream.read(1):
        raise BackupError("something stands behind its end.", remedy=NOT_OURS)


def exactly(stream: Readable, size: int) -> bytes:
    """So many bytes. Raises BackupError where the stream ends before."""
    data = b""
    while len(data) < size:
        piece = stream.read(min(size - len(data), _PIECE))
        if not piece:
            raise BackupError("it ends too early.", remedy="It was cut off: take another backup.")
        data += piece
    return data
