"""Projected incidents come out as CSV and GeoJSON that other programs read back."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from waqai.publication.geojson import geojson_lines
from waqai.publication.spreadsheet import COLUMNS, csv_lines
from waqai.publication.tolls import toll_range, widest_toll
from waqai.records import Candidate, EventPlace, Incident, IncidentTime, Toll


def _toll(kind: str, low: int | None, high: int | None, victims: str = "unknown") -> Toll:
    return Toll.model_validate({"kind": kind, "low": low, "high": high, "victims": victims, "variants": ()})


def _incident(id: str = "i1", **changes: object) -> Incident:
    values: dict[str, object] = {
        "id": id,
        "document_ids": ("a", "b"),
        "event_ids": ("a#1",),
        "type": "air_strike",
        "types": ("air_strike", "explosion"),
        "time": IncidentTime(start=date(2024, 5, 1), end=date(2024, 5, 2), precision="day"),
        "places": (EventPlace(text="الرقة", span=(0, 5), name_en="Raqqa", lat=35.95, lon=39.01),),
        "agents": (Candidate(name="=HYPERLINK(1)", share=1), Candidate(name='جماعة، أو "غيرها"\nكذا', share=0.5)),
        "tolls": (_toll("killed", 1, 1, "child"), _toll("killed", 3, 5), _toll("injured", 2, None)),
        "status": "corroborated",
        "status_rule": "two origins",
        "independent_origins": 2,
        "reports": 2,
    }
    return Incident.model_validate(values | changes)


def test_csv_reads_back_cell_for_cell() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(csv_lines([_incident(), _incident("i2", time=None, places=())])))))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["day_start"], rows[0]["lat"], rows[0]["place_ar"]) == ("2024-05-01", "35.95", "الرقة")
    assert (rows[0]["killed_low"], rows[0]["killed_high"], rows[0]["injured_high"]) == ("3", "5", "")
    assert 'جماعة، أو "غيرها"\nكذا' in rows[0]["agents"]
    assert rows[0]["document_ids"] == "a; b"
    assert (rows[1]["id"], rows[1]["day_start"], rows[1]["lat"]) == ("i2", "", "")


def test_words_that_a_spreadsheet_would_run_are_made_text() -> None:
    [row] = csv.DictReader(io.StringIO("".join(csv_lines([_incident()]))))
    assert row["agents"].startswith("'=")


def test_geojson_is_one_collection_with_longitude_first() -> None:
    collection = json.loads("".join(geojson_lines([_incident(), _incident("i2", places=())])))
    first, second = collection["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [39.01, 35.95]}
    assert (first["id"], first["properties"]["status"]) == ("i1", "corroborated")
    assert second["geometry"] is None


def test_no_incidents_are_an_empty_collection_and_a_bare_header() -> None:
    assert json.loads("".join(geojson_lines([])))["features"] == []
    assert "".join(csv_lines([])).strip() == ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("low", "high", "written"), [(3, 5, "3-5"), (3, 3, "3"), (None, 4, "4"), (10, None, "10+"), (None, None, "?")]
)
def test_a_range_is_written_as_people_write_it(low: int | None, high: int | None, written: str) -> None:
    assert toll_range(_toll("killed", low, high)) == written


def test_the_widest_toll_counts_the_most_persons() -> None:
    toll = widest_toll(_incident(), "killed")
    assert toll is not None
    assert (toll.low, toll.high) == (3, 5)
    assert toll_range(widest_toll(_incident(), "abducted")) == ""
