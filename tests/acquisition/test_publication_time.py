"""Times of publication are read as inputs write them, in the publisher's zone, and only where they can be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.acquisition.publication_time import publication_time
from waqai.errors import BrokenRecord, ImplausibleDate

NOW = datetime(2024, 6, 1, tzinfo=UTC)
DAMASCUS = ZoneInfo("Asia/Damascus")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-01-23T10:00:00+03:00", "2024-01-23T10:00:00+03:00"),
        ("2024-01-23T10:00:00Z", "2024-01-23T10:00:00+00:00"),
        ("2024-01-23T10:00:00+0300", "2024-01-23T10:00:00+03:00"),
        ("2024-01-23 10:00", "2024-01-23T10:00:00+03:00"),
        ("2024-01-23", "2024-01-23T00:00:00+03:00"),
        ("Tue, 23 Jan 2024 10:00:00 GMT", "2024-01-23T10:00:00+00:00"),
    ],
)
def test_iso_and_feed_dates_are_read_and_those_without_zone_are_the_publishers(written: str, moment: str) -> None:
    assert publication_time(written, DAMASCUS, NOW) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("written", ["1800-01-01", "1899-12-31T23:59:00Z", "2024-06-04", "2999-01-01"])
def test_a_date_before_1900_or_in_the_future_is_implausible(written: str) -> None:
    with pytest.raises(ImplausibleDate):
        publication_time(written, UTC, NOW, "a.jsonl:3")


def test_a_clock_two_days_ahead_is_borne_with() -> None:
    assert publication_time("2024-06-02T12:00:00Z", UTC, NOW) > NOW


@pytest.mark.parametrize("written", ["yesterday", "23/01/2024", "2024-13-01", "2024-02-30", "١ أيار"])
def test_what_is_no_date_is_a_broken_record_that_says_how_to_write_one(written: str) -> None:
    with pytest.raises(BrokenRecord, match="is not a date"):
        publication_time(written, UTC, NOW)


@given(st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2024, 5, 1)), st.integers(-11, 12))
def test_every_plausible_moment_comes_back_as_written(moment: datetime, hours: int) -> None:
    zoned = moment.replace(tzinfo=ZoneInfo("Asia/Baghdad")) + timedelta(hours=hours)
    assert publication_time(zoned.isoformat(), UTC, NOW).isoformat() == zoned.isoformat()
