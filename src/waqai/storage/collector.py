"""The collector of a project: one run over what is due, or a watch that goes on until it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from waqai.acquisition.fetching.manners import Manners
from waqai.acquisition.reading import PublisherLookup, Reading
from waqai.acquisition.site_rules import load_site_rules
from waqai.acquisition.source import SourceSetting
from waqai.archive import Archive
from waqai.errors import ProjectBusy, ProjectError, UnknownId
from waqai.storage import source_rounds
from waqai.storage.collect_report import CollectReport, Happened, Listener
from waqai.storage.collecting import Collecting, Fetches
from waqai.storage.intake import Clock
from waqai.storage.layout import COLLECT_LOCK, TABLES
from waqai.storage.lock import exclusive
from waqai.storage.models import PageRow, WantedRow
from waqai.storage.reading_answers import KindOf
from waqai.storage.settings import FILE_NAME, read_settings

_SHORTEST, _LONGEST = timedelta(seconds=1), timedelta(minutes=1)
"""A watch looks again at least so often: a setting that changed and a clock that jumped are noticed then."""

Fetching = Callable[[Manners], AbstractAsyncContextManager[Fetches]]
"""Gives what makes requests, with the manners of the project."""


class Collector:
    """Collects for the project in the folder `root`. One at a time works on a project."""

    def __init__(
        self,
        root: Path,
        engine: Engine,
        archive: Archive,
        *,
        fetching: Fetching,
        kind_of: KindOf,
        publishers: PublisherLookup | None,
        clock: Clock,
        listener: Listener | None = None,
    ) -> None:
        self._root = root
        self._engine = engine
        self._archive = archive
        self._fetching = fetching
        self._kind_of = kind_of
        self._publishers = publishers
        self._clock = clock
        self._listener = listener
        self._settings = read_settings(root / FILE_NAME)
        self._site_rules = load_site_rules(root / TABLES if (root / TABLES).is_dir() else None)
        self._under_way: Collecting | None = None
        self._stopped = asyncio.Event()

    async def once(self, names: Collection[str] = (), *, now: bool = False) -> CollectReport:
        """Collect from the sources that are due, or of these names; with `now`, from all of them, due or not.

        Raises UnknownId for a name that no source bears, ProjectBusy where another collector works on the project,
        ProjectError where the project cannot be written.
        """
        with self._alone():
            return await self._round(self._chosen(names), now=now)

    async def watch(self, names: Collection[str] = (), after: Callable[[CollectReport], None] | None = None) -> None:
        """Collect whenever a source is due, until `stop` is called; `after` is told of each round that did anything.

        The settings are read again before each round: one that is broken leaves the last that held in force.
        """
        self._chosen(names)
        with self._alone():
            while not self._stopped.is_set():
                self._refresh()
                report = await self._round([source for source in self._settings.sources if _is_of(source, names)])
                if after and report.counts:
                    after(report)
                await self._sleep()

    def stop(self) -> None:
        """End a run or a watch when the requests under way are settled."""
        self._stopped.set()
        if self._under_way:
            self._under_way.stop()

    def next_due(self) -> tuple[datetime, str] | None:
        """When the next source is due and which; None where none will be."""
        with Session(self._engine) as session:
            rows = source_rounds.rows(session)
        now = source_rounds.utc(self._clock())
        due = [
            (now if source_rounds.is_due(source, row, now) or row is None else row.due_at or now, source.name)
            for source, row in ((source, rows.get(source.name)) for source in self._settings.sources)
            if not source.paused
        ]
        return min(due, default=None)

    async def _round(self, chosen: Sequence[SourceSetting], *, now: bool = False) -> CollectReport:
        moment = self._clock()
        with Session(self._engine) as session:
            rows = source_rounds.rows(session)
        due = [
            source
            for source in chosen
            if source_rounds.is_due(source, rows.get(source.name), moment) or (now and not source.paused)
        ]
        async with self._fetching(self._settings.collecting) as fetcher:
            self._under_way = Collecting(
                self._engine,
                self._archive,
                self._root,
                sources={source.name: source for source in self._settings.sources},
                manners=self._settings.collecting,
                fetcher=fetcher,
                kind_of=self._kind_of,
                reading=self._reading,
                clock=self._clock,
                listener=self._listener,
            )
            if self._stopped.is_set():
                self._under_way.stop()
            return await self._under_way.run(due)

    def _reading(self) -> Reading:
        return Reading(
            now=self._clock(), publishers=self._publishers, zone=self._settings.zone, site_rules=self._site_rules
        )

    def _chosen(self, names: Collection[str]) -> list[SourceSetting]:
        known = {source.name.casefold() for source in self._settings.sources}
        for name in names:
            if name.casefold() not in known:
                listed = ", ".join(source.name for source in self._settings.sources) or "none"
                raise UnknownId("there is no source of this name.", where=name, remedy=f"The sources: {listed}.")
        return [source for source in self._settings.sources if _is_of(source, names)]

    def _refresh(self) -> None:
        try:
            self._settings = read_settings(self._root / FILE_NAME)
        except (ProjectError, OSError) as error:
            code = error.code if isinstance(error, ProjectError) else "project"
            if self._listener:
                self._listener(Happened(self._clock(), "failed", FILE_NAME, code=code, message=str(error)))

    async def _sleep(self) -> None:
        """Wait until something is due, a minute at most."""
        now = source_rounds.utc(self._clock())
        moments = [moment for moment in (self._next_request(), (self.next_due() or (None,))[0]) if moment]
        pause = min(max(min(moments, default=now + _LONGEST) - now, _SHORTEST), _LONGEST)
        try:
            await asyncio.wait_for(self._stopped.wait(), pause.total_seconds())
        except TimeoutError:
            return

    def _next_request(self) -> datetime | None:
        """When the next request is to be made again, or the next article asked for again."""
        with Session(self._engine) as session:
            later = session.scalar(select(func.min(WantedRow.not_before)))
            recheck = session.scalar(select(func.min(PageRow.recheck_at)))
        return min((moment for moment in (later, recheck) if moment), default=None)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                stack.enter_context(exclusive(self._root / COLLECT_LOCK))
            except ProjectBusy as error:
                raise ProjectBusy(
                    "another collector works on the project.",
                    where=str(self._root),
                    remedy="Let it go on, or stop it first; `waqai sources` shows what it has come to.",
                ) from error
            yield


def _is_of(source: SourceSetting, names: Collection[str]) -> bool:
    return not names or source.name.casefold() in {name.casefold() for name in names}
