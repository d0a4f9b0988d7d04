"""`waqai incidents` writes every format: streamed, whole files, and nothing that the format cannot carry unsaid."""

from __future__ import annotations

import csv
import io
import json
import os
import runpy
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from waqai.cli.outfile import whole_file, write_lines
from waqai.errors import UsageError

PLAIN = runpy.run_path(str(Path(__file__).parents[1] / "storage" / "conftest.py"))
Run = Callable[..., Any]
FORMATS = ("jsonl", "csv", "acled", "ucdp", "geojson", "timemap", "parquet")


@pytest.fixture
def filled(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs in a project with six coded reports."""
    run("init", "p")
    monkeypatch.chdir(tmp_path / "p")
    run("add", str(PLAIN["write_reports"](tmp_path / "in.jsonl", 6)))
    run("process")
    return run


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


@pytest.mark.parametrize("format", [format for format in FORMATS if format != "parquet"])
def test_a_file_holds_what_standard_output_would(filled: Run, tmp_path: Path, format: str) -> None:
    out = tmp_path / "out"
    ended = filled("incidents", "--format", format, "--out", str(out))
    assert (ended.status, ended.out) == (0, "")
    assert out.read_text(encoding="utf-8") == filled("incidents", "--format", format).out
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_parquet_holds_the_incidents_of_jsonl(filled: Run, tmp_path: Path) -> None:
    assert filled("incidents", "--format", "parquet", "-o", str(tmp_path / "x.parquet")).status == 0
    rows = pyarrow.parquet.read_table(tmp_path / "x.parquet").to_pylist()
    lines = [json.loads(line) for line in filled("incidents", "--format", "jsonl").out.splitlines()]
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert len(rows) == 6


def test_parquet_does_not_go_to_a_terminal(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    ended = filled("incidents", "--format", "parquet")
    assert (ended.status, "--out" in ended.err) == (2, True)


def test_what_a_format_cannot_hold_is_said(filled: Run) -> None:
    ended = filled("incidents", "--format", "acled")
    assert len(ended.out.splitlines()) == 1
    assert "6 incidents left out: 6 without a country." in ended.err
    ended = filled("incidents", "--format", "ucdp")
    assert "6 incidents left out: 6 without a known number of dead." in ended.err


def test_coarsening_is_said_for_every_format(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "p" / "waqai.toml").write_text("coarsen_km = 50\n")
    for format in FORMATS:
        ended = filled("incidents", "--format", format, "--out", str(tmp_path / "x"))
        assert "grid snap, cell 50 km" in ended.err
        assert b"32.6" not in (tmp_path / "x").read_bytes()


def test_a_byte_order_mark_is_for_csv_alone(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    assert filled("incidents", "--format", "csv", "--bom", "--out", str(out)).status == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid,type,")
    ended = filled("incidents", "--format", "geojson", "--bom")
    assert (ended.status, "acled" in ended.err) == (2, True)


def test_the_dictionary_describes_the_columns_of_the_csv(filled: Run, tmp_path: Path) -> None:
    table, described = tmp_path / "x.csv", tmp_path / "columns.csv"
    assert filled("incidents", "--format", "csv", "-o", str(table), "--dictionary", str(described)).status == 0
    assert [row["column"] for row in _rows(described)] == list(_rows(table)[0])
    assert filled("incidents", "--format", "acled", "--dictionary", str(described)).status == 2


def test_a_table_is_for_the_terminal(filled: Run, tmp_path: Path) -> None:
    ended = filled("incidents", "--out", str(tmp_path / "x"))
    assert (ended.status, (tmp_path / "x").exists()) == (2, False)


def test_a_failure_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")

    def broken() -> Any:
        yield "half"
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        write_lines(path, broken())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_written_file_has_the_rights_of_any_new_file_or_of_the_one_it_replaces(tmp_path: Path) -> None:
    (plain := tmp_path / "plain").touch()
    path = tmp_path / "x"
    write_lines(path, ["a"])
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    path.chmod(0o640)
    write_lines(path, ["b"])
    assert (stat.S_IMODE(path.stat().st_mode), path.read_text()) == (0o640, "b")


def test_what_cannot_be_written_is_wrong_use(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "x", Path(os.devnull), tmp_path / ("x" * 300)):
        with pytest.raises(UsageError), whole_file(path):
            pass


def test_tombstones_tell_what_became_of_ids(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "tombstones.csv"
    before = {json.loads(line)["id"] for line in filled("incidents", "--format", "jsonl").out.splitlines()}
    assert filled("incidents", "--format", "jsonl", "--tombstones", str(out)).status == 0
    assert _rows(out) == []
    reports = [json.loads(line) for line in (tmp_path / "in.jsonl").read_text(encoding="utf-8").splitlines()]
    (tmp_path / "later.jsonl").write_text(json.dumps(reports[0] | {"text": "ساد الهدوء في درعا"}), encoding="utf-8")
    filled("add", str(tmp_path / "later.jsonl"))
    filled("process")
    filled("incidents", "--format", "jsonl", "--tombstones", str(out))
    [stone] = _rows(out)
    assert (stone["id"] in before, stone["kind"], stone["into"]) == (True, "withdrawn", "")


@pytest.mark.parametrize("file", ["waqai.db", "waqai.db-wal", "waqai.toml", ".waqai.lock", "archive/ledger.jsonl"])
@pytest.mark.parametrize("option", ["--out", "--tombstones", "--dictionary"])
def test_no_output_replaces_a_part_of_the_project(filled: Run, option: str, file: str) -> None:
    before = Path("waqai.toml").read_bytes(), Path("archive/ledger.jsonl").read_bytes()
    ended = filled("incidents", "--format", "csv", option, file)
    assert (ended.status, "part of the project" in ended.err) == (2, True)
    assert (Path("waqai.toml").read_bytes(), Path("archive/ledger.jsonl").read_bytes()) == before
    assert filled("incidents").status == 0


def test_two_outputs_are_never_one_file(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    ended = filled("incidents", "--format", "csv", "--out", str(path), "--tombstones", str(tmp_path / "p" / "../x.csv"))
    assert (ended.status, path.exists()) == (2, False)


def test_a_limit_cuts_the_listing_off_and_says_so(filled: Run) -> None:
    whole = filled("incidents", "--format", "jsonl")
    lines = whole.out.splitlines(keepends=True)
    assert len(lines) > 2
    for format in ("jsonl", "csv", "table"):
        ended = filled("incidents", "--format", format, "--limit", "2")
        assert (ended.status, "more than 2 incidents: --limit" in ended.err) == (0, True)
    assert filled("incidents", "--format", "jsonl", "--limit", "2").out == "".join(lines[:2])
    exact = filled("incidents", "--format", "jsonl", "--limit", str(len(lines)))
    assert (exact.out, exact.err) == (whole.out, whole.err)


def test_what_is_no_incident_is_shown_the_way_to_its_explanation(filled: Run) -> None:
    event = json.loads(filled("incidents", "--format", "jsonl").out.splitlines()[0])["event_ids"][0]
    for id, what in ((event, "an event"), (event.partition("#")[0], "a document")):
        ended = filled("show", id)
        assert (ended.status, ended.out) == (2, "")
        assert f"this is {what}" in ended.err
        assert f"`waqai explain {id}`" in ended.err


def test_under_an_embargo_a_status_counts_as_it_may_leave(filled: Run, tmp_path: Path) -> None:
    """A status given just now rests on what its giver knows now: that of the rules stands until it is old enough."""
    [first, *_] = (json.loads(line) for line in filled("incidents", "--format", "jsonl").out.splitlines())
    filled("judge", "status", first["id"], "denied", "--by", "x", "--because", "y")
    denied = ("incidents", "--format", "jsonl", "--status", "denied")
    assert json.loads(filled(*denied).out)["id"] == first["id"]
    (tmp_path / "p" / "waqai.toml").write_text("embargo_hours = 1\n")
    assert filled(*denied).out == ""
    found = filled("incidents", "--format", "jsonl", "--status", first["status"]).out.splitlines()
    assert [json.loads(line)["override"] for line in found if json.loads(line)["id"] == first["id"]] == [None]
