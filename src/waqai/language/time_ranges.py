"""Stretches between two times: بين 3 شباط و5 آذار, بين عامي 2011 و2014, من 3 إلى 5 آذار, يومي الاثنين والثلاثاء."""

from __future__ import annotations

from datetime import date

from waqai.language.dates import day_number_at, extent
from waqai.language.day_namings import days_at
from waqai.language.month_years import plausible_year
from waqai.language.passage import EARLIEST, Days, Passage, Precision
from waqai.language.time_openers import RANGE_OPENERS, may_open
from waqai.language.time_words import month_names, time_words, unit_names

_CONNECTORS = frozenset({"و", "الي", "حتي", "وحتي", "ولغايه", "لغايه", "والي"})
_FINENESS: tuple[Precision, ...] = ("minute", "hour", "part_of_day", "day", "week", "month", "year")


def range_at(passage: Passage, at: int) -> Days | None:
    """A stretch between two namings: بين 3 شباط و5 آذار, بين عامي 2011 و2014, من 3 إلى 5 آذار."""
    words = passage.words
    if words[at] in ("ما", "وما"):
        if words[at + 1] != "بين":
            return None
        start = at + 2
    elif words[at] in RANGE_OPENERS:
        start = at + 1
    elif (hit := time_words()["year"].at(words, at)) and hit.meaning.number == 2:
        start = at
    else:
        return None
    if may_open(passage, start):
        return _between(passage, start)
    return None


def _end_of_range(passage: Passage, at: int) -> Days | None:
    hit = time_words()["year"].at(passage.words, at)
    if hit and hit.meaning.number == 2:
        at = hit.end
    if plausible_year(passage, at) and passage.words[at + 1] not in month_names():
        number = int(passage.words[at])
        return (
            Days(at + 1, date(number, 1, 1), date(number, 12, 31), "year", "explicit")
            if number >= EARLIEST.year
            else None
        )
    found = days_at(passage, at, edged=True)
    return found[0] if found else None


def _between(passage: Passage, start: int) -> Days | None:
    left = _end_of_range(passage, start)
    if left is None:
        return None
    connector = passage.words[left.end]
    if connector in _CONNECTORS:
        right = _end_of_range(passage, left.end + 1)
    else:
        right = _end_of_range(passage, left.end) if connector.startswith("و") else None
    if right is None:
        several = left.first != left.last and left.anchor == "explicit" and day_number_at(passage, start) is not None
        return left if several else None
    precision = max(left.precision, right.precision, key=_FINENESS.index)
    if right.first is None or right.last is None or passage.today is None:
        known = left.first is not None and right.last is not None and left.first <= right.last
        return Days(right.end, left.first if known else None, right.last if known else None, precision, right.anchor)
    left = _end_of_range(passage.seen_from(right.last), start) or left
    if left.first is None or left.first > right.last:
        return None
    if precision == "day":
        precision = extent(left.first, right.last)
    return Days(right.end, left.first, right.last, precision, right.anchor, right.future)


def bare_year(passage: Passage, at: int) -> Days | None:
    """The year in figures after a word that says since or until: منذ 2011."""
    if not plausible_year(passage, at) or unit_names().at(passage.words, at + 1):
        return None
    return _end_of_range(passage, at)
