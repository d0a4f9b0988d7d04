"""The command line in an empty folder, with a plain coder that gives the same for the same texts."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from waqai.cli import main, stateless
from waqai.cli import project as commands

PLAIN = runpy.run_path(str(Path(__file__).parents[1] / "storage" / "conftest.py"))


class Ended(NamedTuple):
    """How a command ended: its status, and what it put out."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(commands, "_publishers", lambda: None)
    monkeypatch.setattr(commands, "coder_of", lambda _: PLAIN["WordCoder"]())
    monkeypatch.setattr(stateless, "_coder", lambda _gazetteer, _tables, *, explains: (PLAIN["WordCoder"](), None))

    def call(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["waqai", *arguments])
        status = 0
        try:
            main.run()
        except SystemExit as ended:
            status = int(ended.code or 0)
        captured = capsys.readouterr()
        return Ended(status, captured.out, captured.err)

    return call
