"""`Retry-After` is read as seconds or as a date, and never counts for more than a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.acquisition.fetching.pace import LONGEST_REST
from waqai.acquisition.fetching.retry_after import retry_after

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)


def waits(value: str, date: str = "", now: datetime = NOW) -> float | None:
    return retry_after(httpx.Headers([("Retry-After", value.encode()), ("Date", date.encode())]), now)


@given(st.integers(0, 86_400))
def test_seconds_and_a_date_mean_the_same(seconds: int) -> None:
    until = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert waits(str(seconds)) == waits(until) == seconds


@given(st.integers(0, 86_400), st.timedeltas(timedelta(days=-4_000), timedelta(days=4_000)))
def test_a_clock_that_is_wrong_here_does_not_change_a_date_there(seconds: int, off: timedelta) -> None:
    until, sent = (format_datetime(NOW + timedelta(seconds=by), usegmt=True) for by in (seconds, 0))
    assert waits(until, sent, NOW + off) == seconds


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "0x10", "٣٠", "Mon, 99 Mar 2025 12:00:00 GMT", "1" * 40])
def test_what_cannot_be_read_asks_for_nothing(value: str) -> None:
    assert waits(value) is None


@pytest.mark.parametrize("value", ["999999999999", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_nobody_is_waited_for_longer_than_a_day(value: str) -> None:
    assert waits(value) == LONGEST_REST


def test_a_date_that_is_over_means_now() -> None:
    assert waits("Mon, 03 Mar 2025 11:00:00 GMT") == 0


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_header_gives_a_wait_within_a_day_or_none(value: str, date: str) -> None:
    waiting = waits(value, date)
    assert waiting is None or 0 <= waiting <= LONGEST_REST
