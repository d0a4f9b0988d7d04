"""Collecting: rounds of the sources that are due, in steps that may be cut off anywhere.

A request waits in the store until its answer is archived, and an answer until it is read: whatever ends a run, the next
one goes on from there.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from waqai.acquisition.fetching.fetcher import Fetched
from waqai.acquisition.fetching.manners import Manners
from waqai.acquisition.fetching.media_type import TEXT_TYPES
from waqai.acquisition.kinds.step import Request
from waqai.acquisition.reading import Reading
from waqai.acquisition.source import FolderSource, SourceSetting, TelegramApiSource
from waqai.archive import Archive
from waqai.errors import FetchError, NotReached, ProjectBusy, ProjectError, WaqaiError
from waqai.storage import source_rounds
from waqai.storage.answers import Answers, Outcome, archived_answers
from waqai.storage.collect_report import CollectReport, Happened, Listener
from waqai.storage.intake import Clock
from waqai.storage.layout import LOCK
from waqai.storage.lock import exclusive
from waqai.storage.models import PageRow, SourceRow, WantedRow
from waqai.storage.owed_lines import pay
from waqai.storage.reading_answers import ARTICLE, AnswerReader, KindOf
from waqai.storage.side_sources import SideSources
from waqai.storage.wanted import Agenda, roots_left, waiting, want

_AT_ONCE = 50
_LOCK_PAUSE = 0.2
_MOMENT = 0.05
_RECHECKS = 1_000
_Side = FolderSource | TelegramApiSource
_SITEMAP = "sitemap"
_PACKED = {"application/gzip", "application/x-gzip", "application/octet-stream"}
"""What servers call a packed sitemap."""
_CHANNEL = "channel"
"""The purpose of pages that are read anew each time: an unchanged first one says nothing of those behind it."""


class Fetches(Protocol):
    """What makes requests, as `acquisition.fetching.fetcher.Fetcher` does."""

    async def fetch(self, url: str, *, etag: str | None, last_modified: str | None, accept: Collection[str]) -> Fetched:
        """The answer, of one of these media types; raises FetchError."""


class Collecting:
    """One collecting of the project in the folder `root`. `sources` are those of the settings, by name."""

    def __init__(
        self,
        engine: Engine,
        archive: Archive,
        root: Path,
        *,
        sources: Mapping[str, SourceSetting],
        manners: Manners,
        fetcher: Fetches,
        kind_of: KindOf,
        reading: Callable[[], Reading],
        clock: Clock,
        listener: Listener | None = None,
        chance: random.Random | None = None,
    ) -> None:
        self.report = CollectReport()
        self._engine = engine
        self._archive = archive
        self._root = root
        self._sources = sources
        self._manners = manners
        self._fetcher = fetcher
        self._kind_of = kind_of
        self._clock = clock
        self._listener = listener
        self._reader = AnswerReader(engine, sources, kind_of, reading, clock, self._tell)
        self._answers = Answers(engine, archive, sources, clock, self._tell, chance or random.Random())  # noqa: S311
        self._side = SideSources(root, engine, archive, reading, clock, self._tell)
        self._stopping = asyncio.Event()

    async def run(self, due: Collection[SourceSetting]) -> CollectReport:
        """Begin a round of each of these sources, and make all requests that are ready, also those of earlier runs.

        Raises ProjectError where the project cannot be written; what was archived until then is kept.
        """
        async with self._writing():
            self._drop_unknown()
            for wanted, answer in archived_answers(self._engine, self._archive, self._manners.max_bytes):
                self._reader.read([(wanted, answer)])
            self._begin([source for source in due if not isinstance(source, _Side)])
            self._recheck()
        for source in due:
            if isinstance(source, _Side) and not self._stopping.is_set():
                await self._take_side(source)
        await self._make_requests()
        with Session(self._engine) as session:
            self.report.waiting = sum(waiting(session, name) for name in self._sources)
        return self.report

    def stop(self) -> None:
        """Make no more requests; the run ends when those under way are settled."""
        self._stopping.set()

    async def _take_side(self, source: FolderSource | TelegramApiSource) -> None:
        """A round of a source that is no page of the web."""
        error: WaqaiError | None = None
        async with self._writing():
            with Session(self._engine) as session, session.begin():
                source_rounds.begin(source_rounds.row_of(session, source.name), self._clock())
            self._tell(Happened(self._clock(), "round", source.name))
        try:
            if isinstance(source, FolderSource):
                async with self._writing():
                    self._side.take_folder(source)
            else:
                await self._take_channel(source)
        except ProjectError:
            raise
        except WaqaiError as failure:
            error = failure
        async with self._writing():
            if error:
                with Session(self._engine) as session, session.begin():
                    source_rounds.fail(source_rounds.row_of(session, source.name), error, self._clock())
            self._end_round(source.name)

    async def _take_channel(self, source: TelegramApiSource) -> None:
        """Read a channel through Telegram's API, in a thread of its own: its client has a loop of its own."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(max_workers=1) as thread:
            pages = await loop.run_in_executor(thread, self._side.channel_pages, source)
            try:
                while not self._stopping.is_set() and (page := await loop.run_in_executor(thread, next, pages, None)):
                    async with self._writing():
                        self._side.take_page(source, page)
            finally:
                await loop.run_in_executor(thread, pages.close)

    def _begin(self, due: Collection[SourceSetting]) -> None:
        for source in due:
            with Session(self._engine) as session, session.begin():
                row = source_rounds.row_of(session, source.name)
                source_rounds.begin(row, self._clock())
                memory = source_rounds.memory_of(row)
                try:
                    want(session, source.name, self._kind_of(source).start(source, memory), root=True)
                except WaqaiError as error:
                    source_rounds.fail(row, error, self._clock())
            self._tell(Happened(self._clock(), "round", source.name))
            self._end_round(source.name)

    def _recheck(self) -> None:
        """Ask again for the articles whose time has come."""
        now = source_rounds.utc(self._clock())
        with Session(self._engine) as session, session.begin():
            query = select(PageRow).where(PageRow.recheck_at <= now, PageRow.source.in_(self._running()))
            for page in session.scalars(query.order_by(PageRow.recheck_at).limit(_RECHECKS)):
                want(session, page.source, [Request(url=page.url, purpose=ARTICLE, hint=page.hint)])
                page.rechecks += page.missing_since is None
                page.recheck_at = None

    async def _make_requests(self) -> None:
        agenda = Agenda(self._engine, self._running(), self._manners.connections_per_host, self._clock())
        limit = self._manners.hosts * self._manners.connections_per_host
        under_way: set[asyncio.Task[Outcome]] = set()
        try:
            while True:
                while not self._stopping.is_set() and len(under_way) < limit and (row := agenda.next()):
                    under_way.add(asyncio.create_task(self._request(row)))
                if not under_way:
                    return
                await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                # Others that come within a moment are settled with it: forcing them to disk costs as much as one alone.
                done, under_way = await asyncio.wait(under_way, timeout=_MOMENT)
                outcomes = [task.result() for task in done]
                agenda.add(await self._settle(outcomes))
                for outcome in outcomes:
                    agenda.done(outcome.wanted)
        finally:
            for task in under_way:
                task.cancel()

    async def _request(self, wanted: WantedRow) -> Outcome:
        with Session(self._engine) as session:
            page = session.get(PageRow, (wanted.source, wanted.url)) if wanted.purpose != _CHANNEL else None
            etag, last_modified = (page.etag, page.last_modified) if page else (None, None)
        accept = TEXT_TYPES | _PACKED if wanted.purpose == _SITEMAP else TEXT_TYPES
        try:
            fetched = await self._fetcher.fetch(wanted.url, etag=etag, last_modified=last_modified, accept=accept)
            return Outcome(wanted, fetched)
        except FetchError as error:
            return Outcome(wanted, error)
        except Exception as error:
            # One answer that the fetcher trips over must not stop the others.
            fault = NotReached(f"the fetcher failed on it ({type(error).__name__}: {error}).", where=wanted.url)
            return Outcome(wanted, fault)

    async def _settle(self, outcomes: list[Outcome]) -> set[str]:
        """Archive, enter and read what came; gives the hosts that have something new to be asked for."""
        hosts: set[str] = set()
        async with self._writing():
            for start in range(0, len(outcomes), _AT_ONCE):
                hosts |= self._reader.read(self._answers.take(outcomes[start : start + _AT_ONCE]))
            for name in {outcome.wanted.source for outcome in outcomes if outcome.wanted.root}:
                self._end_round(name)
        return hosts

    def _end_round(self, name: str) -> None:
        """End a source's round where all that it began with is settled."""
        source = self._sources.get(name)
        with Session(self._engine) as session, session.begin():
            row = source_rounds.row_of(session, name)
            if source is None or not row.round_open or roots_left(session, name):
                return
            source_rounds.end(row, source, self._clock())
            code, message, failed = row.failure_code, row.failure, row.round_failed
        if failed:
            self._tell(Happened(self._clock(), "failed", name, code=code, message=message))
        else:
            self._tell(Happened(self._clock(), "done", name))

    def _drop_unknown(self) -> None:
        """Strike off what sources wanted that the settings no longer name; their lists are read anew if they return."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(WantedRow).where(WantedRow.source.not_in(list(self._sources))))
            lists = (PageRow.source.not_in(list(self._sources)), PageRow.purpose != ARTICLE)
            session.execute(update(PageRow).where(*lists).values(etag=None, last_modified=None))
            session.execute(
                update(SourceRow)
                .where(SourceRow.name.not_in(list(self._sources)))
                .values(memory="{}", round_open=False)
            )

    def _running(self) -> list[str]:
        return [name for name, source in self._sources.items() if not source.paused]

    def _tell(self, happened: Happened) -> None:
        self.report.note(happened)
        if self._listener:
            self._listener(happened)

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[None]:
        """Hold the project's lock, waiting for it as long as another process writes."""
        with ExitStack() as stack:
            while True:
                try:
                    stack.enter_context(exclusive(self._root / LOCK))
                    break
                except ProjectBusy:
                    await asyncio.sleep(_LOCK_PAUSE)
            try:
                yield
                pay(self._engine, self._archive.ledger)
            except DatabaseError as error:
                raise ProjectError(
                    f"the database cannot be written ({error.orig}).",
                    where=str(self._root),
                    remedy="Make room on the disk, then run the command again; nothing is lost.",
                ) from error
