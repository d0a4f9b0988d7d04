"""A person makes a project, adds files, processes them and looks at the incidents, from a terminal."""

from __future__ import annotations

import csv
import io
import json
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from waqai.cli import project as commands
from waqai.linking.incident import incident_id

SHELLING = incident_id("r0#1")
PROTEST = incident_id("r2#1")
PLAIN = runpy.run_path(str(Path(__file__).parents[1] / "storage" / "conftest.py"))
WordCoder, write_reports = PLAIN["WordCoder"], PLAIN["write_reports"]


Run = Callable[..., Any]


@pytest.fixture
def filled(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs in a project with twenty coded reports."""
    run("init", "p")
    monkeypatch.chdir(tmp_path / "p")
    run("add", str(write_reports(tmp_path / "in.jsonl", 20)))
    run("process")
    return run


def test_a_first_session_goes_from_files_to_a_table(run: Run, tmp_path: Path) -> None:
    made = run("init", "p", "--name", "الجنوب")
    assert made.status == 0
    assert "waqai add" in made.err
    assert 'name = "الجنوب"' in (tmp_path / "p" / "waqai.toml").read_text(encoding="utf-8")
    added = run("add", "--project", "p", str(write_reports(tmp_path / "in.jsonl", 6)))
    assert (added.status, added.out) == (0, "6 new documents, 0 new versions, 0 already there, 0 set aside.\n")
    processed = run("process", "--project", "p")
    assert processed.status == 0
    assert processed.out.startswith("6 documents coded, 6 events in them. 6 incidents")
    shown = run("incidents", "--project", "p")
    assert shown.status == 0
    for words in (SHELLING, "2024-05-03", "\u2067درعا\u2069", "single_origin", "1 independent", "وقع قصف"):
        assert words in shown.out


def test_adding_again_says_that_all_is_there(filled: Run, tmp_path: Path) -> None:
    again = filled("add", str(tmp_path / "in.jsonl"))
    assert (again.status, again.out) == (0, "0 new documents, 0 new versions, 1 already there, 0 set aside.\n")


def test_inputs_set_aside_are_listed_and_the_status_is_1(run: Run, tmp_path: Path) -> None:
    run("init", "p")
    (tmp_path / "in.jsonl").write_text('{"text": "وقع قصف في درعا"}\n{"text"\n', encoding="utf-8")
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4")
    added = run("add", "-p", "p", "in.jsonl", "x.pdf")
    assert added.status == 1
    assert "1 new document," in added.out
    assert "[broken-record] in.jsonl:2" in added.err
    assert "[not-text] x.pdf" in added.err
    assert "pdftotext" in added.err


def test_where_nothing_could_be_taken_the_status_is_3(run: Run, tmp_path: Path) -> None:
    run("init", "p")
    assert run("add", "-p", "p", "none.txt").status == 3
    (tmp_path / "empty").mkdir()
    ended = run("add", "-p", "p", "empty")
    assert (ended.status, "no file" in ended.err) == (2, True)


def test_a_pipe_can_be_added(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "p")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("وقع قصف في درعا".encode())))
    assert run("add", "-p", "p", "-").out.startswith("1 new document,")


def test_an_interrupted_processing_goes_on_where_it_was(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(WordCoder):  # type: ignore[misc, valid-type]
        def code(self, document: object) -> object:
            if len(self.seen) == 60:
                raise KeyboardInterrupt
            return super().code(document)

    run("init", "p")
    run("add", "-p", "p", str(write_reports(tmp_path / "in.jsonl", 80)))
    monkeypatch.setattr(commands, "coder_of", lambda _: Interrupted())
    ended = run("process", "-p", "p")
    assert (ended.status, "is kept" in ended.err) == (130, True)
    monkeypatch.setattr(commands, "coder_of", lambda _: WordCoder())
    assert run("process", "-p", "p").out.startswith("30 documents coded")


def test_a_document_that_cannot_be_coded_makes_the_status_1(run: Run, tmp_path: Path) -> None:
    run("init", "p")
    (tmp_path / "a.txt").write_text("Des tirs ont été entendus dans la ville hier soir", encoding="utf-8")
    assert run("add", "-p", "p", "a.txt").status == 0
    ended = run("process", "-p", "p")
    assert (ended.status, "[not-arabic]" in ended.err) == (1, True)


def test_jsonl_csv_and_geojson_hold_the_same_incidents(filled: Run) -> None:
    lines = [json.loads(line) for line in filled("incidents", "--format", "jsonl").out.splitlines()]
    rows = list(csv.DictReader(io.StringIO(filled("incidents", "--format", "csv").out)))
    features = json.loads(filled("incidents", "--format", "geojson").out)["features"]
    assert len(lines) == 20
    assert {"id", "document_ids", "type", "time", "places", "status"} <= set(lines[0])
    assert [line["id"] for line in lines] == [row["id"] for row in rows] == [feature["id"] for feature in features]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--type", "shelling"], 7),
        (["--since", "2024-05-18"], 3),
        (["--until", "2024-05-02", "--type", "air_strike"], 1),
        (["--place", "درعا", "--status", "single_origin"], 20),
    ],
)
def test_filters_narrow_the_incidents(filled: Run, options: list[str], count: int) -> None:
    assert len(filled("incidents", "--format", "jsonl", *options).out.splitlines()) == count


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--type", "bombing"], "air_strike"),
        (["--status", "sure"], "corroborated"),
        (["--since", "yesterday"], "2024-01-22"),
        (["--format", "xls"], "geojson"),
    ],
)
def test_a_filter_that_makes_no_sense_is_wrong_use_and_says_what_does(
    filled: Run, options: list[str], words: str
) -> None:
    ended = filled("incidents", *options)
    assert (ended.status, words in ended.err) == (2, True)


def test_every_empty_answer_says_what_to_do_next(run: Run, tmp_path: Path) -> None:
    run("init", "p")
    assert "waqai add" in run("incidents", "-p", "p").err
    assert "waqai add" in run("process", "-p", "p").err
    run("add", "-p", "p", str(write_reports(tmp_path / "in.jsonl", 3)))
    assert "waqai process" in run("incidents", "-p", "p").err
    run("process", "-p", "p")
    assert "Ask for less" in run("incidents", "-p", "p", "--type", "grenade").err
    assert run("incidents", "-p", "p", "--type", "grenade").out == ""


def test_no_output_shows_what_the_settings_withhold(filled: Run, tmp_path: Path) -> None:
    settings = tmp_path / "p" / "waqai.toml"
    settings.write_text("embargo_hours = 1_000_000\n")
    for format in ("table", "jsonl", "csv", "geojson"):
        ended = filled("incidents", "--format", format)
        assert "shelling" not in ended.out
        assert "embargo of 1e+06 hours: 20 incidents" in ended.err
    assert filled("show", SHELLING).status == 3
    settings.write_text("coarsen_km = 50\n")
    for format in ("jsonl", "csv", "geojson"):
        out = filled("incidents", "--format", format).out
        assert "shelling" in out
        assert "32.6" not in out


def test_one_incident_is_shown_by_its_id(filled: Run) -> None:
    shown = filled("show", PROTEST)
    assert (shown.status, "احتجاج" in shown.out) == (0, True)
    unknown = filled("show", "nope")
    assert (unknown.status, "[unknown-id]" in unknown.err) == (3, True)


def test_outside_a_project_every_command_says_how_to_make_one(run: Run) -> None:
    for command in (["process"], ["incidents"], ["show", "x"], ["add", "x"]):
        ended = run(*command)
        assert (ended.status, "waqai init" in ended.err) == (3, True)


def test_a_wrong_time_zone_makes_no_project(run: Run, tmp_path: Path) -> None:
    assert run("init", "p", "--time-zone", "Mars").status == 2
    assert not (tmp_path / "p").exists()


def test_a_reader_that_stops_reading_is_no_error(filled: Run, tmp_path: Path) -> None:
    filled("add", str(write_reports(tmp_path / "more.jsonl", 20, 20)))
    script = "from waqai.cli.main import run; run()"
    command = [sys.executable, "-c", script, "incidents", "--format", "geojson", "--project", str(tmp_path / "p")]
    process = subprocess.Popen(["sh", "-c", '"$@" | head -c 1 >/dev/null', "sh", *command], stderr=subprocess.PIPE)
    assert process.communicate()[1] == b""


def test_doctor_looks_at_the_machine_and_the_project(filled: Run, tmp_path: Path) -> None:
    report = filled("doctor")
    for words in ("python", "sqlite", "tables", "20 documents", "every byte is as it came in"):
        assert words in report.out
    ledger = tmp_path / "p" / "archive" / "ledger.jsonl"
    ledger.write_text(ledger.read_text().replace("application", "applicatiom"))
    broken = filled("doctor")
    assert (broken.status, "the ledger is broken" in broken.out) == (3, True)
