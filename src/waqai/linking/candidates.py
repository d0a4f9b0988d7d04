"""Candidates: the pairs of accounts that are worth comparing, found by blocks of day, place and family of kinds.

An account stands in few blocks and looks into few, so that the number of pairs grows with the number of accounts that
truly lie together, not with the square of all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from waqai.linking.account import Account
from waqai.linking.kind_likeness import family_group
from waqai.linking.nearness import anchor, is_wide, place_name, province
from waqai.records import EventPlace

CELL_DEGREES = 0.3
"""At least 25 km wide up to 41° of latitude: what lies within reach is in a cell or in one of the eight around it."""

Block = tuple[str, date, str]


def candidate_pairs(accounts: Sequence[Account]) -> list[tuple[Account, Account]]:
    """Pairs of different accounts that share a block, each once, smaller event id first, in order of ids."""
    ordered = sorted((account for account in accounts if account.linkable), key=lambda account: account.id)
    standing: dict[Block, list[int]] = defaultdict(list)
    for number, account in enumerate(ordered):
        for block in _blocks(account, 0, set(_stands(account))):
            standing[block].append(number)
    pairs = {
        (min(number, other), max(number, other))
        for number, account in enumerate(ordered)
        for block in _blocks(account, 1, set(_looks(account)))
        for other in standing.get(block, ())
        if other != number
    }
    return [(ordered[left], ordered[right]) for left, right in sorted(pairs)]


def _blocks(account: Account, margin: int, places: set[str]) -> Iterator[Block]:
    group = family_group(account.family)
    for day in account.days(margin):
        for place in places:
            yield group, day, place


def _stands(account: Account) -> Iterator[str]:
    """Where an account is found: at its own site, and inside the wider places that hold it."""
    site = account.sites[0]
    yield from _own(site)
    if (cell := _cell(account)) is not None:
        yield f"cell {cell[0]} {cell[1]}"
    for wider in account.sites[1:]:
        if wider.gazetteer_id:
            yield f"inside {wider.gazetteer_id}"
    if (unit := province(account)) is not None:
        yield f"province {unit[0]} {unit[1]}"


def _looks(account: Account) -> Iterator[str]:
    """Where it looks for others: at its own site, around it, and, where it is itself a wider place, inside it."""
    site = account.sites[0]
    yield from _own(site)
    if (cell := _cell(account)) is not None:
        yield from (f"cell {cell[0] + north} {cell[1] + east}" for north in (-1, 0, 1) for east in (-1, 0, 1))
    if site.gazetteer_id:
        yield f"inside {site.gazetteer_id}"
    if is_wide(site) and (unit := province(account)) is not None:
        yield f"province {unit[0]} {unit[1]}"


def _own(site: EventPlace) -> Iterator[str]:
    if site.gazetteer_id:
        yield f"place {site.gazetteer_id}"
    yield f"name {place_name(site)}"


def _cell(account: Account) -> tuple[int, int] | None:
    """The cell of an account that is placed closely enough for distances to mean something."""
    site = anchor(account)
    if site is None or site.lat is None or site.lon is None or is_wide(account.sites[0]):
        return None
    return math.floor(site.lat / CELL_DEGREES), math.floor(site.lon / CELL_DEGREES)
