"""Certificates are put in order, and nothing else of an answer is touched."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.servers.stamp_authority import StampAuthority
from waqai.archive.certificate_order import in_order
from waqai.archive.time_stamp import granted, query, read_roots, signature_fault


def test_an_answer_with_its_chain_in_any_order_is_read(tmp_path: Path) -> None:
    """As authorities that run OpenSSL send it: the signer first, whatever its bytes."""
    authority = StampAuthority(tmp_path, chain=True)
    asked = query(b"a line")
    answer = authority.answer(asked.data)
    assert in_order(answer) != answer
    assert sorted(in_order(answer)) == sorted(answer)
    assert in_order(in_order(answer)) == in_order(answer)
    assert granted(answer, asked).authority == authority.name
    assert signature_fault(answer, read_roots(authority.roots)) is None


def test_an_answer_with_one_certificate_stays_as_it_is(tmp_path: Path) -> None:
    answer = StampAuthority(tmp_path).answer(query(b"a line").data)
    assert in_order(answer) == answer


@given(st.binary(max_size=60))
def test_what_is_no_answer_stays_as_it_is_or_keeps_its_bytes(data: bytes) -> None:
    assert sorted(in_order(data)) == sorted(data)
