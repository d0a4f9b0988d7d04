"""Reading archived answers by their sources' kinds, and storing what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select, update
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
_PIECE = 500
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

    def read(self, answers: Iterable[tuple[WantedRow, Answer]]) -> set[str]:
        """Read answers and settle their requests, in one transaction; gives the hosts of which more is wanted now.

        A source that the settings no longer name is passed over.
        """
        happened: list[Happened] = []
        hosts: set[str] = set()
        pairs = list(answers)
        with Session(self._engine) as session, session.begin():
            self._settle(session, [wanted for wanted, _ in pairs])
            for wanted, answer in pairs:
                source = self._sources.get(wanted.source)
                if source is not None:
                    row = source_rounds.row_of(session, source.name)
                    hosts |= self._read(session, source, row, wanted, answer, happened)
        for one in happened:
            self._tell(one)
        return hosts

    def _read(
        self,
        session: Session,
        source: SourceSetting,
        row: SourceRow,
        wanted: WantedRow,
        answer: Answer,
        happened: list[Happened],
    ) -> set[str]:
        try:
            step = self._step(source, row, wanted, answer)
        except WaqaiError as error:
            self._unreadable(session, row, wanted, error, happened)
            return set()
        stems = self._store(session, step, wanted, row, happened)
        self._look_for_missing(session, step, wanted, row, happened)
        if wanted.purpose == ARTICLE:
            self._keep_page(session, source, wanted, stems)
        source_rounds.remember(row, step.memory)
        return self._follow(session, source, step.follow)

    def _step(self, source: SourceSetting, row: SourceRow, wanted: WantedRow, answer: Answer) -> Step:
        """What the kind makes of it. One answer that it trips over must not stop the others."""
        request = Request(url=wanted.url, purpose=wanted.purpose, hint=wanted.hint)
        memory = source_rounds.memory_of(row)
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
        asked = list(requests)
        articles = [request.url for request in asked if request.purpose == ARTICLE]
        known: dict[str, str | None] = {}
        for start in range(0, len(articles), _PIECE):
            query = select(PageRow.url, PageRow.hint).where(
                PageRow.source == source.name, PageRow.url.in_(articles[start : start + _PIECE])
            )
            known.update((url, hint) for url, hint in session.execute(query))
        fresh = [request for request in asked if request.url not in known or known[request.url] != request.hint]
        return want(session, source.name, fresh)

    def _unreadable(
        self, session: Session, row: SourceRow, wanted: WantedRow, error: WaqaiError, happened: list[Happened]
    ) -> None:
        """An answer that is nothing its kind reads: the source fails where its round began with it, else it is set
        aside. Its bytes stay in the archive."""
        if wanted.root:
            source_rounds.fail(row, error, self._clock())
            return
        session.add(
            set_aside_row(SetAside(wanted.url, error, wanted.capture), capture=wanted.capture, at=self._clock())
        )
        happened.append(self._happened("set_aside", wanted, error=error))

    def _settle(self, session: Session, requests: Sequence[WantedRow]) -> None:
        """Strike requests off with what was set aside of their answers before: they are being read anew."""
        captures = [wanted.capture for wanted in requests]
        read = (CaptureRow.sha256.in_(captures), CaptureRow.read_at.is_(None))
        session.execute(update(CaptureRow).where(*read).values(read_at=self._clock()))
        aside = (SetAsideRow.capture.in_(captures), SetAsideRow.located.in_([wanted.url for wanted in requests]))
        session.execute(delete(SetAsideRow).where(*aside))
        session.execute(delete(WantedRow).where(WantedRow.number.in_([wanted.number for wanted in requests])))

    def _happened(
        self, what: What, wanted: WantedRow, *, document: str | None = None, error: WaqaiError | None = None
    ) -> Happened:
        return Happened.of(self._clock(), what, wanted.source, wanted.url, document=document, error=error)


def next_recheck(page: PageRow, source: SourceSetting) -> datetime | None:
    """When an article is asked for again: after each span of `recheck` since it first came, while any is left."""
    spans: tuple[timedelta, ...] = getattr(source, "recheck", ())
    if page.rechecks >= len(spans):
        return None
    return source_rounds.utc(page.first_at) + sorted(spans)[page.rechecks]
