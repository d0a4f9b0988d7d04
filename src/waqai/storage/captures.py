"""Captures from the web into archive, store and ledger, in that order, many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from waqai.acquisition.fetching.media_type import media_type
from waqai.archive import Archive, Kept, Location
from waqai.records.capture import Capture
from waqai.storage.models import CaptureRow
from waqai.storage.owed_lines import last_records, owe, pay
from waqai.storage.source_rounds import utc
from waqai.storage.statements import capture_line, location_of


class Captures:
    """Takes captures into one project's archive and store. The caller holds the project's lock."""

    def __init__(self, engine: Engine, archive: Archive) -> None:
        self._engine = engine
        self._archive = archive

    @contextmanager
    def entering(self, captures: Sequence[Capture]) -> Iterator[Session]:
        """Archive the captures, then enter them in the transaction that is given; what the ledger is owed for them is
        paid when it is over. Nothing is entered where the block raises."""
        pay(self._engine, self._archive.ledger)  # what the archive acknowledged last is known only then
        kept = self._archive.put_captures(captures, self._known, self._last())
        with Session(self._engine) as session, session.begin():
            for capture, place in zip(captures, kept, strict=True):
                _enter(session, capture, place)
            session.flush()
            yield session
        pay(self._engine, self._archive.ledger)

    def _known(self, sha256: str) -> Location | None:
        with Session(self._engine) as session:
            row = session.get(CaptureRow, sha256)
            return location_of(row) if row else None

    def _last(self) -> Location | None:
        with Session(self._engine) as session:
            return last_records(session)


def _enter(session: Session, capture: Capture, kept: Kept) -> None:
    row = session.get(CaptureRow, kept.sha256)
    if row is None:
        row = CaptureRow(
            sha256=kept.sha256,
            name=capture.url,
            media_type=media_type(header(capture, "content-type")) or "application/octet-stream",
            bytes=kept.bytes,
            at=utc(capture.at),
            read_at=None,
            warc=kept.location.file,
            warc_offset=kept.location.offset,
            warc_length=kept.location.length,
        )
        session.add(row)
        session.flush()
    line = capture_line(row).model_copy(update={"at": utc(capture.at), "name": capture.url})
    owe(session, line.model_copy(update={"location": kept.location, "records": kept.records}))


def header(capture: Capture, name: str) -> str | None:
    """A header of an answer, its values joined by commas where it stands more than once; None where it does not."""
    lines = (line.partition(b":") for line in capture.head.split(b"\r\n")[1:])
    found = [value.decode("latin-1").strip() for key, _, value in lines if key.strip().lower() == name.encode()]
    return ", ".join(found) or None
