"""What is printed can be read: Arabic in order, ranges and days short, nothing that steers the terminal."""

from __future__ import annotations

from datetime import date

import pytest

from waqai.cli.output import day_of, evidence_lines, isolated, origins_of, toll_of
from waqai.publication import Evidence
from waqai.records import Incident, IncidentTime, Toll


def _incident(**changes: object) -> Incident:
    values: dict[str, object] = {
        "id": "i1",
        "document_ids": (),
        "event_ids": (),
        "type": "shelling",
        "types": ("shelling",),
        "status": "contested",
        "status_rule": "origins disagree",
        "independent_origins": 2,
        "reports": 7,
    }
    return Incident.model_validate(values | changes)


def test_arabic_lines_are_isolated_and_latin_ones_left_alone() -> None:
    assert isolated("حلب (2016)") == "\u2067حلب (2016)\u2069"
    assert isolated("Aleppo") == "Aleppo"
    assert isolated("حلب\nx") == "\u2067حلب\u2069\nx"


def test_nothing_in_a_text_steers_the_terminal() -> None:
    assert isolated("\x1b[31mred\x07") == "[31mred"
    assert isolated("\u202eحلب\u2069") == "\u2067حلب\u2069"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2024-01-22", "2024-01-22", "2024-01-22"),
        ("2024-01-22", None, "2024-01-22"),
        ("2024-01-20", "2024-01-22", "2024-01-20…22"),
        ("2024-01-30", "2024-02-02", "2024-01-30…2024-02-02"),
        (None, None, "?"),
    ],
)
def test_days_are_written_shortly(start: str | None, end: str | None, written: str) -> None:
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    assert day_of(IncidentTime(start=days[0], end=days[1], precision="day")) == written


def test_an_incident_without_time_has_a_question_mark() -> None:
    assert day_of(None) == "?"


def test_reports_and_origins_are_counted_in_words() -> None:
    assert origins_of(_incident()) == "7 reports, 2 independent origins"
    assert origins_of(_incident(reports=1, independent_origins=1)) == "1 report, 1 independent origin"


def test_tolls_are_ranges_by_kind() -> None:
    tolls = (
        Toll(kind="injured", low=10, variants=()),
        Toll(kind="killed", low=3, high=5, variants=()),
        Toll(kind="killed", victims="child", low=1, high=1, variants=()),
    )
    assert toll_of(_incident(tolls=tolls)) == "3-5 killed, 10+ injured"
    assert toll_of(_incident()) == ""


def test_evidence_names_who_says_what_in_which_words() -> None:
    evidence = Evidence(
        document_id="d7",
        event_id="d7#1",
        publisher="Example Daily",
        source="الشرطة",
        kind="official",
        stance="denies",
        certainty="hedged",
        words="لم يقع أي قصف",
    )
    head, line = evidence_lines(_incident(), [evidence])
    assert head == "i1  shelling · contested: origins disagree · 7 reports, 2 independent origins"
    assert line == "  Example Daily « \u2067الشرطة\u2069 denies (unsure): \u2067لم يقع أي قصف\u2069  [d7]"
