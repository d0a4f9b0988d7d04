"""Gold on invented incidents, a line for each mode, and a coding of it that is partly wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Line = dict[str, Any]
STRIKE = "شنت طائرات حربية غارة جوية على بلدة الزهراء مساء الثلاثاء، ما أدى إلى مقتل ثلاثة مدنيين."
MINE = "وانفجر لغم أرضي بسيارة قرب قرية الواحة، بحسب المرصد المحلي."
ARREST = "تعتقل الشرطة ناشطين كل يوم تقريباً."
CROWD = "خرجت مظاهرة في ساحة المدينة"


def event(type: str, evidence: str, **fields: Any) -> Line:
    """A gold event with every field, empty where none is given."""
    empty = {"type_ok": [], "scope": "specific", "certainty": "asserted", "date": None, "places": [], "agents": []}
    return {"type": type, **empty, "targets": [], "killed": None, "injured": None, "attributions": [], **fields} | {
        "evidence": [evidence]
    }


def article(id: str, text: str, *events: Line) -> Line:
    """A line of gold of whole documents."""
    return {"id": id, "published": "2025-03-05T10:00:00+03:00", "text": text, "events": list(events)}


def coded(type: str, text: str, trigger: str, **fields: Any) -> Line:
    """A coded event whose trigger stands in the text."""
    at = text.index(trigger)
    span = {"text": trigger, "span": [at, at + len(trigger)]}
    return {"type": type, "triggers": [span], "plover": ["ASSAULT"], **fields}


def coding(id: str, *events: Line) -> Line:
    """A line of a coding."""
    return {"document": {"id": id}, "events": list(events)}


TWO_ACTS = f"{STRIKE} {MINE}"
DAY = ["2025-03-04", "2025-03-04"]
ARTICLES = [
    article(
        "a1",
        TWO_ACTS,
        event(
            "air_strike",
            "غارة جوية",
            date=DAY,
            places=[{"names": ["بلدة الزهراء", "الزهراء"], "lat": 35.0, "lon": 37.0}],
            agents=[["طائرات حربية"]],
            targets=[["مدنيين", "ثلاثة مدنيين"]],
            killed=3,
        ),
        event(
            "ied",
            "انفجر لغم",
            type_ok=["explosion"],
            places=[{"names": ["قرية الواحة"], "lat": None, "lon": None}],
            attributions=[{"source": ["المرصد المحلي"], "stance": "reports"}],
        ),
    ),
    article("a2", ARREST, event("arrest", "تعتقل", scope="recurring")),
    article("a3", CROWD, event("protest", "مظاهرة", places=[{"names": ["ساحة المدينة"], "lat": None, "lon": None}])),
]
ARTICLES_CODED = [
    coding(
        "a1",
        coded(
            "drone_strike",
            TWO_ACTS,
            "غارة",
            time={"start": "2025-03-04", "end": None},
            places=[{"role": "site", "text": "الزهراء", "lat": 35.3, "lon": 37.0}],
            agents=[{"text": "الطائرات الحربية"}],
            casualties=[{"kind": "killed", "low": 3, "best": 3}, {"kind": "injured"}],
        ),
        coded(
            "explosion",
            TWO_ACTS,
            "انفجر",
            certainty="hedged",
            attributions=[
                {"source": {"text": "المرصد المحلي", "kind": "monitor"}, "stance": "reports"},
                {"source": {"text": None, "kind": "publisher"}, "stance": "reports"},
            ],
        ),
        coded("attack", TWO_ACTS, "مقتل"),
        coded("shelling", TWO_ACTS, "انفجر", polarity="negated"),
    ),
    coding("a2", coded("arrest", ARREST, "تعتقل")),
    coding("a3"),
]
SENTENCES = [
    {"id": "s1", "text": STRIKE, "event_type": "ASSAULT", "label": "yes", "accept": 3, "reject": 0},
    {"id": "s2", "text": MINE, "event_type": "ASSAULT", "label": "yes", "accept": 2, "reject": 1},
    {"id": "s3", "text": ARREST, "event_type": "ASSAULT", "label": "easy no", "accept": 0, "reject": 3},
    {"id": "s4", "text": CROWD, "event_type": "PROTEST", "label": "difficult no", "accept": 1, "reject": 2},
    {"id": "s5", "text": CROWD, "event_type": "PROTEST", "label": "ambiguous", "accept": 1, "reject": 1},
]
SENTENCES_CODED = [
    coding("s1", coded("air_strike", STRIKE, "غارة")),
    coding("s2"),
    coding("s3", coded("arrest", ARREST, "تعتقل")),
    coding("s4", coded("protest", CROWD, "مظاهرة") | {"plover": "PROTEST"}),
    coding("s5"),
]
SPANS = [
    {
        "id": "p1",
        "text": STRIKE,
        "event_type": "ASSAULT",
        "spans": [
            {"source_actor": ["طائرات", "حربية"], "verb": ["غارة"], "target_actor": ["مدنيين"]},
            {"source_actor": ["طائرات"], "verb": ["غارة"], "target_actor": []},
        ],
    },
    {"id": "p2", "text": MINE, "event_type": "ASSAULT", "spans": [{"source_actor": [], "target_actor": ["بسيارة"]}]},
]
SPANS_CODED = [
    coding(
        "p1",
        coded("air_strike", STRIKE, "غارة", agents=[{"text": "طائرات حربية"}]),
        coded("attack", STRIKE, "مقتل", targets=[{"text": "ثلاثة مدنيين"}]),
    ),
    coding("p2", coded("ied", MINE, "انفجر", plover=["PROTEST"], targets=[{"text": "سيارة"}])),
]
SETTLED = {"date": "2025-03-04", "lat": 35.0, "lon": 37.0, "geo_precision": "village"}
REPORTS = [
    {"id": "r1", "text": STRIKE, "incident": "i1", "gold": SETTLED | {"civ_killed_min": 2, "civ_killed_max": 3}},
    {"id": "r2", "text": STRIKE, "incident": "i1", "gold": SETTLED | {"civ_killed_min": 5, "civ_killed_max": None}},
    {"id": "r3", "text": MINE, "incident": "i2", "gold": SETTLED | {"geo_precision": "province"}},
    {"id": "r4", "text": CROWD, "incident": "i3", "gold": SETTLED},
]
_FAR = {"places": [{"role": "site", "text": "الزهراء", "lat": 35.1, "lon": 37.0}]}
_KILLED = {"time": {"start": "2025-03-05"}, "casualties": [{"kind": "killed", "low": 3, "best": 3}]}
REPORTS_CODED = [
    coding("r1", coded("air_strike", STRIKE, "غارة", **_FAR, **_KILLED)),
    coding("r2", coded("air_strike", STRIKE, "غارة", **_FAR, **_KILLED)),
    coding("r3", coded("ied", MINE, "انفجر", scope="background"), coded("ied", MINE, "انفجر", scope="specific")),
    coding("r4"),
]
INCIDENTS = [
    {"id": "x", "document_ids": ["r1", "r3", "elsewhere"]},
    {"id": "y", "document_ids": ["r1", "r2"]},
]


def written(path: Path, lines: list[Line]) -> Path:
    """The lines in a file."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path
