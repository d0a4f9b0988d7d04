"""Parts of the day and the hour of the clock."""

from datetime import date, datetime

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


_FIRST_HOURS = "الواحدة الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة"
_HOURS = (*_FIRST_HOURS.split(" "), "الحادية عشرة", "الثانية عشرة")


def only(text: str) -> Moment:
    (moment,) = times(text)
    return moment


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("فجر السبت", "dawn"),
        ("فجرا", "dawn"),
        ("صباح السبت", "morning"),
        ("صبيحة السبت", "morning"),
        ("قبل الظهر", "morning"),
        ("ظهر السبت", "noon"),
        ("منتصف النهار", "noon"),
        ("عصر السبت", "afternoon"),
        ("بعد ظهر السبت", "afternoon"),
        ("مساء السبت", "evening"),
        ("مساءً", "evening"),
        ("ليل السبت", "night"),
        ("ليلة السبت", "night"),
        ("بعد منتصف ليل السبت", "night"),
        ("ليلا", "night"),
        ("الليلة الماضية", "night"),
        ("في ساعات الفجر الأولى", "dawn"),
        ("السبت صباحا", "morning"),
        ("السبت في ساعات المساء", "evening"),
    ],
)
def test_a_part_of_the_day_is_named_in_many_ways(text: str, part: str) -> None:
    moment = only(text)
    assert (moment.part_of_day, moment.precision) == (part, "part_of_day")


@pytest.mark.parametrize(
    "text",
    ["ظهر الجندي في الصورة", "وصل الظهر متعبا", "الذي ظهر أمام الناس", "يعملون ليلا ونهارا", "في هذا العصر الحديث"],
)
def test_words_that_are_spelt_like_a_part_of_the_day_are_none(text: str) -> None:
    assert times(text) == []


@pytest.mark.parametrize(
    ("text", "words_end", "day"),
    [
        ("ليل الخميس - الجمعة", 4, date(2024, 1, 18)),
        ("ليلة الأربعاء على الخميس", 4, date(2024, 1, 17)),
        ("ليل السبت/الأحد", 4, date(2024, 1, 20)),
        ("ليلة السبت الأحد", 3, date(2024, 1, 20)),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(text: str, words_end: int, day: date) -> None:
    moment = only(text)
    assert (moment.first, moment.last, moment.end) == (day, day, words_end)


def test_a_night_runs_into_the_next_day_only() -> None:
    assert [moment.first for moment in times("ليل السبت - الاثنين")] == [date(2024, 1, 20), date(2024, 1, 22)]


@given(st.integers(0, 23), st.integers(0, 59), st.booleans())
def test_a_clock_in_figures_is_read(hour: int, minute: int, stop: bool) -> None:
    mark = "." if stop else ":"
    assert only(f"الساعة {hour:02d}{mark}{minute:02d}").clock == f"{hour:02d}:{minute:02d}"


@given(st.integers(1, 12), st.sampled_from([("فجرا", 0), ("صباحا", 0), ("مساء", 12), ("عصرا", 12)]))
def test_an_hour_in_words_is_read(hour: int, part: tuple[str, int]) -> None:
    moment = only(f"عند الساعة {_HOURS[hour - 1]} {part[0]}")
    assert (moment.clock, moment.precision) == (f"{hour % 12 + part[1]:02d}:00", "hour")


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("الساعة الخامسة والنصف مساء", "17:30"),
        ("الساعة الخامسة والربع مساء", "17:15"),
        ("الساعة الخامسة والثلث مساء", "17:20"),
        ("الساعة السابعة إلا ربعا صباحا", "06:45"),
        ("الساعة الواحدة إلا ثلثا ظهرا", "12:40"),
        ("الساعة الثالثة وعشر دقائق فجرا", "03:10"),
        ("الساعة 5 مساء", "17:00"),
        ("الساعة ٥ مساء", "17:00"),
        ("الساعة 02:15 فجرا", "02:15"),
        ("الساعة 9 ص", "09:00"),
        ("الساعة 9 م", "21:00"),
        ("الساعة الثانية عشرة ليلا", "00:00"),
        ("الساعة الحادية عشرة ليلا", "23:00"),
        ("الساعة الثانية عشرة ظهرا", "12:00"),
        ("الساعة الحادية عشرة ظهرا", "11:00"),
        ("عند الثالثة من بعد ظهر الأحد", "15:00"),
        ("الواحدة فجرا", "01:00"),
        ("الثانية عشرة والنصف ظهرا", "12:30"),
        ("في تمام الساعة الـ 18.00", "18:00"),
        ("نحو الساعة الرابعة عصرا", "16:00"),
    ],
)
def test_the_clock_is_that_of_24_hours(text: str, clock: str) -> None:
    assert only(text).clock == clock


@pytest.mark.parametrize(
    "text",
    [
        "سقطت القذيفة الثالثة فجرا",
        "الغارة الأولى مساء",
        "فاز الفريق 2:1 أمس",
        "الدفعة الخامسة صباح السبت",
    ],
)
def test_ordinals_and_scores_are_no_hours(text: str) -> None:
    assert only(text).clock is None


@pytest.mark.parametrize("text", ["الساعة 25:00", "الساعة 12:75"])
def test_there_is_no_such_hour(text: str) -> None:
    assert all(moment.clock is None for moment in times(text))
