"""The Hijri calendar, by days that are known from elsewhere."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language import hijri
from waqai.language.calendar import Moment, moments
from waqai.language.folding import fold
from waqai.language.tokens import tokenise

TUESDAY = datetime(2024, 1, 23, 12)


def times(text: str, anchor: datetime | None = TUESDAY) -> list[Moment]:
    """The times of a text that was published on Tuesday 23 January 2024."""
    return moments(tokenise(fold(text)), anchor)


def days(text: str, anchor: datetime | None = TUESDAY) -> tuple[str, str]:
    """The first and the last day of the one time of a text."""
    (moment,) = times(text, anchor)
    return str(moment.first), str(moment.last)


years, month_numbers = st.integers(hijri.FIRST_YEAR, hijri.LAST_YEAR), st.integers(1, 12)


def _length(days_of_month: tuple[date, date]) -> int:
    return (days_of_month[1] - days_of_month[0]).days + 1


@pytest.mark.parametrize(
    ("hijri_day", "day"),
    [
        ((1400, 1, 1), date(1979, 11, 20)),
        ((1444, 9, 1), date(2023, 3, 23)),
        ((1445, 1, 1), date(2023, 7, 19)),
        ((1445, 10, 1), date(2024, 4, 10)),
        ((1445, 12, 10), date(2024, 6, 16)),
    ],
)
def test_days_that_history_knows(hijri_day: tuple[int, int, int], day: date) -> None:
    assert hijri.gregorian(*hijri_day) == day


SIGHTED = {
    (1343, 9): 28,
    (1345, 5): 31,
    (1345, 8): 28,
    (1348, 11): 31,
    (1348, 12): 28,
    (1349, 10): 28,
    (1349, 11): 31,
    (1364, 8): 28,
}
"""Days of the old months of Umm al-Qura that were sighted, and had neither 29 nor 30."""


@given(years, month_numbers)
def test_the_months_of_the_calendar_follow_one_another(year: int, month: int) -> None:
    this = hijri.month_days(year, month)
    assert this is not None
    assert _length(this) == SIGHTED[year, month] if (year, month) in SIGHTED else _length(this) in (29, 30)
    following = hijri.month_days(year + month // 12, month % 12 + 1)
    if following is not None:
        assert following[0] == this[1] + timedelta(days=1)


@given(years, month_numbers, st.integers(1, 28))
def test_the_year_of_a_day_is_the_one_it_came_from(year: int, month: int, day: int) -> None:
    found = hijri.gregorian(year, month, day)
    assert found is not None
    assert hijri.year_of(found) == year


@pytest.mark.parametrize("day", [(1342, 1, 1), (1501, 1, 1), (1445, 0, 1), (1445, 13, 1), (1445, 1, 0), (1445, 1, 31)])
def test_there_is_no_such_day(day: tuple[int, int, int]) -> None:
    assert hijri.gregorian(*day) is None


def test_a_month_of_29_days_has_no_thirtieth() -> None:
    short = next(month for month in range(1, 13) if (found := hijri.month_days(1445, month)) and _length(found) == 29)
    assert hijri.gregorian(1445, short, 30) is None


def test_beyond_the_known_years_the_nearest_one_counts() -> None:
    assert hijri.month_days(1501, 1) is None
    assert hijri.year_of(date(1900, 1, 1)) == hijri.FIRST_YEAR
    assert hijri.year_of(date(2090, 1, 1)) == hijri.LAST_YEAR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في 12 رجب 1445هـ", ("2024-01-24", "2024-01-24")),
        ("في ١٢ رجب ١٤٤٥ هـ", ("2024-01-24", "2024-01-24")),
        ("الأول من شهر رمضان 1444 هجرية", ("2023-03-23", "2023-03-23")),
        ("12-7-1445 هـ", ("2024-01-24", "2024-01-24")),
        ("1445/07/12", ("2024-01-24", "2024-01-24")),
        ("العاشر من ذي الحجة 1445", ("2024-06-16", "2024-06-16")),
        ("شهر رمضان 1444", ("2023-03-23", "2023-04-20")),
        ("ربيع الأول الماضي", ("2023-09-16", "2023-10-15")),
        ("10 محرم", ("2023-07-28", "2023-07-28")),
    ],
)
def test_hijri_dates_of_a_text(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize("text", ["قال رجب إن الطريق مغلق", "وصل شعبان إلى بيته", "صفر اليدين"])
def test_names_of_men_are_no_months(text: str) -> None:
    assert times(text) == []


def test_a_hijri_month_with_a_gregorian_year_has_no_day() -> None:
    assert all(moment.precision != "day" for moment in times("12 رجب 2024"))


def test_a_hijri_date_and_its_gregorian_one_may_stand_together() -> None:
    assert "2024-01-24" in {str(moment.first) for moment in times("12 رجب 1445هـ الموافق 24 كانون الثاني 2024")}
