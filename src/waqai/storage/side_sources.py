"""Sources that are not fetched as pages of the web: folders into which files are dropped, and Telegram's API."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from waqai.acquisition import telegram_api
from waqai.acquisition.folder import Stamp, dropped
from waqai.acquisition.formats.format import KINDS, Kind
from waqai.acquisition.reading import Reading, SetAside
from waqai.acquisition.source import FolderSource, TelegramApiSource
from waqai.acquisition.telegram_api import Page, read_channel
from waqai.archive import Archive
from waqai.errors import UsageError
from waqai.records import Document
from waqai.storage import source_rounds
from waqai.storage.collect_report import Happened, What
from waqai.storage.intake import Clock, Intake
from waqai.storage.layout import SESSION
from waqai.storage.models import PageRow

_FILE = "file"
_LAST = "last"
_READ_AGAIN = 100
"""Posts that are read again each time, for edits."""


class SideSources:
    """Takes such sources into one project, in the folder `root`; what happens is told to `tell`.

    The caller holds the project's lock for all but `channel_pages`, which may take long.
    """

    def __init__(
        self,
        root: Path,
        engine: Engine,
        archive: Archive,
        reading: Callable[[], Reading],
        clock: Clock,
        tell: Callable[[Happened], None],
    ) -> None:
        self._root = root
        self._engine = engine
        self._archive = archive
        self._reading = reading
        self._clock = clock
        self._tell = tell

    def take_folder(self, source: FolderSource) -> None:
        """Take the files that are whole and new. Raises InputError where there is no such folder."""
        reading = self._reading()
        if source.as_kind or source.columns:
            reading = replace(reading, as_kind=_kind(source), columns=source.columns)
        folder = self._root / source.address
        for file in dropped(folder, self._known(source.name), self._clock()):
            self._take(source.name, file.path, f"{source.name}/{file.name}", reading)
            with Session(self._engine) as session, session.begin():
                self._remember_file(session, source.name, file.name, file.stamp)

    def channel_pages(self, source: TelegramApiSource) -> Generator[Page]:
        """The posts that a channel has had since it was read last, oldest first, a page at a time.

        Raises MissingPart without the extra, UsageError without keys or a session, FetchError where Telegram refuses.
        """
        with Session(self._engine) as session, session.begin():
            memory = source_rounds.memory_of(source_rounds.row_of(session, source.name))
        client = telegram_api.open_client(self._root / SESSION, os.environ)
        since = datetime.combine(source.since, time(), UTC) if source.since else None
        after = max(int(memory.get(_LAST, "0")) - _READ_AGAIN, 0)
        return read_channel(client, source.address, after, self._reading(), since=since)

    def take_page(self, source: TelegramApiSource, page: Page) -> None:
        """Archive a page of posts as lines of JSON, store them, and remember where to go on."""
        name = f"{source.name}/{page.last}.jsonl"
        documents = [item for item in page.found if isinstance(item, Document)]
        if documents:
            with tempfile.NamedTemporaryFile(dir=self._root, prefix=".incoming-", suffix=".jsonl") as file:
                file.writelines(_line(document, source) for document in documents)
                file.flush()
                self._take(source.name, Path(file.name), name, self._reading())
        for item in page.found:
            if isinstance(item, SetAside):
                self._tell_aside(source.name, item)
        with Session(self._engine) as session, session.begin():
            source_rounds.remember(source_rounds.row_of(session, source.name), {_LAST: str(page.last)})

    def _take(self, source: str, path: Path, name: str, reading: Reading) -> None:
        intake = Intake(self._engine, self._archive, reading, self._clock)
        intake.take(path, name)
        report = intake.report
        with Session(self._engine) as session, session.begin():
            row = source_rounds.row_of(session, source)
            row.documents += report.documents
            row.versions += report.versions
        counts: tuple[tuple[What, int], ...] = (
            ("fetched", 1),
            ("new", report.documents),
            ("version", report.versions),
            ("known", report.documents_known + report.files_known),
        )
        for what, count in counts:
            for _ in range(count):
                self._tell(Happened(self._clock(), what, source, name))
        for item in report.set_aside:
            self._tell_aside(source, item)

    def _tell_aside(self, source: str, item: SetAside) -> None:
        self._tell(Happened.of(self._clock(), "set_aside", source, item.where, error=item.error))

    def _known(self, source: str) -> dict[str, Stamp]:
        """The files that were taken, with their stamps then."""
        query = select(PageRow.url, PageRow.etag).where(PageRow.source == source, PageRow.purpose == _FILE)
        with Session(self._engine) as session:
            return {name: Stamp(*map(int, (stamp or "0:0").split(":"))) for name, stamp in session.execute(query)}

    def _remember_file(self, session: Session, source: str, name: str, stamp: Stamp) -> None:
        now = source_rounds.utc(self._clock())
        row = session.get(PageRow, (source, name)) or PageRow(
            source=source, url=name, purpose=_FILE, first_at=now, rechecks=0
        )
        row.etag, row.fetched_at = f"{stamp.bytes}:{stamp.written}", now
        session.add(row)


def _line(document: Document, source: TelegramApiSource) -> bytes:
    record = {
        "id": document.id,
        "source": source.publisher or document.source,
        "published": document.published.isoformat() if document.published else None,
        "text": document.text,
        "url": document.url,
    }
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _kind(source: FolderSource) -> Kind | None:
    if source.as_kind is None:
        return None
    if source.as_kind not in KINDS:
        raise UsageError(
            f"{source.as_kind!r} is no kind of file.", where=source.name, remedy=f"It is one of: {', '.join(KINDS)}."
        )
    return source.as_kind
