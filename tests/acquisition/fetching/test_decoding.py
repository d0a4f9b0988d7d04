"""Content codings are taken off within a limit, however the content was packed."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.acquisition.fetching.decoding import decoded
from waqai.errors import AnswerTooLarge, BrokenAnswer, FetchError

contents = st.one_of(st.binary(max_size=2_000), st.binary(min_size=1, max_size=20).map(lambda piece: piece * 5_000))


def bare(content: bytes, level: int = 9) -> bytes:
    packer = zlib.compressobj(level, wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


@given(contents, st.integers(0, 9))
def test_what_was_packed_is_unpacked(content: bytes, level: int) -> None:
    limit = len(content)
    assert decoded(gzip.compress(content, level), "gzip", limit) == content
    assert decoded(gzip.compress(content, level), "X-GZIP", limit) == content
    assert decoded(zlib.compress(content, level), "deflate", limit) == content
    assert decoded(bare(content, level), "deflate", limit) == content
    assert decoded(content, "identity", limit) == decoded(content, "", limit) == content


@given(contents)
def test_codings_are_taken_off_in_reverse(content: bytes) -> None:
    assert decoded(gzip.compress(zlib.compress(content)), "deflate, gzip", 200_000) == content


@given(st.lists(contents, min_size=1, max_size=4))
def test_gzip_streams_that_follow_each_other_are_one_content(parts: list[bytes]) -> None:
    assert decoded(b"".join(map(gzip.compress, parts)), "gzip", 1_000_000) == b"".join(parts)


@given(contents, st.binary(max_size=9).filter(lambda tail: not tail.startswith(b"\x1f")))
def test_what_follows_the_packed_content_is_left_aside(content: bytes, tail: bytes) -> None:
    assert decoded(gzip.compress(content) + tail, "gzip", 200_000) == content


@given(st.binary(min_size=1, max_size=50), st.integers(1, 100_000))
def test_nothing_over_the_limit_comes_out(piece: bytes, times: int) -> None:
    content = piece * times
    for packed, coding in ((gzip.compress(content), "gzip"), (zlib.compress(content), "deflate")):
        with pytest.raises(AnswerTooLarge):
            decoded(packed, coding, len(content) - 1)


@given(contents.filter(bool), st.data())
def test_packed_content_that_is_cut_is_an_error(content: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(content)
    with pytest.raises(BrokenAnswer):
        decoded(packed[: data.draw(st.integers(1, len(packed) - 1))], "gzip", 200_000)


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "deflate, gzip", "br"]))
def test_any_bytes_give_content_or_an_error_of_fetching(body: bytes, codings: str) -> None:
    try:
        decoded(body, codings, 10_000)
    except FetchError as error:
        assert error.lasting


def test_thousands_of_streams_in_one_end_at_a_limit_of_their_own() -> None:
    """Each costs more to begin than it holds; what follows ten thousand is left aside."""
    assert len(decoded(gzip.compress(b"a") * 12_000, "gzip", 1_000_000)) == 10_000


def test_an_empty_body_is_empty_whatever_it_says_of_itself() -> None:
    assert decoded(b"", "gzip", 10) == b""
