"""Projected incidents as GeoJSON (RFC 7946): a point an incident, with its other fields as properties."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from waqai.publication.projection import PublicIncident, Terms
from waqai.publication.siting import site_of


def geojson_lines(incidents: Iterable[PublicIncident], terms: Terms) -> Iterator[str]:
    """One FeatureCollection, a feature a line. An incident without coordinates has a null geometry.

    A foreign member `waqai` before the features states the terms of the export.
    """
    yield f'{{"type": "FeatureCollection", "waqai": {json.dumps(stated(terms))}, "features": [\n'
    separator = ""
    for incident in incidents:
        yield separator + json.dumps(feature(incident), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def stated(terms: Terms) -> dict[str, object]:
    """The terms as formats with room for an object state them; not the moment, so that equal exports are equal."""
    return {
        "coordinates_coarsened": terms.coordinates,
        "cell_km": terms.cell_km,
        "embargo_hours": terms.embargo_hours,
        "protected_names": "withheld" if terms.protected_names_withheld else "shown",
    }


def feature(incident: PublicIncident) -> dict[str, object]:
    """The incident as a GeoJSON feature; the point is that of its site."""
    place = site_of(incident)
    located = place is not None and place.lat is not None and place.lon is not None
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place and located else None,
        "properties": incident.model_dump(mode="json", exclude={"id"}),
    }
