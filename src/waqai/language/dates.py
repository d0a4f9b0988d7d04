"""Dates with a day: in figures (22-1-2024, 22/1) and with the month's name (22 من كانون الثاني/ يناير 2024)."""

from __future__ import annotations

import re
from datetime import date

from waqai.language import hijri
from waqai.language.cardinals import Value, ordinal
from waqai.language.month_years import Course, Year, course_at, month_at, year_after
from waqai.language.number_words import number_words
from waqai.language.passage import ZONES, Days, Passage, Precision
from waqai.language.time_words import MonthName, time_neighbours, time_words, unit_names, weekdays

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SEPARATORS = ("-", "/", ".")
_LOOK_BACK = 9


def on_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def _of_figures(parts: tuple[str, str, str]) -> date | None:
    """The date of three numbers: day-month-year or year-month-day, month before day only where nothing else fits."""
    first, middle, last = parts
    if len(first) == 4:
        year, orders = int(first), ((middle, last), (last, middle))
    elif len(last) in (2, 4):
        year, orders = _read_year(last), ((middle, first), (first, middle))
    else:
        return None
    for month, day in orders:
        if len(month) > 2 or len(day) > 2:
            return None
        islamic = hijri.FIRST_YEAR <= year <= hijri.LAST_YEAR
        found = (hijri.gregorian if islamic else on_day)(year, int(month), int(day))
        if found:
            return found
    return None


def numeric_date_at(passage: Passage, at: int) -> Days | None:
    """The date in figures that begins at the token: 22-1-2024, 2024/01/22, 22.1.2024, 12-7-1445 هـ, 22/1."""
    words = passage.words
    if dotted := _DOTTED.fullmatch(words[at]):
        found = _of_figures((dotted[1], dotted[2], dotted[3]))
        return Days(_past_era(words, at + 1), found, found, "day", "explicit") if found else None
    separator = words[at + 1]
    if separator not in _SEPARATORS or not passage.is_figure(at) or not passage.is_figure(at + 2):
        return None
    if words[at + 3] == separator and passage.is_figure(at + 4):
        if separator == "-" and passage.touches(at) != passage.touches(at + 3):
            return None
        found = _of_figures((words[at], words[at + 2], words[at + 4]))
        return Days(_past_era(words, at + 5), found, found, "day", "explicit") if found else None
    return _day_and_month(passage, at) if separator == "/" else None


def _day_and_month(passage: Passage, at: int) -> Days | None:
    """22/1, where it is no fraction: the day is above 12, or a word of time stands before it."""
    words = passage.words
    before = passage.before(at)
    named = before in time_neighbours("date_before") or before in weekdays()
    if not (passage.touches(at) and passage.touches(at + 1)) or max(len(words[at]), len(words[at + 2])) > 2:
        return None
    if at and passage.touches(at - 1) and before not in ("(", "[", "«"):
        return None
    day, month = int(words[at]), int(words[at + 2])
    if not (1 <= month <= 12 and 1 <= day <= 31 and (named or day > 12)) or words[at + 3] == "/":
        return None
    return resolved(passage, at + 3, day, MonthName(False, month, "alone"), None, None)


def _past_era(words: list[str], end: int) -> int:
    return end + 1 if words[end] in ("ه", "م", "هجري", "هجريه", "ميلادي", "ميلاديه") else end


def _figure_of_day(passage: Passage, at: int) -> Value | None:
    if passage.is_figure(at) and len(passage.words[at]) <= 2 and 1 <= int(passage.words[at]) <= 31:
        return Value(at + 1, int(passage.words[at]))
    return None


def day_number_at(passage: Passage, at: int) -> Value | None:
    """The number of a day: 22, الثامن, الثالث والعشرين, العشرين."""
    words = passage.words
    if words[at] in ("ال", "وال", "لل"):
        at += 1
    if value := _figure_of_day(passage, at):
        return value
    if words[at] not in number_words():
        return None
    value = ordinal(words, at)
    if value is None:
        hit = number_words().at(words, at)
        rest_of_number = hit is not None and hit.conjunction and passage.before(at) in number_words()
        if hit and hit.meaning.article and hit.meaning.part == "tens" and not rest_of_number:
            value = Value(hit.end, hit.meaning.value)
    return value if value and 1 <= value.value <= 31 else None


def _second_day(passage: Passage, day: Value) -> Value | None:
    """The last day of a stretch: 3 و5 آذار, 3-5 آذار, 3 إلى 5 آذار."""
    connector = passage.words[day.end]
    if connector in ("و", "-", "–", "الي", "حتي", "او", "ولغايه"):
        value = day_number_at(passage, day.end + 1)
    else:
        value = day_number_at(passage, day.end) if connector.startswith("و") else None
    return value if value and value.value > day.value else None


