"""Answers of the web on their way into the store: archived first, then entered, with what the ledger is owed for them.

A failure is settled here too: whether it is asked again, whether the page is gone, whether the source fails.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from waqai.acquisition.fetching.decoding import decoded
from waqai.acquisition.fetching.fetcher import Fetched
from waqai.acquisition.kinds.step import Answer
from waqai.acquisition.reading import SetAside
from waqai.acquisition.source import SourceSetting
from waqai.archive import Archive
from waqai.errors import BadStatus, FetchError
from waqai.records.capture import Capture
from waqai.storage import source_rounds
from waqai.storage.captures import Captures, header
from waqai.storage.collect_report import Happened, What
from waqai.storage.disappearances import CERTAIN_AFTER, disappear, missed, reappear
from waqai.storage.intake import Clock
from waqai.storage.models import CaptureRow, PageRow, SetAsideRow, WantedRow
from waqai.storage.reading_answers import ARTICLE, next_recheck
from waqai.storage.rows import set_aside_row
from waqai.storage.statements import location_of

MOST_TRIES = 6
"""A request that fails so often for reasons that pass is given up, and set aside."""
_FIRST_PAUSE = timedelta(minutes=5)
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request."""

    wanted: WantedRow
    result: Fetched | FetchError

    @property
    def captures(self) -> tuple[Capture, ...]:
        """The exchanges that were had, oldest first."""
        return self.result.captures


