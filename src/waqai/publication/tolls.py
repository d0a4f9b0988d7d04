"""The figure that stands for an incident where there is room for one."""

from __future__ import annotations

from waqai.records import HarmKind, Incident, Toll


def widest_toll(incident: Incident, kind: HarmKind) -> Toll | None:
    """The toll of that kind that counts the most persons: "five killed", not "among them a child". None without one."""
    tolls = [toll for toll in incident.tolls if toll.kind == kind]
    return max(tolls, key=lambda toll: (toll.high or toll.low or 0, toll.victims == "unknown"), default=None)


def toll_range(toll: Toll | None) -> str:
    """The range in digits: "3", "3-5", "3+" without an upper bound, "?" without any number, "" for None."""
    if toll is None:
        return ""
    if toll.low is None and toll.high is None:
        return "?"
    if toll.high is None:
        return f"{toll.low}+"
    return str(toll.high) if toll.low in (None, toll.high) else f"{toll.low}-{toll.high}"
