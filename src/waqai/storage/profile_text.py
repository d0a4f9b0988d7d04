"""What linking compares of an account, as text of the store and back.

Sites and participants are made once for each way in which they are written: many accounts name the same few.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from waqai.knowledge.vocabulary import Kind
from waqai.linking.account import Profile
from waqai.linking.blocks import Key
from waqai.records import Admin, EventPlace, EventType, Participant

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NOWHERE = (0, 0)
_REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class AccountText:
    """An account as the store holds it. `first` and `last` are ordinals of days."""

    event: str
    document: int
    first: int | None
    last: int | None
    profile: str


def key_text(key: Key) -> str:
    """The key of a block as text."""
    return _encode(key)


def key_of(text: str) -> Key:
    """The key of a text."""
    return tuple(json.loads(text))


def account_text(profile: Profile, document: int) -> AccountText:
    """A profile as text, but for what its document says."""
    held = [
        profile.type,
        profile.part,
        profile.anchor,
        [_site_fields(site) for site in profile.sites],
        [_person_fields(person) for person in profile.agents],
        [_person_fields(person) for person in profile.targets],
        sorted(profile.weapons),
        dict(sorted(profile.figures.items())),
        profile.responds_to,
        profile.document_id,
        _ordinal(profile.first),
        _ordinal(profile.last),
    ]
    linkable = profile.linkable
    return AccountText(
        event=profile.id,
        document=document,
        first=_ordinal(profile.first) if linkable else None,
        last=_ordinal(profile.last) if linkable else None,
        profile=_encode(held),
    )


def profile_of(
    event: str, text: str, words: frozenset[str], sketch: bytes, ontology: Mapping[EventType, Kind]
) -> Profile:
    """The profile of an event that was written so, of a document with these words and this sketch."""
    type, part, anchor, sites, agents, targets, weapons, figures, answered, document, first, last = json.loads(text)
    kind = ontology[type]
    return Profile(
        id=event,
        document_id=document,
        type=type,
        family=kind.family,
        rank=kind.rank,
        first=_date(first),
        last=_date(last),
        part=part,
        anchor=anchor,
        sites=tuple([_site(*fields) for fields in sites]),
        agents=tuple([_person(*fields) for fields in agents]),
        targets=tuple([_person(*fields) for fields in targets]),
        weapons=frozenset(weapons),
        figures=figures,
        responds_to=answered,
        words=words,
        sketch=sketch,
    )


def _site_fields(site: EventPlace) -> list[Any]:
    """What is compared of a site: its words only where it has no name."""
    words = None if site.name_ar else site.text
    admin = (site.admin.country, site.admin.admin1, site.admin.admin2)
    return [words, site.name_ar, site.name_en, site.gazetteer_id, site.lat, site.lon, *admin, site.geo_precision]


@lru_cache(maxsize=_REMEMBERED)
def _site(
    words: str | None,
    name_ar: str | None,
    name_en: str | None,
    gazetteer_id: str | None,
    lat: float | None,
    lon: float | None,
    country: str | None,
    admin1: str | None,
    admin2: str | None,
    precision: Any,
) -> EventPlace:
    return EventPlace(
        text=words or name_ar or "",
        span=_NOWHERE,
        name_ar=name_ar,
        name_en=name_en,
        gazetteer_id=gazetteer_id,
        lat=lat,
        lon=lon,
        admin=Admin(country=country, admin1=admin1, admin2=admin2),
        geo_precision=precision,
    )


def _person_fields(person: Participant) -> list[Any]:
    return [person.text, person.actor_id, person.country, person.role]


@lru_cache(maxsize=_REMEMBERED)
def _person(text: str, actor_id: str | None, country: str | None, role: str | None) -> Participant:
    return Participant(text=text, span=_NOWHERE, actor_id=actor_id, country=country, role=role)


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _date(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
