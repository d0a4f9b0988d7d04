"""Time: the day and the part of the day of an act, and what a date in the text belongs to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    ("text", "day", "precision", "part", "anchor"),
    [
        ("قصفت المدفعية بلدة النيرب اليوم.", "2025-03-05", "day", None, "relative"),
        ("قصفت المدفعية بلدة النيرب أمس.", "2025-03-04", "day", None, "relative"),
        ("قصفت المدفعية بلدة النيرب أول أمس.", "2025-03-03", "day", None, "relative"),
        ("قصفت المدفعية بلدة النيرب صباح اليوم.", "2025-03-05", "part_of_day", "morning", "relative"),
        ("قصفت المدفعية بلدة النيرب فجر اليوم الأربعاء.", "2025-03-05", "part_of_day", "dawn", None),
        ("قصفت المدفعية بلدة النيرب مساء أمس.", "2025-03-04", "part_of_day", "evening", "relative"),
        ("قصفت المدفعية بلدة النيرب ظهر اليوم.", "2025-03-05", "part_of_day", "noon", "relative"),
        ("قصفت المدفعية بلدة النيرب عصر أمس الثلاثاء.", "2025-03-04", "part_of_day", "afternoon", None),
        ("قصفت المدفعية بلدة النيرب الاثنين.", "2025-03-03", "day", None, "weekday"),
        ("قصفت المدفعية بلدة النيرب، الثلاثاء، بعشرات القذائف.", "2025-03-04", "day", None, "weekday"),
        ("قصفت المدفعية بلدة النيرب يوم الخميس.", "2025-02-27", "day", None, "weekday"),
        ("قصفت المدفعية بلدة النيرب مساء الاثنين.", "2025-03-03", "part_of_day", "evening", "weekday"),
        ("قصفت المدفعية بلدة النيرب الاثنين 3 من آذار.", "2025-03-03", "day", None, "explicit"),
        ("قصفت المدفعية بلدة النيرب في 2 آذار 2025.", "2025-03-02", "day", None, "explicit"),
        ("قصفت المدفعية بلدة النيرب في 1 مارس/آذار.", "2025-03-01", "day", None, "explicit"),
        ("قصفت المدفعية بلدة النيرب في الثالث من مارس الجاري.", "2025-03-03", "day", None, "explicit"),
        ("قصفت المدفعية بلدة النيرب بتاريخ 02/03/2025.", "2025-03-02", "day", None, "explicit"),
        ("قصفت المدفعية بلدة النيرب في ٢ آذار ٢٠٢٥.", "2025-03-02", "day", None, "explicit"),
        ("قصفت المدفعية بلدة النيرب قبل يومين.", "2025-03-03", "day", None, "relative"),
        ("قصفت المدفعية بلدة النيرب عند الساعة الثامنة صباح اليوم.", "2025-03-05", None, "morning", None),
    ],
)
def test_a_date_is_read_against_the_day_of_publication(
    only: Only, text: str, day: str, precision: str | None, part: str | None, anchor: str | None
) -> None:
    time = only(text).time
    assert time is not None
    assert (str(time.start), str(time.end), time.part_of_day) == (day, day, part)
    assert precision is None or time.precision == precision
    assert anchor is None or time.anchor == anchor
    assert time.text is not None and time.span is not None and text[time.span[0] : time.span[1]] == time.text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("قصفت المدفعية بلدة النيرب ليل الاثنين.", date(2025, 3, 3), date(2025, 3, 4)),
        ("قصفت المدفعية بلدة النيرب ليل الاثنين الثلاثاء.", date(2025, 3, 3), date(2025, 3, 4)),
        ("قصفت المدفعية بلدة النيرب خلال الساعات الـ24 الماضية.", date(2025, 3, 4), date(2025, 3, 5)),
        ("قصفت المدفعية بلدة النيرب يومي الاثنين والثلاثاء.", date(2025, 3, 3), date(2025, 3, 4)),
    ],
)
def test_a_night_and_a_span_of_hours_run_over_two_days(only: Only, text: str, first: date, last: date) -> None:
    time = only(text).time
    assert time is not None and (time.start, time.end) == (first, last)


def test_undated_news_is_of_the_day_of_publication(only: Only) -> None:
    event = only("قصفت المدفعية بلدة النيرب.")
    assert event.time is not None
    assert (event.time.start, event.time.anchor, event.time.text) == (date(2025, 3, 5), "publication", None)
    assert "time" in [inference.field for inference in event.inferred]


def test_an_undated_retelling_has_no_date(only: Only) -> None:
    assert only("يذكر أن المدفعية كانت قد قصفت بلدة النيرب.").time is None


def test_an_undated_text_without_publication_has_no_date(only: Only) -> None:
    assert only("قصفت المدفعية بلدة النيرب.", published=None).time is None


@pytest.mark.parametrize(
    "text",
    [
        "قال مصدر عسكري أمس الثلاثاء إن المدفعية قصفت بلدة النيرب.",
        "أعلن الدفاع المدني، الثلاثاء، أن المدفعية قصفت بلدة النيرب.",
        "وقال المتحدث في بيان أصدره أمس إن المدفعية قصفت بلدة النيرب.",
    ],
)
def test_the_date_of_a_statement_is_not_that_of_the_act(only: Only, text: str) -> None:
    time = only(text).time
    assert time is None or time.anchor == "publication"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("قال مصدر عسكري اليوم إن المدفعية قصفت بلدة النيرب الاثنين.", date(2025, 3, 3)),
        ("أعلن الدفاع المدني، الأربعاء، أن المدفعية قصفت بلدة النيرب أمس.", date(2025, 3, 4)),
        ("أعلنت وزارة الصحة اليوم حصيلة القصف الذي استهدف مدينة الفاشر يوم الأحد.", date(2025, 3, 2)),
    ],
)
def test_an_act_has_its_own_date_beside_that_of_the_statement(only: Only, text: str, day: date) -> None:
    time = only(text).time
    assert time is not None and time.start == day


def test_two_acts_of_a_sentence_have_the_dates_beside_them(events: Events) -> None:
    text = "قصفت المدفعية بلدة النيرب أمس، واستهدفت طائرة مسيرة سيارة في مدينة الباب اليوم."
    days = {event.type: event.time.start for event in events(text) if event.time}
    assert days == {"shelling": date(2025, 3, 4), "drone_strike": date(2025, 3, 5)}


def test_the_day_of_the_first_sentence_holds_for_the_next(events: Events) -> None:
    text = "قصفت المدفعية بلدة النيرب، الاثنين 3 من آذار. وسقطت قذائف أخرى على مدينة سراقب."
    days = [event.time.start for event in events(text) if event.time]
    assert days == [date(2025, 3, 3), date(2025, 3, 3)]


@pytest.mark.parametrize(
    ("text", "first", "precision"),
    [
        ("سيطر تنظيم داعش على مدينة الموصل في حزيران 2014.", date(2014, 6, 1), "month"),
        ("سيطر تنظيم داعش على مدينة الرقة عام 2014.", date(2014, 1, 1), "year"),
    ],
)
def test_months_years_and_since_keep_their_width(only: Only, text: str, first: date, precision: str | None) -> None:
    time = only(text).time
    assert time is not None and time.start == first
    assert precision is None or time.precision == precision
    assert time.end is not None and time.end > first


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2025-03-05T00:30:00+03:00", date(2025, 3, 5)),
        ("2025-03-04T22:30:00+00:00", date(2025, 3, 5)),
    ],
)
def test_today_is_in_the_publishers_own_zone(only: Only, published: str, day: date) -> None:
    event = only("قصفت المدفعية بلدة النيرب اليوم.", source="sample_difaf", published=published)
    assert event.time is not None and event.time.start == day


def test_a_year_that_is_near_in_january_is_the_year_before(only: Only) -> None:
    event = only("قصفت المدفعية بلدة النيرب في 30 كانون الأول.", published="2025-01-02T10:00:00+03:00")
    assert event.time is not None and event.time.start == date(2024, 12, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("قصفت المدفعية بلدة النيرب يوم السبت الماضي.", date(2025, 3, 1)),
        ("قصفت المدفعية بلدة النيرب في الأول من الشهر الجاري.", date(2025, 3, 1)),
        ("قصفت المدفعية بلدة النيرب الأحد الماضي.", date(2025, 3, 2)),
        ("قصفت المدفعية بلدة النيرب في 3 مارس.", date(2025, 3, 3)),
        ("قصفت المدفعية بلدة النيرب في 28 شباط/فبراير.", date(2025, 2, 28)),
        ("قصفت المدفعية بلدة النيرب في 28 فيفري.", date(2025, 2, 28)),
        ("قصفت المدفعية بلدة النيرب يوم 2025-03-01.", date(2025, 3, 1)),
        ("قصفت المدفعية بلدة النيرب في 4 رمضان.", date(2025, 3, 4)),
        ("قصفت المدفعية بلدة النيرب بعد ظهر الثلاثاء.", date(2025, 3, 4)),
        ("في ساعة متأخرة من مساء أمس قصفت المدفعية بلدة النيرب.", date(2025, 3, 4)),
        ("صباح الثلاثاء، قصفت المدفعية بلدة النيرب.", date(2025, 3, 4)),
        ("ويوم أمس قصفت المدفعية بلدة النيرب.", date(2025, 3, 4)),
        ("قصفت المدفعية بلدة النيرب منذ قليل.", date(2025, 3, 5)),
        ("قصفت المدفعية بلدة النيرب الليلة الماضية.", date(2025, 3, 4)),
    ],
)
def test_the_calendars_and_wordings_of_the_press_give_the_same_day(only: Only, text: str, day: date) -> None:
    time = only(text).time
    assert time is not None and time.start == day


def test_a_part_of_the_day_goes_with_the_day_of_the_sentence_before(events: Events) -> None:
    text = "شهدت مدينة سراقب الثلاثاء قصفا مدفعيا. وفي المساء، استهدفت غارة بلدة النيرب."
    found = events(text)
    assert [event.time.start for event in found if event.time] == [date(2025, 3, 4)] * 2
    assert found[1].time is not None and found[1].time.part_of_day == "evening"


@pytest.mark.parametrize(
    "text",
    [
        "قصفت المدفعية مدرسة بنيت عام 1975 في بلدة النيرب.",
        "قصفت المدفعية بلدة النيرب التي نزح أهلها عام 2019.",
        "قصفت المدفعية بلدة النيرب للمرة الثالثة منذ بداية الشهر.",
    ],
)
def test_a_year_of_something_else_does_not_date_the_act(events: Events, text: str) -> None:
    event = next(event for event in events(text) if event.type == "shelling")
    assert event.scope == "specific"
    assert event.time is not None and event.time.start == date(2025, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "قتل الرجل بغارة في بلدة النيرب وكان يعمل في مدينة الرقة عام 2017",
        "قتل القائد في غارة على بلدة النيرب وهو متزوج منذ عام 2015",
        "مقتل رجل بغارة على دراجة في بلدة النيرب -القتيل نازح من مدينة الرقة قبل 7 سنوات",
    ],
)
def test_a_year_of_the_life_of_the_dead_dates_no_act(only: Only, text: str) -> None:
    event = only(text)
    assert event.scope == "specific"
    assert event.time is not None
    assert event.time.start == date(2025, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "هجوم استهدف بلدة النيرب وأدى إلى مقتل عشرة قبل عامين",
        "الهجوم الذي أودى بحياة أربعين شخصا في بلدة النيرب وقع عام 2014",
    ],
)
def test_a_year_behind_the_effect_of_an_act_is_its_own(only: Only, text: str) -> None:
    assert only(text).scope == "background"
