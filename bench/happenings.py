"""Made-up accounts of made-up happenings, the same ones for a seed: a stream, so that a million need no records."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from waqai.knowledge.actors import load_actors
from waqai.knowledge.vocabulary import load_ontology
from waqai.linking.account import Profile
from waqai.records import Admin, EventPlace, EventType, HarmKind, Participant

A_DAY = 333
"""Accounts a day, of a whole region at war: a million are eight years of it."""
_START = date(2011, 3, 15)
_PLACES = 3000
_KINDS: tuple[EventType, ...] = (
    "shelling", "air_strike", "attack", "explosion", "armed_clash", "arrest", "protest", "drone_strike", "abduction",
)  # fmt: skip
_VICTIMS: tuple[HarmKind, ...] = ("killed", "injured")
_LETTERS = "ضصثقفغعهخحجدشسيبلاتنمكطذرزوظ"


def happenings(count: int, seed: int = 7, days: int | None = None, places: int = _PLACES) -> Iterator[Profile]:
    """`count` accounts, three of a happening on average, on `days` days in a row in `places` towns and villages."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    towns = [_town(number, chance) for number in range(places)]
    ontology = load_ontology()
    actors = [
        Participant(text=actor.name_ar, span=(0, 1), actor_id=actor.id, country=actor.country, role=actor.role)
        for actor in load_actors()
        if actor.kind in ("armed_forces", "rebel_group", "militia")
    ]
    span = days or max(1, count // A_DAY)
    number = 0
    while number < count:
        town = towns[min(int(chance.expovariate(9 / places)), places - 1)]  # few towns have most of the war
        kind, day = chance.choice(_KINDS), _START + timedelta(days=chance.randrange(span))
        agent = chance.choice(actors)
        toll, names = chance.randrange(40), frozenset(_name(chance) for _ in range(chance.randrange(3)))
        for _ in range(min(chance.choice((1, 1, 2, 3, 4, 7)), count - number)):
            told = "attack" if chance.random() < 0.15 else kind
            yield Profile(
                id=f"d{number}#1",
                document_id=f"d{number}",
                type=told,
                family=ontology[told].family,
                rank=ontology[told].rank,
                first=day,
                last=day,
                part=None,
                anchor="publication" if chance.random() < 0.5 else "relative",
                sites=town if chance.random() < 0.85 else town[1:],
                agents=(agent,) if chance.random() < 0.6 else (),
                targets=(),
                weapons=frozenset(),
                figures={_VICTIMS[0]: max(0, toll + chance.randrange(-1, 2))} if chance.random() < 0.5 else {},
                responds_to=None,
                words=names if chance.random() < 0.4 else frozenset(),
                sketch=b"",
            )
            number += 1


def _town(number: int, chance: random.Random) -> tuple[EventPlace, ...]:
    """A town and the province around it; in a country of fourteen provinces."""
    lat, lon = chance.uniform(31, 37), chance.uniform(35, 42)
    admin = Admin(country="SY", admin1=f"محافظة {int(lat)} {int(lon) // 3}")
    names = (f"بلدة {number}", admin.admin1 or "")
    return (
        EventPlace(
            text=names[0], span=(0, 1), name_ar=names[0], gazetteer_id=f"t:{number}", lat=lat, lon=lon, admin=admin,
            role="site", geo_precision=1,
        ),
        EventPlace(
            text=names[1], span=(0, 1), name_ar=names[1], gazetteer_id=f"p:{admin.admin1}", lat=lat, lon=lon,
            admin=admin, role="site", geo_precision=3,
        ),
    )  # fmt: skip


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_LETTERS) for _ in range(5))
