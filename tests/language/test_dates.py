"""Dates with a day, in figures and with the month's name."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.calendar import Moment, moments
from waqai.language.dates import extent
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


_MONTHS = """
كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول
يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر
جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر
يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|نونبر|دجنبر
"""
_TRADITIONS = [line.split("|") for line in _MONTHS.strip().splitlines()]
_LEVANTINE, _EGYPTIAN = _TRADITIONS[:2]
months = st.sampled_from(_TRADITIONS)
gregorian_days = st.dates(date(1901, 1, 1), date(2099, 12, 31))
to_arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(gregorian_days, months, st.booleans())
def test_every_day_of_every_tradition_is_read(day: date, names: list[str], arabic: bool) -> None:
    text = f"وقع الهجوم في {day.day} {names[day.month - 1]} {day.year} قرب النهر"
    assert days(text.translate(to_arabic) if arabic else text) == (str(day), str(day))


@given(gregorian_days, st.sampled_from(("/", " / ", " ", " (")), st.booleans())
def test_pairs_of_month_names_are_one_month(day: date, between: str, levantine_first: bool) -> None:
    names = _LEVANTINE[day.month - 1], _EGYPTIAN[day.month - 1]
    first, second = names if levantine_first else names[::-1]
    closing = ")" if "(" in between else ""
    (moment,) = times(f"في {day.day} {first}{between}{second}{closing} {day.year}")
    assert moment.first == day


@given(gregorian_days, st.sampled_from("-/"), st.booleans())
def test_figures_are_day_month_year_or_year_month_day(day: date, mark: str, arabic: bool) -> None:
    for text in (
        f"{day.day}{mark}{day.month}{mark}{day.year}",
        f"{day.day:02d}{mark}{day.month:02d}{mark}{day.year}",
        f"{day.year}{mark}{day.month:02d}{mark}{day.day:02d}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert days(text.translate(to_arabic) if arabic else text) == (str(day), str(day))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/31/2023", "2023-12-31"),
        ("22/01/24", "2024-01-22"),
        ("5/6/98", "1998-06-05"),
        ("(22/1/2024)", "2024-01-22"),
        ("بتاريخ 3 / 5 / 2023", "2023-05-03"),
        ("22-1-2024م", "2024-01-22"),
    ],
)
def test_month_before_day_two_figures_of_a_year_and_brackets_are_understood(text: str, day: str) -> None:
    assert days(text) == (day, day)


@pytest.mark.parametrize(
    "text",
    ["13/13/2023", "31/4/2023", "30-2-2024", "3/4 السكان", "45/60", "رقم 120/3/7", "192.168.1.1", "بنسبة 5/1"],
)
def test_fractions_and_impossible_days_are_no_dates(text: str) -> None:
    assert times(text) == []


@pytest.mark.parametrize("text", ["يوم 5/1", "في 5/1", "22/1", "(22/1)", "الجمعة 5/1"])
def test_day_and_month_in_figures_are_a_date_where_nothing_else_fits(text: str) -> None:
    assert days(text)[0] in ("2024-01-05", "2024-01-22")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("الأول من آب 2023", "2023-08-01"),
        ("الثامن من آذار 2023", "2023-03-08"),
        ("الثاني عشر من أيار 2023", "2023-05-12"),
        ("الحادي والعشرين من حزيران 2023", "2023-06-21"),
        ("العشرين من تموز 2023", "2023-07-20"),
        ("الثلاثين من أيلول 2023", "2023-09-30"),
        ("الحادي والثلاثين من كانون الأول 2023", "2023-12-31"),
        ("الخامس في شهر نيسان 2023", "2023-04-05"),
        ("الـ22 من كانون الثاني 2024", "2024-01-22"),
    ],
)
def test_the_day_may_be_an_ordinal(text: str, day: str) -> None:
    assert days(text) == (day, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 شباط من عام 2021", "2021-02-05"),
        ("5 شباط، 2021", "2021-02-05"),
        ("5 من شهر شباط سنة 2021", "2021-02-05"),
        ("5 شباط من العام الماضي", "2023-02-05"),
        ("5 شباط الماضي", "2023-02-05"),
        ("5 شباط المقبل", "2024-02-05"),
        ("5 من الشهر الجاري", "2024-01-05"),
        ("22 الجاري", "2024-01-22"),
        ("الثالث من هذا الشهر", "2024-01-03"),
        ("الثالث من الشهر المقبل", "2024-02-03"),
        ("الثالث من الشهر الماضي", "2023-12-03"),
    ],
)
def test_the_year_or_month_may_be_said_in_words(text: str, day: str) -> None:
    assert days(text) == (day, day)


@given(gregorian_days.filter(lambda day: (day.month, day.day) != (2, 29)), st.dates(date(1950, 1, 1), date(2070, 1, 1)))
def test_a_day_and_month_without_a_year_is_the_nearest_before_publication(day: date, today: date) -> None:
    (moment,) = times(f"{day.day} {_EGYPTIAN[day.month - 1]}", datetime(today.year, today.month, today.day))
    assert moment.first is not None
    assert (moment.first.month, moment.first.day) == (day.month, day.day)
    assert -2 <= (today - moment.first).days <= 365


def test_a_leap_day_without_a_year_is_the_last_one_there_was() -> None:
    assert days("29 شباط") == ("2020-02-29", "2020-02-29")


@pytest.mark.parametrize("text", ["قتل 5 في آذار الماضي", "أصيب 12 في شباط 2023"])
def test_a_count_before_in_a_month_is_no_day(text: str) -> None:
    (moment,) = times(text)
    assert moment.precision == "month"


def test_cardinal_words_are_no_days() -> None:
    (moment,) = times("الاثنان والعشرون من آذار 2023")
    assert moment.precision == "month"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 و5 شباط 2023", ("2023-02-03", "2023-02-05")),
        ("3-5 شباط 2023", ("2023-02-03", "2023-02-05")),
        ("3 إلى 5 شباط 2023", ("2023-02-03", "2023-02-05")),
        ("يومي 3 و4 كانون الثاني", ("2024-01-03", "2024-01-04")),
        ("الثالث والخامس من شباط 2023", ("2023-02-03", "2023-02-05")),
    ],
)
def test_two_days_of_a_month_are_a_stretch(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


def test_the_extent_of_a_stretch_is_its_precision() -> None:
    day = date(2024, 1, 1)
    assert extent(day, day) == "day"
    assert extent(day, date(2024, 1, 10)) == "week"
    assert extent(day, date(2024, 1, 11)) == "month"
