"""What a project held at one moment, while other processes go on writing.

The database is copied first, as it was between two transactions. Bytes come to the archive before the database tells of
them, and neither archive nor ledger ever shrinks: so all that the copy tells of is there, and what lies beyond is left
out. The copy says where the ledger ended; lines written since then are still owed in it, and are written again.
"""

from __future__ import annotations

import fcntl
import io
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import quote

from sqlalchemy import Engine, StaticPool, create_engine, func, select
from sqlalchemy.orm import Session

from waqai.acquisition.files import files_below
from waqai.archive import Archive, Line
from waqai.archive.archive import STAMP
from waqai.archive.chain import LONGEST, parsed
from waqai.errors import BackupError
from waqai.storage.backups.members import CERTIFICATES
from waqai.storage.layout import ARCHIVE, DATABASE, GAZETTEER, TABLES
from waqai.storage.models import CaptureRow
from waqai.storage.owed_lines import acknowledged, owed
from waqai.storage.settings import FILE_NAME, read_settings

_COPY = ".backup-"
_BATCH = 1_000


@dataclass(frozen=True)
class Part:
    """A file of the project: `size` bytes from its beginning. `missing` says in words what of it is not there."""

    name: str
    size: int
    opened: Callable[[], BinaryIO]
    missing: str | None = None


@dataclass
class Snapshot:
    """A project at one moment. `reader` is on the copy of its database, `copy` the bytes of that."""

    root: Path
    reader: Engine
    copy: BinaryIO
    gazetteer: BinaryIO | None
    small: dict[str, bytes]
    ledger_length: int
    _warc_ends: dict[str, int] = field(default_factory=dict)
    _stamps: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._look_up_extents()

    def parts(self) -> Iterator[Part]:
        """The files in order: settings, database, own knowledge, ledger, WARC files, files. The same each time."""
        for name, data in self.small.items():
            yield Part(name, len(data), partial(io.BytesIO, data))
        yield _copied(DATABASE, self.copy)
        if self.gazetteer is not None:
            yield _copied(GAZETTEER, self.gazetteer)
        if self.ledger_length:
            yield self._on_disk(f"{ARCHIVE}/ledger.jsonl", self.ledger_length)
        for warc, end in sorted(self._warc_ends.items()):
            yield self._on_disk(f"{ARCHIVE}/warc/{warc}", end)
        for sha256, size in self._files():
            yield self._on_disk(f"{ARCHIVE}/{sha256[:2]}/{sha256[2:]}", size)

    def _on_disk(self, name: str, size: int) -> Part:
        path = self.root / name
        found = path.stat().st_size if path.is_file() else -1
        missing = None
        if found < size:
            missing = f"{name} is missing." if found < 0 else f"{name} lacks its last {size - found:,} bytes."
        return Part(name, min(size, max(found, 0)), lambda: path.open("rb"), missing)

    def _files(self) -> Iterator[tuple[str, int]]:
        """The digest and size of every file that the archive holds for this moment, in order of digest."""
        stamps = dict(self._stamps)
        query = select(CaptureRow.sha256, CaptureRow.bytes).where(CaptureRow.warc.is_(None)).order_by(CaptureRow.sha256)
        with Session(self.reader) as session:
            for sha256, size in session.execute(query.execution_options(yield_per=_BATCH)):
                stamps.pop(sha256, None)
                yield sha256, size
        yield from stamps.items()

    def _look_up_extents(self) -> None:
        """How far the database and the ledger of this moment know each WARC file, and the stamps that they tell of."""
        query = select(CaptureRow.warc, func.max(CaptureRow.warc_offset + CaptureRow.warc_length))
        with Session(self.reader) as session:
            for warc, end in session.execute(query.where(CaptureRow.warc.is_not(None)).group_by(CaptureRow.warc)):
                self._warc_ends[str(warc)] = int(end or 0)
            for line in owed(session):
                self._note(line)
        for entry in _entries(self.root / ARCHIVE / "ledger.jsonl", self.ledger_length):
            self._note(entry)

    def _note(self, line: Line) -> None:
        if line.records is not None:
            self._warc_ends[line.records.file] = max(line.records.end, self._warc_ends.get(line.records.file, 0))
        elif line.kind == STAMP:
            self._stamps[line.sha256] = line.bytes


