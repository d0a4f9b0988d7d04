"""Rounds of a source: when it is due, what a round came to, and how long it has been failing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from waqai.acquisition.kinds.step import Memory
from waqai.acquisition.source import SourceSetting
from waqai.errors import WaqaiError
from waqai.storage.models import SourceRow

LONGEST_PAUSE = timedelta(days=1)
"""A failing source is tried again at least so often, or as often as it is due where that is more seldom."""
_MOST_MEMORY = 64
_LONGEST_VALUE = 4_000


def row_of(session: Session, name: str) -> SourceRow:
    """The row of a source, made where it was never tried."""
    row = session.get(SourceRow, name)
    if row is None:
        row = untried(name)
        session.add(row)
        session.flush()
    return row


def untried(name: str) -> SourceRow:
    """What a source that was never tried has come to."""
    return SourceRow(
        name=name, round_open=False, round_failed=False, failures=0, documents=0, versions=0, gone=0, memory="{}"
    )


def is_due(source: SourceSetting, row: SourceRow | None, now: datetime) -> bool:
    """Whether a source is to be tried. A clock that was set back must not silence it: a last try in the future counts
    as none."""
    if source.paused:
        return False
    if row is None or row.due_at is None or row.tried_at is None or row.round_open:
        return True
    return now >= row.due_at or row.tried_at > now + timedelta(minutes=1) or row.due_at > now + longest_wait(source)


def longest_wait(source: SourceSetting) -> timedelta:
    """The longest time that can lie between two rounds of a source."""
    return max(source.every, LONGEST_PAUSE)


def begin(row: SourceRow, now: datetime) -> None:
    """A round begins."""
    row.tried_at, row.round_open, row.round_failed = utc(now), True, False


def fail(row: SourceRow, error: WaqaiError, now: datetime) -> None:
    """Something that the round began with failed."""
    row.round_failed = True
    row.failure_code, row.failure = error.code, error.words
    row.failing_since = row.failing_since or utc(now)


def end(row: SourceRow, source: SourceSetting, now: datetime) -> None:
    """All that the round began with is settled: sets when the source is due again, later after each failure."""
    row.round_open = False
    if row.round_failed:
        row.failures += 1
        row.due_at = utc(now) + min(source.every * 2 ** min(row.failures - 1, 20), longest_wait(source))
        return
    row.failures, row.failing_since, row.failure_code, row.failure = 0, None, None, None
    row.succeeded_at, row.due_at = utc(now), utc(now) + source.every


def memory_of(row: SourceRow) -> Memory:
    """What the source's kind keeps."""
    return {str(name): str(value) for name, value in json.loads(row.memory).items()}


def remember(row: SourceRow, memory: Memory) -> None:
    """Keep what a step gave; an empty value forgets. Names beyond the bound of 64 are not taken."""
    kept = dict(memory_of(row))
    for name, value in memory.items():
        if not value:
            kept.pop(name, None)
        elif name in kept or len(kept) < _MOST_MEMORY:
            kept[name] = value[:_LONGEST_VALUE]
    row.memory = json.dumps(kept, ensure_ascii=False)


def rows(session: Session) -> dict[str, SourceRow]:
    """All sources that were tried once, by name."""
    return {row.name: row for row in session.scalars(select(SourceRow))}


def utc(moment: datetime) -> datetime:
    """The moment in UTC, as the columns that are compared hold it."""
    return moment.astimezone(UTC)
