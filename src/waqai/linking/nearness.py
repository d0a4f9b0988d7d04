"""Nearness: how close in space two accounts lie, given how precisely each is placed (codebook 7)."""

from __future__ import annotations

from typing import Literal

from waqai.knowledge.gazetteer_geometry import distance_km
from waqai.linking.account import Profile
from waqai.linking.place_naming import alike_names, place_name
from waqai.records import EventPlace

Nearness = Literal[
    "same_place",
    "same_area",
    "same_province",
    "same_country",
    "within_place",
    "beside",
    "around",
    "within_area",
    "one_neighbourhood",
    "within_province",
    "shared",
    "alike",
    "namesake",
    "unplaced",
    "off",
    "apart",
]

BESIDE_KM = 2.0
PRECISE_KM = 5.0
AREA_KM = 25.0


def kilometres(left: EventPlace, right: EventPlace) -> float | None:
    """The great-circle distance of two places, or None where one has no coordinates."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    return distance_km(left.lat, left.lon, right.lat, right.lon)


def nearness(left: Profile, right: Profile) -> Nearness:
    """How the sites of one stand to those of the other: the narrowest ones, else any that both name."""
    if not left.sites or not right.sites:
        return "unplaced"
    one, other = left.sites[0], right.sites[0]
    if _same(one, other):
        return _alike(left, max(_width(one), _width(other)))
    if _lists(right, one) or _lists(left, other):
        return "within_province" if max(_width(one), _width(other)) == 3 else "within_place"
    if _share_a_site(left, right):
        return "shared"
    if max(_width(one), _width(other)) == 3:
        return "within_province" if _one_province(left, right) else "apart"
    near = _by_distance(one, other, left, right)
    if near in ("apart", "off", "around", "one_neighbourhood"):
        if place_name(one) == place_name(other):
            return "namesake"
        if near != "apart" and alike_names(place_name(one), place_name(other)):
            return "alike"
    return near


def anchor(account: Profile) -> EventPlace | None:
    """The narrowest site with coordinates that is no province: it stands for a village that nobody has placed."""
    return next((site for site in account.sites if site.lat is not None and not is_wide(site)), None)


def province(account: Profile) -> tuple[str, str] | None:
    """Country and first-level unit of the narrowest site that names one."""
    for site in account.sites:
        if site.admin.country and site.admin.admin1:
            return site.admin.country, site.admin.admin1
    return None


def is_wide(site: EventPlace) -> bool:
    """Whether a site is a province or wider: «ريف حلب» is placed at the city, and is the province around it."""
    seat = site.name_en is not None and site.name_en == site.admin.admin1
    return site.geo_precision == 3 or (site.geo_precision == 2 and seat)


def _width(site: EventPlace) -> int:
    return 3 if is_wide(site) else site.geo_precision


def _alike(account: Profile, precision: int) -> Nearness:
    if precision < 3:
        return "same_place" if precision == 1 else "same_area"
    return "same_province" if province(account) else "same_country"


def _share_a_site(left: Profile, right: Profile) -> bool:
    """Whether both name a place that is no countryside, though not as the narrowest of their sites."""
    mine = {key for site in left.sites if site.geo_precision == 1 and (key := site_key(site))}
    return any(site.geo_precision == 1 and site_key(site) in mine for site in right.sites)


def site_key(site: EventPlace) -> str:
    """What two namings of one place have in common: its id, else its name."""
    return site.gazetteer_id or place_name(site)


def _same(one: EventPlace, other: EventPlace) -> bool:
    if one.gazetteer_id and other.gazetteer_id:
        return one.gazetteer_id == other.gazetteer_id
    if place_name(one) != place_name(other):
        return False
    distance = kilometres(one, other)
    return distance is None or distance <= PRECISE_KM


def _lists(account: Profile, place: EventPlace) -> bool:
    """Whether the account names the place among the wider ones that its site lies in."""
    if place.gazetteer_id is None:
        return False
    return any(site.gazetteer_id == place.gazetteer_id for site in account.sites[1:])


def _one_province(left: Profile, right: Profile) -> bool:
    here = province(left)
    return here is not None and here == province(right)


def _by_distance(one: EventPlace, other: EventPlace, left: Profile, right: Profile) -> Nearness:
    distance = kilometres(one, other)
    if distance is None:
        return _by_surroundings(left, right)
    precise = max(one.geo_precision, other.geo_precision) == 1
    if distance <= BESIDE_KM and precise:
        return "beside"
    if distance <= PRECISE_KM:
        return "around" if precise else "within_place"
    if distance <= AREA_KM:
        return "off" if precise else "within_area"
    return "apart"


def _by_surroundings(left: Profile, right: Profile) -> Nearness:
    """For a site without coordinates: the town that the text puts it beside. Names that differ speak against it."""
    one, other = anchor(left), anchor(right)
    if one is None or other is None:
        return "off" if _one_province(left, right) else "apart"
    distance = kilometres(one, other)
    return "one_neighbourhood" if distance is not None and distance <= AREA_KM else "apart"
