"""An event in words: its fields as label, value and the words of the text that say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from waqai.records import Attribution, Casualties, Event, EventPlace, Participant, Time
from waqai.records.base import Offsets

_PRECISION = {1: "", 2: " (near it)", 3: " (province or wider)"}
_USUAL = ("affirmed", "specific", "asserted")
_STANCES = {
    "reports": "reports it",
    "claims": "claims it",
    "denies": "denies it",
    "accuses": "accuses",
    "confirms": "confirms it",
    "declines": "declines to say",
}


class Line(NamedTuple):
    """A field: what it is, what it holds, and the words it rests on (null where the text has none)."""

    label: str
    value: str
    words: str | None = None
    span: Offsets | None = None

    @property
    def without_words(self) -> str:
        """What stands where the words would: a publisher that speaks for itself needs none."""
        return "" if self.label == "source" else "not in the text"


def event_heading(event: Event) -> str:
    """The kind of the event, with what sets it apart: "air_strike (recurring, hedged)"."""
    marks: list[str] = [value for value in (event.polarity, event.scope, event.certainty) if value not in _USUAL]
    if event.type_certainty == "hedged":
        marks.append("kind unsure")
    return f"{event.type} ({', '.join(marks)})" if marks else event.type


def event_lines(event: Event) -> Iterator[Line]:
    """The fields of an event that hold something, in the order of the codebook."""
    yield from (Line("act", event.type, trigger.text, trigger.span) for trigger in event.triggers)
    if event.time:
        yield Line("when", time_of(event.time), event.time.text, event.time.span)
    yield from (_place(place) for place in event.places)
    yield from (_participant("agent", agent) for agent in event.agents)
    yield from (_participant("target", target) for target in event.targets)
    yield from (Line("weapon", weapon.kind, weapon.text, weapon.span) for weapon in event.weapons)
    if event.strikes:
        yield Line("strikes", str(event.strikes.number), event.strikes.text, event.strikes.span)
    yield from (Line("harm", harm_of(toll), toll.text, toll.span) for toll in event.casualties)
    yield from (Line("damage", damage.kind, damage.text, damage.span) for damage in event.damage)
    yield from (_attribution(attribution) for attribution in event.attributions)
    if event.responds_to:
        yield Line("answers", event.responds_to)
    yield from (Line("inferred", f"{inference.field}: {inference.rule}") for inference in event.inferred)


def time_of(time: Time) -> str:
    """The days with part of day, clock and how they were told: "2024-01-22, evening (weekday)"."""
    start, end = (day.isoformat() if day else "?" for day in (time.start, time.end))
    days = start if end in (start, "?") else f"{start} to {end}"
    details = [detail for detail in (time.part_of_day, time.clock) if detail]
    precision = f"{time.precision}, " if time.precision not in ("day", "part_of_day", "hour", "minute") else ""
    return f"{', '.join([days, *details])} ({precision}{time.anchor})"


def place_of(place: EventPlace) -> str:
    """The place with province and country: "البوكمال / Al Bukamal, Deir ez-Zor, SY"."""
    names = dict.fromkeys(name for name in (place.name_ar or place.text, place.name_en) if name)
    above = dict.fromkeys(name for name in (place.admin.admin2, place.admin.admin1, place.admin.country) if name)
    return ", ".join([" / ".join(names), *(name for name in above if name not in names)])


def harm_of(toll: Casualties) -> str:
    """The number, kind and victims: "3 killed", "3-5 injured (civilian)", "some killed"."""
    known = [number for number in (toll.low, toll.high) if number is not None]
    figure = "-".join(str(number) for number in dict.fromkeys(known)) if known else "some"
    if known and toll.high is None:
        figure += "+"
    victims = f" ({toll.victims})" if toll.victims != "unknown" else ""
    return f"{figure} {toll.kind}{victims}"


def source_of(attribution: Attribution) -> str:
    """Who says so, through whom, and how: "publisher « monitor: reports it"."""
    names = [link.text or link.kind for link in (*attribution.chain, attribution.source)]
    hedge = " (unsure)" if attribution.certainty == "hedged" else ""
    via = f" by {attribution.via}" if attribution.via else ""
    return f"{' « '.join(names)}: {_STANCES[attribution.stance]}{via}{hedge}"


def _place(place: EventPlace) -> Line:
    where = f" ({place.lat:.4f}, {place.lon:.4f})" if place.lat is not None and place.lon is not None else ""
    value = f"{place_of(place)}{where}{_PRECISION[place.geo_precision]}"
    return Line(place.role, value, place.text, place.span)


def _participant(label: str, participant: Participant) -> Line:
    parts = [part for part in (participant.actor_id, participant.role, participant.country) if part]
    hedge = " (unsure)" if participant.certainty == "hedged" else ""
    who = " · ".join(parts) or "not in the table of actors"
    return Line(label, f"{who}{hedge}", participant.text, participant.span)


def _attribution(attribution: Attribution) -> Line:
    protected = "; name withheld or in danger: do not publish it" if attribution.protected else ""
    source = attribution.source
    kind = f" [{source.source_id or source.kind}]" if source.text else ""
    quote = attribution.quote
    value = f"{source_of(attribution)}{kind}{protected}"
    return Line("source", value, quote.text if quote else source.text, quote.span if quote else source.span)
