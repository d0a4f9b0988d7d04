"""What is common to the reading of all gazetteer files: rows that are set aside, and numbers of degrees."""

from __future__ import annotations

import math
from typing import NamedTuple


class SetAside(NamedTuple):
    """A row that could not be taken: its line in the file, why, and what it begins with."""

    line: int
    reason: str
    row: str


def _degrees(cell: str) -> float | None:
    text = cell.strip().rstrip("°").replace("\u2212", "-").replace("٫", ".")
    if text.count(",") == 1 and "." not in text:  # 36,45: the decimal comma of French and Arabic spreadsheets
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def coordinates(lat: str, lon: str) -> tuple[float, float] | str | None:
    """Latitude and longitude in degrees; null where both cells are empty; else what is wrong with them, in words."""
    if not lat.strip() and not lon.strip():
        return None
    north, east = _degrees(lat), _degrees(lon)
    if north is None or east is None:
        return f"coordinates that are no numbers: {lat!r}, {lon!r}"
    if not -90 <= north <= 90:
        return f"latitude {north:g} is outside -90 to 90"
    if not -180 <= east <= 180:
        return f"longitude {east:g} is outside -180 to 180"
    if north == 0 and east == 0:
        return "coordinates 0, 0 stand for none"
    return north, east
