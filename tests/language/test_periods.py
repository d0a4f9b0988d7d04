"""Weeks, months and years, stretches of them, and times counted back from publication."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.calendar import Moment, moments
from waqai.language.folding import fold
from waqai.language.periods import month, week
from waqai.language.tokens import tokenise

TUESDAY = datetime(2024, 1, 23, 12)


def times(text: str, anchor: datetime | None = TUESDAY) -> list[Moment]:
    """The times of a text that was published on Tuesday 23 January 2024."""
    return moments(tokenise(fold(text)), anchor)


def days(text: str, anchor: datetime | None = TUESDAY) -> tuple[str, str]:
    """The first and the last day of the one time of a text."""
    (moment,) = times(text, anchor)
    return str(moment.first), str(moment.last)


todays = st.dates(date(1950, 1, 1), date(2070, 1, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الأسبوع الماضي", ("2024-01-13", "2024-01-21")),
        ("هذا الأسبوع", ("2024-01-20", "2024-01-23")),
        ("الأسبوع المقبل", ("2024-01-27", "2024-02-04")),
        ("الشهر الفائت", ("2023-12-01", "2023-12-31")),
        ("الشهر الماضي", ("2023-12-01", "2023-12-31")),
        ("الشهر قبل الماضي", ("2023-11-01", "2023-11-30")),
        ("هذا الشهر", ("2024-01-01", "2024-01-23")),
        ("الشهر المقبل", ("2024-02-01", "2024-02-29")),
        ("العام الماضي", ("2023-01-01", "2023-12-31")),
        ("العام (الماضي)", ("2023-01-01", "2023-12-31")),
        ("السنة الماضية", ("2023-01-01", "2023-12-31")),
        ("هذا العام", ("2024-01-01", "2024-01-23")),
        ("العام الجاري", ("2024-01-01", "2024-01-23")),
        ("عام 2014", ("2014-01-01", "2014-12-31")),
        ("العام ٢٠١٤", ("2014-01-01", "2014-12-31")),
        ("سنة 2006م", ("2006-01-01", "2006-12-31")),
    ],
)
def test_weeks_months_and_years(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كانون الثاني 2023", ("2023-01-01", "2023-01-31")),
        ("شباط/ فبراير 2020", ("2020-02-01", "2020-02-29")),
        ("نوفمبر (تشرين الثاني) 2023", ("2023-11-01", "2023-11-30")),
        ("شهر يناير الماضي", ("2023-01-01", "2023-01-31")),
        ("في آب الماضي", ("2023-08-01", "2023-08-31")),
        ("سبتمبر", ("2023-09-01", "2023-09-30")),
        ("في كانون الأول", ("2023-12-01", "2023-12-31")),
        ("كانون الثاني", ("2024-01-01", "2024-01-31")),
        ("تشرين الأول من العام الماضي", ("2023-10-01", "2023-10-31")),
        ("في آذار المقبل", ("2024-03-01", "2024-03-31")),
    ],
)
def test_a_month_without_a_year_is_the_latest_that_has_begun(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("منتصف تشرين الأول", ("2023-10-13", "2023-10-17")),
        ("منتصف تشرين الأول/ أكتوبر 2022", ("2022-10-13", "2022-10-17")),
        ("مطلع آذار 2023", ("2023-03-01", "2023-03-10")),
        ("أواسط آذار 2023", ("2023-03-11", "2023-03-20")),
        ("أواخر شباط 2023", ("2023-02-21", "2023-02-28")),
        ("نهاية نيسان الماضي", ("2023-04-25", "2023-04-30")),
        ("مطلع الشهر الجاري", ("2024-01-01", "2024-01-10")),
        ("منتصف الشهر الماضي", ("2023-12-13", "2023-12-17")),
        ("بداية العام", ("2024-01-01", "2024-01-23")),
        ("منتصف عام 2023", ("2023-06-01", "2023-07-31")),
        ("أواخر 2022", ("2022-09-01", "2022-12-31")),
        ("نهاية الأسبوع الماضي", ("2024-01-19", "2024-01-21")),
        ("مطلع الأسبوع", ("2024-01-20", "2024-01-22")),
        ("صيف 2006", ("2006-06-01", "2006-08-31")),
        ("شتاء 2013", ("2013-12-01", "2014-02-28")),
        ("الصيف الماضي", ("2023-06-01", "2023-08-31")),
        ("ربيع العام الماضي", ("2023-03-01", "2023-05-31")),
    ],
)
def test_stretches_of_months_weeks_and_years(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قبل ثلاثة أيام", ("2024-01-20", "2024-01-20")),
        ("قبل 3 أيام", ("2024-01-20", "2024-01-20")),
        ("قبل يوم واحد", ("2024-01-22", "2024-01-22")),
        ("قبل يومين", ("2024-01-21", "2024-01-21")),
        ("منذ أسبوعين", ("2024-01-06", "2024-01-12")),
        ("قبل أسبوع", ("2024-01-13", "2024-01-19")),
        ("قبل نحو شهر", ("2023-12-01", "2023-12-31")),
        ("قبل شهرين", ("2023-11-01", "2023-11-30")),
        ("قبل أكثر من عامين", ("2022-01-01", "2022-12-31")),
        ("قبل عشر سنوات", ("2014-01-01", "2014-12-31")),
        ("قبل عقدين", ("2004-01-01", "2004-12-31")),
        ("قبل ساعتين", ("2024-01-23", "2024-01-23")),
        ("قبل 20 ساعة", ("2024-01-22", "2024-01-22")),
        ("قبل نصف ساعة", ("2024-01-23", "2024-01-23")),
        ("قبل أيام", ("2024-01-16", "2024-01-21")),
        ("قبل بضعة أيام", ("2024-01-16", "2024-01-21")),
        ("قبل يومين من الآن", ("2024-01-21", "2024-01-21")),
    ],
)
def test_times_are_counted_back_from_publication(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("خلال اليومين الماضيين", ("2024-01-21", "2024-01-23")),
        ("خلال الأيام الثلاثة الماضية", ("2024-01-20", "2024-01-23")),
        ("خلال الـ24 ساعة الماضية", ("2024-01-22", "2024-01-23")),
        ("خلال الساعات الـ48 الماضية", ("2024-01-21", "2024-01-23")),
        ("في الأيام القليلة الماضية", ("2024-01-16", "2024-01-23")),
        ("في الأسابيع الثلاثة الأخيرة", ("2024-01-02", "2024-01-23")),
        ("خلال العامين الماضيين", ("2022-01-23", "2024-01-23")),
        ("خلال الأيام الثلاثة المقبلة", ("2024-01-23", "2024-01-26")),
    ],
)
def test_the_last_units_of_time_end_with_publication(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [("منذ يوم الاثنين", "2024-01-22"), ("منذ عام 2014", "2014-01-01"), ("قبل شهر رمضان 1444", "2023-03-23")],
)
def test_a_unit_that_opens_a_date_counts_nothing_back(text: str, first: str) -> None:
    (moment,) = times(text)
    assert str(moment.first) == first


@pytest.mark.parametrize(
    "text",
    ["قبل يومين من الانفجار", "بعد ثلاثة أيام من القتال", "مدة أسبوعين", "الشهر", "العام", "1445 مقاتلا", "عام كامل"],
)
def test_durations_and_bare_units_are_no_times(text: str) -> None:
    assert times(text) == []


@given(todays, st.integers(1, 400))
def test_so_many_days_ago_is_that_day(today: date, count: int) -> None:
    (moment,) = times(f"قبل {count} يوما", datetime(today.year, today.month, today.day))
    assert moment.first == moment.last == today - timedelta(days=count)


@given(todays, st.integers(-50, 50))
def test_a_week_holds_a_week_by_every_reckoning(today: date, shift: int) -> None:
    first, last = week(today, shift)
    assert first <= today + timedelta(days=7 * shift) <= last
    assert 9 <= (last - first).days + 1 <= 13


@given(todays, st.integers(-500, 500))
def test_a_month_begins_on_the_first_and_is_followed_by_the_next(today: date, shift: int) -> None:
    first, last = month(today, shift)
    assert (first.day, (first.year - today.year) * 12 + first.month - today.month) == (1, shift)
    assert month(today, shift + 1)[0] == last + timedelta(days=1)
