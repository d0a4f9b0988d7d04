"""When a document was published, as inputs write it."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from waqai.errors import BrokenRecord, ImplausibleDate

EARLIEST_YEAR = 1900
_AHEAD = timedelta(days=2)
_REMEDY = "Correct the date, or leave it null."


def publication_time(written: str, zone: tzinfo, now: datetime, where: str | None = None) -> datetime:
    """The moment that `written` names, with its zone; `zone` is that of a date without one.

    Reads ISO 8601 dates and times ("2024-01-23", "2024-01-23T10:00:00+03:00") and the dates of feeds and mail
    ("Tue, 23 Jan 2024 10:00:00 GMT"). A day alone is its midnight. Raises BrokenRecord where it is no date, and
    ImplausibleDate before 1900 or more than two days after `now`.
    """
    moment = parsed_time(written.strip())
    if moment is None:
        raise BrokenRecord(
            f"{written[:60]!r} is not a date.", where=where, remedy="Write it as 2024-01-23T10:00:00+03:00."
        )
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    if moment.year < EARLIEST_YEAR:
        raise ImplausibleDate(f"published in {moment.year}, before {EARLIEST_YEAR}.", where=where, remedy=_REMEDY)
    if moment > now + _AHEAD:
        raise ImplausibleDate(f"published on {moment:%Y-%m-%d}, in the future.", where=where, remedy=_REMEDY)
    return moment


def parsed_time(written: str) -> datetime | None:
    """The moment that `written` names, without a zone where it has none; None where it is no date."""
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return None
