"""Projected incidents as GeoJSON (RFC 7946): a point an incident, with its other fields as properties."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from waqai.records import Incident


def geojson_lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """One FeatureCollection, a feature a line. An incident without coordinates has a null geometry."""
    yield '{"type": "FeatureCollection", "features": [\n'
    separator = ""
    for incident in incidents:
        yield separator + json.dumps(feature(incident), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def feature(incident: Incident) -> dict[str, object]:
    """The incident as a GeoJSON feature; the point is that of its first place that has coordinates."""
    place = next((place for place in incident.places if place.lat is not None and place.lon is not None), None)
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place else None,
        "properties": incident.model_dump(mode="json", exclude={"id"}),
    }
