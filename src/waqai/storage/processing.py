"""Processing a project: every document that the present coder has not coded is coded, then all events are linked.

Documents are coded in the order in which they came in and stored in batches, each in one transaction with the coder's
version; the linking brings the incidents up to date in one transaction. Cut off at any point, the next run goes on from
the last whole batch and ends in the same state.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from waqai import __version__
from waqai.acquisition.reading import SetAside
from waqai.errors import WaqaiError
from waqai.records import CodedDocument, Document
from waqai.storage.intake import Clock, Progress
from waqai.storage.linking_state import advance, changed
from waqai.storage.models import DecisionRow, DocumentRow, EventRow, SetAsideRow
from waqai.storage.pieces import pieces
from waqai.storage.rows import decision_row, document_of, event_row, set_aside_row

if TYPE_CHECKING:
    from waqai.linking.linker import Linker

BATCH = 50
_CHUNK = 8


class Codes(Protocol):
    """A coder. Where it has an attribute `version`, documents of another version are coded anew."""

    def code(self, document: Document) -> CodedDocument:
        """The document with its events; raises WaqaiError where it cannot be coded."""


@dataclass
class ProcessReport:
    """What a processing did: documents coded in it, their events, the incidents now, and what could not be coded."""

    coded: int = 0
    events: int = 0
    incidents: int = 0
    set_aside: list[SetAside] = field(default_factory=list)


def version_of(coder: Codes) -> str:
    """The version of a coder, or the program's where it names none."""
    return str(getattr(coder, "version", __version__))


class Processing:
    """One processing of one project's store."""

    def __init__(self, engine: Engine, coder: Codes, linker: Linker, clock: Clock, progress: Progress | None) -> None:
        self._engine = engine
        self._coder = coder
        self._version = version_of(coder)
        self._linker = linker
        self._clock = clock
        self._progress = progress or (lambda done, total: None)
        self.report = ProcessReport()

    def run(self, workers: int = 1) -> ProcessReport:
        """Code and link what is to be coded and linked."""
        from waqai.storage.relinking import relink

        waiting = self._waiting()
        total, done = len(waiting), 0
        self._progress(0, total)
        with _mapping(self._coder, workers) as mapped:
            for outcomes in _batches(mapped(self._queue(waiting))):
                self._store(outcomes)
                done += len(outcomes)
                self._progress(done, total)
        self.report.incidents = relink(self._engine, self._linker, self._clock)
        return self.report

    def _waiting(self) -> list[int]:
        """The numbers of the documents to code, in order, found by the index: most are coded already."""
        version, number = DocumentRow.coder_version, DocumentRow.number
        with Session(self._engine) as session:
            asked = (version.is_(None), version < self._version, version > self._version)
            return sorted(found for where in asked for found in session.scalars(select(number).where(where)))

    def _queue(self, waiting: Sequence[int]) -> Iterator[tuple[int, Document]]:
        """The documents of these numbers, with them; read in pieces so that no transaction stays open."""
        for piece in pieces(waiting, BATCH):
            query = select(DocumentRow).where(DocumentRow.number.in_(piece)).order_by(DocumentRow.number)
            with Session(self._engine) as session:
                found = [(row.number, document_of(row)) for row in session.scalars(query)]
            yield from found

    def _store(self, outcomes: Sequence[_Outcome]) -> None:
        """Replace what the store knows of these documents, in one transaction."""
        numbers = [outcome.number for outcome in outcomes]
        with Session(self._engine) as session, session.begin():
            for table in (EventRow, DecisionRow, SetAsideRow):
                session.execute(delete(table).where(table.document.in_(numbers)))
            rows = {
                row.number: row for row in session.scalars(select(DocumentRow).where(DocumentRow.number.in_(numbers)))
            }
            for outcome in outcomes:
                row = rows[outcome.number]
                row.coder_version = self._version
                if isinstance(outcome.result, WaqaiError):
                    self._set_aside(session, row, outcome.result)
                else:
                    self._add(session, outcome.number, outcome.result)
            changed(session, numbers)
            advance(session)

    def _add(self, session: Session, number: int, coded: CodedDocument) -> None:
        session.add_all(event_row(event, number, ordinal) for ordinal, event in enumerate(coded.events, 1))
        session.add_all(decision_row(decision, number) for decision in coded.decisions)
        self.report.coded += 1
        self.report.events += len(coded.events)

    def _set_aside(self, session: Session, row: DocumentRow, error: WaqaiError) -> None:
        item = SetAside(row.located, error, row.sha256)
        self.report.set_aside.append(item)
        session.add(set_aside_row(item, document=row.number, at=self._clock()))


@dataclass(frozen=True)
class _Outcome:
    """What coding the document with that number gave."""

    number: int
    result: CodedDocument | WaqaiError


def _outcome(coder: Codes, number: int, document: Document) -> _Outcome:
    try:
        return _Outcome(number, coder.code(document))
    except WaqaiError as error:
        return _Outcome(number, error)
    except Exception as error:
        # One text that the coder trips over must not stop the others: it is set aside and listed like any other.
        fault = WaqaiError(f"the coder failed on it ({type(error).__name__}: {error}).", remedy="Report this document.")
        return _Outcome(number, fault)


_shared_coder: Codes | None = None


def _share(coder: Codes) -> None:
    global _shared_coder  # set once in each worker process, before its first document
    _shared_coder = coder


def _shared_outcome(task: tuple[int, Document]) -> _Outcome:
    if _shared_coder is None:
        raise RuntimeError("a worker was started without its coder")
    return _outcome(_shared_coder, *task)


Mapped = Callable[[Iterator[tuple[int, Document]]], Iterator[_Outcome]]


@contextmanager
def _mapping(coder: Codes, workers: int) -> Iterator[Mapped]:
    """Codes documents in their order, in this process or in as many others as `workers`."""
    if workers <= 1:
        yield lambda tasks: (_outcome(coder, *task) for task in tasks)
        return
    # Forked processes share the coder's tables with this one instead of loading their own.
    with multiprocessing.get_context("fork").Pool(workers, _share, (coder,)) as pool:
        yield lambda tasks: _pieces(pool, tasks, workers)


def _pieces(pool: Any, tasks: Iterator[tuple[int, Document]], workers: int) -> Iterator[_Outcome]:
    """Outcomes of a bounded number of tasks at a time: a pool left alone would read the whole queue into memory."""
    while piece := list(islice(tasks, _CHUNK * workers * 4)):
        yield from pool.imap(_shared_outcome, piece, _CHUNK)


def _batches(outcomes: Iterator[_Outcome]) -> Iterator[list[_Outcome]]:
    while batch := list(islice(outcomes, BATCH)):
        yield batch
