"""A day and all its namings: "اليوم السبت 30 تشرين الثاني" names one day three times."""

from __future__ import annotations

from datetime import timedelta

from waqai.language.dates import named_date_at, numeric_date_at
from waqai.language.day_names import near_day_at, now_at, weekday_at
from waqai.language.passage import Days, Passage
from waqai.language.periods import edge_at, period_at
from waqai.language.time_openers import DAY_WORDS
from waqai.language.time_words import PartOfDay


def _single_day(passage: Passage, at: int) -> Days | None:
    return numeric_date_at(passage, at) or named_date_at(passage, at)


def days_at(passage: Passage, at: int, *, edged: bool = False) -> tuple[Days, PartOfDay | None] | None:
    """One naming of days at the token, of whatever sort."""
    start = at + 1 if passage.words[at] in DAY_WORDS else at
    found = _single_day(passage, start) or weekday_at(passage, start)
    if found is not None:
        return found, None
    if near := near_day_at(passage, start):
        return near
    if now := now_at(passage, at):
        return now, None
    if start > at:
        return None
    found = edge_at(passage, at) or period_at(passage, at, edged=edged)
    return (found, None) if found else None


def day_chain(passage: Passage, at: int) -> tuple[Days, PartOfDay | None] | None:
    """A day with all its namings: اليوم السبت 30 تشرين الثاني, الاثنين (22 يناير), أمس، 19 كانون الأول 2024."""
    found = days_at(passage, at)
    if found is None:
        return None
    days, part = found
    while days.precision == "day" and (longer := _named_again(passage, days)) is not None:
        days = longer
    return days, part


def _named_again(passage: Passage, days: Days) -> Days | None:
    """The same day with its next naming, if one follows."""
    words = passage.words
    mark = words[days.end] if words[days.end] in ("،", ",", "(", "-", "/") else ""
    start = days.end + 1 if mark else days.end
    while words[start] in ("في", "الموافق", "يوم", "بتاريخ", "نهار", "من") and (words[start] != "من" or not mark):
        start += 1
    again = _other_naming(passage, days, start)
    if again is None or (mark == "(" and words[again.end] != ")"):
        return None
    both = _reconciled(days, again, beside=not mark)
    return both._replace(end=again.end + (mark == "(")) if both else None


def _other_naming(passage: Passage, days: Days, start: int) -> Days | None:
    """A day named at the token in another way than `days`: a date, a weekday, or "yesterday" after a weekday."""
    if days.anchor != "explicit" and (named := _single_day(passage, start)) is not None:
        return named if named.precision == "day" else None
    if days.anchor != "weekday":
        return weekday_at(passage, start)
    near = near_day_at(passage, start)
    return near[0] if near else None


def _reconciled(days: Days, again: Days, *, beside: bool) -> Days | None:
    """One day from two namings, or None where they are of two days.

    A date counts more than a weekday, a weekday more than "today" where the two are a day apart: such a text was
    written past midnight. A weekday right beside a date is of that date even where the writer miscounted it.
    """
    if days.first is None or again.first is None:
        return again if again.anchor == "explicit" else days
    apart = (again.first - days.first).days
    if again.anchor == "explicit":
        return again if abs(apart) <= 1 or (beside and days.anchor == "weekday") else None
    if days.anchor == "explicit" or again.anchor != "weekday":
        return days if apart == 0 or (again.anchor == "weekday" and apart % 7 == 0) else None
    step = {0: 0, 1: 1, 6: -1}.get(apart % 7)
    if step is None:
        return None
    day = days.first + timedelta(days=step)
    return days._replace(first=day, last=day, anchor="weekday" if step else days.anchor)
