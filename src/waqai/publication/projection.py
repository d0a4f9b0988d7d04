"""The projection: an incident and its evidence as they may leave the project (codebook 9).

Embargo, coarsening and the withholding of protected sources are applied here and nowhere else. No output reads a stored
incident but through a `Projection`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from waqai.records import (
    Attribution,
    Candidate,
    Certainty,
    Decision,
    Document,
    Event,
    EventPlace,
    Incident,
    Origin,
    SourceKind,
    Stance,
    Toll,
)
from waqai.records.base import Record

WITHHELD = "مصدر محجوب"
"""What stands for the name of a protected source ("withheld source")."""
_DEGREE_KM = 111.32
_LINE = 160
_BREAK = re.compile(r"[.!؟?\n؛]")


class PublicationRules(Protocol):
    """What a projection asks of a project's settings."""

    @property
    def embargo_hours(self) -> float:
        """Hours that must have passed since the first report."""

    @property
    def coarsen_km(self) -> float:
        """The side of the squares that coordinates are moved to the middle of, in kilometres; 0 for none."""

    @property
    def hide_protected(self) -> bool:
        """Whether the names of protected sources are withheld."""


class Evidence(Record):
    """Who says so: the publisher and the source it gives (null where it speaks for itself), how, and in which words."""

    document_id: str
    event_id: str
    publisher: str | None
    source: str | None
    kind: SourceKind
    stance: Stance
    certainty: Certainty
    words: str


class Projection:
    """What may leave a project by its rules at the moment `now`."""

    def __init__(self, rules: PublicationRules, now: datetime) -> None:
        self._rules = rules
        self._latest = now - timedelta(hours=rules.embargo_hours)

    def incident(self, incident: Incident) -> Incident | None:
        """The incident as it may leave, or None while it is under embargo.

        Its age counts from the first report, else from the end of its last day; one without either is withheld while
        the project has an embargo.
        """
        if self._embargoed(_first_known(incident)):
            return None
        hidden = [origin for origin in incident.origins if self._hidden(origin.protected)]
        aliases = {origin.id: f"withheld-{number}" for number, origin in enumerate(hidden, 1)}
        renamed = _Renaming([origin.name for origin in hidden], aliases)
        return incident.model_copy(
            update={
                "places": tuple(self._place(place) for place in incident.places),
                "origins": tuple(renamed.origin(origin) for origin in incident.origins),
                "agents": tuple(renamed.candidate(agent) for agent in incident.agents),
                "targets": tuple(renamed.candidate(target) for target in incident.targets),
                "tolls": tuple(renamed.toll(toll) for toll in incident.tolls),
            }
        )

    def evidence(self, document: Document, events: Sequence[Event], wanted: Collection[str]) -> tuple[Evidence, ...]:
        """What a document says of the events whose ids are `wanted`, a line for each attribution; empty under embargo.

        `events` are all events of the document: a source that one of them protects is withheld from the words of all.
        """
        if self._embargoed(document.published):
            return ()
        renamed = self._renaming(events)
        return tuple(
            self._line(document, event, attribution, renamed)
            for event in events
            if event.id in wanted
            for attribution in event.attributions or (None,)
        )

    def decisions(
        self, document: Document, events: Sequence[Event], decisions: Sequence[Decision]
    ) -> tuple[Decision, ...]:
        """Why the fields of a document's events hold what they hold, without protected names; empty under embargo.

        `events` are all events of the document. The offsets of the evidence stay: they point into a text that whoever
        has it can read.
        """
        if self._embargoed(document.published):
            return ()
        renamed = self._renaming(events)
        return tuple(renamed.decision(decision) for decision in decisions)

    def _renaming(self, events: Sequence[Event]) -> _Renaming:
        names = [
            attribution.source.text
            for event in events
            for attribution in event.attributions
            if self._hidden(attribution.protected) and attribution.source.text
        ]
        return _Renaming(names, {})

    def _line(self, document: Document, event: Event, attribution: Attribution | None, renamed: _Renaming) -> Evidence:
        words = attribution.quote.text if attribution and attribution.quote else _around(document.text, event)
        source = attribution.source.text if attribution else None
        if attribution and self._hidden(attribution.protected):
            source = WITHHELD
        return Evidence(
            document_id=document.id,
            event_id=event.id,
            publisher=document.source,
            source=renamed.text(source) if source else None,
            kind=attribution.source.kind if attribution else "publisher",
            stance=attribution.stance if attribution else "reports",
            certainty=attribution.certainty if attribution else event.certainty,
            words=renamed.text(_shortened(words)),
        )

    def _hidden(self, protected: bool) -> bool:
        return protected and self._rules.hide_protected

    def _embargoed(self, known_since: datetime | None) -> bool:
        if self._rules.embargo_hours <= 0:
            return False
        return known_since is None or known_since > self._latest

    def _place(self, place: EventPlace) -> EventPlace:
        """The place in the middle of its square. Its gazetteer id goes too: the exact coordinates hang on it."""
        side = self._rules.coarsen_km
        if side <= 0 or place.lat is None or place.lon is None:
            return place
        lat, lon = snapped(place.lat, place.lon, side)
        return place.model_copy(
            update={"lat": lat, "lon": lon, "gazetteer_id": None, "geo_precision": max(place.geo_precision, 2)}
        )


