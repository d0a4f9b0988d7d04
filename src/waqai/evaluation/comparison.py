"""Whether a field of a coded event says what the gold says. Each question is answered on its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from waqai.evaluation.answer import SeenActor, SeenEvent, SeenPlace
from waqai.evaluation.gold import GoldAttribution, GoldEvent, GoldPlace
from waqai.evaluation.wording import alike
from waqai.knowledge.gazetteer_geometry import distance_km

SITE_KM = 10.0
"""Kilometres within which a coded point is that of a gold place, whose own point may be off by half of that."""
_SITES = {"site", "vicinity", "between", None}


def sites(event: SeenEvent) -> Iterator[SeenPlace]:
    """The places where an act took effect: all but those that it was launched from."""
    return (place for place in event.places if place.role in _SITES)


def within(event: SeenEvent, lat: float, lon: float, km: float) -> bool:
    """Whether a site of the event lies within `km` kilometres of a point."""
    return any(
        distance_km(lat, lon, place.lat, place.lon) <= km
        for place in sites(event)
        if place.lat is not None and place.lon is not None
    )


def place_is_named(places: tuple[GoldPlace, ...], event: SeenEvent) -> bool:
    """Whether a site of the event is named, in the text or by the gazetteer, like one of `places`."""
    names = [name for place in places for name in place.names]
    coded = [name or "" for place in sites(event) for name in (place.text, place.name_ar, place.name_en)]
    return any(alike(name, other) for name in names for other in coded)


def place_is_near(places: tuple[GoldPlace, ...], event: SeenEvent) -> bool:
    """Whether a site of the event lies near the point of one of `places`."""
    points = ((place.lat, place.lon) for place in places)
    return any(within(event, lat, lon, SITE_KM) for lat, lon in points if lat is not None and lon is not None)


def days_of(event: SeenEvent) -> tuple[date, date] | None:
    """First and last day of a coded event, or None where it has no first."""
    if event.time is None or event.time.start is None:
        return None
    return event.time.start, event.time.end or event.time.start


def actor_is_named(wanted: tuple[tuple[str, ...], ...], coded: tuple[SeenActor, ...]) -> bool | None:
    """Whether one of the actors is found; None where there is none to find and none was coded."""
    if not wanted:
        return False if coded else None
    return any(alike(name, actor.text or "") for names in wanted for name in names for actor in coded)


def harm_of(event: SeenEvent, kind: Literal["killed", "injured"]) -> int | Literal["some"] | None:
    """How many were killed or injured: a number, "some" where the text gives none, None where it tells of nobody."""
    rows = [row for row in event.casualties if row.kind == kind]
    if not rows:
        return None
    numbers = [row.best if row.best is not None else row.low for row in rows]
    given = [number for number in numbers if number is not None]
    return sum(given) if given else "some"


def sources_found(gold: GoldEvent, event: SeenEvent) -> tuple[int, int]:
    """How many of the gold's sources are found with their stance, and how many the event names.

    The publisher speaking for itself is not counted. Each coded source answers one of the gold's.
    """
    left = [said for said in event.attributions if said.source.kind != "publisher"]
    named = len(left)
    found = 0
    for wanted in gold.attributions:
        answer = next((said for said in left if _same_source(wanted, said.stance, said.source)), None)
        if answer is not None:
            left.remove(answer)
            found += 1
    return found, named


def _same_source(wanted: GoldAttribution, stance: str | None, source: SeenActor) -> bool:
    return stance == wanted.stance and any(alike(name, source.text or "") for name in wanted.source)
