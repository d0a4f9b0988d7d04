"""Months and years: their names, the years after them, and "last", "this" and "next"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from waqai.language import hijri
from waqai.language.passage import ZONES, Days, Passage
from waqai.language.time_words import MonthName, month_names, time_neighbours, time_words

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_ERAS = {"م": False, "ميلادي": False, "ميلاديه": False, "ه": True, "هجري": True, "هجريه": True}
_BRACKETS = {"(": ")", "[": "]"}


class Month(NamedTuple):
    """A month's name, with its second name if it has one; `paired` where it has."""

    end: int
    name: MonthName
    paired: bool


class Course(NamedTuple):
    """Which of its kind: -1 the last, 0 the present, 1 the next."""

    end: int
    shift: int


class Year(NamedTuple):
    """A year by its number, or by its distance from the present one."""

    end: int
    number: int | None
    shift: int = 0


def course_at(words: Sequence[str], at: int) -> Course | None:
    """الماضي, المقبل, الجاري at the token, also in brackets: "العام (الماضي)"."""
    closing = _BRACKETS.get(words[at])
    hit = time_words()["course"].at(words, at + 1 if closing else at)
    if hit is None or hit.conjunction or hit.preposition or (closing and words[hit.end] != closing):
        return None
    return Course(hit.end + 1 if closing else hit.end, hit.meaning.number)


def month_at(words: Sequence[str], at: int) -> Month | None:
    """The month named at the token with its second name: أكتوبر/تشرين الأول, نوفمبر (تشرين الثاني).

    Where the name in brackets is by mistake another month's, the first one counts.
    """
    hit = month_names().at(words, at)
    if hit is None:
        return None
    separator = words[hit.end]
    start = hit.end + 1 if separator in ("/", "-", "(", "[", "|", "او", "أو") else hit.end
    second = month_names().at(words, start)
    same = second is not None and second.meaning[:2] == hit.meaning[:2] and not second.conjunction
    corrected = second is not None and separator in _BRACKETS and second.meaning.hijri == hit.meaning.hijri
    if second is None or not (same or corrected) or words[second.end - 1] == words[hit.end - 1]:
        return Month(hit.end, hit.meaning, False)
    end = second.end
    if closing := _BRACKETS.get(separator):
        end = end + 1 if words[end] == closing else end
    return Month(end, hit.meaning, True)


def plausible_year(passage: Passage, at: int) -> bool:
    """Whether the token is a year in figures, Gregorian from 1900 to 2100 or Hijri from 1343 to 1500."""
    if not passage.is_figure(at) or len(passage.words[at]) != 4:
        return False
    number = int(passage.words[at])
    return _FIRST_YEAR <= number <= _LAST_YEAR or hijri.FIRST_YEAR <= number <= hijri.LAST_YEAR


def _figure_year(passage: Passage, at: int) -> Year | None:
    if not plausible_year(passage, at):
        return None
    end = at + 1
    if _ERAS.get(passage.words[end]) == (int(passage.words[at]) < _FIRST_YEAR):
        end += 1
    return Year(end, int(passage.words[at]))


def year_at(passage: Passage, at: int) -> Year | None:
    """The year that begins at the token with its own word: عام 2014, سنة 2006م, العام الماضي, هذا العام."""
    words = passage.words
    hit = time_words()["year"].at(words, at)
    if hit is not None and hit.meaning.number == 1:
        if course := course_at(words, hit.end):
            return Year(course.end, None, course.shift) if words[hit.end - 1].endswith(("العام", "السنه")) else None
        return _figure_year(passage, hit.end + (words[hit.end] == "ال"))
    period = time_words()["period"].at(words, at)
    return Year(period.end, None) if period and period.meaning.value == "year" else None


def year_after(passage: Passage, at: int) -> Year | None:
    """The year that belongs to a month before the token: 2024, من عام 2024, من العام الماضي, ، 2024."""
    if year := _figure_year(passage, at):
        return year
    words = passage.words
    start = at + 1 if words[at] == "من" else at
    if year := year_at(passage, start):
        return year
    if words[at] in ("/", "-", "،", ",", "من"):
        return _figure_year(passage, at + 1)
    return None


def month_days(year: int, month: MonthName) -> tuple[date, date] | None:
    """The first and last day of a month of a year of its own calendar."""
    if month.hijri:
        return hijri.month_days(year, month.number)
    first = date(year, month.number, 1)
    following = date(year + month.number // 12, month.number % 12 + 1, 1)
    return first, following - timedelta(days=1)


def _nearest_month(today: date, month: MonthName, shift: int | None) -> tuple[date, date] | None:
    present = hijri.year_of(today) if month.hijri else today.year
    years = range(present, present + 3) if shift == 1 else range(present + 1, present - 3, -1)
    for year in years:
        days = month_days(year, month)
        if days is None:
            continue
        first, last = days
        fits = first > today if shift == 1 else last < today if shift == -1 else first <= today + ZONES
        if fits:
            return days
    return None


def month_period_at(passage: Passage, at: int, *, edged: bool = False) -> Days | None:
    """The month that begins at the token: كانون الثاني 2024, شهر يناير الماضي, سبتمبر.

    `edged` says that a time stands before it (منتصف, بين), so that an ambiguous name is a month.
    Without a year it is the latest that has begun by publication.
    """
    words = passage.words
    word = time_words()["month"].at(words, at)
    start = word.end if word else at
    month = month_at(words, start)
    if month is None:
        return None
    course = course_at(words, month.end)
    year = year_after(passage, course.end if course else month.end)
    marked = word or edged or course or year or month.paired
    before = at and (words[at - 1] in time_neighbours("month_before"))
    needs = month.name.needs
    if not (marked or needs == "alone" or (needs == "context" and before)):
        return None
    end = year.end if year else (course.end if course else month.end)
    shift = course.shift if course else None
    days = _month_days_of(passage, month.name, year, shift)
    if days is None:
        return Days(end, None, None, "month", "explicit", shift == 1) if passage.today is None else None
    return Days(end, *days, "month", "explicit", shift == 1)


def _month_days_of(
    passage: Passage, month: MonthName, year: Year | None, shift: int | None
) -> tuple[date, date] | None:
    today = passage.today
    if year and year.number is not None:
        return month_days(year.number, month) if month.hijri == (year.number < _FIRST_YEAR) else None
    if today is None:
        return None
    if year:
        present = hijri.year_of(today) if month.hijri else today.year
        return month_days(present + year.shift, month)
    return _nearest_month(today, month, shift)
