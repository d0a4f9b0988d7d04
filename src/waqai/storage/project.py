"""A project: its folder with settings, archive and database, and what can be done with them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from sqlalchemy import ColumnElement, Engine, Select, func, select
from sqlalchemy.orm import Session

from waqai.acquisition.files import files_below
from waqai.acquisition.reading import MAX_BYTES, PublisherLookup, Reading, SetAside
from waqai.archive import Archive
from waqai.archive.time_stamp import Roots, read_roots
from waqai.errors import ProjectError, UnknownId
from waqai.records import CodedDocument, Decision, Document, Event, Incident, Tombstone
from waqai.storage import settings as settings_file
from waqai.storage.coded import coded_by_id, coded_documents
from waqai.storage.database import full_disk, open_database
from waqai.storage.disappearances import Disappearance, disappearances
from waqai.storage.identities import history, tombstones
from waqai.storage.incidents import IncidentFilter, find_incidents
from waqai.storage.intake import AddReport, Clock, Intake, Progress
from waqai.storage.judgements import asked
from waqai.storage.judging import Judging
from waqai.storage.layout import ARCHIVE, COLLECT_LOCK, DATABASE, GAZETTEER, LOCK, SESSION, TABLES
from waqai.storage.lock import SHORT, exclusive
from waqai.storage.models import Base, CaptureRow, DecisionRow, DocumentRow, EventRow, IncidentRow, RunRow, SetAsideRow
from waqai.storage.owed_lines import pay
from waqai.storage.processing import Codes, Processing, ProcessReport, version_of
from waqai.storage.rows import decision_of, document_of, event_of, incident_of, set_aside_of
from waqai.storage.settings import Settings
from waqai.storage.source_health import Health, health
from waqai.storage.stamping import Ask, Stamped, begin, finish
from waqai.storage.verification import Verification, verify

if TYPE_CHECKING:
    from waqai.acquisition.fetching.fetcher import Fetcher
    from waqai.acquisition.fetching.manners import Manners
    from waqai.acquisition.kinds.step import Kind
    from waqai.acquisition.source import SourceSetting
    from waqai.linking.doubt import Doubt
    from waqai.linking.linker import Linker
    from waqai.storage.backups.encryption import Seal
    from waqai.storage.backups.making import Made
    from waqai.storage.collect_report import Listener
    from waqai.storage.collector import Collector, Fetching
    from waqai.storage.reading_answers import KindOf


Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class Counts:
    """How much a project holds; `waiting` documents no coder has coded, `cut_off` runs never came to their end."""

    captures: int
    documents: int
    waiting: int
    events: int
    incidents: int
    set_aside: int
    cut_off: int


def _now() -> datetime:
    return datetime.now(UTC)


class Project:
    """A project folder. Make one with `create` or `open`; `clock` gives the moment with its zone."""

    def __init__(self, root: Path, settings: Settings, engine: Engine, clock: Clock) -> None:
        self.root = root
        self.settings = settings
        self.archive = Archive(root / ARCHIVE)
        self._engine = engine
        self._clock = clock

    @classmethod
    def create(cls, root: Path, settings: Settings | None = None, clock: Clock = _now) -> Project:
        """A new project in the folder `root`, made where needed. Raises ProjectError where there is one already.

        The settings file is written last: a creation that was cut off can be done again.
        """
        file = root / settings_file.FILE_NAME
        if file.exists():
            raise ProjectError(
                "there is a project already.", where=str(root), remedy="Use it, or choose another folder."
            )
        try:
            (root / ARCHIVE).mkdir(parents=True, exist_ok=True)
            engine = open_database(root / DATABASE)
            chosen = settings or Settings(name=root.resolve().name)
            settings_file.write_settings(file, chosen)
        except OSError as error:
            raise ProjectError(f"the folder cannot be written ({error.strerror}).", where=str(root)) from error
        return cls(root, chosen, engine, clock)

    @classmethod
    def open(cls, root: Path, clock: Clock = _now) -> Project:
        """The project in the folder `root`, its database brought to the present schema.

        Raises ProjectError where there is none, or where its settings or its database are broken or of a later version.
        """
        file = root / settings_file.FILE_NAME
        if not file.is_file():
            raise ProjectError(
                "there is no project in this folder.", where=str(root), remedy=f"Make one with `waqai init {root}`."
            )
        if not (root / DATABASE).is_file():
            raise ProjectError("the project lacks its database.", where=str(root), remedy="Restore it from a copy.")
        return cls(root, settings_file.read_settings(file), open_database(root / DATABASE), clock)

    @property
    def tables(self) -> Path | None:
        """The folder of the project's own knowledge tables, where it has one."""
        folder = self.root / TABLES
        return folder if folder.is_dir() else None

    @property
    def gazetteer(self) -> Path | None:
        """The project's own gazetteer, where it has one."""
        file = self.root / GAZETTEER
        return file if file.is_file() else None

    @property
    def files(self) -> set[Path]:
        """The project's own files and folders, resolved, whether they are there or not."""
        names = (DATABASE, ARCHIVE, TABLES, GAZETTEER, LOCK, COLLECT_LOCK, SESSION, settings_file.FILE_NAME)
        return {(self.root / name).resolve() for name in (*names, f"{DATABASE}-wal", f"{DATABASE}-shm")}

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add(
        self,
        paths: Sequence[Path | BinaryIO],
        *,
        publishers: PublisherLookup | None = None,
        max_bytes: int = MAX_BYTES,
        progress: Progress | None = None,
        reading: Reading | None = None,
    ) -> AddReport:
        """Take files, folders and open streams of bytes into the project, and say what became of them.

        The project's own files in a folder are passed over. `reading` stands in for one built from the rest. Raises
        ProjectError where another process writes.
        """
        reading = reading or Reading(
            now=self._clock(), publishers=publishers, zone=self.settings.zone, max_bytes=max_bytes
        )
        intake = Intake(self._engine, self.archive, reading, self._clock)
        with self._writing(), self._run("add", "") as run:
            for done, path in enumerate(self._files(paths), 1):
                if isinstance(path, Path):
                    intake.take(path)
                else:
                    self._take_stream(intake, path)
                if progress:
                    progress(done, None)
            report = intake.report
            run.done, run.set_aside = report.documents + report.versions, len(report.set_aside)
        return report

    def collector(
        self,
        *,
        fetching: Fetching | None = None,
        kind_of: KindOf | None = None,
        publishers: PublisherLookup | None = None,
        listener: Listener | None = None,
    ) -> Collector:
        """What collects from the sources of the settings.

        `fetching` stands in for the package's fetcher, `kind_of` for its kinds.
        """
        from waqai.storage.collector import Collector

        return Collector(
            self.root,
            self._engine,
            self.archive,
            fetching=fetching or self._fetching,
            kind_of=kind_of or _kind_of,
            publishers=publishers,
            clock=self._clock,
            listener=listener,
        )

    def sources(self) -> list[Health]:
        """How each source of the settings fares."""
        return health(self._engine, self.settings)

    def disappearances(self) -> tuple[Disappearance, ...]:
        """All texts that were gone once from where they were; `ended_at` is set for those that came back."""
        with Session(self._engine) as session:
            return disappearances(session)

    def _fetching(self, manners: Manners) -> Fetcher:
        from random import Random

        from waqai.acquisition.fetching.fetcher import Fetcher

        return Fetcher(manners, clock=self._clock, random=Random())  # noqa: S311 - for pauses

    def process(
        self,
        coder: Codes,
        *,
        linker: Linker | None = None,
        workers: int = 1,
        progress: Progress | None = None,
    ) -> ProcessReport:
        """Code what the coder's version has not coded yet, link what changed into incidents, and say what came of it.

        `linker` stands in for the package's. Raises ProjectError where another process writes.
        """
        processing = Processing(self._engine, coder, linker or _linker(), self._clock, progress)
        with self._writing(), self._run("process", version_of(coder)) as run:
            report = processing.run(workers)
            run.done, run.set_aside = report.coded, len(report.set_aside)
        return report

    @contextmanager
    def judging(self) -> Iterator[Judging]:
        """What people decide, to be changed, under the project's lock. Raises ProjectError where another writes."""
        with self._writing():
            yield Judging(self._engine, self.root, self._clock)

    @property
    def judged(self) -> Judging:
        """What people decided, to be read."""
        return Judging(self._engine, self.root, self._clock)

    def relink(self, *, linker: Linker | None = None) -> int:
        """Join events anew where they or judgements changed; gives the number of incidents. Codes nothing."""
        from waqai.storage.relinking import relink

        with self._writing():
            return relink(self._engine, linker or _linker(), self._clock)

    def coded(self, document_ids: Collection[str] | None = None) -> tuple[CodedDocument, ...]:
        """The latest versions of all documents, or those of these ids, with their events, in order of arrival."""
        with Session(self._engine) as session:
            found = coded_documents(session) if document_ids is None else coded_by_id(session, document_ids)
            return tuple(item for _, item in found)

    def doubts(self, limit: int) -> list[Doubt]:
        """The pairs of events most worth a person's judgement, the worthiest first, as of the last linking.

        Raises ProjectError where a release linked last that kept no pairs.
        """
        from waqai.storage.doubting import check_pairs_are_kept, doubts

        with Session(self._engine) as session:
            check_pairs_are_kept(session, self.root)
            return doubts(session, _linker(), asked(session), limit)

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What became of every incident id that stands for nothing any more, by id."""
        with Session(self._engine) as session:
            return tombstones(session)

    def history(self, incident_id: str) -> tuple[Tombstone, ...]:
        """All that became of an incident id, in order: also what split from it while it lived on."""
        with Session(self._engine) as session:
            return history(session, incident_id)

    def incidents(self, wanted: IncidentFilter | None = None) -> Iterator[Incident]:
        """The incidents that `wanted` describes (all by default), by day, as they are: project them before output."""
        return find_incidents(self._engine, wanted or IncidentFilter())

    def incident(self, id: str) -> Incident:
        """The incident of that id. Raises UnknownId."""
        with Session(self._engine) as session:
            return incident_of(_one(session, select(IncidentRow).where(IncidentRow.id == id), id))

    def document(self, id: str) -> Document:
        """The document of that id, one version of it. Raises UnknownId."""
        with Session(self._engine) as session:
            return document_of(_one(session, select(DocumentRow).where(DocumentRow.id == id), id))

    def event(self, id: str) -> Event:
        """The event of that id. Raises UnknownId."""
        with Session(self._engine) as session:
            return event_of(_one(session, select(EventRow).where(EventRow.id == id), id))

    def events(self, document_id: str) -> tuple[Event, ...]:
        """The events of a document in the order of its text; none where it is unknown or not coded yet."""
        query = select(EventRow).join(DocumentRow).where(DocumentRow.id == document_id).order_by(EventRow.ordinal)
        with Session(self._engine) as session:
            return tuple(event_of(row) for row in session.scalars(query))

    def decisions(self, event_id: str) -> tuple[Decision, ...]:
        """Why the fields of an event hold what they hold, in the order in which they were set. Raises UnknownId."""
        query = select(DecisionRow).where(DecisionRow.event == event_id).order_by(DecisionRow.number)
        with Session(self._engine) as session:
            _one(session, select(EventRow).where(EventRow.id == event_id), event_id)
            return tuple(decision_of(row) for row in session.scalars(query))

    def set_aside(self) -> tuple[SetAside, ...]:
        """All that was set aside and not taken since, in order."""
        with Session(self._engine) as session:
            rows = session.scalars(select(SetAsideRow).order_by(SetAsideRow.number))
            return tuple(set_aside_of(row) for row in rows)

    def is_empty(self) -> bool:
        """Whether no document was ever added."""
        with Session(self._engine) as session:
            return session.scalar(select(DocumentRow.number).limit(1)) is None

    def counts(self) -> Counts:
        """How much the project holds, and what waits or was cut off."""
        with Session(self._engine) as session:
            return Counts(
                captures=_count(session, CaptureRow),
                documents=_count(session, DocumentRow),
                waiting=_count(session, DocumentRow, DocumentRow.coder_version.is_(None)),
                events=_count(session, EventRow),
                incidents=_count(session, IncidentRow),
                set_aside=_count(session, SetAsideRow),
                cut_off=_count(session, RunRow, RunRow.finished.is_(None)),
            )

    def verify(self) -> str | None:
        """The first thing that is wrong with archive, ledger and store, in words, or None. No signature is checked."""
        return verify(self._engine, self.archive).first

    def verification(
        self,
        *,
        every: bool = False,
        roots: Path | None = None,
        signatures: bool = True,
        progress: Progress | None = None,
    ) -> Verification:
        """Whether every byte is as it came in, and the ledger and the store say the same; `every` fault or the first.

        Time stamps are checked against the certificates in the file `roots`, else in that of the settings; without
        `signatures`, by their digests alone. `progress` is told the entries of the ledger. Another process may write
        meanwhile. Raises StampError where the file holds no certificates, MissingPart without the extra.
        """
        trusted = self._roots(roots) if signatures else ()
        return verify(self._engine, self.archive, every=every, roots=trusted, progress=progress)

    def stamp(self, authority: str, *, ask: Ask | None = None) -> Stamped | None:
        """Have an authority say that everything up to the ledger's last entry exists now, and enter what it says.

        None where nothing came in since it last did. `ask` stands in for a request over HTTP to the address. The
        project is not locked while it is asked. Raises FetchError where it gives no answer, StampError where the answer
        does not hold, ProjectError where the ledger is empty or another process writes.
        """
        from waqai.acquisition.stamp_authority import ask_authority, authority_name

        address, roots = authority_name(authority), self._roots()
        with self._writing():
            pending = begin(self._engine, self.archive, address)
        if pending is None:
            return None
        data, manners = pending.asked.data, self.settings.collecting
        answer = ask(data) if ask else ask_authority(authority, data, manners, clock=self._clock)
        with self._writing():
            return finish(self._engine, self.archive, pending, answer, address=address, roots=roots, now=self._clock())

    def _roots(self, file: Path | None = None) -> Roots:
        """The root certificates of a file, else of the settings; none where neither is given."""
        named = self.settings.stamps.roots
        if file is None and named is None:
            return ()
        return read_roots(file or self.root / (named or ""))

    def back_up(self, out: BinaryIO, seal: Seal, *, damaged: bool = False, progress: Progress | None = None) -> Made:
        """Write all of the project as it is now to `out`, as `seal` encrypts it. Another process may write meanwhile.

        `progress` is told megabytes. Raises BackupError where the project is not whole (unless `damaged` ones are
        wanted too) or the disk is full.
        """
        from waqai.storage.backups.making import back_up

        return back_up(self._engine, self.root, out, seal, self._clock(), damaged=damaged, progress=progress)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the project's lock, and let the ledger have what the store owes it before and after.

        Raises ProjectError where another process writes, or the disk is full.
        """
        with exclusive(self.root / LOCK, SHORT), full_disk(self.root):
            pay(self._engine, self.archive.ledger)
            yield
            pay(self._engine, self.archive.ledger)

    def _files(self, paths: Sequence[Path | BinaryIO]) -> Iterator[Path | BinaryIO]:
        own = self.files
        for path in paths:
            if isinstance(path, Path):
                yield from files_below(path, own)
            else:
                yield path

    def _take_stream(self, intake: Intake, stream: BinaryIO) -> None:
        """Take a pipe: its bytes are put by first, so that they can be examined before they are archived."""
        with tempfile.NamedTemporaryFile(dir=self.root, prefix=".incoming-") as file:
            shutil.copyfileobj(stream, file)
            file.flush()
            intake.take(Path(file.name), "<stdin>")

    @contextmanager
    def _run(self, kind: str, version: str) -> Iterator[RunRow]:
        """Enter a run, and its end if it comes to one; earlier runs of the kind that did not are closed with it."""
        run = RunRow(kind=kind, version=version, started=self._clock(), finished=None, done=0, set_aside=0)
        with Session(self._engine, expire_on_commit=False) as session:
            session.add(run)
            session.commit()
        yield run
        with Session(self._engine) as session, session.begin():
            ended = select(RunRow).where(RunRow.kind == kind, RunRow.finished.is_(None))
            for row in session.scalars(ended):
                row.finished = self._clock()
            session.merge(run).finished = self._clock()


def _kind_of(source: SourceSetting) -> Kind[Any]:
    from waqai.acquisition.kinds.registry import kind_of_source

    return kind_of_source(source)


def _linker() -> Linker:
    from waqai.linking.linker import Linker

    return Linker()


def _one(session: Session, query: Select[Row], id: str) -> Row:
    """The row that a query by id gives. Raises UnknownId where there is none."""
    row = session.scalar(query)
    if row is None:
        raise UnknownId("the project holds nothing of this id.", where=id, remedy="Ids are case-sensitive.")
    return row


def _count(session: Session, table: type[Base], *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0
