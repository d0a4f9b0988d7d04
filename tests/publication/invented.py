"""Invented incidents, reports and what a projection makes of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from waqai.publication import Evidence, Projection, PublicIncident, Released
from waqai.records import Admin, Candidate, EventPlace, Incident, IncidentTime, Origin, Toll, TollVariant
from waqai.storage.settings import Settings

NOW = datetime(2024, 6, 10, 12, tzinfo=UTC)


def toll(kind: str, *figures: tuple[int | None, int | None, tuple[str, ...]], victims: str = "unknown") -> Toll:
    """A toll of figures `(low, high, origins)`."""
    lows = [low for low, _, _ in figures if low is not None]
    highs = [high for _, high, _ in figures if high is not None]
    variants = tuple(
        TollVariant(low=low, best=low if low == high else None, high=high, origin_ids=origins, event_ids=("d#1",))
        for low, high, origins in figures
    )
    return Toll.model_validate(
        {
            "kind": kind,
            "victims": victims,
            "low": min(lows, default=None),
            "high": max(highs, default=None),
            "variants": variants,
        }
    )


def who(name: str, actor: str | None = None, role: str | None = None, **fields: object) -> Candidate:
    """An agent or target."""
    return Candidate.model_validate({"name": name, "actor_id": actor, "role": role, "share": 1.0} | fields)


def incident(id: str = "i1", **changes: object) -> Incident:
    """Shelling of a made-up quarter by a known army, with three to five dead."""
    values: dict[str, object] = {
        "id": id,
        "document_ids": ("d1", "d2"),
        "event_ids": ("d1#1", "d2#1"),
        "type": "shelling",
        "types": ("shelling", "explosion"),
        "time": IncidentTime(start=date(2024, 5, 1), end=date(2024, 5, 1), precision="day"),
        "places": (
            EventPlace(
                text="حي الورد",
                span=(0, 8),
                name_ar="حي الورد",
                name_en="Al-Ward",
                gazetteer_id="geonames:77",
                lat=35.9512,
                lon=39.0134,
                admin=Admin(country="SY", admin1="Raqqa"),
                kind="quarter",
            ),
        ),
        "agents": (who("الجيش", role="MIL", country="SYR", origin_ids=("o1",)),),
        "targets": (who("مدنيين", role="CVL", origin_ids=("o1",)),),
        "tolls": (toll("killed", (3, 3, ("o1",)), (5, 5, ("o2", "o3"))), toll("injured", (2, None, ("o1",)))),
        "status": "corroborated",
        "status_rule": "2 independent origins affirm it",
        "origins": (Origin(id="o1", name="مرصد المثال", kind="monitor"),),
        "independent_origins": 2,
        "reports": 2,
        "first_report": datetime(2024, 5, 1, 12, tzinfo=UTC),
        "delay_hours": 12.0,
    }
    return Incident.model_validate(values | changes)


def line(document_id: str = "d1", **changes: object) -> Evidence:
    """A line of evidence."""
    values: dict[str, object] = {
        "document_id": document_id,
        "event_id": f"{document_id}#1",
        "publisher": "صحيفة المثال",
        "published": datetime(2024, 5, 1, 12, tzinfo=UTC),
        "title": "قصف على حي الورد",
        "url": f"https://example.org/{document_id}",
        "source": None,
        "kind": "publisher",
        "stance": "reports",
        "certainty": "asserted",
        "words": "سقطت قذائف على حي الورد",
    }
    return Evidence.model_validate(values | changes)


def public(stored: Incident, **settings: object) -> PublicIncident:
    """The incident as a project with these settings lets it out."""
    projected = Projection(Settings.model_validate(settings), NOW).incident(stored)
    assert projected is not None
    return projected


def released(stored: Incident | None = None, *lines: Evidence, **settings: object) -> Released:
    """The incident with its evidence as a project with these settings lets it out."""
    return Released(public(stored or incident(), **settings), lines or (line(),))


TERMS = Projection(Settings(), NOW).terms
"""The terms of a project that coarsens nothing."""
COARSE = Projection(Settings(coarsen_km=10), NOW).terms
"""The terms of one that moves coordinates to the middle of squares of ten kilometres."""
