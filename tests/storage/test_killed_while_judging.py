"""A processing under judgements that is killed at any point is finished by the next, with the same result."""

from __future__ import annotations

import multiprocessing
import random
import runpy
import shutil
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import event

from waqai.storage.judging import Proposed
from waqai.storage.project import Project

CONFTEST = Path(__file__).with_name("conftest.py")
PLAIN = runpy.run_path(str(CONFTEST))
WordCoder, write_reports, contents = (PLAIN[name] for name in ("WordCoder", "write_reports", "contents"))
READING, NOW = PLAIN["READING"], PLAIN["NOW"]
KILLS, SEED = 20, 7

FORKED = multiprocessing.get_context("fork")
"""Each run is a process of its own that finds the tables loaded."""


def _process(root: Path, version: str, steps: int, said: Connection) -> None:
    """Process the project, and stop for the kill at that step: a statement, a commit or a coded document."""
    taken = 0

    def step(*_: object) -> None:
        nonlocal taken
        taken += 1
        if taken == steps:
            said.send("here")
            threading.Event().wait()

    class Counted(WordCoder):  # type: ignore[misc, valid-type]
        def code(self, document: object) -> object:
            step()
            return super().code(document)

    project = Project.open(root, clock=lambda: NOW)
    event.listen(project._engine, "before_cursor_execute", step)
    event.listen(project._engine, "commit", step)
    project.process(Counted(version))
    said.send(taken)


def _killed_at(root: Path, version: str, steps: int) -> object:
    """What a run said before it was killed: "here", or, where it came to its end first, how many steps it took."""
    listening, speaking = FORKED.Pipe(duplex=False)
    run = FORKED.Process(target=_process, args=(root, version, steps, speaking))
    run.start()
    speaking.close()
    said = listening.recv()
    run.kill()
    run.join()
    return said


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
    project.add([write_reports(root.parent / "b.jsonl", 15, 60)], reading=READING)
    (root.parent / "c.jsonl").write_text('{"id": "r3", "text": "وقع قصف في درعا ثانية"}', encoding="utf-8")
    project.add([root.parent / "c.jsonl"], reading=READING)
    project.close()
    return root


@pytest.mark.parametrize(("version", "way"), [("1", "link_changes"), ("2", "link_anew")])
def test_twenty_kills_at_random_points_change_nothing_of_the_result(
    judged: Path, tmp_path: Path, version: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The coder's first version has the new reports to code, whose changes are linked; a second one everything."""
    for other in {"link_changes", "link_anew"} - {way}:
        monkeypatch.setattr(f"waqai.storage.relinking.{other}", lambda *_: pytest.fail("linked another way"))
    whole, root = tmp_path / "whole", tmp_path / "killed"
    shutil.copytree(judged, whole)
    steps = _killed_at(whole, version, 0)
    assert isinstance(steps, int)
    expected = _state(whole)
    assert expected["incident_succession"]
    for step in random.Random(SEED).sample(range(1, steps), KILLS):  # noqa: S311 - a seed makes it repeatable
        if not root.exists():
            shutil.copytree(judged, root)
        if _killed_at(root, version, step) != "here":  # what was left to do took fewer steps: it is finished
            assert _state(root) == expected
            shutil.rmtree(root)
    if root.exists():
        _killed_at(root, version, 0)
        assert _state(root) == expected


def _state(root: Path) -> dict[str, list[tuple[object, ...]]]:
    project = Project.open(root)
    found: dict[str, list[tuple[object, ...]]] = contents(project)
    assert project.verify() is None
    project.close()
    return found