class Answers:
    """Takes the outcomes of requests into one project's archive and store."""

    def __init__(
        self,
        engine: Engine,
        archive: Archive,
        sources: Mapping[str, SourceSetting],
        clock: Clock,
        tell: Callable[[Happened], None],
        chance: random.Random,
    ) -> None:
        self._engine = engine
        self._captures = Captures(engine, archive)
        self._sources = sources
        self._clock = clock
        self._tell = tell
        self._chance = chance

    def take(self, outcomes: Sequence[Outcome]) -> list[tuple[WantedRow, Answer]]:
        """Archive and enter these; gives the answers that are to be read, with their requests.

        Raises ProjectError where the disk is full: nothing of them is entered then, and they will be asked for again.
        """
        happened: list[Happened] = []
        to_read: list[tuple[WantedRow, Answer]] = []
        with self._captures.entering([capture for item in outcomes for capture in item.captures]) as session:
            for item in outcomes:
                wanted = session.get(WantedRow, item.wanted.number)
                if wanted is None:
                    continue
                digest = item.captures[-1].sha256 if item.captures else None
                if isinstance(item.result, FetchError):
                    self._failed(session, wanted, item.result, digest, happened)
                elif (answer := self._answered(session, wanted, item.result, digest, happened)) is not None:
                    to_read.append((wanted, answer))
            session.flush()
            for wanted, _ in to_read:
                session.expunge(wanted)
        for one in happened:
            self._tell(one)
        return to_read

    def _answered(
        self, session: Session, wanted: WantedRow, fetched: Fetched, digest: str | None, happened: list[Happened]
    ) -> Answer | None:
        """Enter an answer; gives it where it is to be read."""
        page = session.get(PageRow, (wanted.source, wanted.url))
        unchanged = fetched.not_modified or (
            page is not None and page.capture == digest and wanted.purpose == ARTICLE and page.stem is not None
        )
        page = self._page(session, wanted, page)
        page.fetched_at = source_rounds.utc(self._clock())
        page.missing_since = None
        page.hint = wanted.hint
        if not fetched.not_modified:
            page.etag, page.last_modified, page.capture = fetched.etag, fetched.last_modified, digest
        if unchanged or fetched.answer is None or digest is None:
            happened.append(self._happened("unchanged", wanted))
            self._settle_unchanged(session, wanted, page, happened)
            return None
        answer = fetched.answer
        wanted.capture, wanted.answered_at = digest, source_rounds.utc(self._clock())
        wanted.answer_url, wanted.media_type, wanted.charset = answer.url, answer.media_type, answer.charset
        wanted.encodings = header(fetched.captures[-1], "content-encoding")
        happened.append(self._happened("fetched", wanted))
        return answer

    def _settle_unchanged(self, session: Session, wanted: WantedRow, page: PageRow, happened: list[Happened]) -> None:
        """The text is there as it was: if it was gone meanwhile, it is no longer."""
        for stem in reappear(session, [page.stem] if page.stem else [], self._clock()):
            happened.append(self._happened("back", wanted, document=stem))
        if wanted.purpose == ARTICLE and (source := self._sources.get(wanted.source)):
            page.recheck_at = next_recheck(page, source)
        session.execute(delete(WantedRow).where(WantedRow.number == wanted.number))

    def _page(self, session: Session, wanted: WantedRow, page: PageRow | None) -> PageRow:
        if page is None:
            now = source_rounds.utc(self._clock())
            page = PageRow(
                source=wanted.source, url=wanted.url, purpose=wanted.purpose, first_at=now, fetched_at=now, rechecks=0
            )
            session.add(page)
        return page

    def _failed(
        self, session: Session, wanted: WantedRow, error: FetchError, digest: str | None, happened: list[Happened]
    ) -> None:
        page = session.get(PageRow, (wanted.source, wanted.url))
        if wanted.root and wanted.purpose != ARTICLE:
            self._fail_source(session, wanted, error)
        elif isinstance(error, BadStatus) and error.status in _GONE and page is not None and page.stem is not None:
            self._miss(session, wanted, page, error.status, digest, happened)
        elif wanted.root:
            self._fail_source(session, wanted, error)
        elif error.lasting or wanted.tries + 1 >= MOST_TRIES:
            self._give_up(session, wanted, error, happened)
        else:
            self._later(wanted, error, happened)

    def _fail_source(self, session: Session, wanted: WantedRow, error: FetchError) -> None:
        source_rounds.fail(source_rounds.row_of(session, wanted.source), error, self._clock())
        session.execute(delete(WantedRow).where(WantedRow.number == wanted.number))

    def _miss(
        self,
        session: Session,
        wanted: WantedRow,
        page: PageRow,
        status: int,
        digest: str | None,
        happened: list[Happened],
    ) -> None:
        """A text's address answers that it is not there: gone where that is so for long enough, else asked again."""
        now = source_rounds.utc(self._clock())
        if missed(page, now) and page.missing_since is not None and page.stem is not None:
            row = source_rounds.row_of(session, wanted.source)
            because = f"its address answers {status} since then"
            if disappear(
                session,
                page.stem,
                source=wanted.source,
                url=wanted.url,
                since=page.missing_since,
                because=because,
                capture=digest,
            ):
                row.gone += 1
                happened.append(self._happened("gone", wanted, document=page.stem))
            source = self._sources.get(wanted.source)
            page.recheck_at = next_recheck(page, source) if source else None
        else:
            page.recheck_at = now + CERTAIN_AFTER
            happened.append(self._happened("later", wanted))
        session.execute(delete(WantedRow).where(WantedRow.number == wanted.number))

    def _give_up(self, session: Session, wanted: WantedRow, error: FetchError, happened: list[Happened]) -> None:
        session.execute(delete(SetAsideRow).where(SetAsideRow.located == wanted.url, SetAsideRow.capture.is_(None)))
        session.add(set_aside_row(SetAside(wanted.url, error), at=self._clock()))
        session.execute(delete(WantedRow).where(WantedRow.number == wanted.number))
        happened.append(self._happened("set_aside", wanted, error=error))

    def _later(self, wanted: WantedRow, error: FetchError, happened: list[Happened]) -> None:
        """Ask again later: as the host says, else after a pause that doubles, with chance in it so that many do
        not come at once."""
        pause = _FIRST_PAUSE * 2**wanted.tries * self._chance.uniform(0.75, 1.25)
        if error.retry_after is not None:
            pause = max(timedelta(seconds=min(error.retry_after, 7 * 86_400)), timedelta(seconds=1))
        wanted.tries += 1
        wanted.not_before = source_rounds.utc(self._clock()) + pause
        happened.append(self._happened("later", wanted, error=error))

    def _happened(
        self, what: What, wanted: WantedRow, *, document: str | None = None, error: FetchError | None = None
    ) -> Happened:
        return Happened.of(self._clock(), what, wanted.source, wanted.url, document=document, error=error)


def archived_answers(engine: Engine, archive: Archive, limit: int) -> Iterator[tuple[WantedRow, Answer]]:
    """The answers that an earlier run archived and did not read, with their requests, in order.

    `limit` bounds the bytes that one may unpack to. Raises ProjectError where the archive does not hold them as they
    were.
    """
    with Session(engine) as session:
        numbers = list(session.scalars(select(WantedRow.number).where(WantedRow.capture.is_not(None))))
    for number in sorted(numbers):
        with Session(engine, expire_on_commit=False) as session:
            wanted = session.get_one(WantedRow, number)
            capture = session.get_one(CaptureRow, wanted.capture)
            session.expunge_all()
        body = archive.get(capture.sha256, location_of(capture))
        yield (
            wanted,
            Answer(
                url=wanted.answer_url or wanted.url,
                media_type=wanted.media_type or "",
                charset=wanted.charset,
                content=decoded(body, wanted.encodings or "", limit),
            ),
        )
