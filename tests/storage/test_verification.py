"""A project that was changed in any way does not pass, and the first thing that was changed is named."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from waqai.records.capture import Capture
from waqai.storage.judging import Proposed
from waqai.storage.models import CaptureRow
from waqai.storage.owed_lines import last_records, owe, pay
from waqai.storage.project import Project
from waqai.storage.statements import capture_line

PLAIN = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
NOW, READING, WordCoder, write_reports = (PLAIN[name] for name in ("NOW", "READING", "WordCoder", "write_reports"))


def _collect(project: Project, body: bytes, url: str = "https://news.example/1") -> None:
    """Keep an answer of the web as a collecting does."""
    capture = Capture(
        url=url,
        at=NOW,
        request=b"GET / HTTP/1.1\r\n\r\n",
        status=200,
        head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        body=body,
    )
    with Session(project._engine) as session:
        last = last_records(session)
    [kept] = project.archive.put_captures([capture], last=last)
    row = CaptureRow(sha256=kept.sha256, name=url, media_type="text/html", bytes=kept.bytes, at=NOW, read_at=NOW)
    row.warc, row.warc_offset, row.warc_length = kept.location.file, kept.location.offset, kept.location.length
    with Session(project._engine) as session, session.begin():
        owe(session, capture_line(row, kept))
        if session.get(CaptureRow, kept.sha256) is None:
            session.add(row)
    pay(project._engine, project.archive.ledger)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two files, two answers of the web, a judgement that was undone, and a status."""
    root = tmp_path_factory.mktemp("made") / "p"
    project = Project.create(root, clock=lambda: NOW)
    project.add([write_reports(root.parent / "a.jsonl", 9)], reading=READING)
    _collect(project, b"one")
    _collect(project, b"two" * 50)
    project.process(WordCoder())
    ids = [incident.id for incident in project.incidents()]
    with project.judging() as judging:
        made = judging.judge(Proposed(left=ids[0], right=ids[1], verdict="unsure", by="سلمى"))
        judging.undo(made.id, "علي", None)
        judging.give_status(ids[2], "denied", "سلمى", "سحبه المصدر")
    project.add([write_reports(root.parent / "b.jsonl", 3, 9)], reading=READING)
    assert project.verify() is None
    project.close()
    return root


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Project:
    shutil.copytree(made, tmp_path / "p")
    return Project.open(tmp_path / "p", clock=lambda: NOW)


def _change(project: Project, statement: str) -> None:
    with project._engine.begin() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(text(statement))


def test_the_ledger_tells_of_all_that_came_in_and_was_decided(copy: Project) -> None:
    entries = list(copy.archive.ledger.entries())
    kinds = [entry.kind or ("web" if entry.records else "file") for entry in entries]
    assert kinds == ["file", "web", "web", "judgement", "undoing", "status", "file"]
    assert [entry.number for entry in entries] == list(range(1, 8))
    ledger = copy.archive.ledger.path.read_text(encoding="utf-8")
    assert "سلمى" not in ledger
    assert "علي" not in ledger
    found = copy.verification()
    assert (found.entries, found.waiting, found.faults) == (7, 0, [])


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE judgement SET verdict = 'same'", "judgement j1"),
        ("UPDATE judgement SET left_events = '[]'", "judgement j1"),
        ("UPDATE judgement SET undone_by = 'x'", "undoing j1"),
        ("UPDATE judgement SET undone_at = NULL", "undoing j1"),
        ("DELETE FROM status_override", "status s1"),
        ("UPDATE status_override SET because = 'x'", "status s1"),
        ("UPDATE capture SET name = 'https://other.example' WHERE name LIKE 'https:%'", "https://other.example"),
        ("UPDATE capture SET at = '2024-05-01T00:00:00+00:00' WHERE name LIKE 'https:%'", "https://news.example/1"),
        ("DELETE FROM capture WHERE name LIKE 'https:%'", "entry 2 (capture https://news.example/1)"),
    ],
)
def test_a_change_in_the_store_is_named(copy: Project, statement: str, named: str) -> None:
    _change(copy, statement)
    assert named in str(copy.verify())


def test_the_first_fault_is_named_or_every_one(copy: Project) -> None:
    _change(copy, "UPDATE judgement SET verdict = 'same'")
    [warc] = (copy.root / "archive" / "warc").iterdir()
    data = warc.read_bytes()
    warc.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert "entry 3 (https://news.example/1): its records" in str(copy.verify())
    every = [(fault.entry, fault.words) for fault in copy.verification(every=True).faults]
    assert [entry for entry, _ in every] == [3, 4, None]
    assert "the judgement j1" in every[-1][1]


def test_bytes_of_a_file_that_are_gone_or_altered_are_named(copy: Project) -> None:
    first = next(copy.archive.ledger.entries())
    path = copy.archive.path_of(first.sha256)
    path.chmod(0o644)
    path.write_bytes(b"x")
    assert "entry 1" in str(copy.verify()) and "altered" in str(copy.verify())
    path.unlink()
    assert "missing" in str(copy.verify())


def test_what_the_store_owes_is_no_fault(copy: Project, tmp_path: Path) -> None:
    row = CaptureRow(sha256=copy.archive.put(b"x"), name="x", media_type="x", bytes=1, at=NOW, read_at=None)
    with Session(copy._engine) as session, session.begin():
        owe(session, capture_line(row))
        session.add(row)
    assert (copy.verify(), copy.verification().waiting) == (None, 1)


def test_a_capture_that_came_in_again_under_another_name_holds(copy: Project) -> None:
    _collect(copy, b"one", "https://mirror.example/2")
    assert copy.verify() is None


def _targets(root: Path) -> list[Path]:
    return sorted(path for path in (root / "archive").rglob("*") if path.is_file())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(which=st.integers(0, 10), place=st.floats(0, 0.999), length=st.floats(0, 1), put=st.binary(max_size=5))
def test_no_change_of_the_archive_passes_and_none_is_a_crash(
    made: Path, which: int, place: float, length: float, put: bytes
) -> None:
    files = _targets(made)
    path = files[which % len(files)]
    content = path.read_bytes()
    start = int(place * len(content))
    stop = start + int(length * (len(content) - start))
    changed = content[:start] + put + content[stop:]
    appended_only = path.suffix in {".jsonl", ".gz"} and changed.startswith(content)
    path.chmod(0o644)
    try:
        path.write_bytes(changed)
        project = Project.open(made, clock=lambda: NOW)
        fault = project.verify()
        every = project.verification(every=True).faults
        project.close()
        assert bool(fault) == bool(every) == (changed != content) or appended_only
    finally:
        path.write_bytes(content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(order=st.permutations(range(7)))
def test_no_other_order_of_the_lines_passes(made: Path, order: list[int]) -> None:
    path = made / "archive" / "ledger.jsonl"
    content = path.read_bytes()
    lines = content.splitlines(keepends=True)
    try:
        path.write_bytes(b"".join(lines[index] for index in order))
        project = Project.open(made, clock=lambda: NOW)
        moved = [index for index, line in enumerate(order) if index != line]
        fault = project.verification().faults
        project.close()
        assert [item.entry for item in fault] == [moved[0] + 1 for _ in moved[:1]]
    finally:
        path.write_bytes(content)
