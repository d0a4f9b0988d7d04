"""A project of so many made-up reports, and documents added to it: `python -m bench.project COUNT [COPIES]`.

With COPIES, what the project holds is copied that often in the database, each time to later days, before documents are
added: a project of COUNT x COPIES events without an hour of joining them.

Prints one JSON object: the seconds of joining all its events for the first time, and those of adding one more document
to it, from the coded document to the incidents in the database, in a process that has the project open; a bare commit
of one row as the floor; the size of the database and the most memory that the first joining took.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from bench.happenings import happenings
from waqai.cli.memory import collect_seldom
from waqai.linking.account import Profile
from waqai.linking.linker import Linker
from waqai.records import AcledType, Casualties, CodedDocument, Document, Event, Span, Time
from waqai.storage import linking_state
from waqai.storage.models import CaptureRow, DocumentRow, EventRow, RunRow
from waqai.storage.pieces import pieces
from waqai.storage.project import Project
from waqai.storage.rows import event_row, fingerprint

ADDED = 20
VERSION = "made up"
_ACLED = AcledType(event_type="Battles", sub_event_type="Armed clash")
_OUTLETS = 40


class MadeUp:
    """A coder that gives what is told here of each document."""

    version = VERSION

    def __init__(self) -> None:
        self.coded: dict[str, CodedDocument] = {}

    def code(self, document: Document) -> CodedDocument:
        """The document with its events."""
        return self.coded[document.id]


def coded(profile: Profile) -> CodedDocument:
    """A report that tells what a profile says."""
    day = profile.first or datetime(2011, 1, 1, tzinfo=UTC).date()
    words = " ".join(sorted(profile.words))
    told = f"وقع ذلك في {profile.sites[0].text} يوم أمس {words}"
    published = datetime(day.year, day.month, day.day, 18, tzinfo=UTC) + timedelta(
        minutes=int(profile.document_id[1:]) % 300
    )
    number = int(profile.document_id[1:])
    source = f"وكالة {number * 7919 % _OUTLETS}"
    event = Event(
        id=profile.id,
        document_id=profile.document_id,
        type=profile.type,
        acled=_ACLED,
        triggers=(Span(text=profile.type, span=(0, 4)),),
        time=Time(start=day, end=day, precision="day", anchor=profile.anchor or "explicit"),
        places=profile.sites,
        agents=profile.agents,
        casualties=tuple(
            Casualties(kind=kind, best=number, text="قتلى", span=(0, 4)) for kind, number in profile.figures.items()
        ),
    )
    document = Document.of_text(told, id=profile.document_id, source=source, published=published, language="ar")
    return CodedDocument(document=document, events=(event,))


def filled(root: Path, told: Iterable[CodedDocument]) -> Project:
    """A project with these documents, coded and not linked."""
    project = Project.create(root)
    at = datetime(2024, 1, 1, tzinfo=UTC)
    with Session(project._engine) as session, session.begin():
        session.add(CaptureRow(sha256="0" * 64, name="f", media_type="text/plain", bytes=1, at=at, read_at=at))
        session.flush()
        for piece in pieces(enumerate(told, 1), 2000):
            session.execute(insert(DocumentRow), [_document(number, item.document) for number, item in piece])
            session.execute(insert(EventRow), [_event(number, item.events[0]) for number, item in piece])
        linking_state.advance(session)
    return project


def _document(number: int, document: Document, version: str | None = VERSION) -> dict[str, object]:
    return {
        **document.model_dump(), "number": number, "stem": document.id, "version": 1, "latest": True,
        "fingerprint": fingerprint(document), "capture": "0" * 64, "located": "f", "coder_version": version,
    }  # fmt: skip


def _event(number: int, event: Event) -> dict[str, object]:
    row = event_row(event, number, 1)
    return {name: getattr(row, name) for name in EventRow.__mapper__.columns.keys()}  # noqa: SIM118 - no mapping


def add(project: Project, coder: MadeUp, number: int, item: CodedDocument) -> None:
    """Put a document into the project, not coded yet."""
    coder.coded[item.document.id] = item
    with Session(project._engine) as session, session.begin():
        session.execute(insert(DocumentRow), [_document(number, item.document, None)])


def floor(project: Project) -> float:
    """The seconds of a commit of one row."""
    start = time.perf_counter()
    with Session(project._engine) as session, session.begin():
        at = datetime(2024, 1, 1, tzinfo=UTC)
        session.add(RunRow(kind="bench", version="", started=at, finished=at, done=0, set_aside=0))
    return time.perf_counter() - start


_COPIES = (
    """INSERT INTO document SELECT number + :documents, id || :mark, stem || :mark, version, latest, fingerprint,
    capture, located, source, publisher_id, published, title, text, url, language, sha256, coder_version
    FROM document WHERE number <= :last_document""",
    """INSERT INTO event SELECT id || :mark, document + :documents, ordinal, type, day_start, day_end, lat, lon, scope,
    polarity, payload FROM event WHERE document <= :last_document""",
    """INSERT INTO incident_identity SELECT number + :identities, id || :mark, founder, living
    FROM incident_identity WHERE number <= :last_identity""",
    """INSERT INTO incident SELECT id || :mark, type, status, day_start, day_end, lat, lon, payload FROM incident
    WHERE id IN (SELECT id FROM incident_identity WHERE number <= :last_identity)""",
    """INSERT INTO incident_event SELECT incident || :mark, event || :mark FROM incident_event
    WHERE incident IN (SELECT id FROM incident_identity WHERE number <= :last_identity)""",
    """INSERT INTO incident_member SELECT incident || :mark, event || :mark, footprint, stem || :mark
    FROM incident_member WHERE incident IN (SELECT id FROM incident_identity WHERE number <= :last_identity)""",
    """INSERT INTO account_text SELECT document + :documents, words, sketch FROM account_text
    WHERE document <= :last_document""",
    """INSERT INTO account_block SELECT day + :days, key, account + :documents FROM account_block
    WHERE account <= :last_document ORDER BY day, key""",
    """INSERT INTO account_pair SELECT "left" + :documents, "right" + :documents, score, met + :days FROM account_pair
    WHERE "left" <= :last_document""",
    """INSERT INTO account SELECT number + :documents, event || :mark, document + :documents, first + :days,
    last + :days, profile, incident + :identities FROM account WHERE number <= :last_document""",
)
"""Every report tells one event, so that documents and accounts have the same numbers."""


def multiply(project: Project, copies: int) -> None:
    """Copy all that a linked project holds so often that there are `copies` of it, each of later days."""
    with Session(project._engine) as session:
        last = session.scalar(text("SELECT max(number) FROM document"))
        identity = session.scalar(text("SELECT max(number) FROM incident_identity"))
        days = session.scalar(text("SELECT max(last) - min(first) + 10 FROM account"))
    for copy in range(1, copies):
        values = {"mark": f"~{copy}", "documents": copy * last, "identities": copy * identity, "days": copy * days}
        with Session(project._engine) as session, session.begin():
            for statement in _COPIES:
                session.execute(text(statement), {**values, "last_document": last, "last_identity": identity})


def measured(count: int, folder: Path, copies: int = 1) -> dict[str, float]:
    """Fill a project, link it, and add documents one by one."""
    (*profiles,) = happenings(count)
    step = max(1, count // (2 * ADDED))
    late = [coded(profiles.pop(at)) for at in range(count - 1, step, -step)][: 2 * ADDED]
    project = filled(folder / "p", map(coded, profiles))
    del profiles
    collect_seldom()
    linker = Linker()
    start = time.perf_counter()
    project.relink(linker=linker)
    first = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    multiply(project, copies)
    coder, seconds, floors = MadeUp(), [], []
    for number, item in enumerate(late, count * copies + 1):
        add(project, coder, number, item)
        floors.append(floor(project))
        start = time.perf_counter()
        project.process(coder, linker=linker)
        seconds.append(time.perf_counter() - start)
    seconds = seconds[len(late) // 2 :]  # the first half finds nothing of the database in memory
    return {
        "events": count * copies, "seconds": statistics.median(seconds), "least": min(seconds), "most": max(seconds),
        "floor_seconds": statistics.median(floors), "first_seconds": first, "peak_mib": peak,
        "database_mib": (folder / "p" / "waqai.db").stat().st_size / (1 << 20),
    }  # fmt: skip


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(measured(int(sys.argv[1]), Path(made), *map(int, sys.argv[2:]))))
