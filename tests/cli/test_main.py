"""Every command is found, helps itself, and ends with the status that scripts rely on."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from waqai import __version__
from waqai.cli import main
from waqai.errors import ProjectError, UsageError, WaqaiError


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["waqai", *arguments])
    try:
        main.run()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_the_version_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"waqai {__version__}\n"


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_command_explains_itself_with_examples(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, name, "--help") == 0
    out = capsys.readouterr().out
    assert f"waqai {name}" in out
    for example in main.COMMANDS[name].examples:
        assert example[:60] in out


def test_the_help_lists_every_command_and_a_first_session(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "--help") == 0
    out = capsys.readouterr().out
    assert all(name in out for name in main.COMMANDS)
    assert "waqai init war" in out


def test_an_unknown_command_is_wrong_use_with_the_nearest_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "proces") == 2
    assert "Did you mean process" in capsys.readouterr().err
    assert _run(monkeypatch, "xyzzy") == 2


@pytest.mark.parametrize(("error", "status"), [(UsageError("no."), 2), (ProjectError("broken.", where="here"), 3)])
def test_an_error_of_waqai_is_one_line_with_its_code_and_no_traceback(
    error: Exception, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(main, "app", fail)
    assert _run(monkeypatch) == status
    assert capsys.readouterr().err == f"waqai: {error}\n"


def test_an_interrupt_says_that_what_was_done_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "app", interrupt)
    assert _run(monkeypatch) == 130
    assert "kept" in capsys.readouterr().err


def test_starting_waits_for_no_database_page_reader_or_table_printer() -> None:
    heavy = ("sqlalchemy", "alembic", "trafilatura", "rich", "pydantic", "numpy")
    script = f"import sys, waqai.cli.main; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def _codes(error: type[WaqaiError]) -> set[str]:
    return {error.code}.union(*(_codes(kind) for kind in error.__subclasses__()))


def test_the_catalogue_of_errors_holds_every_code_and_no_other() -> None:
    catalogue = Path(__file__).parents[2] / "docs" / "errors.md"
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", catalogue.read_text(encoding="utf-8"), re.M))
    assert listed == _codes(WaqaiError)
