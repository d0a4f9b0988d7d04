"""What the store says and the ledger must say too: captures, decisions of people, texts that changed or are gone.

A statement is a line of the ledger. Of all but captures it holds the digest of its canonical JSON alone, which `verify`
makes anew from the row: what these functions digest can therefore never change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from waqai.archive import Kept, Line, Location
from waqai.storage import judgements, overrides
from waqai.storage.models import CaptureRow, DisappearanceRow, DocumentRow, JudgementRow, StatusOverrideRow

JUDGEMENT, STATUS, UNDOING = "judgement", "status", "undoing"
VERSION, DISAPPEARANCE, RETURN = "version", "disappearance", "return"
_MANY = 1_000

Content = Mapping[str, str | int | None]


def statement(kind: str, name: str, at: datetime, content: Content) -> Line:
    """The line about an edit of the store: `name` is its id, `content` all that must never change of it."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    digest = hashlib.sha256(text).hexdigest()
    return Line(at=at, name=name, sha256=digest, bytes=len(text), media_type="application/json", kind=kind)


def capture_line(row: CaptureRow, kept: Kept | None = None) -> Line:
    """The line about bytes that came in; `kept` tells where they are, if they came from the web."""
    return Line(
        at=row.at,
        name=row.name,
        sha256=row.sha256,
        bytes=row.bytes,
        media_type=row.media_type,
        location=kept.location if kept else None,
        records=kept.records if kept else None,
    )


def location_of(row: CaptureRow) -> Location | None:
    """Where in the WARC files the bytes of a capture are; None for a file of its own."""
    if row.warc is None or row.warc_offset is None or row.warc_length is None:
        return None
    return Location(file=row.warc, offset=row.warc_offset, length=row.warc_length)


def judgement_line(row: JudgementRow) -> Line:
    """The line about a judgement as it was made."""
    content = {
        "left": row.left,
        "right": row.right,
        "verdict": row.verdict,
        "by": row.by,
        "at": row.at.isoformat(),
        "because": row.because,
        "left_events": row.left_events,
        "right_events": row.right_events,
    }
    return statement(JUDGEMENT, judgements.entry_id(row.number), row.at, content)


def status_line(row: StatusOverrideRow) -> Line:
    """The line about a status as it was given."""
    content = {
        "incident": row.incident,
        "status": row.status,
        "by": row.by,
        "at": row.at.isoformat(),
        "because": row.because,
    }
    return statement(STATUS, overrides.entry_id(row.number), row.at, content)


def undoing_line(row: JudgementRow | StatusOverrideRow) -> Line:
    """The line about the undoing of a judgement or status. The caller has made sure that it was undone."""
    name = judgements.entry_id(row.number) if isinstance(row, JudgementRow) else overrides.entry_id(row.number)
    at = row.undone_at or row.at
    content = {"by": row.undone_by, "at": at.isoformat(), "because": row.undone_because}
    return statement(UNDOING, name, at, content)


def version_line(row: DocumentRow, at: datetime) -> Line:
    """The line about a text that came in anew and had changed; `at` is the moment of its capture."""
    content: dict[str, str | int | None] = {
        "stem": row.stem,
        "version": row.version,
        "fingerprint": row.fingerprint,
        "capture": row.capture,
    }
    return statement(VERSION, row.id, at, content)


def disappearance_line(row: DisappearanceRow) -> Line:
    """The line about a text that was seen to be gone."""
    content = {
        "stem": row.stem,
        "source": row.source,
        "url": row.url,
        "since": row.since.isoformat(),
        "because": row.because,
        "capture": row.capture,
    }
    return statement(DISAPPEARANCE, row.stem, row.since, content)


def return_line(row: DisappearanceRow) -> Line:
    """The line about a text that was there again. The caller has made sure that it was."""
    at = row.ended_at or row.since
    return statement(RETURN, row.stem, at, {"since": row.since.isoformat(), "at": at.isoformat()})


def _captures(session: Session) -> Iterator[Line]:
    yield from map(capture_line, session.scalars(select(CaptureRow).execution_options(yield_per=_MANY)))


def _judgements(session: Session) -> Iterator[Line]:
    for row in session.scalars(select(JudgementRow).execution_options(yield_per=_MANY)):
        yield judgement_line(row)
        if row.undone_at is not None:
            yield undoing_line(row)


def _statuses(session: Session) -> Iterator[Line]:
    for row in session.scalars(select(StatusOverrideRow).execution_options(yield_per=_MANY)):
        yield status_line(row)
        if row.undone_at is not None:
            yield undoing_line(row)


def _versions(session: Session) -> Iterator[Line]:
    query = select(DocumentRow, CaptureRow.at).join(CaptureRow, CaptureRow.sha256 == DocumentRow.capture)
    for row, at in session.execute(query.where(DocumentRow.version > 1).execution_options(yield_per=_MANY)):
        yield version_line(row, at)


def _disappearances(session: Session) -> Iterator[Line]:
    for row in session.scalars(select(DisappearanceRow).execution_options(yield_per=_MANY)):
        yield disappearance_line(row)
        if row.ended_at is not None:
            yield return_line(row)


SOURCES: tuple[Callable[[Session], Iterator[Line]], ...] = (
    _captures,
    _judgements,
    _statuses,
    _versions,
    _disappearances,
)
"""Every table whose rows the ledger tells of."""


def statements(session: Session) -> Iterator[Line]:
    """All that the store says and the ledger must say too."""
    for source in SOURCES:
        yield from source(session)


def key_of(line: Line) -> bytes:
    """What a statement and its entry in the ledger have in common and nothing else has, in 16 bytes."""
    said = (line.kind, line.name, line.sha256, line.bytes, line.media_type, line.at.astimezone(UTC).isoformat())
    return hashlib.blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=16).digest()
