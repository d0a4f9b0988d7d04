"""Days by their name."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


_WEEK = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")


@given(st.integers(0, 6), st.dates(date(1950, 1, 1), date(2070, 1, 1)))
def test_a_weekday_is_the_latest_at_or_before_publication(weekday: int, today: date) -> None:
    (moment,) = times(f"قصف الحي {_WEEK[weekday]}", datetime(today.year, today.month, today.day))
    assert moment.first is not None
    assert moment.first.weekday() == weekday
    assert timedelta() <= today - moment.first < timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("الاثنين", "2024-01-22"),
        ("يوم الثلاثاء", "2024-01-23"),
        ("الثلاثاء الماضي", "2024-01-16"),
        ("الاثنين الماضي", "2024-01-22"),
        ("الاثنين قبل الماضي", "2024-01-15"),
        ("الاثنين المقبل", "2024-01-29"),
        ("الثلاثاء القادم", "2024-01-30"),
        ("الإثنين", "2024-01-22"),
        ("الاربعاء", "2024-01-17"),
    ],
)
def test_last_and_next_move_a_weekday(text: str, day: str) -> None:
    assert days(text) == (day, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("اليوم", "2024-01-23"),
        ("هذا اليوم", "2024-01-23"),
        ("أمس", "2024-01-22"),
        ("يوم أمس", "2024-01-22"),
        ("البارحة", "2024-01-22"),
        ("أول أمس", "2024-01-21"),
        ("أول من أمس", "2024-01-21"),
        ("أمس الأول", "2024-01-21"),
        ("قبل أمس", "2024-01-21"),
        ("غدا", "2024-01-24"),
        ("مساء غد", "2024-01-24"),
        ("غد الأربعاء", "2024-01-24"),
        ("يوم الغد", "2024-01-24"),
        ("صباح الغد", "2024-01-24"),
        ("بعد غد", "2024-01-25"),
        ("الليلة", "2024-01-23"),
        ("الليلة الماضية", "2024-01-22"),
        ("ليلة البارحة", "2024-01-22"),
        ("الليلة قبل الماضية", "2024-01-21"),
        ("فجر اليوم", "2024-01-23"),
        ("مساء أمس الاثنين", "2024-01-22"),
        ("وأمس", "2024-01-22"),
        ("اليوم (أمس)", "2024-01-22"),
    ],
)
def test_days_near_publication_are_counted_from_it(text: str, day: str) -> None:
    assert days(text) == (day, day)


@pytest.mark.parametrize("text", ["الآن", "قبل قليل", "منذ لحظات", "قبل دقائق", "هذه اللحظة"])
def test_now_is_the_day_of_publication_to_the_hour(text: str) -> None:
    (moment,) = times(text)
    assert (moment.first, moment.precision) == (TUESDAY.date(), "hour")


@pytest.mark.parametrize(
    "text",
    [
        "كل جمعة",
        "يتظاهرون أيام الجمعة",
        "سوق الأحد",
        "مخيم الخميس",
        "ذكرى الأحد الدامي",
        "في ذلك اليوم",
        "اليوم التالي",
        "اليوم نفسه",
        "اليوم الثالث من القتال",
        "طوال اليوم",
        "بث موقع «روسيا اليوم» المقطع",
        "مراسل سوريا اليوم",
        "كان أمله بغد أفضل",
        "قرأ صحيفة الغد",
        "حتى اللحظة الأخيرة",
    ],
)
def test_every_other_day_and_days_in_names_are_none(text: str) -> None:
    assert times(text) == []
