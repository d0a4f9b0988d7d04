"""The times of a text: what the words of time become when they are joined."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.calendar import Moment, moments
from waqai.language.folding import fold
from waqai.language.tokens import tokenise

TUESDAY = datetime(2024, 1, 23, 12)
_VOCABULARY = """
من إلى بين و في قبل بعد منذ حتى يوم أمس اليوم غدا الليلة الماضية الماضي المقبل مساء فجر صباحا ظهر ليل الخميس والجمعة
22 3 2024 1445 / - . : ، ( ) شباط آذار كانون الثاني رجب شهر عام العام الشهر الأسبوع الساعة الخامسة والنصف ثلاثة أيام
أسبوعين منتصف أواخر الجاري هـ قصف الحي 22/1/2024 18:30 الـ
"""
words_of_time = st.lists(st.sampled_from(_VOCABULARY.split()), max_size=14).map(" ".join)
anchors = st.one_of(st.none(), st.datetimes(datetime(1950, 1, 1), datetime(2070, 1, 1)))


def times(text: str, anchor: datetime | None = TUESDAY) -> list[tuple[str, Moment]]:
    """The times of a text that was published on Tuesday 23 January 2024, each with its words as they stand."""
    tokens = tokenise(fold(text))
    found = moments(tokens, anchor)
    return [(text[tokens[one.start].start : tokens[one.end - 1].end], one) for one in found]


def only(text: str, anchor: datetime | None = TUESDAY) -> Moment:
    """The one time of a text."""
    ((_, moment),) = times(text, anchor)
    return moment


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("انفجرت عبوة صباح أمس الاثنين قرب السوق", "صباح أمس الاثنين", "2024-01-22"),
        ("تجدد القصف اليوم الثلاثاء 23 كانون الثاني/ يناير", "اليوم الثلاثاء 23 كانون الثاني/ يناير", "2024-01-23"),
        ("اندلعت النار يوم الاثنين 22 كانون الثاني في المستودع", "يوم الاثنين 22 كانون الثاني", "2024-01-22"),
        ("وقع ذلك أمس الاثنين (22 يناير)", "أمس الاثنين (22 يناير)", "2024-01-22"),
        ("انسحبوا الجمعة الموافق 19 يناير 2024 من التل", "الجمعة الموافق 19 يناير 2024", "2024-01-19"),
        ("عادوا غد الأربعاء", "غد الأربعاء", "2024-01-24"),
    ],
)
def test_a_day_that_is_named_several_times_is_one_time(text: str, words: str, day: str) -> None:
    ((found, moment),) = times(text)
    assert (found, str(moment.first), moment.first) == (words, day, moment.last)


def test_two_names_of_different_days_are_two_times() -> None:
    assert [words for words, _ in times("أمس، وقبلها يوم السبت")] == ["أمس", "يوم السبت"]
    assert [str(moment.first) for _, moment in times("قصف السبت وقصف الأحد")] == ["2024-01-20", "2024-01-21"]


def test_a_date_counts_more_than_the_weekday_that_a_writer_miscounted() -> None:
    moment = only("يوم الخميس 22 كانون الثاني 2024")
    assert (moment.first, moment.anchor) == (date(2024, 1, 22), "explicit")


def test_a_text_that_was_written_past_midnight_means_its_weekday() -> None:
    moment = only("قتل رجل اليوم الاثنين", datetime(2024, 1, 23, 0, 40))
    assert (moment.first, moment.anchor) == (date(2024, 1, 22), "weekday")


def test_hour_part_of_day_and_day_are_one_time_in_any_order() -> None:
    for text in (
        "عند الثالثة والنصف من بعد ظهر أمس الاثنين",
        "أمس الاثنين عند الثالثة والنصف بعد الظهر",
        "بعد ظهر أمس الاثنين عند الثالثة والنصف",
    ):
        (moment,) = {(one.first, one.precision, one.part_of_day, one.clock) for _, one in times(text)}
        assert moment == (date(2024, 1, 22), "minute", "afternoon", "15:30")


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("الساعة 18:30 أمس", "minute"),
        ("الساعة السادسة مساء أمس", "hour"),
        ("مساء أمس", "part_of_day"),
        ("أمس", "day"),
        ("الأسبوع الماضي", "week"),
        ("الشهر الماضي", "month"),
        ("العام الماضي", "year"),
    ],
)
def test_the_precision_is_that_of_the_finest_word(text: str, precision: str) -> None:
    assert only(text).precision == precision


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("منذ الأحد", "since"),
        ("ابتداء من يوم الأحد", "since"),
        ("منذ 2011", "since"),
        ("منذ ثلاثة أيام", "since"),
        ("منذ ساعات", "at"),
        ("حتى مساء الأحد", "until"),
        ("حتى الآن", "until"),
        ("الأحد المقبل", "future"),
        ("غدا", "future"),
        ("الأحد", "at"),
    ],
)
def test_the_direction_is_what_the_words_before_the_time_say(text: str, direction: str) -> None:
    assert only(text).direction == direction


@pytest.mark.parametrize(
    ("text", "anchor"),
    [("5 شباط 2023", "explicit"), ("عام 2014", "explicit"), ("الأحد", "weekday"), ("أمس", "relative")],
)
def test_the_anchor_says_what_the_day_hangs_on(text: str, anchor: str) -> None:
    assert only(text).anchor == anchor


@pytest.mark.parametrize(
    "text",
    [
        "أغلق شارع 17 تموز أمام المارة",
        "قالت قوى 14 آذار إنها لن تشارك",
        "وصل الجرحى إلى مستشفى 7 نيسان",
        "نقلت قناة حلب اليوم الخبر",
        "في اليوم التالي عادوا إلى البيت",
        "عاد أب إلى أولاده",
        "مارس الجيش ضغطا على السكان",
        "الذي ظهر في المقطع المصور",
        "سوق الخميس مكتظ",
        "قبل يومين من الانفجار",
        "ضرب الأب ابنه ضربة واحدة",
    ],
)
def test_words_of_time_in_names_and_in_other_senses_are_no_time(text: str) -> None:
    assert times(text) == []


def test_without_an_anchor_only_explicit_days_are_known() -> None:
    assert only("في 22 كانون الثاني 2024", None).first == date(2024, 1, 22)
    for text in ("أمس الخميس", "يوم الأحد", "5 آذار", "قبل ثلاثة أيام", "الأسبوع الماضي", "منتصف شباط", "صباحا"):
        moment = only(text, None)
        assert (moment.first, moment.last, moment.days) == (None, None, None)


def test_an_anchor_out_of_reach_is_none() -> None:
    assert only("أمس", datetime(1, 1, 1)).first is None
    assert only("أمس", datetime(9999, 12, 31)).first is None


def test_days_counts_both_ends() -> None:
    assert only("أمس").days == 1
    assert only("شباط 2024").days == 29


def test_a_weekday_ahead_is_the_next_one() -> None:
    thursday = only("سيجتمعون يوم الخميس")
    assert (thursday.first, thursday.ahead(TUESDAY.date()).first) == (date(2024, 1, 18), date(2024, 1, 25))
    assert thursday.ahead(TUESDAY.date()).direction == "future"


def test_today_is_ahead_too_and_what_is_no_weekday_stays() -> None:
    today = only("سيجتمعون الثلاثاء")
    assert today.ahead(TUESDAY.date()).first == TUESDAY.date()
    for text in ("22 كانون الثاني 2024", "أمس", "الخميس المقبل", "منذ الأحد"):
        assert only(text).ahead(TUESDAY.date()) == only(text)


@given(st.integers(0, 6), st.dates(date(1950, 1, 1), date(2070, 1, 1)))
def test_a_weekday_ahead_lies_within_the_coming_week(weekday: int, today: date) -> None:
    name = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")[weekday]
    moment = only(f"سيجتمعون يوم {name}", datetime(today.year, today.month, today.day)).ahead(today)
    assert moment.first is not None
    assert timedelta() <= moment.first - today < timedelta(days=7)
    assert moment.first.weekday() == weekday


def test_arabic_digits_and_vowel_signs_change_nothing() -> None:
    ((words, moment),) = times("في ٢٢ كانُون الثّاني ٢٠٢٤ سقطت")
    assert (words, moment.first) == ("٢٢ كانُون الثّاني ٢٠٢٤", date(2024, 1, 22))


def test_a_line_break_ends_a_time() -> None:
    assert [words for words, _ in times("صباحا\nالسبت")] == ["صباحا", "السبت"]


def test_dates_out_of_reach_are_left_out() -> None:
    assert times("22-1-1850") == []
    assert times("") == []


@given(words_of_time, anchors)
def test_times_are_in_order_and_apart_and_lie_within_the_tokens(text: str, anchor: datetime | None) -> None:
    tokens = tokenise(fold(text))
    end = 0
    for moment in moments(tokens, anchor):
        assert end <= moment.start < moment.end <= len(tokens)
        end = moment.end
        assert (moment.first is None) == (moment.last is None)
        if moment.first is not None and moment.last is not None:
            assert moment.first <= moment.last
        if moment.clock is not None:
            hour, minute = map(int, moment.clock.split(":"))
            assert 0 <= hour <= 24
            assert 0 <= minute < 60


@given(st.text(max_size=80), anchors)
def test_any_text_can_be_read(text: str, anchor: datetime | None) -> None:
    moments(tokenise(fold(text)), anchor)
