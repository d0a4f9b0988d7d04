"""The documentation names every command and option, and nothing that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from waqai.cli import main

ROOT = Path(__file__).parents[2]
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _commands() -> Iterator[tuple[str, Any]]:
    """Each command, and each command of a command, with its full name."""
    for name in main.COMMANDS:
        command = main._load(name)
        children = getattr(command, "commands", None)
        if children:
            yield from ((f"{name} {child}", children[child]) for child in children)
        else:
            yield name, command


def _section(name: str) -> str:
    found = re.search(rf"^#+ `waqai {re.escape(name)}[^\n]*\n(.*?)(?=^#|\Z)", COMMANDS, re.M | re.S)
    assert found, f"docs/commands.md has no section for `waqai {name}`"
    return found.group()


every_command = pytest.mark.parametrize(("name", "command"), list(_commands()), ids=lambda value: str(value)[:30])


@every_command
def test_every_command_and_option_is_documented(name: str, command: Any) -> None:
    section = _section(name)
    for parameter in command.params:
        for option in parameter.opts if parameter.param_type_name == "option" else ():
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in section, f"`waqai {name}` lacks {option}"


@every_command
def test_no_option_is_documented_that_does_not_exist(name: str, command: Any) -> None:
    known = {option for parameter in command.params for option in parameter.opts}
    for option in re.findall(r"^\| `(--[a-z-]+)", _section(name), re.M):
        assert option in known


@pytest.mark.parametrize("text", [README, COMMANDS], ids=["README", "commands"])
def test_every_command_that_is_written_down_exists(text: str) -> None:
    names = {name for name, _ in _commands()} | set(main.COMMANDS)
    for words in re.findall(r"waqai ([a-z]+(?: (?:import|find|check|build|info)\b)?)", text):
        assert words in names or words.split()[0] in names, f"waqai {words}"


def test_every_target_of_make_that_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z]+)`", README)) <= targets


def test_every_linked_file_is_there() -> None:
    for name in ("README.md", "docs/commands.md"):
        page = ROOT / name
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{name} links to {target}"


def test_every_status_and_stance_is_explained_in_the_readme() -> None:
    from typing import get_args

    from waqai.records import Stance, Status

    for word in (*get_args(Status), *get_args(Stance)):
        assert f"`{word}`" in README
