"""Weeks, months and years as texts name them, stretches of them, and times counted back from publication."""

from __future__ import annotations

from datetime import date, timedelta

from waqai.language.cardinals import Value, cardinal
from waqai.language.month_years import (
    Year,
    course_at,
    month_period_at,
    plausible_year,
    year_after,
    year_at,
)
from waqai.language.number_words import number_words
from waqai.language.passage import Days, Passage, Precision
from waqai.language.time_words import TimeWord, Unit, UnitName, time_neighbours, time_words, unit_names

_FIRST_WEEKDAYS = (5, 6, 0)
_SATURDAY = 5
_LONGEST = 36_500
_PRECISION: dict[Unit, Precision] = {
    "minute": "hour",
    "hour": "hour",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "decade": "year",
}
_DAYS: dict[Unit, int] = {"minute": 0, "hour": 0, "day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}
# What "days ago", "weeks ago" without a number mean: from two of the unit to this many.
_SEVERAL: dict[Unit, int] = {"day": 7, "week": 6, "month": 11, "year": 9, "decade": 3}


def week(today: date, shift: int) -> tuple[date, date]:
    """The days that "last week" (-1), "this week" (0) or "next week" (1) may mean.

    Weeks begin on Saturday, Sunday or Monday, by country (Unicode CLDR), so it is the union of the three.
    """
    starts = [today - timedelta(days=(today.weekday() - first) % 7) for first in _FIRST_WEEKDAYS]
    moved = [start + timedelta(days=7 * shift) for start in starts]
    return min(moved), max(moved) + timedelta(days=6)


def month(today: date, shift: int) -> tuple[date, date]:
    """The first and last day of the month that lies `shift` months from that of `today`."""
    index = today.year * 12 + today.month - 1 + shift
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return date(index // 12, index % 12 + 1, 1), following - timedelta(days=1)


def _year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


def _calendar(passage: Passage, end: int, unit: Unit, shift: int, whole: bool) -> Days | None:
    """The week, month or year that lies `shift` from the present; of the present one, the days up to publication."""
    today = passage.today
    if unit not in ("week", "month", "year"):
        return None
    if today is None:
        return Days(end, None, None, _PRECISION[unit], "relative", shift > 0)
    first, last = (
        week(today, shift) if unit == "week" else month(today, shift) if unit == "month" else _year(today.year + shift)
    )
    if shift <= 0 and not whole:
        last = min(last, today)
    return Days(end, first, last, _PRECISION[unit], "relative", shift > 0)


def period_at(passage: Passage, at: int, *, edged: bool = False) -> Days | None:
    """The week, month, season or year, or the last few units of time, that begin at the token.

    الأسبوع الماضي, هذا الشهر, كانون الثاني 2024, عام 2014, صيف 2006, الأيام القليلة الماضية, 24 ساعة الماضية.

    `edged` says that "the middle of" or the like stands before it: then بداية العام needs no course.
    """
    words = passage.words
    if found := month_period_at(passage, at, edged=edged):
        return found
    if year := year_at(passage, at):
        return _of_year(passage, year, whole=edged)
    if period := time_words()["period"].at(words, at):
        unit: Unit = "week" if period.meaning.value == "week" else "month"
        return _calendar(passage, period.end, unit, 0, edged)
    if edged and plausible_year(passage, at):
        return _of_year(passage, Year(at + 1, int(words[at])), whole=True)
    if season := time_words()["season"].at(words, at):
        return _season(passage, season.end, season.meaning)
    return _units_at(passage, at, edged)


def _of_year(passage: Passage, year: Year, *, whole: bool) -> Days | None:
    if year.number is None:
        return _calendar(passage, year.end, "year", year.shift, whole)
    if year.number < 1700:
        return None
    return Days(year.end, *_year(year.number), "year", "explicit")


def _season(passage: Passage, end: int, word: TimeWord) -> Days | None:
    """صيف 2006, الشتاء الماضي."""
    course = course_at(passage.words, end)
    year = None if course else year_after(passage, end)
    if course is None and (year is None or (year.number is not None and year.number < 1700)):
        return None
    stop = course.end if course else year.end if year else end
    opening, closing = word.limits
    if year and year.number:
        number = year.number
    elif passage.today is None:
        return Days(stop, None, None, "month", "explicit")
    else:
        number = passage.today.year + (year.shift if year else 0)
        if course and course.shift < 0 and passage.today <= month(date(number, 1, 1), closing - 1)[1]:
            number -= 1
        if course and course.shift > 0 and passage.today >= date(number, min(opening, 12), 1):
            number += 1
    base = date(number, 1, 1)
    days = month(base, opening - 1)[0], month(base, closing - 1)[1]
    return Days(stop, *days, "month", "explicit", course is not None and course.shift > 0)


def _units_at(passage: Passage, at: int, edged: bool) -> Days | None:
    """الأسبوع الماضي, اليومين الماضيين, الساعات الـ24 الماضية, 24 ساعة الماضية, الأيام الثلاثة الأخيرة."""
    words = passage.words
    number: Value | None = None
    start = at
    if at < len(passage.tokens) and passage.tokens[at].kind == "number":
        number = cardinal(passage.tokens, words, at)
        start = number.end if number else at
    hit = unit_names().at(words, start)
    if hit is None or (number is None and not hit.meaning.article):
        return None
    unit, end = hit.meaning, hit.end
    if words[end] in time_neighbours("few"):
        end += 1
    if number is None:
        figure_at = end + 1 if words[end] == "ال" else end
        number = cardinal(passage.tokens, words, figure_at)
        end = number.end if number else end
    course = course_at(words, end)
    if course is None:
        return _calendar(passage, end, unit.unit, 0, True) if edged and unit.amount == 1 and not number else None
    if unit.amount == 1 and number is None:
        return _calendar(passage, course.end, unit.unit, course.shift, edged)
    return _last_units(passage, course.end, number.value if number else unit.amount, unit.unit, course.shift)


def _last_units(passage: Passage, end: int, amount: int, unit: Unit, shift: int) -> Days | None:
    """The stretch of so many units that ends with publication, or begins with it where `shift` is 1."""
    if shift == 0 or amount > 1000 or unit == "minute":
        return None
    several = _SEVERAL.get(unit, 0)
    length = timedelta(hours=amount) if unit == "hour" else timedelta(days=(amount or several) * _DAYS[unit])
    days = length.days + (1 if unit == "hour" else 0)
    precision: Precision = "day" if days <= 2 else "week" if days <= 14 else "month" if days <= 100 else "year"
    today, now = passage.today, passage.published
    if today is None or now is None:
        return Days(end, None, None, precision, "relative", shift > 0)
    if length.days > _LONGEST:
        return None
    other = (now + length * shift).date() if unit == "hour" else today + length * shift
    return Days(end, min(today, other), max(today, other), precision, "relative", shift > 0)


def edge_at(passage: Passage, at: int) -> Days | None:
    """A stretch of a period: منتصف تشرين الأول 2023, أواخر نيسان, مطلع الشهر, بداية العام, نهاية الأسبوع."""
    hit = time_words()["edge"].at(passage.words, at)
    if hit is None:
        return None
    start = hit.end + 1 if passage.words[hit.end] == "من" else hit.end
    whole = period_at(passage, start, edged=True)
    if whole is None or whole.precision not in ("week", "month", "year"):
        return None
    opening, closing = hit.meaning.limits
    if whole.first is None or whole.last is None:
        return whole._replace(precision="month" if whole.precision == "year" else "week")
    if whole.precision == "week":
        return _edge_of_week(passage, whole, opening)
    if whole.precision == "month":
        first = whole.first + timedelta(days=opening - 1)
        last = min(whole.first + timedelta(days=closing - 1), whole.last)
        return _until_today(passage, whole._replace(first=first, last=last, precision="week"))
    first = whole.first.replace(month=round((opening - 1) * 12 / 31) + 1)
    last = month(whole.first, round(closing * 12 / 31) - 1)[1]
    return _until_today(passage, whole._replace(first=first, last=last, precision="month"))


def _until_today(passage: Passage, days: Days) -> Days:
    """The days up to publication where the period is named by its distance from it: بداية العام, in March."""
    today = passage.today
    if days.anchor != "relative" or today is None or days.first is None or days.last is None or days.first > today:
        return days
    return days._replace(last=min(days.last, today))


def _edge_of_week(passage: Passage, whole: Days, opening: int) -> Days:
    """The first three days, the middle two or the week-end (Friday to Sunday, by country) of a week from Saturday."""
    today = passage.today
    if today is None or whole.first is None:
        return whole
    saturday = whole.first + timedelta(days=(_SATURDAY - whole.first.weekday()) % 7)
    opens, closes = (0, 2) if opening == 1 else (3, 4) if opening < 21 else (6, 8)
    first, last = saturday + timedelta(days=opens), saturday + timedelta(days=closes)
    while first > today and not whole.future:
        first, last = first - timedelta(days=7), last - timedelta(days=7)
    return whole._replace(first=first, last=last if whole.future else min(last, today), precision="week")


def ago_at(passage: Passage, at: int) -> Days | None:
    """A time counted back from publication: قبل ساعتين, منذ ثلاثة أيام, قبل نحو شهر, منذ ساعات.

    Not "two days before …" (قبل يومين من الانفجار), which hangs on another event.
    """
    words = passage.words
    hit = time_words()["ago"].at(words, at) or time_words()["since"].at(words, at)
    if hit is None:
        return None
    about = time_words()["about"].at(words, hit.end)
    found = _duration_at(passage, about.end if about else hit.end)
    if found is None:
        return None
    end, amount, unit = found
    if words[end] in ("من", "علي"):
        if words[end + 1] not in ("الان", "اليوم"):
            return None
        end += 2
    return _back(passage, end, amount, unit)


def _duration_at(passage: Passage, at: int) -> tuple[int, int, Unit] | None:
    """The end, amount (0: several) and unit of a duration."""
    words = passage.words
    word = number_words().at(words, at)
    number = cardinal(passage.tokens, words, at)
    start, amount = at, -1
    if number:
        start, amount = number.end, number.value
    elif word and word.meaning.part in ("vague", "fraction"):
        start, amount = word.end, 0
    hit = unit_names().at(words, start)
    if hit is None or hit.meaning.article or hit.conjunction or hit.preposition:
        return None
    if amount < 0:
        amount = hit.meaning.amount
    elif amount > 1000:
        return None
    end = hit.end
    if words[end] in ("واحد", "واحده", "ونصف", "قليله", "عده", "معدوده", "طويله", "فقط"):
        end += 1
    return (end, amount, hit.meaning.unit) if not _of_other_word(passage, hit.meaning, end) else None


def _of_other_word(passage: Passage, name: UnitName, end: int) -> bool:
    """Whether the unit opens a date rather than ending a duration: منذ يوم الاثنين, قبل شهر رمضان, منذ عام 2014."""
    if name.amount != 1:
        return False
    return plausible_year(passage, end) or month_period_at(passage, end, edged=True) is not None


def _back(passage: Passage, end: int, amount: int, unit: Unit) -> Days | None:
    """The time that lies so many units before publication."""
    precision = _PRECISION[unit] if amount else _VAGUE_PRECISION.get(unit)
    if precision is None:
        return None
    today, now = passage.today, passage.published
    if today is None or now is None:
        return Days(end, None, None, precision, "relative")
    if unit in ("minute", "hour"):
        hours = amount if unit == "hour" else 0
        day = (now - timedelta(hours=hours)).date()
        return Days(end, day, day, precision, "relative")
    if amount == 0:
        days = _DAYS[unit]
        first = today - timedelta(days=_SEVERAL[unit] * days)
        return Days(end, first, today - timedelta(days=2 * days), precision, "relative")
    if unit == "month":
        return Days(end, *month(today, -amount), "month", "relative")
    if unit in ("year", "decade"):
        number = today.year - amount * (10 if unit == "decade" else 1)
        return Days(end, *_year(number), "year", "relative") if number > 0 else None
    day = today - timedelta(days=amount * _DAYS[unit])
    margin = timedelta(days=3 if unit == "week" else 0)
    return Days(end, day - margin, day + margin, precision, "relative")


_VAGUE_PRECISION: dict[Unit, Precision] = {
    "minute": "hour",
    "hour": "day",
    "day": "week",
    "week": "month",
    "month": "year",
    "year": "year",
}
