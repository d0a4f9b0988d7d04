"""GeoJSON is one collection of points with the whole incidents as properties."""

from __future__ import annotations

import json
from collections.abc import Iterator

from waqai.publication import PublicIncident
from waqai.publication.geojson import geojson_lines
from waqai.records import EventPlace, Incident

from .invented import COARSE, TERMS, incident, public


def test_it_reads_back_as_the_incidents_with_longitude_first() -> None:
    stored = [public(incident()), public(incident("i2", places=()))]
    first, second = json.loads("".join(geojson_lines(stored, TERMS)))["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [39.0134, 35.9512]}
    assert second["geometry"] is None
    for feature, whole in zip((first, second), stored, strict=True):
        assert Incident.model_validate_json(json.dumps({"id": feature["id"], **feature["properties"]})) == whole


def test_the_point_is_where_it_happened_not_where_it_was_launched_from() -> None:
    origin = EventPlace(role="origin", text="قاعدة", span=(0, 5), lat=1, lon=2)
    stored = incident()
    shown = json.loads("".join(geojson_lines([public(incident(places=(origin, *stored.places)))], TERMS)))
    assert shown["features"][0]["geometry"]["coordinates"] == [39.0134, 35.9512]


def test_the_collection_states_how_coordinates_were_coarsened() -> None:
    stated = json.loads("".join(geojson_lines([], COARSE)))
    assert stated["features"] == []
    assert stated["waqai"]["coordinates_coarsened"] == "grid snap, cell 10 km"
    assert stated["waqai"]["cell_km"] == 10
    assert json.loads("".join(geojson_lines([], TERMS)))["waqai"]["coordinates_coarsened"] == "none"


def test_features_come_out_one_by_one() -> None:
    asked: list[str] = []

    def stream() -> Iterator[PublicIncident]:
        for number in range(3):
            asked.append(str(number))
            yield public(incident(str(number)))

    lines = geojson_lines(stream(), TERMS)
    next(lines)
    next(lines)
    assert asked == ["0"]
