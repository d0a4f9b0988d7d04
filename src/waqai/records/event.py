"""The event: what one document says happened (codebook 2 and 3)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from waqai.records.attribution import Attribution
from waqai.records.base import Certainty, Inference, Offsets, Record, Span

EventType = Literal[
    "air_strike",
    "drone_strike",
    "shelling",
    "ied",
    "suicide_bombing",
    "grenade",
    "chemical_attack",
    "explosion",
    "armed_clash",
    "territory_gain",
    "attack",
    "assassination",
    "abduction",
    "sexual_violence",
    "arrest",
    "protest",
    "protest_repression",
    "riot",
    "property_destruction",
    "weapons_disrupted",
    "military_activity",
    "agreement",
    "displacement",
]
Polarity = Literal["affirmed", "negated"]
Scope = Literal["specific", "recurring", "background", "planned"]
TimePrecision = Literal["minute", "hour", "part_of_day", "day", "week", "month", "year"]
PartOfDay = Literal["dawn", "morning", "noon", "afternoon", "evening", "night"]
TimeAnchor = Literal["explicit", "weekday", "relative", "publication"]
PlaceRole = Literal["site", "origin", "vicinity", "between"]
HarmKind = Literal["killed", "injured", "detained", "abducted", "missing", "displaced"]
Victims = Literal["civilian", "combatant", "child", "woman", "unknown"]


class Time(Record):
    """When it happened. Days are in the publisher's own zone; `start` and `end` are both inclusive."""

    start: date | None = None
    end: date | None = None
    precision: TimePrecision
    part_of_day: PartOfDay | None = None
    clock: str | None = None
    """Hour of the day as `HH:MM`, where the text gives one."""
    text: str | None = None
    span: Offsets | None = None
    anchor: TimeAnchor


class Admin(Record):
    """Where a place lies: ISO 3166-1 alpha-2 country, first and second level by English name."""

    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None


class EventPlace(Record):
    """A place of an event. `geo_precision`: 1 the place itself, 2 near it or a small area, 3 a province or wider."""

    role: PlaceRole = "site"
    text: str
    span: Offsets
    name_ar: str | None = None
    name_en: str | None = None
    gazetteer_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    admin: Admin = Admin()
    geo_precision: Literal[1, 2, 3] = 1
    kind: str | None = None


class Participant(Record):
    """An agent or a target. `country` is ISO 3166-1 alpha-3; `role` a CAMEO code (`MIL`, `REB`, `CVL`…)."""

    text: str
    span: Offsets
    actor_id: str | None = None
    country: str | None = None
    role: str | None = None
    certainty: Certainty = "asserted"


class Weapon(Record):
    """A weapon or platform named in the text."""

    text: str
    span: Offsets
    kind: str


class Strikes(Record):
    """Number of strikes, salvos or projectiles."""

    number: int
    text: str
    span: Offsets


class Casualties(Record):
    """Harm to persons. The three numbers are null where the text says only "dead and wounded"."""

    kind: HarmKind
    low: int | None = None
    best: int | None = None
    high: int | None = None
    victims: Victims = "unknown"
    text: str
    span: Offsets


class Damage(Record):
    """Harm to things, with a short kind (`destroyed`, `damaged`, `fire`)."""

    kind: str
    text: str
    span: Offsets


class AcledType(Record):
    """ACLED's event and sub-event type."""

    event_type: str
    sub_event_type: str


class Event(Record):
    """What one document says happened: one kind of act, one place, one time. Field by field: codebook 3."""

    id: str
    document_id: str
    type: EventType
    type_certainty: Certainty = "asserted"
    plover: tuple[str, ...] = ()
    acled: AcledType
    cameo: tuple[str, ...] = ()
    triggers: tuple[Span, ...]
    polarity: Polarity = "affirmed"
    scope: Scope = "specific"
    certainty: Certainty = "asserted"
    time: Time | None = None
    places: tuple[EventPlace, ...] = ()
    agents: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    strikes: Strikes | None = None
    casualties: tuple[Casualties, ...] = ()
    damage: tuple[Damage, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    responds_to: str | None = None
    inferred: tuple[Inference, ...] = ()
