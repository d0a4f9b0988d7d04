"""The places of an incident: each once, as that account gives it which places it best."""

from __future__ import annotations

from collections.abc import Sequence

from waqai.linking.account import Account
from waqai.linking.place_naming import place_name
from waqai.records import EventPlace

_ROLES = ("site", "vicinity", "between", "origin")


def incident_places(accounts: Sequence[Account]) -> tuple[EventPlace, ...]:
    """Sites before the places that an act was launched from, the best placed first, then the narrowest.

    Among equals the place that more accounts name comes first.
    """
    named: dict[tuple[str, str], list[tuple[int, EventPlace]]] = {}
    for account in accounts:
        for depth, place in enumerate(account.event.places):
            named.setdefault(_key(place), []).append((depth, place))
    ranked = sorted(named.items(), key=lambda item: (*_rank(item[1]), item[0]))
    return tuple(_best(mentions) for _, mentions in ranked)


def _key(place: EventPlace) -> tuple[str, str]:
    role = "origin" if place.role == "origin" else "site"
    return role, place.gazetteer_id or f"name {place_name(place)} {place.admin.admin1 or ''}"


def _best(mentions: Sequence[tuple[int, EventPlace]]) -> EventPlace:
    """The most precise mention; the first account's among equals."""
    return min(mentions, key=lambda mention: (mention[1].geo_precision, _ROLES.index(mention[1].role)))[1]


def _rank(mentions: Sequence[tuple[int, EventPlace]]) -> tuple[bool, int, int, int]:
    best = _best(mentions)
    return best.role == "origin", best.geo_precision, min(depth for depth, _ in mentions), -len(mentions)
