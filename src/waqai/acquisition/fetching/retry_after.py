"""The header `Retry-After`: how long a host asks to be left alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from waqai.acquisition.fetching.pace import LONGEST_REST

_SECONDS = re.compile(r"[0-9]{1,12}")


def retry_after(headers: httpx.Headers, now: datetime) -> float | None:
    """The seconds that an answer asks to wait, LONGEST_REST at most; None where it asks for nothing that can be read.

    A date is counted from the answer's own `Date`, so that a clock that is wrong here does no harm; without one, from
    `now`.
    """
    value = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(value):
        return min(float(value), LONGEST_REST)
    until = _moment(value)
    if until is None:
        return None
    since = _moment(headers.get("date", "")) or now
    return min(max(0.0, (until - since).total_seconds()), LONGEST_REST)


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
