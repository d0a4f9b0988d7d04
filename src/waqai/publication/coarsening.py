"""Coarsening: coordinates moved to the middle of a square of a grid, and the words that say so in every export."""

from __future__ import annotations

import math
import re

from waqai.records import EventPlace

_DEGREE_KM = 111.32
WIDE_KM = 50.0
"""Squares of this side and above are no small area any more: their places are as vague as a province."""
_COORDINATE = re.compile(r"[0-9٠-٩]{1,3}\s*[.,٫°]\s*[0-9٠-٩]{3,}|[0-9٠-٩]{1,3}\s*°\s*[0-9٠-٩]{1,2}[^\n]{0,12}[\"″'′]")
CUT = "…"
"""What stands for a coordinate that is written in words."""


def method_of(cell_km: float) -> str:
    """How coordinates are coarsened, in words: "grid snap, cell 10 km", or "none"."""
    return f"grid snap, cell {cell_km:g} km" if cell_km > 0 else "none"


def coarsened(place: EventPlace, cell_km: float) -> EventPlace:
    """The place in the middle of its square. Its gazetteer id goes too: the exact coordinates hang on it."""
    if cell_km <= 0 or place.lat is None or place.lon is None:
        return place
    lat, lon = snapped(place.lat, place.lon, cell_km)
    precision = max(place.geo_precision, 3 if cell_km >= WIDE_KM else 2)
    return place.model_copy(update={"lat": lat, "lon": lon, "gazetteer_id": None, "geo_precision": precision})


def without_coordinates(words: str, cell_km: float) -> str:
    """The words without coordinates that are written in them: "عند 36.2021" names the spot that coarsening hides."""
    return _COORDINATE.sub(CUT, words) if cell_km > 0 else words


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