def _link(words: list[str], at: int, *, figure: bool) -> tuple[int, bool]:
    """Past what stands between a day and its month (من، شهر، a stroke), and whether anything did.

    "الخامس في آذار" is a day, "قتل 5 في آذار" a count.
    """
    end = at
    if words[end] in ("من", "/", "-") or (words[end] == "في" and not figure):
        end += 1
    if words[end] in ("شهر", "لشهر"):
        end += 1
    return end, end > at


def named_date_at(passage: Passage, at: int) -> Days | None:
    """The date with a named month, or with "this month", that begins at the token.

    22 كانون الثاني/ يناير 2024, الثامن من آذار, 12 رجب 1445هـ, 3 و5 شباط, 5 من الشهر الجاري, 22 الجاري.
    """
    day = day_number_at(passage, at)
    if day is None:
        return None
    last = _second_day(passage, day)
    for first, final in ((day, last), (day, None)):
        end = (final or first).end
        if final is None and last is first:
            continue
        found = _after_day(passage, end, first.value, final.value if final else None)
        if found:
            return found
    return None


def _after_day(passage: Passage, end: int, day: int, last: int | None) -> Days | None:
    words = passage.words
    figure = passage.is_figure(end - 1)
    start, linked = _link(words, end, figure=figure)
    month = month_at(words, start)
    if month is None:
        return _of_present_month(passage, start, day, last) if linked or figure else None
    if not linked and not figure and month.name.needs != "alone":
        return None
    course = course_at(words, month.end)
    year = year_after(passage, course.end if course else month.end)
    stop = year.end if year else (course.end if course else month.end)
    return resolved(passage, stop, day, month.name, year, course, last)


def _of_present_month(passage: Passage, at: int, day: int, last: int | None) -> Days | None:
    """5 من الشهر الجاري, 12 الشهر الحالي, 22 الجاري, التاسع من هذا الشهر, الثالث من الشهر المقبل."""
    words = passage.words
    if period := time_words()["period"].at(words, at):
        course: Course | None = Course(period.end, 0) if period.meaning.value == "month" else None
    else:
        unit = unit_names().at(words, at)
        named = unit is not None and unit.meaning.unit == "month" and unit.meaning.article
        course = course_at(words, unit.end if unit and named else at)
        if course and not named and course.shift != 0:  # "22 الماضي" says too little
            return None
    if course is None:
        return None
    if passage.today is None:
        return Days(course.end, None, None, "day", "explicit", course.shift > 0)
    index = passage.today.year * 12 + passage.today.month - 1 + course.shift
    first = on_day(index // 12, index % 12 + 1, day)
    final = on_day(index // 12, index % 12 + 1, last or day)
    if first is None or final is None:
        return None
    return Days(course.end, first, final, extent(first, final), "explicit", course.shift > 0)


def extent(first: date, last: date) -> Precision:
    """The precision of a stretch of days: a day, up to ten days a week, beyond them a month."""
    length = (last - first).days
    return "day" if length == 0 else "week" if length < 10 else "month"


def resolved(
    passage: Passage,
    end: int,
    day: int,
    month: MonthName,
    year: Year | None,
    course: Course | None,
    last_day: int | None = None,
) -> Days | None:
    """The days of a day and month, or None where there is no such day.

    Without a year it is the nearest such date at or before publication (codebook 6), two days after it at most.
    """
    today = passage.today
    shift = course.shift if course else None
    if year is not None and year.number is not None:
        if month.hijri != (year.number < 1700):
            return None
        found = _in_year(year.number, month, day)
        if found is None:
            return None
    elif today is None:
        return Days(end, None, None, "day", "explicit", shift == 1)
    else:
        found = _nearest(today, day, month, year.shift if year else None, shift)
        if found is None:
            return None
    final = found if last_day is None else found.fromordinal(found.toordinal() + last_day - day)
    return Days(end, found, final, extent(found, final), "explicit", shift == 1)


def _in_year(year: int, month: MonthName, day: int) -> date | None:
    return hijri.gregorian(year, month.number, day) if month.hijri else on_day(year, month.number, day)


def _nearest(today: date, day: int, month: MonthName, year_shift: int | None, shift: int | None) -> date | None:
    present = hijri.year_of(today) if month.hijri else today.year
    if year_shift is not None:  # من العام الماضي
        return _in_year(present + year_shift, month, day)
    if shift == 1:
        candidates = (_in_year(year, month, day) for year in range(present, present + _LOOK_BACK))
        return next((found for found in candidates if found and found > today), None)
    limit = today if shift == -1 else today + ZONES
    candidates = (_in_year(year, month, day) for year in range(present + 1, present - _LOOK_BACK, -1))
    return next((found for found in candidates if found and found <= limit), None)
