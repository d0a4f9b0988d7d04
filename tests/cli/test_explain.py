"""`waqai explain` tells why each field holds what it holds: of a file, and of what a project stores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from waqai.cli.explain import explanation, incident_explanation
from waqai.linking.incident import incident_id
from waqai.records import (
    AcledType,
    Attribution,
    Decision,
    Event,
    Incident,
    Origin,
    Source,
    Span,
)

Run = Callable[..., Any]
SHELLING = incident_id("r1#1")
REPORT = "وقع قصف في درعا صباح اليوم"
ACLED = AcledType(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack")


def _event(**changes: Any) -> Event:
    fields: dict[str, Any] = {"id": "d#1", "document_id": "d", "type": "shelling", "acled": ACLED}
    return Event(**(fields | {"triggers": (Span(text="قصف", span=(4, 7)),)} | changes))


@pytest.fixture
def stored(run: Run, tmp_path: Path) -> Run:
    (tmp_path / "a.jsonl").write_text(f'{{"id": "r1", "published": "2024-05-01", "text": "{REPORT}"}}\n')
    run("init", "p")
    run("add", "-p", "p", "a.jsonl")
    run("process", "-p", "p")
    return run


def test_a_decision_is_told_with_words_offsets_rule_row_and_what_competed() -> None:
    decision = Decision(
        event_id="d#1",
        field="places[0]",
        value="Daraa",
        rule="nearest site",
        row="geonames:170905",
        evidence=(Span(text="درعا", span=(11, 15)),),
        competitors=("Daraa al-Balad: smaller",),
    )
    lines = list(explanation([_event()], [decision]))
    assert lines[0] == "  d#1  shelling"
    assert [line.split() for line in lines[1:-1]] == [
        ["places[0]:", "Daraa"],
        ["words", "\u2067درعا\u2069", "[11,", "15)"],
        ["rule", "nearest", "site"],
        ["row", "geonames:170905"],
        ["not", "Daraa", "al-Balad:", "smaller"],
    ]


def test_a_value_without_words_says_so() -> None:
    decision = Decision(event_id="d#1", field="time", value="2024-05-01", rule="day of publication")
    assert any("none: inferred" in line for line in explanation([_event()], [decision]))


def test_an_incident_tells_its_rule_and_what_made_reports_one_origin() -> None:
    origin = Origin(id="o1", name="مرصد", kind="monitor", document_ids=("a", "b"), folded=("quotes",))
    incident = Incident(
        id="i1",
        document_ids=("a", "b"),
        event_ids=("a#1", "b#1"),
        type="shelling",
        types=("shelling",),
        status="single_origin",
        status_rule="one origin that is no party",
        origins=(origin,),
        independent_origins=1,
        reports=2,
    )
    text = "\n".join(incident_explanation(incident))
    for words in ("single_origin: one origin that is no party", "مرصد", "a, b", "quotes the other"):
        assert words in text


def test_a_file_is_explained_without_a_project(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    ended = run("explain", "a.txt")
    assert (ended.status, ended.err) == (0, "")
    for words in ("shelling", "type: shelling", "word 1"):
        assert words in ended.out


def test_what_a_judgement_was_made_by_is_told_as_such() -> None:
    decision = Decision(
        event_id="d#1",
        field="salience",
        value="3.1 times the threshold",
        rule="salience-assault",
        competitors=("has a weapon +0.60",),
    )
    assert "by       has a weapon +0.60" in "\n".join(explanation([_event()], [decision]))


def test_a_bad_file_is_set_aside_with_its_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    ended = run("explain", "a.txt")
    assert (ended.status, "[empty-input] a.txt" in ended.err) == (3, True)


@pytest.mark.parametrize("id", ["r1", "r1#1", SHELLING])
def test_a_stored_document_event_or_incident_is_explained_by_its_id(stored: Run, id: str) -> None:
    ended = stored("explain", "-p", "p", id)
    assert ended.status == 0
    assert "type: shelling" in ended.out
    assert ("single_origin: one origin" in ended.out) == (id == SHELLING)


def test_an_id_that_is_nowhere_is_unknown(stored: Run) -> None:
    ended = stored("explain", "-p", "p", "nothing")
    assert (ended.status, "[unknown-id] nothing" in ended.err) == (3, True)


def test_neither_file_nor_project_is_wrong_use(run: Run) -> None:
    ended = run("explain", "nothing")
    assert (ended.status, "--project" in ended.err) == (2, True)


def test_what_is_under_embargo_is_not_explained(stored: Run, tmp_path: Path) -> None:
    (tmp_path / "p" / "waqai.toml").write_text("embargo_hours = 1_000_000\n")
    for id in ("r1", SHELLING):
        ended = stored("explain", "-p", "p", id)
        assert "type: shelling" not in ended.out
        assert "embargo" in ended.out + ended.err


def test_the_name_of_a_protected_source_is_not_in_a_projects_explanation() -> None:
    from datetime import UTC, datetime

    from waqai.publication import WITHHELD, Projection
    from waqai.records import Document
    from waqai.storage.settings import Settings

    source = Source(text="أبو سالم", span=(4, 12), kind="witness")
    event = _event(attributions=(Attribution(source=source, protected=True),))
    decision = Decision(
        event_id="d#1",
        field="attributions",
        value="أبو سالم (witness)",
        rule="names",
        evidence=(Span(text="قال أبو سالم", span=(0, 12)),),
        competitors=("جار أبو سالم",),
    )
    document = Document.of_text("قال أبو سالم إن قصفا وقع", id="d", language="ar")
    projection = Projection(Settings(), datetime.now(UTC))
    [shown] = projection.decisions(document, [event], [decision])
    assert "سالم" not in shown.model_dump_json()
    assert shown.value == f"{WITHHELD} (witness)"
