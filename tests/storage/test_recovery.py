"""A run that is cut off at any point is finished by the next, with the result of one that was not."""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from waqai.archive import Archive, Ledger
from waqai.storage.project import Project

CONFTEST = Path(__file__).with_name("conftest.py")
PLAIN = runpy.run_path(str(CONFTEST))
WordCoder, write_reports, contents = (PLAIN[name] for name in ("WordCoder", "write_reports", "contents"))
READING, NOW = PLAIN["READING"], PLAIN["NOW"]
COUNT = 450


class CutOff(BaseException):
    """Ends a run as a signal would: nothing catches it."""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    write_reports(folder / "a.jsonl", COUNT)
    write_reports(folder / "b.jsonl", 30, COUNT - 10)
    (folder / "c.jsonl").write_text('{"id": "r3", "text": "وقع قصف في درعا ثانية"}\n{broken\n', encoding="utf-8")
    (folder / "d.txt").write_text("وقع احتجاج في السويداء", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    project = Project.create(tmp_path_factory.mktemp("whole"), clock=lambda: NOW)
    _work(project, sources)
    return contents(project)


def _work(project: Project, sources: Path) -> None:
    project.add([sources], reading=READING)
    project.process(WordCoder())


@contextmanager
def _cut_at(project: Project, monkeypatch: pytest.MonkeyPatch, step: int) -> Iterator[None]:
    """Every commit, archived file, ledger entry and coded document is a step, before it and after it; end at one."""
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == step:
            raise CutOff

    def stepping(function: Callable[..., object]) -> Callable[..., object]:
        def around(*args: object, **kwargs: object) -> object:
            count()
            result = function(*args, **kwargs)
            count()
            return result

        return around

    with monkeypatch.context() as patched:
        patched.setattr(Archive, "put_stream", stepping(Archive.put_stream))
        patched.setattr(Ledger, "append", stepping(Ledger.append))
        patched.setattr(WordCoder, "code", stepping(WordCoder.code))
        event.listen(project._engine, "commit", count)
        try:
            yield
        finally:
            event.remove(project._engine, "commit", count)


STEPS = [*range(1, 36), *range(40, 960, 45)]


@pytest.mark.parametrize("step", STEPS)
def test_a_run_cut_off_between_any_two_steps_is_finished_by_the_next(
    step: int,
    sources: Path,
    whole: dict[str, list[tuple[object, ...]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = Project.create(tmp_path / "p", clock=lambda: NOW)
    with _cut_at(project, monkeypatch, step), pytest.raises(CutOff):
        _work(project, sources)
    project.close()
    again = Project.open(tmp_path / "p", clock=lambda: NOW)
    _work(again, sources)
    assert contents(again) == whole
    assert again.verify() is None
    assert [entry.kind for entry in again.archive.ledger.entries()].count(None) == 4
    assert again.counts().cut_off == 0


SCRIPT = """
import runpy, sys, time
from pathlib import Path
plain = runpy.run_path(sys.argv[1])
from waqai.storage.project import Project

class Slow(plain["WordCoder"]):
    def code(self, document):
        time.sleep(0.001)
        return super().code(document)

project = Project.open(Path(sys.argv[2]), clock=lambda: plain["NOW"])
print("ready", flush=True)
project.add([Path(sys.argv[3])], reading=plain["READING"])
project.process(Slow())
print("done", flush=True)
"""


def test_a_project_survives_being_killed_again_and_again(
    sources: Path, whole: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    Project.create(tmp_path / "p").close()
    command = [sys.executable, "-c", SCRIPT, str(CONFTEST), str(tmp_path / "p"), str(sources)]
    for delay in (0.0, 0.08, 0.21, 0.37, 0.55, 0.7):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.endswith("done\n")
    project = Project.open(tmp_path / "p")
    assert contents(project) == whole
    assert project.verify() is None
