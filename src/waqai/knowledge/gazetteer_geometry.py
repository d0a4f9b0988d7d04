"""Distances on the earth, and boxes in degrees that hold all that is near a point."""

from __future__ import annotations

from math import asin, cos, radians, sqrt
from typing import NamedTuple

_KM_PER_DEGREE = 111.2
_EARTH_KM = 6371.0


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance of two points in kilometres, on a sphere of 6,371 km (haversine formula)."""
    a, b = radians(lat), radians(other_lat)
    half = (1 - cos(b - a)) / 2 + cos(a) * cos(b) * (1 - cos(radians(other_lon - lon))) / 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, max(0.0, half))))


class Box(NamedTuple):
    """Degrees of latitude and longitude around a point that hold every point within a distance of it."""

    south: float
    north: float
    west: float
    east: float

    @classmethod
    def around(cls, lat: float, lon: float, km: float) -> Box:
        """The box around a point, a little too large; beside the poles it is as wide as needed."""
        high = km / _KM_PER_DEGREE + 1e-4
        wide = high / max(0.01, cos(radians(min(89.9, abs(lat) + high))))
        return cls(lat - high, lat + high, lon - wide, lon + wide)
