"""TimeMap's list reads back as the incidents that have a day and a point."""

from __future__ import annotations

import json

from waqai.publication import Released
from waqai.publication.left_out import LeftOut
from waqai.publication.timemap import timemap_lines

from .invented import COARSE, TERMS, incident, line, public, released


def test_an_event_has_its_day_point_words_and_sources() -> None:
    lines = (line("d1"), line("d2", publisher="إذاعة المثال", source="شاهد", words="قتل ثلاثة"))
    [event] = json.loads("".join(timemap_lines([released(incident(), *lines)], TERMS, LeftOut())))
    assert (event["id"], event["date"], event["latitude"], event["longitude"]) == (
        "i1",
        "2024-05-01",
        "35.9512",
        "39.0134",
    )
    assert event["location"] == "Al-Ward, Raqqa, Syria"
    assert event["description"] == "سقطت قذائف على حي الورد | قتل ثلاثة"
    assert [(source["id"], source["path"]) for source in event["sources"]] == [
        ("d1", "https://example.org/d1"),
        ("d2", "https://example.org/d2"),
    ]
    assert "شاهد" in event["sources"][1]["description"]
    filters = {item["key"]: item["value"] for item in event["filters"]}
    assert filters == {"Type": "shelling", "Status": "corroborated", "Independent origins": "2", "Killed": "3-5"}


def test_what_has_no_point_or_no_day_is_left_out_and_counted() -> None:
    left_out = LeftOut()
    items = [released(incident("a", places=())), released(incident("b", time=None)), released(incident("c"))]
    assert [event["id"] for event in json.loads("".join(timemap_lines(items, TERMS, left_out)))] == ["c"]
    assert left_out == {"without coordinates": 1, "without a day": 1}
    assert left_out.sentence() == "2 incidents left out: 1 without a day, 1 without coordinates."


def test_coarsening_is_stated_as_a_filter_of_each_event() -> None:
    item = Released(public(incident(), coarsen_km=10), (line(),))
    [event] = json.loads("".join(timemap_lines([item], COARSE, LeftOut())))
    assert {"key": "Coordinates coarsened", "value": "grid snap, cell 10 km"} in event["filters"]


def test_no_incidents_are_an_empty_list() -> None:
    assert json.loads("".join(timemap_lines([], TERMS, LeftOut()))) == []
