"""Texts that are gone: what a channel no longer shows, and addresses that no longer answer. The documents stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from waqai.acquisition.kinds.step import Shown
from waqai.storage.models import DisappearanceRow, DocumentRow, PageRow
from waqai.storage.owed_lines import owe
from waqai.storage.statements import disappearance_line, return_line

CERTAIN_AFTER = timedelta(hours=1)
"""An address must be missing twice, so far apart: a site that is being mended is not gone."""
_WIDEST = 5_000
_PIECE = 500


@dataclass(frozen=True, slots=True)
class Disappearance:
    """A text that was no longer where it was: the document's id without version, where, since when and how that was
    seen, the capture that shows it, and when it was there again (null: it is gone)."""

    stem: str
    source: str
    url: str
    since: datetime
    because: str
    capture: str | None
    ended_at: datetime | None


def missing_from(session: Session, shown: Shown) -> list[str]:
    """The stems of stored texts that stand in the series between what a page shows, and that it does not show.

    Only the newest 5,000 numbers of a page's span are looked for: no page of a channel shows that many.
    """
    first = max(shown.first, shown.last - _WIDEST)
    absent = [f"{shown.stem}{number}" for number in range(first, shown.last + 1) if number not in shown.numbers]
    found: list[str] = []
    for start in range(0, len(absent), _PIECE):
        query = select(DocumentRow.stem).where(DocumentRow.latest, DocumentRow.stem.in_(absent[start : start + _PIECE]))
        found.extend(session.scalars(query))
    return found


def disappear(
    session: Session, stem: str, *, source: str, url: str, since: datetime, because: str, capture: str | None
) -> DisappearanceRow | None:
    """Enter that a text is gone; None where that was known."""
    known = DisappearanceRow.stem == stem, DisappearanceRow.ended_at.is_(None)
    if session.scalar(select(DisappearanceRow.number).where(*known).limit(1)):
        return None
    row = DisappearanceRow(stem=stem, source=source, url=url, since=since, because=because, capture=capture)
    session.add(row)
    session.flush()
    owe(session, disappearance_line(row))
    return row


def reappear(session: Session, stems: Iterable[str], now: datetime) -> list[str]:
    """Enter that texts are there again; gives the stems of those that were gone."""
    query = select(DisappearanceRow).where(DisappearanceRow.stem.in_(list(stems)), DisappearanceRow.ended_at.is_(None))
    back = list(session.scalars(query))
    for row in back:
        row.ended_at = now
        owe(session, return_line(row))
    return [row.stem for row in back]


def missed(page: PageRow, now: datetime) -> bool:
    """Enter that an address did not have its page; whether that is so for long enough to be certain."""
    if page.missing_since is None or page.missing_since > now:
        page.missing_since = now
    return now - page.missing_since >= CERTAIN_AFTER


def disappearances(session: Session) -> tuple[Disappearance, ...]:
    """All texts that were gone once, in the order in which that was seen."""
    names = Disappearance.__dataclass_fields__
    return tuple(
        Disappearance(**{name: getattr(row, name) for name in names})
        for row in session.scalars(select(DisappearanceRow).order_by(DisappearanceRow.number))
    )
