"""A processing under judgements that is killed at any point is finished by the next, with the same incidents and ids."""

from __future__ import annotations

import os
import random
import runpy
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from waqai.storage.judging import Proposed
from waqai.storage.project import Project

CONFTEST = Path(__file__).with_name("conftest.py")
PLAIN = runpy.run_path(str(CONFTEST))
WordCoder, write_reports, contents = (PLAIN[name] for name in ("WordCoder", "write_reports", "contents"))
READING, NOW = PLAIN["READING"], PLAIN["NOW"]
KILLS, SEED = 20, 7

SCRIPT = """
import os, runpy, sys, threading
from pathlib import Path
plain = runpy.run_path(sys.argv[1])
from sqlalchemy import event
from waqai.storage.project import Project

class Counted(plain["WordCoder"]):
    def code(self, document):
        step()
        return super().code(document)

left = int(sys.argv[3])

def step(*_):
    global left
    left -= 1
    if left == 0:
        print("here", flush=True)
        threading.Event().wait()  # until the kill comes

project = Project.open(Path(sys.argv[2]), clock=lambda: plain["NOW"])
event.listen(project._engine, "before_cursor_execute", step)
event.listen(project._engine, "commit", step)
project.process(Counted("2"))
print("done", flush=True)
print(int(sys.argv[3]) - left, flush=True)
"""


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with judgements that wait for the next processing, and reports that wait to be coded."""
    root = tmp_path_factory.mktemp("judged") / "p"
    project = Project.create(root, clock=lambda: NOW)
    project.add([write_reports(root.parent / "a.jsonl", 60)], reading=READING)
    project.process(WordCoder())
    several = [incident for incident in project.incidents() if len(incident.event_ids) > 1]
    ids = [incident.id for incident in several]
    with project.judging() as judging:
        judging.judge(Proposed(left=ids[0], right=ids[1], verdict="same", by="سلمى"))
        judging.judge(Proposed(left=several[2].event_ids[0], right=ids[2], verdict="different", by="سلمى"))
        judging.give_status(ids[3], "denied", "سلمى", "سحبه المصدر")
    project.add([write_reports(root.parent / "b.jsonl", 30, 60)], reading=READING)
    project.close()
    return root


def _command(root: Path, steps: int) -> list[str]:
    return [sys.executable, "-c", SCRIPT, str(CONFTEST), str(root), str(steps)]


def test_twenty_kills_at_random_points_change_nothing_of_the_result(judged: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(judged, whole)
    done = subprocess.run(_command(whole, 10**9), capture_output=True, text=True, check=True).stdout.split()
    assert done[0] == "done"
    expected = _state(whole)
    assert expected["incident_succession"]
    root = tmp_path / "killed"
    for step in random.Random(SEED).sample(range(1, int(done[1])), KILLS):
        if not root.exists():
            shutil.copytree(judged, root)
        process = subprocess.Popen(_command(root, step), stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        reached = process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        if reached != "here\n":  # what was left to do took fewer steps: it is finished
            assert _state(root) == expected
            shutil.rmtree(root)
    if root.exists():
        subprocess.run(_command(root, 10**9), capture_output=True, check=True)
        assert _state(root) == expected


def _state(root: Path) -> dict[str, list[tuple[object, ...]]]:
    project = Project.open(root)
    found: dict[str, list[tuple[object, ...]]] = contents(project)
    assert project.verify() is None
    project.close()
    return found
