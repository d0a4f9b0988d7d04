"""The Hijri calendar by Umm al-Qura: which Gregorian days its days and months are.

The day that a country counts may differ from it by one, for it begins a month by its own sighting of the moon.
"""

from __future__ import annotations

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1343, 1500


def gregorian(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a Hijri one, or None where there is no such day or it is before 1924 or after 2077."""
    length = _length(year, month)
    if length is None or not 1 <= day <= length:
        return None
    from hijridate import Hijri  # loading it costs 15 ms that most texts need not pay

    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def month_days(year: int, month: int) -> tuple[date, date] | None:
    """The first and the last Gregorian day of a Hijri month, or None outside 1343-1500."""
    first, length = gregorian(year, month, 1), _length(year, month)
    return None if first is None or length is None else (first, first + timedelta(days=length - 1))


def year_of(day: date) -> int:
    """The Hijri year in which a Gregorian day lies; the nearest known one outside 1343-1500."""
    from hijridate import Gregorian

    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except OverflowError:
        return FIRST_YEAR if day.year < 2000 else LAST_YEAR


def _length(year: int, month: int) -> int | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    from hijridate import Hijri

    return int(Hijri(year, month, 1).month_length())
