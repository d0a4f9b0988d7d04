"""Nothing leaves a project but what its rules let out: no name of a protected source, nothing under embargo."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.publication import WITHHELD, Projection
from waqai.publication.coarsening import snapped
from waqai.records import (
    AcledType,
    Attribution,
    Candidate,
    Document,
    Event,
    EventPlace,
    Incident,
    IncidentTime,
    Origin,
    Source,
    Span,
    StatusOverride,
    Toll,
    TollVariant,
)
from waqai.records.base import Record
from waqai.storage.settings import Settings

NOW = datetime(2024, 6, 10, 12, tzinfo=UTC)
NAME = "سليم الحداد"
TEXT = "قال سليم  الحداد، وهو اسم مستعار، إن القذائف سقطت قرب بيته. ولم تعلق الشرطة على ما قاله سليم الحداد."


def _incident(**changes: object) -> Incident:
    values: dict[str, object] = {
        "id": "i1",
        "document_ids": ("d",),
        "event_ids": ("d#1",),
        "type": "shelling",
        "types": ("shelling",),
        "time": IncidentTime(start=date(2024, 6, 8), end=date(2024, 6, 8), precision="day"),
        "places": (
            EventPlace(text="نوى", span=(0, 3), gazetteer_id="geonames:1", lat=32.8886, lon=36.0392, geo_precision=1),
        ),
        "agents": (Candidate(name=f"جماعة {NAME}", role="REB", origin_ids=("o1", "o2"), share=1.0),),
        "tolls": (
            Toll(kind="killed", low=1, high=1, variants=(TollVariant(low=1, origin_ids=("o1",), event_ids=("d#1",)),)),
        ),
        "status": "single_origin",
        "status_rule": "one origin",
        "origins": (
            Origin(id="o1", name=NAME, kind="witness", source_id=f"x:{NAME}", protected=True),
            Origin(id="o2", name="الشرطة", kind="official"),
        ),
        "independent_origins": 2,
        "reports": 1,
        "first_report": datetime(2024, 6, 9, 12, tzinfo=UTC),
    }
    return Incident.model_validate(values | changes)


def _document(published: datetime | None = NOW) -> Document:
    return Document.of_text(TEXT, id="d", source="صحيفة المثال", published=published)


def _event(id: str, *attributions: Attribution, trigger: str = "سقطت") -> Event:
    at = TEXT.index(trigger)
    return Event(
        id=id,
        document_id="d",
        type="shelling",
        acled=AcledType(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack"),
        triggers=(Span(text=trigger, span=(at, at + len(trigger))),),
        attributions=attributions,
    )


PROTECTED = Attribution(source=Source(text=NAME, span=(4, 15), kind="witness"), stance="accuses", protected=True)
OPEN = Attribution(source=Source(text="الشرطة", span=(60, 66), kind="official"), stance="declines")


def test_a_protected_name_is_nowhere_in_the_projected_incident() -> None:
    projected = Projection(Settings(), NOW).incident(_incident())
    assert projected is not None
    assert NAME not in projected.model_dump_json()
    assert "o1" not in projected.model_dump_json()
    withheld, police = projected.origins
    assert (withheld.name, withheld.kind, withheld.protected) == (WITHHELD, "witness", True)
    assert projected.agents[0].origin_ids == (withheld.id, "o2")
    assert projected.tolls[0].variants[0].origin_ids == (withheld.id,)
    assert police.name == "الشرطة"


def test_a_project_may_show_protected_names_to_itself() -> None:
    incident = _incident()
    assert Projection(Settings(hide_protected=False), NOW).incident(incident) == incident


@pytest.mark.parametrize(
    ("hours", "changes", "leaves"),
    [
        (0, {}, True),
        (23, {}, True),
        (25, {}, False),
        (24 * 30, {}, False),
        (24, {"first_report": None}, True),
        (48, {"first_report": None}, False),
        (1, {"first_report": None, "time": None}, False),
        (0, {"first_report": None, "time": None}, True),
    ],
)
def test_an_incident_leaves_when_its_first_report_is_older_than_the_embargo(
    hours: float, changes: dict[str, object], leaves: bool
) -> None:
    projected = Projection(Settings(embargo_hours=hours), NOW).incident(_incident(**changes))
    assert (projected is not None) == leaves


def test_coordinates_are_coarsened_and_what_would_give_them_back_goes() -> None:
    projected = Projection(Settings(coarsen_km=10), NOW).incident(_incident())
    assert projected is not None
    [place] = projected.places
    assert (place.lat, place.lon) != (32.8886, 36.0392)
    assert place.gazetteer_id is None
    assert place.geo_precision == 2


@given(st.floats(-85, 85), st.floats(-179, 179), st.floats(1, 200))
def test_a_snapped_point_stays_near_and_is_shared_by_its_square(lat: float, lon: float, side: float) -> None:
    north, east = snapped(lat, lon, side)
    assert abs(north - lat) * 111.32 <= side / 2 + 0.02
    assert abs(east - lon) * 111.32 * math.cos(math.radians(north)) <= side / 2 + 0.02 or abs(east) == 180
    if abs(east) < 179 and abs(north) < 85:
        assert snapped(north, east, side) == (north, east)


def test_evidence_names_publisher_source_stance_and_words_without_the_protected_name() -> None:
    events = [_event("d#1", PROTECTED, OPEN), _event("d#2", OPEN, trigger="تعلق")]
    lines = Projection(Settings(), NOW).evidence(_document(), events, {"d#1", "d#2"})
    assert [(line.publisher, line.source, line.stance) for line in lines] == [
        ("صحيفة المثال", WITHHELD, "accuses"),
        ("صحيفة المثال", "الشرطة", "declines"),
        ("صحيفة المثال", "الشرطة", "declines"),
    ]
    assert all("سليم" not in line.model_dump_json() for line in lines)
    assert "القذائف سقطت قرب بيته" in lines[0].words
    assert WITHHELD in lines[2].words, "a name that one event protects is withheld from the words of another"


def test_evidence_is_of_the_wanted_events_alone() -> None:
    events = [_event("d#1", OPEN), _event("d#2", OPEN)]
    assert [line.event_id for line in Projection(Settings(), NOW).evidence(_document(), events, {"d#2"})] == ["d#2"]


def test_an_event_without_attribution_is_the_publishers_word() -> None:
    [line] = Projection(Settings(), NOW).evidence(_document(), [_event("d#1")], {"d#1"})
    assert (line.source, line.kind, line.stance) == (None, "publisher", "reports")


def test_evidence_of_a_young_report_stays_in() -> None:
    projection = Projection(Settings(embargo_hours=24), NOW)
    assert projection.evidence(_document(), [_event("d#1", OPEN)], {"d#1"}) == ()
    assert projection.evidence(_document(published=None), [_event("d#1", OPEN)], {"d#1"}) == ()
    old = _document(published=datetime(2024, 6, 1, tzinfo=UTC))
    assert len(projection.evidence(old, [_event("d#1", OPEN)], {"d#1"})) == 1


def test_the_sources_own_words_are_quoted_where_they_are_known() -> None:
    at = TEXT.index("القذائف")
    quote = Span(text=TEXT[at : at + 17], span=(at, at + 17))
    [line] = Projection(Settings(), NOW).evidence(
        _document(), [_event("d#1", OPEN.model_copy(update={"quote": quote}))], {"d#1"}
    )
    assert line.words == quote.text.strip()


def test_a_title_is_shown_without_protected_names() -> None:
    document = Document.of_text(TEXT, title=f"شهادة {NAME}")
    projection = Projection(Settings(), NOW)
    assert projection.title(document, [_event("d#1", PROTECTED)]) == f"شهادة {WITHHELD}"
    assert projection.title(document, [_event("d#1", OPEN)]) == document.title
    assert projection.title(_document(), []) == ""


class Ruling(Record):
    """What a later version may add to an incident: who decided, in words, and about where."""

    by: str
    because: str
    place: EventPlace
    origin_ids: tuple[str, ...]


class Tomorrow(Incident):
    """An incident with a field that this version does not know."""

    ruling: Ruling


def test_a_field_that_is_added_tomorrow_passes_through_the_rules_too() -> None:
    stored = _incident()
    ruling = Ruling(by="ليلى", because=f"قال {NAME} ذلك", place=stored.places[0], origin_ids=("o1",))
    tomorrow = Tomorrow.model_validate(dict(stored) | {"ruling": ruling})
    shown = Projection(Settings(coarsen_km=10), NOW).incident(tomorrow)
    assert shown is not None
    text = shown.model_dump_json()
    for token in (NAME, "ليلى", "32.8886", "geonames:1", "o1"):
        assert token not in text


@pytest.mark.parametrize(("hours", "shown"), [(23, False), (25, True)])
def test_a_status_that_a_person_gave_leaves_when_it_is_as_old_as_the_embargo_asks(hours: int, shown: bool) -> None:
    given = StatusOverride(
        by="سلمى", at=NOW - timedelta(hours=hours), because="تراجع", computed="claimed", computed_rule="by a party"
    )
    incident = _incident(
        status="denied", status_rule="a person says so: تراجع", override=given, first_report=NOW - timedelta(days=9)
    )
    projection = Projection(Settings(embargo_hours=24), NOW)
    alone = projection.incident(incident)
    released = projection.released(incident, ())
    assert alone is not None
    assert released is not None
    for public in (alone, released.incident):
        assert public.status == ("denied" if shown else "claimed")
        assert ("تراجع" in public.model_dump_json()) == shown
        assert (public.override is None) != shown


def test_without_an_embargo_a_given_status_leaves_at_once() -> None:
    given = StatusOverride(by="x", at=NOW, because="y", computed="claimed", computed_rule="by a party")
    public = Projection(Settings(), NOW).incident(_incident(status="denied", status_rule="z", override=given))
    assert public is not None
    assert public.status == "denied"
