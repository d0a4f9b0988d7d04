"""Bytes go in once, come out as they went in, and any change to them or to the ledger is found."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waqai.archive import Archive
from waqai.errors import ProjectError, UnknownId


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
    with pytest.raises(ProjectError, match="the disk is full"):
        archive.put(b"data")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
