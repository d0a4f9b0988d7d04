"""No byte of any export holds a protected name, an exact coordinate or a text under embargo, however it is encoded."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

import pyarrow.parquet
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from waqai.knowledge.publishers import PublisherIndex
from waqai.linking.retelling import retelling
from waqai.publication import Projection, Released, Telling
from waqai.publication.coarsening import snapped
from waqai.publication.csv_cells import rows_of
from waqai.publication.exports import TEXT_FORMATS, export_lines
from waqai.publication.left_out import LeftOut
from waqai.publication.parquet import write_parquet
from waqai.publication.withholding import WITHHELD
from waqai.records import (
    AcledType,
    Attribution,
    Candidate,
    Casualties,
    CodedDocument,
    Document,
    Event,
    EventPlace,
    Incident,
    Origin,
    Participant,
    Source,
    Span,
    Time,
    Toll,
    TollVariant,
)
from waqai.storage.settings import Settings

from .invented import NOW, incident

FORMATS = (*TEXT_FORMATS, "parquet")
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
words = st.text(st.sampled_from(_LETTERS), min_size=4, max_size=7)
names = st.lists(words, min_size=2, max_size=3).map(lambda parts: "ذظغ" + " ".join(parts))
"""Names of invented letters in an order that no other word of the exports has."""
degrees = st.tuples(
    st.integers(-80, 80), st.integers(-170, 170), st.integers(10_001, 99_999), st.integers(10_001, 99_999)
)


def export(format: str, items: list[Released], projection: Projection) -> bytes:
    """The bytes of an export in which nothing is compressed."""
    if format == "parquet":
        buffer = io.BytesIO()
        write_parquet((item.incident for item in items), projection.terms, buffer, compression="none")
        return buffer.getvalue()
    return "".join(export_lines(format, items, projection.terms, LeftOut())).encode()  # type: ignore[arg-type]


def values(format: str, data: bytes) -> Iterator[str]:
    """Every value of an export as an independent reader gives it, as text."""
    if format == "parquet":
        yield from _below(pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist())
    elif format in ("csv", "acled", "ucdp"):
        for row in rows_of(data.decode()):
            yield from row
    elif format == "jsonl":
        yield from _below([json.loads(line) for line in data.decode().splitlines()])
    else:
        yield from _below(json.loads(data))


def _below(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (str(key), *_below(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _below(inner)
    else:
        yield str(value)


def assert_nowhere(token: str, format: str, data: bytes) -> None:
    forms = (token.encode(), json.dumps(token)[1:-1].encode(), token.encode("utf-16-le"))
    assert not any(form in data for form in forms), f"{token!r} is in the bytes of {format}"
    assert not any(token in value for value in values(format, data)), f"{token!r} is in a value of {format}"


def telling(text: str, name: str, published: datetime, *, id: str = "d1") -> Telling:
    """A document in whose text a protected source of that name speaks."""
    document = Document.of_text(text, id=id, source="صحيفة المثال", title=f"قال {name}", published=published)
    source = Source(text=name, span=(0, len(name)), kind="witness")
    event = Event(
        id=f"{id}#1",
        document_id=id,
        type="shelling",
        acled=AcledType(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack"),
        triggers=(Span(text=text[:3], span=(0, 3)),),
        attributions=(Attribution(source=source, protected=True), Attribution(source=Source(kind="publisher"))),
    )
    return Telling(document, (event,))


def told_by(name: str, **changes: object) -> Incident:
    """An incident in every free field of which a protected name stands."""
    figure = TollVariant(low=3, best=3, high=3, origin_ids=(f"source:{name}",), event_ids=("d1#1",))
    values: dict[str, object] = {
        "document_ids": ("d1",),
        "event_ids": ("d1#1",),
        "agents": (Candidate(name=f"جماعة {name}", role="REB", origin_ids=(f"source:{name}",), share=1),),
        "targets": (Candidate(name=f"منزل {name}", role="CVL", origin_ids=("o2",), share=1),),
        "tolls": (Toll(kind="killed", low=3, high=3, variants=(figure,)),),
        "status_rule": f"{name} denies it",
        "origins": (
            Origin(id=f"source:{name}", name=name, kind="witness", source_id=f"x:{name}", protected=True),
            Origin(id="o2", name=f"جيران {name}", kind="local_source"),
        ),
    }
    return incident(**values | changes)


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=40)
@given(name=names, spelling=st.sampled_from(["{}", "و{}", "{}،", "«{}»"]), tatweel=st.booleans())
def test_a_protected_name_is_in_no_byte(format: str, name: str, spelling: str, tatweel: bool) -> None:
    spelt = f"{name[:4]}\u0650{name[4:]}".replace(" ", "  ") if tatweel else name
    text = f"قال {spelling.format(spelt)} إن القذائف سقطت قرب بيت {name}"
    projection = Projection(Settings(), NOW)
    item = projection.released(told_by(name), [telling(text, name, NOW - timedelta(days=9))])
    assert item is not None
    data = export(format, [item], projection)
    assert len(list(values(format, data))) > 5
    for token in (name, spelt, f"source:{name}"):
        assert_nowhere(token, format, data)


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=40)
@given(point=degrees, cell=st.sampled_from([5, 10, 25, 75]))
def test_an_exact_coordinate_is_in_no_byte(format: str, point: tuple[int, int, int, int], cell: float) -> None:
    assume(point[2] % 10 and point[3] % 10)  # "0.2" stands in many a number that is no coordinate
    lat, lon = float(f"{point[0]}.{point[2]}"), float(f"{point[1]}.{point[3]}")
    middle = " ".join(map(str, snapped(lat, lon, cell)))
    assume(str(lat) not in middle and str(lon) not in middle)  # the middle of a square may be given out
    place = EventPlace(
        text=f"عند {lat}",
        span=(0, 5),
        lat=lat,
        lon=lon,
        gazetteer_id="waqai:exact-place",
        admin={"country": "SY"},  # type: ignore[arg-type]
    )
    projection = Projection(Settings(coarsen_km=cell), NOW)
    report = telling(f"سقطت القذائف عند {lat}, {lon} شرق البلدة", "شاهد عيان", NOW - timedelta(days=9))
    item = projection.released(told_by("ذظغ سليم", places=(place,)), [report])
    assert item is not None
    data = export(format, [item], projection)
    for token in (str(lat), str(lon), "exact-place"):
        assert_nowhere(token, format, data)


RETELL = retelling(PublisherIndex())


def acted(told: Telling, *doers: str) -> Telling:
    """The document with what it tells of: doers, the place, three dead for each doer."""
    agents = tuple(Participant(text=doer, span=(0, len(doer)), role="REB") for doer in doers)
    dead = Casualties(kind="killed", low=3 * len(doers), best=3 * len(doers), text="قتل", span=(0, 3))
    place = EventPlace(text="حي الورد", span=(0, 8), name_en="Al-Ward", lat=35.9, lon=39.0, admin={"country": "SY"})  # type: ignore[arg-type]
    day = date(2024, 5, 1)
    update = {
        "agents": agents,
        "targets": (Participant(text="مدنيين", span=(0, 6), role="CVL"),),
        "casualties": (dead,),
        "places": (place, *(place.model_copy(update={"name_en": doer, "text": doer}) for doer in doers[1:])),
        "time": Time(start=day, end=day, precision="day", anchor="explicit"),
    }
    return Telling(told.document, tuple(event.model_copy(update=update) for event in told.events))


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=40)
@given(text=names, hours=st.integers(1, 100))
def test_a_text_under_embargo_is_in_no_byte(format: str, text: str, hours: int) -> None:
    """Neither its words, nor a name, place, figure or status that it alone gives, though an older report is out."""
    projection = Projection(Settings(embargo_hours=hours), NOW, RETELL)
    old, young = NOW - timedelta(hours=hours + 1), NOW - timedelta(hours=hours - 1)
    tellings = [
        acted(telling("سقطت القذائف", "شاهد", old), "لواء المثال"),
        acted(telling(text, "شاهد", young, id=f"doc {text}"), "لواء المثال", text),
    ]
    coded = [CodedDocument(document=item.document, events=tuple(item.events)) for item in tellings]
    known = RETELL(incident(event_ids=("d1#1", f"doc {text}#1")), coded)
    assert known is not None
    assert text in known.model_dump_json()
    shown = projection.released(known, tellings)
    assert shown is not None
    assert shown.incident.tolls[0].high == 3
    data = export(format, [shown], projection)
    assert b"i1" in data
    assert_nowhere(text, format, data)


def test_an_incident_that_only_young_reports_tell_of_stays_in() -> None:
    young = NOW - timedelta(hours=1)
    projection = Projection(Settings(embargo_hours=2), NOW, RETELL)
    assert projection.released(incident(first_report=young), [telling("سقطت", "شاهد", young)]) is None


def test_without_a_way_to_tell_it_anew_an_incident_with_young_reports_stays_in() -> None:
    old, young = NOW - timedelta(hours=3), NOW - timedelta(hours=1)
    projection = Projection(Settings(embargo_hours=2), NOW)
    tellings = [telling("سقطت", "شاهد", old), telling("سقطت", "شاهد", young, id="d2")]
    known = incident(first_report=old)
    assert projection.released(known, tellings) is None
    assert projection.incident(known) is None
    assert projection.released(known, tellings[:1]) is not None


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_not_withheld_is_there(format: str) -> None:
    """The search of the other tests would find a name."""
    projection = Projection(Settings(hide_protected=False), NOW)
    name = "ذظغ سليم الحداد"
    item = projection.released(told_by(name), [telling(f"قال {name} ذلك", name, datetime(2024, 5, 1, tzinfo=UTC))])
    assert item is not None
    with pytest.raises(AssertionError):
        assert_nowhere(name, format, export(format, [item], projection))


def test_withheld_names_are_shown_to_be_withheld() -> None:
    projection = Projection(Settings(), NOW)
    item = projection.released(told_by("ذظغ سليم"), [telling("قال ذظغ سليم ذلك", "ذظغ سليم", NOW)])
    assert item is not None
    rows = list(csv.DictReader(io.StringIO(export("csv", [item], projection).decode())))
    assert WITHHELD in rows[0]["origins"]
