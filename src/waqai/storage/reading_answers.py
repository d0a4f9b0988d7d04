"""Reading an archived answer by its source's kind, and storing what it says, in one transaction an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, update
from sqlalchemy.orm import Session

from waqai.acquisition.kinds.step import Answer, Kind, Request, Step
from waqai.acquisition.reading import Reading, SetAside
from waqai.acquisition.source import SourceSetting
from waqai.errors import InputError, WaqaiError
from waqai.storage import source_rounds
from waqai.storage.collect_report import Happened, What
from waqai.storage.disappearances import disappear, missing_from, reappear
from waqai.storage.document_versions import store_document
from waqai.storage.intake import Clock
from waqai.storage.models import CaptureRow, PageRow, SetAsideRow, SourceRow, WantedRow
from waqai.storage.rows import set_aside_row
from waqai.storage.wanted import want

ARTICLE = "article"
"""The purpose of a request whose answer is one text, asked for again later and missed when it is gone."""
KindOf = Callable[[SourceSetting], Kind[SourceSetting]]


class AnswerReader:
    """Reads answers for one project; what happens is told to `tell`."""

    def __init__(
        self,
        engine: Engine,
        sources: Mapping[str, SourceSetting],
        kind_of: KindOf,
        reading: Callable[[], Reading],
        clock: Clock,
        tell: Callable[[Happened], None],
    ) -> None:
        self._engine = engine
        self._sources = sources
        self._kind_of = kind_of
        self._reading = reading
        self._clock = clock
        self._tell = tell

    def read(self, wanted: WantedRow, answer: Answer) -> set[str]:
        """Read one answer and settle its request; gives the hosts of which more is wanted now.

        A source that the settings no longer name is passed over.
        """
        source = self._sources.get(wanted.source)
        if source is None:
            with Session(self._engine) as session, session.begin():
                self._settle(session, wanted)
            return set()
        try:
            step = self._step(source, wanted, answer)
        except WaqaiError as error:
            self._unreadable(source, wanted, error)
            return set()
        happened: list[Happened] = []
        with Session(self._engine) as session, session.begin():
            row = source_rounds.row_of(session, source.name)
            stems = self._store(session, step, wanted, row, happened)
            self._look_for_missing(session, step, wanted, row, happened)
            if wanted.purpose == ARTICLE:
                self._keep_page(session, source, wanted, stems)
            hosts = self._follow(session, source, step.follow)
            source_rounds.remember(row, step.memory)
            self._settle(session, wanted)
        for one in happened:
            self._tell(one)
        return hosts

    def _step(self, source: SourceSetting, wanted: WantedRow, answer: Answer) -> Step:
        """What the kind makes of it. One answer that it trips over must not stop the others."""
        with Session(self._engine) as session, session.begin():
            memory = source_rounds.memory_of(source_rounds.row_of(session, source.name))
        request = Request(url=wanted.url, purpose=wanted.purpose, hint=wanted.hint)
        try:
            return self._kind_of(source).read(source, request, answer, self._reading(), memory)
        except WaqaiError:
            raise
        except Exception as error:
            raise InputError(
                f"the reader failed on it ({type(error).__name__}: {error}).", where=wanted.url, remedy="Report it."
            ) from error

    def _store(
        self, session: Session, step: Step, wanted: WantedRow, row: SourceRow, happened: list[Happened]
    ) -> list[str]:
        """Store the documents of a step; gives their stems."""
        stems: list[str] = []
        session.execute(
            delete(SetAsideRow).where(SetAsideRow.capture == wanted.capture, SetAsideRow.located == wanted.url)
        )
        for item in step.found:
            if isinstance(item, SetAside):
                session.add(set_aside_row(item, capture=wanted.capture, at=self._clock()))
                happened.append(self._happened("set_aside", wanted, error=item.error))
                continue
            stem, stored = store_document(session, item, wanted.capture or "", wanted.url, current=True)
            stems.append(stem)
            row.documents += stored == "new"
            row.versions += stored == "version"
            happened.append(self._happened(stored, wanted, document=stem))
        for stem in reappear(session, stems, self._clock()):
            happened.append(self._happened("back", wanted, document=stem))
        return stems

    def _look_for_missing(
        self, session: Session, step: Step, wanted: WantedRow, row: SourceRow, happened: list[Happened]
    ) -> None:
        if step.shown is None:
            return
        because = f"the page shows {step.shown.first} to {step.shown.last} without it"
        for stem in missing_from(session, step.shown):
            found = disappear(
                session,
                stem,
                source=wanted.source,
                url=wanted.url,
                since=self._clock(),
                because=because,
                capture=wanted.capture,
            )
            if found:
                row.gone += 1
                happened.append(self._happened("gone", wanted, document=stem))

    def _keep_page(self, session: Session, source: SourceSetting, wanted: WantedRow, stems: list[str]) -> None:
        """Remember an article's address: which text it gave, and when to ask for it again."""
        page = session.get(PageRow, (wanted.source, wanted.url))
        if page is None:
            return
        page.stem = stems[0] if len(stems) == 1 else page.stem
        page.missing_since = None
        page.recheck_at = next_recheck(page, source)

    def _follow(self, session: Session, source: SourceSetting, requests: Iterable[Request]) -> set[str]:
        """Put what follows behind what waits; an article that was fetched is asked for again only where what is said
        of it has changed."""
        fresh = []
        for request in requests:
            page = session.get(PageRow, (source.name, request.url)) if request.purpose == ARTICLE else None
            if page is None or page.hint != request.hint:
                fresh.append(request)
        return want(session, source.name, fresh)

    def _unreadable(self, source: SourceSetting, wanted: WantedRow, error: WaqaiError) -> None:
        """An answer that is nothing its kind reads: the source fails where its round began with it, else it is set
        aside. Its bytes stay in the archive."""
        with Session(self._engine) as session, session.begin():
            if wanted.root:
                source_rounds.fail(source_rounds.row_of(session, source.name), error, self._clock())
            else:
                session.execute(
                    delete(SetAsideRow).where(SetAsideRow.capture == wanted.capture, SetAsideRow.located == wanted.url)
                )
                item = SetAside(wanted.url, error, wanted.capture)
                session.add(set_aside_row(item, capture=wanted.capture, at=self._clock()))
            self._settle(session, wanted)
        if not wanted.root:
            self._tell(self._happened("set_aside", wanted, error=error))

    def _settle(self, session: Session, wanted: WantedRow) -> None:
        session.execute(
            update(CaptureRow)
            .where(CaptureRow.sha256 == wanted.capture, CaptureRow.read_at.is_(None))
            .values(read_at=self._clock())
        )
        session.execute(delete(WantedRow).where(WantedRow.number == wanted.number))

    def _happened(
        self, what: What, wanted: WantedRow, *, document: str | None = None, error: WaqaiError | None = None
    ) -> Happened:
        return Happened(
            at=self._clock(),
            what=what,
            source=wanted.source,
            url=wanted.url,
            document=document,
            code=error.code if error else None,
            message=" ".join(filter(None, (error.message, error.remedy))) if error else None,
        )


def next_recheck(page: PageRow, source: SourceSetting) -> datetime | None:
    """When an article is asked for again: after each span of `recheck` since it first came, while any is left."""
    spans: tuple[timedelta, ...] = getattr(source, "recheck", ())
    if page.rechecks >= len(spans):
        return None
    return source_rounds.utc(page.first_at) + sorted(spans)[page.rechecks]
