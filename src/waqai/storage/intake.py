"""Adding files to a project: first the bytes go to the archive, then their documents to the store.

Cut off at any point, the next adding of the same file finishes it: bytes are archived in one step, a capture counts as
read only when all its documents are stored, and a document that is stored already is known by its fingerprint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from waqai.acquisition.files import MEDIA_TYPES, Located, examine, read_file
from waqai.acquisition.reading import Reading, SetAside
from waqai.archive import Archive
from waqai.errors import InputError
from waqai.records import Document
from waqai.storage.document_versions import store_document
from waqai.storage.models import CaptureRow, SetAsideRow
from waqai.storage.owed_lines import owe, pay
from waqai.storage.rows import set_aside_row
from waqai.storage.statements import capture_line

_BATCH = 200

Clock = Callable[[], datetime]
Progress = Callable[[int, int | None], None]
"""Called with how much is done and of how much (None: unknown)."""


@dataclass
class AddReport:
    """What an adding did: files looked at, new documents, new versions of known ones, what was there already (files
    with the same bytes, documents with the same content), and what was set aside."""

    files: int = 0
    documents: int = 0
    versions: int = 0
    files_known: int = 0
    documents_known: int = 0
    set_aside: list[SetAside] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """Documents that are in the store now, new or known, and files known."""
        return self.documents + self.versions + self.documents_known + self.files_known


class Intake:
    """Takes files into one project's archive and store. `clock` gives the moment with its zone."""

    def __init__(self, engine: Engine, archive: Archive, reading: Reading, clock: Clock) -> None:
        self._engine = engine
        self._archive = archive
        self._reading = reading
        self._clock = clock
        self.report = AddReport()

    def take(self, path: Path, name: str | None = None) -> None:
        """Take one file, under `name` where it is not its own; what cannot be taken is set aside."""
        name = name or str(path)
        self.report.files += 1
        try:
            kind = examine(path, name, self._reading)
            with path.open("rb") as stream:
                digest, size = self._archive.put_stream(stream)
        except InputError as error:
            self._refuse(path, name, error)
            return
        capture = CaptureRow(
            sha256=digest, name=name, media_type=MEDIA_TYPES[kind], bytes=size, at=self._clock(), read_at=None
        )
        if self._known(capture):
            self.report.files_known += 1
            return
        self._store(capture)

    def _known(self, capture: CaptureRow) -> bool:
        """Whether the capture was read whole before; enters a new one in the store, with the line owed to the ledger.

        A capture of which something was set aside is read again: a later version, or a later day, may take it.
        """
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            row = session.get(CaptureRow, capture.sha256)
            aside = session.scalar(select(SetAsideRow.number).where(SetAsideRow.capture == capture.sha256).limit(1))
            if row is None:
                session.add(capture)
                owe(session, capture_line(capture))
        if row is None:
            pay(self._engine, self._archive.ledger)
        return row is not None and row.read_at is not None and aside is None

    def _store(self, capture: CaptureRow) -> None:
        located = read_file(self._archive.path_of(capture.sha256), self._reading, capture.name)
        with Session(self._engine) as session, session.begin():
            session.execute(delete(SetAsideRow).where(SetAsideRow.capture == capture.sha256))
        for batch in _batches(located):
            with Session(self._engine) as session, session.begin():
                for where, item in batch:
                    if isinstance(item, SetAside):
                        self._set_aside(session, item, capture.sha256)
                    else:
                        self._add(session, item, capture.sha256, where)
        with Session(self._engine) as session, session.begin():
            session.execute(update(CaptureRow).where(CaptureRow.sha256 == capture.sha256).values(read_at=self._clock()))

    def _add(self, session: Session, document: Document, capture: str, where: str) -> None:
        match store_document(session, document, capture, where)[1]:
            case "new":
                self.report.documents += 1
            case "version":
                self.report.versions += 1
            case "known":
                self.report.documents_known += 1

    def _refuse(self, path: Path, name: str, error: InputError) -> None:
        """Set a whole file aside. It is not archived: it stays where it is."""
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            digest = ""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(SetAsideRow).where(SetAsideRow.located == name, SetAsideRow.capture.is_(None)))
            self._set_aside(session, SetAside(name, error, digest), None)

    def _set_aside(self, session: Session, item: SetAside, capture: str | None) -> None:
        self.report.set_aside.append(item)
        session.add(set_aside_row(item, capture=capture, at=self._clock()))


def _batches(located: Iterable[Located]) -> Iterator[list[Located]]:
    iterator = iter(located)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
