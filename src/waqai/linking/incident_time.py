"""The time of an incident: what the times of all its accounts leave open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import get_args

from waqai.linking.account import Account
from waqai.records import IncidentTime, TimePrecision

_PRECISIONS: tuple[TimePrecision, ...] = get_args(TimePrecision)
"""Finest first."""


def incident_time(accounts: Sequence[Account]) -> IncidentTime | None:
    """The days that all accounts share, else all the days that any names; None where none names a day.

    Times that the texts state go before days that were taken from the date of publication.
    """
    dated = [account for account in accounts if account.first is not None and account.last is not None]
    stated = [account for account in dated if account.event.time and account.event.time.anchor != "publication"]
    if not dated:
        return None
    chosen = stated or dated
    firsts = [account.first for account in chosen if account.first is not None]
    lasts = [account.last for account in chosen if account.last is not None]
    precisions = [_PRECISIONS.index(account.event.time.precision) for account in chosen if account.event.time]
    if max(firsts) <= min(lasts):
        return IncidentTime(start=max(firsts), end=min(lasts), precision=_PRECISIONS[min(precisions)])
    return IncidentTime(start=min(firsts), end=max(lasts), precision=_PRECISIONS[max(precisions)])


def first_report(accounts: Sequence[Account]) -> datetime | None:
    """When the first document came out that tells of it; None where no document is dated."""
    return min((at for account in accounts if (at := account.document.published) is not None), default=None)


def delay_hours(start: date | None, first: datetime | None) -> float | None:
    """Hours from the start of the day of the happening, in the zone of the first report, to that report.

    None where either is unknown, or where the report is older than the day.
    """
    if start is None or first is None:
        return None
    hours = (first - datetime.combine(start, time.min, first.tzinfo)).total_seconds() / 3600
    return round(hours, 2) if hours >= 0 else None