class _Renaming:
    """Puts WITHHELD for names in a text, and aliases for the ids of those that bear them."""

    def __init__(self, names: Sequence[str], aliases: dict[str, str]) -> None:
        wordings = sorted({r"\s+".join(map(re.escape, name.split())) for name in names if name.strip()}, key=len)
        self._names = re.compile("|".join(reversed(wordings))) if wordings else None
        self._aliases = aliases

    def text(self, text: str) -> str:
        """The text without the names."""
        return self._names.sub(WITHHELD, text) if self._names else text

    def ids(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The ids, those of withheld origins under their alias."""
        return tuple(self._aliases.get(id, id) for id in ids)

    def decision(self, decision: Decision) -> Decision:
        """The decision, without the names in its value, its words and what competed."""
        evidence = tuple(span.model_copy(update={"text": self.text(span.text)}) for span in decision.evidence)
        competitors = tuple(map(self.text, decision.competitors))
        update = {"value": self.text(decision.value), "evidence": evidence, "competitors": competitors}
        return decision.model_copy(update=update)

    def candidate(self, candidate: Candidate) -> Candidate:
        """The candidate, without a withheld name in its own."""
        return candidate.model_copy(
            update={"name": self.text(candidate.name), "origin_ids": self.ids(candidate.origin_ids)}
        )

    def toll(self, toll: Toll) -> Toll:
        """The toll, its variants with the aliases of withheld origins."""
        variants = (
            variant.model_copy(update={"origin_ids": self.ids(variant.origin_ids)}) for variant in toll.variants
        )
        return toll.model_copy(update={"variants": tuple(variants)})

    def origin(self, origin: Origin) -> Origin:
        """The origin, without name and id where it is withheld."""
        if origin.id not in self._aliases:
            return origin
        return origin.model_copy(update={"id": self._aliases[origin.id], "name": WITHHELD, "source_id": None})


def snapped(lat: float, lon: float, side: float) -> tuple[float, float]:
    """The middle of the square of `side` kilometres that a point lies in, in degrees to four decimals.

    Rows of squares are `side` high from the equator; within a row all squares span the same degrees of longitude, those
    that make `side` kilometres in the row's middle.
    """
    step = side / _DEGREE_KM
    middle = min(max((math.floor(lat / step) + 0.5) * step, -90.0), 90.0)
    width = min(step / max(math.cos(math.radians(middle)), 0.01), 360.0)
    east = (math.floor(lon / width) + 0.5) * width
    return round(middle, 4), round(min(max(east, -180.0), 180.0), 4)


def _first_known(incident: Incident) -> datetime | None:
    if incident.first_report is not None:
        return incident.first_report
    if incident.time is None or incident.time.end is None:
        return None
    return datetime.combine(incident.time.end, time.max, UTC)


def _around(text: str, event: Event) -> str:
    """The clause that the event's first trigger stands in."""
    at, end = event.triggers[0].span if event.triggers else (0, 0)
    before = [match.end() for match in _BREAK.finditer(text, max(0, at - _LINE), at)]
    after = _BREAK.search(text, end)
    return text[before[-1] if before else max(0, at - _LINE) : after.start() if after else len(text)]


def _shortened(words: str) -> str:
    """The words on one line, cut at the end of a word where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _LINE else line[:_LINE].rsplit(" ", 1)[0] + "…"
