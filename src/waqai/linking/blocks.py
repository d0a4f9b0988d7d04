"""Blocks: under which keys an account is found on each of its days by others that may tell of the same happening."""

from __future__ import annotations

import math
from collections.abc import Iterator

from waqai.linking.account import Profile
from waqai.linking.kind_likeness import family_group
from waqai.linking.likeness import MOST_DAYS_BETWEEN
from waqai.linking.nearness import anchor, is_wide, province, site_key
from waqai.linking.place_naming import place_name
from waqai.records import EventPlace

CELL_DEGREES = 0.3
"""At least 25 km wide up to 41° of latitude: what lies within reach is in a cell or in one of the eight around it."""

Key = tuple[str, ...]
"""What a block is of, then its group of kinds and its name: ("cell", "violence", "119", "122")."""

EAST_AND_NORTH = ((0, 1), (1, -1), (1, 0), (1, 1))
"""The half of the cells around one that lie after it: the other half finds it as theirs."""


def keys(profile: Profile) -> Iterator[Key]:
    """The keys of an account. `at`, `word` and `cell` meet their own kind; `is` meets `lists`, `wide` meets `of`."""
    for word in profile.words:
        yield "word", word
    if not profile.sites:
        return
    group = family_group(profile.family)
    site = profile.sites[0]
    for name in {f"name {place_name(site)}", *map(site_key, _precise(profile))}:
        yield "at", group, name
    if site.gazetteer_id:
        yield "is", group, site.gazetteer_id
    for wider in profile.sites[1:]:
        if wider.gazetteer_id:
            yield "lists", group, wider.gazetteer_id
    if (cell := _cell(profile)) is not None:
        yield "cell", group, *map(str, cell)
    if (unit := province(profile)) is not None:
        yield "of", group, *unit
        if is_wide(site):
            yield "wide", group, *unit


def partners(key: Key) -> Iterator[Key]:
    """The keys of other blocks whose accounts meet those of this one; each two blocks are told once."""
    if key[0] == "is":
        yield "lists", *key[1:]
    elif key[0] == "wide":
        yield "of", *key[1:]
    elif key[0] == "cell":
        for north, east in EAST_AND_NORTH:
            yield key[0], key[1], str(int(key[2]) + north), str(int(key[3]) + east)


def around(key: Key) -> Iterator[Key]:
    """The keys of all other blocks whose accounts meet those of this one."""
    yield from partners(key)
    if key[0] == "lists":
        yield "is", *key[1:]
    elif key[0] == "of":
        yield "wide", *key[1:]
    elif key[0] == "cell":
        for north, east in EAST_AND_NORTH:
            yield key[0], key[1], str(int(key[2]) - north), str(int(key[3]) - east)


def reach(key: Key) -> int:
    """Days between two accounts up to which this key lets them meet."""
    return MOST_DAYS_BETWEEN if key[0] == "word" else 1


def meets_itself(key: Key) -> bool:
    """Whether the accounts of one block meet each other."""
    return key[0] in ("at", "word", "cell")


def _precise(profile: Profile) -> Iterator[EventPlace]:
    yield profile.sites[0]
    yield from (site for site in profile.sites[1:] if site.geo_precision == 1)


def _cell(profile: Profile) -> tuple[int, int] | None:
    """The cell of an account that is placed closely enough for distances to mean something."""
    site = anchor(profile)
    if site is None or site.lat is None or site.lon is None or is_wide(profile.sites[0]):
        return None
    return math.floor(site.lat / CELL_DEGREES), math.floor(site.lon / CELL_DEGREES)
