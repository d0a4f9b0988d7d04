"""The one place and the one stretch of days that stand for an incident in formats that hold one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from waqai.publication.countries import Country, countries
from waqai.records import EventPlace, Incident

_WITHIN_A_DAY = ("minute", "hour", "part_of_day")


class Days(NamedTuple):
    """First and last day, and how many days the span may be in: 1 where the day is known."""

    start: date
    end: date
    length: int

    @property
    def middle(self) -> date:
        """The day in the middle; the earlier of two."""
        return self.start + timedelta(days=(self.length - 1) // 2)


def days_of(incident: Incident) -> Days | None:
    """The days of an incident, None where none is known. A night that runs into the next day is of its first."""
    time = incident.time
    if time is None or time.start is None:
        return None
    end = max(time.end or time.start, time.start)
    if time.precision in _WITHIN_A_DAY and (end - time.start).days <= 1:
        end = time.start
    return Days(time.start, end, (end - time.start).days + 1)


def site_of(incident: Incident) -> EventPlace | None:
    """Where it happened: the first place with coordinates, else with a country, that it was not launched from."""
    places = [place for place in incident.places if place.role != "origin"]
    located = (place for place in places if place.lat is not None and place.lon is not None)
    return next(located, None) or next((place for place in places if place.admin.country), None)


def country_of(incident: Incident) -> Country | None:
    """The country of the site, else the first that another place lies in."""
    site = site_of(incident)
    codes = [site.admin.country if site else None, *(place.admin.country for place in incident.places)]
    return next((countries()[code] for code in codes if code in countries()), None)


def province_of(place: EventPlace) -> str | None:
    """The first administrative level: the place itself where it is one."""
    return place.admin.admin1 or (place.name_en if place.kind == "admin1" else None)


def district_of(place: EventPlace) -> str | None:
    """The second administrative level: the place itself where it is one."""
    return place.admin.admin2 or (place.name_en if place.kind in ("admin2", "district") else None)


def name_of(place: EventPlace) -> str | None:
    """Its name in English, else in Arabic; None for words that the gazetteer does not know."""
    return place.name_en or place.name_ar
