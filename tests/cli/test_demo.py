"""`waqai demo` goes the whole road on the packaged reports, and can be repeated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_the_demo_ends_with_incidents_and_says_what_to_run_next(run: Run, tmp_path: Path) -> None:
    ended = run("demo")
    assert ended.status == 0
    for command in ("$ waqai init", "$ waqai add", "$ waqai process", "$ waqai incidents"):
        assert command in ended.out
    assert "32 new documents" in ended.out
    for heading in ("status", "origins", "toll"):
        assert heading in ended.out
    assert "waqai explain --project demo-project" in ended.err
    assert (tmp_path / "demo-project" / "waqai.toml").is_file()


def test_the_demo_again_gives_the_same_incidents(run: Run) -> None:
    first = run("demo", "--project", "d").out
    again = run("demo", "--project", "d")
    assert again.status == 0
    assert first.partition("$ waqai incidents")[2] == again.out.partition("$ waqai incidents")[2]


def test_a_folder_that_holds_something_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    ended = run("demo", "--project", "mine")
    assert (ended.status, "[usage]" in ended.err) == (2, True)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_the_demo_says_that_nothing_in_it_is_real(run: Run) -> None:
    assert "invented" in run("demo").err