@contextmanager
def snapshot(engine: Engine, root: Path) -> Iterator[Snapshot]:
    """The project in the folder `root` as it is now. Raises BackupError where its database is not whole."""
    _sweep(root)
    ledger = Archive(root / ARCHIVE).ledger.path
    before = ledger.stat().st_size if ledger.exists() else 0
    with _database(engine, root) as (copy, reader):
        with Session(reader) as session:
            end = acknowledged(session)
        gazetteer = _gazetteer(root)
        with gazetteer or io.BytesIO():
            yield Snapshot(
                root=root,
                reader=reader,
                copy=copy,
                gazetteer=gazetteer,
                small=_small_files(root),
                ledger_length=before if end is None else end.length,
            )


@contextmanager
def _database(engine: Engine, root: Path) -> Iterator[tuple[BinaryIO, Engine]]:
    """A copy of the database: its bytes, and an engine on it. It has no name any more: a crash leaves nothing."""
    source = engine.raw_connection()
    try:
        with _copy(cast("sqlite3.Connection", source.driver_connection), root) as name:
            file = name.open("rb")
            address = f"file:{quote(str(name.resolve()))}?immutable=1"
            reader = sqlite3.connect(address, uri=True)
    finally:
        source.close()
    made = create_engine("sqlite://", creator=lambda: reader, poolclass=StaticPool)
    with file, closing(reader):
        fault = reader.execute("PRAGMA quick_check(1)").fetchone()[0]
        if fault != "ok":
            raise BackupError(
                f"its database is damaged ({fault}).", where=str(root), remedy="Restore it from an earlier backup."
            )
        yield file, made


def _gazetteer(root: Path) -> BinaryIO | None:
    if not (root / GAZETTEER).is_file():
        return None
    with closing(sqlite3.connect(root / GAZETTEER)) as source, _copy(source, root) as name:
        return name.open("rb")


@contextmanager
def _copy(source: sqlite3.Connection, root: Path) -> Iterator[Path]:
    """The file of a copy, in the project's own folder: where the backup goes, nothing may come unencrypted."""
    number, text = tempfile.mkstemp(dir=root, prefix=_COPY)
    name = Path(text)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        with closing(sqlite3.connect(name)) as target:
            target.execute("PRAGMA journal_mode=OFF")
            source.backup(target)
        yield name
    except sqlite3.Error as error:
        raise BackupError(
            f"its database cannot be copied ({error}).",
            where=str(root),
            remedy="Make room on the project's disk: its database is copied there for as long as a backup lasts.",
        ) from error
    finally:
        name.unlink(missing_ok=True)
        os.close(number)


def _sweep(root: Path) -> None:
    """Take away copies that a killed backup left."""
    for name in root.glob(f"{_COPY}*"):
        with suppress(OSError), name.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            name.unlink(missing_ok=True)


def _small_files(root: Path) -> dict[str, bytes]:
    """The settings, the certificates that they name in the project's folder, and the project's own tables, which the
    program too reads whole."""
    found = {FILE_NAME: (root / FILE_NAME).read_bytes()}
    roots = read_settings(root / FILE_NAME).stamps.roots
    if roots is not None and CERTIFICATES.fullmatch(roots) and (root / roots).is_file():
        found[roots] = (root / roots).read_bytes()
    if (root / TABLES).is_dir():
        for path in files_below(root / TABLES):
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def _copied(name: str, file: BinaryIO) -> Part:
    return Part(name, os.fstat(file.fileno()).st_size, lambda: os.fdopen(os.dup(file.fileno()), "rb"))


def _entries(ledger: Path, length: int) -> Iterator[Line]:
    """The entries in the first `length` bytes of a ledger, as far as they can be read."""
    if not length or not ledger.exists():
        return
    with ledger.open("rb") as file:
        while length > 0 and (piece := file.readline(LONGEST)):
            length -= len(piece)
            entry = parsed(piece.rstrip(b"\n")) if length >= 0 else None
            if entry is not None:
                yield entry
