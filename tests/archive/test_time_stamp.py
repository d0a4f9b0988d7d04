"""A time stamp holds only as the authority gave it, for what it was asked, under a root that is trusted."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.servers.stamp_authority import StampAuthority
from waqai.archive.time_stamp import granted, query, read_roots, signature_fault, time_stamp
from waqai.errors import MissingPart, StampError

LINE = '{"at":"2024-06-01T12:00:00Z","name":"تقرير"}'.encode()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> StampAuthority:
    return StampAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def answer(authority: StampAuthority) -> bytes:
    return authority.answer(query(LINE).data)


def test_an_answer_tells_the_moment_the_authority_and_the_digest(authority: StampAuthority) -> None:
    asked = query(LINE)
    found = granted(authority.answer(asked.data), asked)
    assert (found.authority, found.digest) == (authority.name, hashlib.sha256(LINE).hexdigest())
    assert found.at.utcoffset() == timedelta(0)


def test_an_answer_can_be_checked_by_openssl_too(authority: StampAuthority, answer: bytes, tmp_path: Path) -> None:
    (tmp_path / "answer.tsr").write_bytes(answer)
    (tmp_path / "line").write_bytes(LINE)
    command = ["openssl", "ts", "-verify", "-in", "answer.tsr", "-data", "line", "-CAfile", str(authority.roots)]
    assert "Verification: OK" in subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout


def test_two_requests_have_different_numbers() -> None:
    assert query(LINE).nonce != query(LINE).nonce


def test_a_stamp_of_another_line_is_no_answer(authority: StampAuthority) -> None:
    with pytest.raises(StampError, match="another digest"):
        granted(authority.answer(query(b"another").data), query(LINE))


def test_an_answer_to_an_earlier_request_is_no_answer(answer: bytes) -> None:
    with pytest.raises(StampError, match="another request"):
        granted(answer, query(LINE))


def test_a_refusal_tells_why(tmp_path: Path) -> None:
    strict = StampAuthority(tmp_path, digests="sha512")
    with pytest.raises(StampError, match=r"it refuses.*algorithm"):
        time_stamp(strict.answer(query(LINE).data))


def test_only_a_root_that_signed_is_believed(authority: StampAuthority, answer: bytes, tmp_path: Path) -> None:
    assert signature_fault(answer, read_roots(authority.roots)) is None
    foreign = read_roots(StampAuthority(tmp_path / "other", "Another").roots)
    assert "unable to get" in str(signature_fault(answer, foreign))
    namesake = read_roots(StampAuthority(tmp_path / "same").roots)
    assert "not signed under a root" in str(signature_fault(answer, namesake))
    assert signature_fault(answer, (*foreign, *read_roots(authority.roots))) is None


def test_a_certificate_that_had_expired_signs_nothing(tmp_path: Path) -> None:
    late = StampAuthority(tmp_path, expired=True)
    fault = signature_fault(late.answer(query(LINE).data), read_roots(late.roots))
    assert "expired" in str(fault)


@given(at=st.integers(0), to=st.integers(0, 255), cut=st.integers(0, 3))
def test_a_changed_answer_says_the_same_or_does_not_hold(
    authority: StampAuthority, answer: bytes, at: int, to: int, cut: int
) -> None:
    changed = bytearray(answer)
    changed[at % len(answer)] = to
    if not cut:
        del changed[(at * 7) % len(answer) :]
    try:
        found = time_stamp(bytes(changed))
    except StampError:
        return
    if found != time_stamp(answer):
        assert signature_fault(bytes(changed), read_roots(authority.roots))


@given(st.binary(max_size=200))
def test_garbage_is_no_answer(data: bytes) -> None:
    with pytest.raises(StampError):
        time_stamp(data)


def test_a_file_of_roots_holds_certificates(tmp_path: Path) -> None:
    empty = tmp_path / "roots.pem"
    with pytest.raises(StampError, match=r"roots\.pem: the root certificates cannot be read"):
        read_roots(empty)
    empty.write_text("no certificate")
    with pytest.raises(StampError, match="no certificates"):
        read_roots(empty)


def test_without_the_optional_part_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    for ask in (lambda: query(LINE), lambda: time_stamp(b"0"), lambda: read_roots(tmp_path)):
        with pytest.raises(MissingPart, match=r"waqai\[timestamps\]"):
            ask()
