"""Rooms import only what they may know, effects stay where they belong, and no file grows beyond what one reads.

The picture is that of the house: data goes one way, and nothing reaches back.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "waqai"
MODULES = sorted(path for path in SOURCE.rglob("*.py"))
LONGEST = 500

MAY_IMPORT = {
    "records": set(),
    "errors": {"records"},
    "language": set(),
    "archive": {"records"},
    "samples": set(),
    "knowledge": {"records", "language"},
    "coding": {"records", "language", "knowledge"},
    "linking": {"records", "language", "knowledge"},
    "acquisition": {"records", "language", "knowledge"},
    "publication": {"records", "language", "knowledge"},
    "analysis": {"records", "publication"},
    "evaluation": {"records", "knowledge", "acquisition"},
    "storage": {"records", "language", "knowledge", "acquisition", "archive", "linking", "coding"},
    "distributed": {"records", "knowledge", "coding", "linking"},
}
"""What each room may import beside `errors` and itself. The command line and the web may import all."""
ALL = {"cli", "web"}

DATABASES = {"sqlalchemy", "alembic", "duckdb", "psycopg"}
NETWORK = {"socket", "urllib.request", "http", "httpx", "requests", "ssl", "ftplib", "smtplib", "aiohttp"}
FORBIDDEN = {
    "records": DATABASES | NETWORK | {"sqlite3", "random", "time"},
    "language": DATABASES | NETWORK | {"sqlite3", "random", "time"},
    "knowledge": DATABASES | NETWORK,
    "coding": DATABASES | NETWORK | {"sqlite3", "random", "time", "os", "subprocess", "multiprocessing"},
    "linking": DATABASES | NETWORK | {"sqlite3", "random", "time", "os", "subprocess", "pathlib"},
    "publication": DATABASES | NETWORK | {"sqlite3"},
    "acquisition": DATABASES | {"sqlite3"},
    "evaluation": DATABASES | NETWORK | {"sqlite3", "time", "os", "subprocess"},
    "archive": DATABASES | NETWORK | {"sqlite3"},
    "cli": DATABASES,
}
"""Libraries that a room must do without."""
CLOCKLESS = {"records", "language", "knowledge", "coding", "linking", "evaluation"}
"""Rooms that are functions of their inputs: the moment comes in as an argument."""


def _room(path: Path) -> str:
    relative = path.relative_to(SOURCE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def _imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its head or later."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative imports hide the room"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _clock_calls(path: Path) -> Iterator[int]:
    """Lines that ask for the present moment."""
    asked = {"now", "today", "utcnow", "time_ns", "monotonic", "perf_counter"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in asked:
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id in {"datetime", "date", "time"}:
                yield node.lineno


every_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))


def test_every_room_has_its_rule() -> None:
    rooms = {_room(path) for path in MODULES} - {"__init__", "__main__", "errors"}
    assert rooms <= set(MAY_IMPORT) | ALL


@every_module
def test_a_room_imports_only_rooms_it_may_know(path: Path) -> None:
    room = _room(path)
    if room in ALL or room in {"__init__", "__main__"}:
        return
    allowed = MAY_IMPORT.get(room, set()) | {room, "errors", "__version__"}
    used = {name.split(".")[1] for name in _imports(path) if name.startswith("waqai.")}
    assert used <= allowed, f"{path.name} reaches into {sorted(used - allowed)}"


@every_module
def test_a_room_does_without_the_libraries_that_are_not_its_business(path: Path) -> None:
    forbidden = FORBIDDEN.get(_room(path), set())
    used = {name for name in _imports(path) if name in forbidden or name.split(".")[0] in forbidden}
    assert not used


@pytest.mark.parametrize(
    "path", [path for path in MODULES if _room(path) in CLOCKLESS], ids=lambda path: str(path.relative_to(SOURCE))
)
def test_a_pure_room_asks_no_clock(path: Path) -> None:
    if path.stem == "gazetteer_import":
        pytest.skip("it is an effect: it notes when a file was imported")
    assert not list(_clock_calls(path))


@every_module
def test_no_module_is_longer_than_one_reads(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST


@every_module
def test_no_module_is_named_after_nothing(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "common", "manager", "misc", "base_utils"}


def test_only_a_projection_makes_what_may_leave() -> None:
    """Exports take `PublicIncident` and `Released`, which mypy tells from stored incidents; nothing else makes them."""
    makers = {"PublicIncident", "Released"}
    found = {
        (path.name, node.func.id)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers
    }
    assert {name for name, made in found if made == "PublicIncident"} == {"projection.py"}
    assert {name for name, made in found if made == "Released"} <= {"projection.py", "incidents.py"}
