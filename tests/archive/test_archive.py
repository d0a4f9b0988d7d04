"""Bytes go in once, come out as they went in, and any change to them or to the ledger is found."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waqai.archive import Archive
from waqai.errors import ProjectError, UnknownId

AT = datetime(2024, 6, 1, tzinfo=UTC)


def _filled(root: Path, count: int = 3) -> Archive:
    archive = Archive(root)
    for number in range(count):
        digest = archive.put(f"تقرير {number}".encode())
        archive.record(digest, at=AT, name=f"report-{number}.txt", media_type="text/plain")
    return archive


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(data=st.binary(max_size=3000))
def test_bytes_come_out_as_they_went_in(tmp_path: Path, data: bytes) -> None:
    archive = Archive(tmp_path)
    digest = archive.put(data)
    assert digest == hashlib.sha256(data).hexdigest()
    assert archive.get(digest) == data
    assert archive.path_of(digest) == tmp_path / digest[:2] / digest[2:]


def test_the_same_bytes_are_written_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.path_of(archive.put(b"once"))
    before = first.stat()
    assert archive.put_stream(io.BytesIO(b"once")) == (archive.put(b"once"), 4)
    assert (first.stat().st_ino, first.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert not list((tmp_path / "incoming").iterdir())


def test_kept_bytes_are_read_only(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert archive.path_of(archive.put(b"kept")).stat().st_mode & 0o222 == 0


@pytest.mark.parametrize("digest", ["../../etc/passwd", "/etc/passwd", "ab", "", "G" * 64, "A" * 64, "a" * 63 + "/"])
def test_what_is_no_digest_reaches_no_file(tmp_path: Path, digest: str) -> None:
    archive = Archive(tmp_path)
    assert not archive.has(digest)
    with pytest.raises(UnknownId):
        archive.get(digest)


def test_altered_bytes_are_not_handed_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    path = archive.path_of(archive.put(b"true"))
    path.chmod(0o644)
    path.write_bytes(b"false")
    with pytest.raises(ProjectError, match="altered"):
        archive.get(hashlib.sha256(b"true").hexdigest())


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    archive = Archive(tmp_path)
    with pytest.raises(OSError, match="No space"):
        archive.put(b"data")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_untouched_archive_verifies(tmp_path: Path) -> None:
    assert Archive(tmp_path).verify().broken is None
    verification = _filled(tmp_path).verify()
    assert (verification.entries, verification.broken) == (3, None)


def test_a_changed_file_is_named(tmp_path: Path) -> None:
    archive = _filled(tmp_path)
    path = archive.path_of(hashlib.sha256("تقرير 1".encode()).hexdigest())
    path.chmod(0o644)
    path.write_bytes(b"x")
    verification = archive.verify()
    assert verification.entries == 1
    assert "entry 2 (report-1.txt)" in str(verification.broken)
    path.unlink()
    assert "missing" in str(archive.verify().broken)


@pytest.mark.parametrize("line", [0, 1])
@pytest.mark.parametrize("change", ["edit", "remove", "garble", "repeat"])
def test_a_changed_ledger_is_broken_at_that_place(tmp_path: Path, line: int, change: str) -> None:
    archive = _filled(tmp_path)
    lines = archive.ledger.path.read_bytes().splitlines(keepends=True)
    changed = {
        "edit": [lines[line].replace(b"2024", b"2023")],
        "remove": [],
        "garble": [b"{}\n"],
        "repeat": [lines[line], lines[line]],
    }[change]
    archive.ledger.path.write_bytes(b"".join([*lines[:line], *changed, *lines[line + 1 :]]))
    verification = archive.verify()
    assert verification.broken is not None
    assert verification.entries <= line + 1
    assert "ledger.jsonl:" in verification.broken


def test_a_change_of_the_last_line_of_the_ledger_is_seen(tmp_path: Path) -> None:
    archive = _filled(tmp_path)
    content = archive.ledger.path.read_bytes()
    archive.ledger.path.write_bytes(content.replace(b"report-2.txt", b"report-9.txt"))
    verification = archive.verify()
    assert verification.entries == 2
    assert "does not fit its seal" in str(verification.broken)


@pytest.mark.parametrize("kept", [1, 20, -2, -1])
def test_an_entry_that_a_crash_cut_short_breaks_nothing(tmp_path: Path, kept: int) -> None:
    archive = _filled(tmp_path)
    content = archive.ledger.path.read_bytes()
    start = content.rindex(b"\n", 0, -1) + 1
    archive.ledger.path.write_bytes(content[:start] + content[start:][:kept])
    archive.record(archive.put(b"later"), at=AT, name="later.txt", media_type="text/plain")
    archive.record(archive.put(b"last"), at=AT, name="last.txt", media_type="text/plain")
    verification = archive.verify()
    assert verification.broken is None
    assert verification.entries == (5 if kept == -1 else 4), "a whole entry that lacks its line break counts"
    assert [entry.name for entry in archive.ledger.entries()][-1] == "last.txt"


def test_two_crashes_in_a_row_break_nothing(tmp_path: Path) -> None:
    archive = _filled(tmp_path, 1)
    with archive.ledger.path.open("ab") as file:
        file.write(b'{"at": "20\n{"at": "2024-')
    archive.record(archive.put(b"later"), at=AT, name="later.txt", media_type="text/plain")
    assert archive.verify().broken is None
    assert len(list(archive.ledger.entries())) == 2


def test_what_a_crash_left_cannot_be_changed_unseen(tmp_path: Path) -> None:
    archive = _filled(tmp_path, 1)
    with archive.ledger.path.open("ab") as file:
        file.write(b'{"at": "20')
    archive.record(archive.put(b"later"), at=AT, name="later.txt", media_type="text/plain")
    archive.ledger.path.write_bytes(archive.ledger.path.read_bytes().replace(b'{"at": "20\n', b'{"at": "19\n'))
    assert archive.verify().entries == 1
    assert archive.verify().broken is not None
