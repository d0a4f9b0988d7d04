"""`waqai verify` proves a project whole, or names what does not hold and ends with 1."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

PLAIN = runpy.run_path(str(Path(__file__).parents[1] / "storage" / "conftest.py"))
Run = runpy.run_path(str(Path(__file__).with_name("conftest.py")))["Run"]


@pytest.fixture
def ledger(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    run("init", "p")
    for number in range(2):
        source = PLAIN["write_reports"](tmp_path / f"{number}.jsonl", 2, number * 2)
        assert run("add", "--project", "p", str(source)).status == 0
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path / "p" / "archive" / "ledger.jsonl"


def test_a_whole_project_passes(run: Run, ledger: Path) -> None:
    ended = run("verify")
    assert (ended.status, ended.out.startswith("2 lines of the ledger: every byte")) == (0, True)
    assert json.loads(run("verify", "--format", "json").out) == {
        "holds": True,
        "entries": 2,
        "waiting": 0,
        "faults": [],
        "stamps": [],
        "unchecked_stamps": 0,
    }


def test_a_changed_one_ends_with_1_and_names_the_first_fault_or_all(run: Run, ledger: Path) -> None:
    ledger.write_text(ledger.read_text().replace("application", "applicatiom"))
    first, every = run("verify"), run("verify", "--all", "--format", "json")
    assert (first.status, first.out.count("\n"), "ledger.jsonl:1: the ledger is broken" in first.out) == (1, 1, True)
    faults = json.loads(every.out)["faults"]
    assert [fault["entry"] for fault in faults][:2] == [1, 2]


def test_without_a_project_nothing_is_proven(run: Run) -> None:
    assert run("verify").status == 3
