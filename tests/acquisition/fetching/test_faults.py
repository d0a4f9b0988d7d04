"""Whatever a server does, a fetch ends in an error that says what happened, and keeps what came."""

from __future__ import annotations

import asyncio
import zlib

import pytest

from tests.servers import HANG, RESET, Drip, Names, WebServer, gzipped, raw, reply
from waqai.acquisition.fetching.connection import MOST_HEAD_BYTES
from waqai.acquisition.fetching.fetcher import Fetcher
from waqai.errors import AnswerTooLarge, BrokenAnswer, CutOff, FetchError, NoSuchHost, NotConnected, TimedOut

from .conftest import Desk

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def hasty(desk: Desk) -> Desk:
    """A fetcher that waits for a moment only."""
    desk.behave(timeout_seconds=0.1, total_seconds=0.3)
    return desk


def test_silence_before_the_head_is_a_timeout(web: WebServer, hasty: Desk) -> None:
    web.put("/", raw(HANG))
    error = hasty.fails(web.url("/"), TimedOut)
    assert (error.lasting, error.captures) == (False, ())


def test_silence_in_the_head_is_a_timeout(web: WebServer, hasty: Desk) -> None:
    web.put("/", raw(b"HTTP/1.1 200 OK\r\nContent-", HANG))
    assert hasty.fails(web.url("/"), TimedOut).captures == ()


def test_silence_in_the_body_is_a_timeout_that_keeps_what_came(web: WebServer, hasty: Desk) -> None:
    web.put("/", raw(HEAD + b"the first", HANG))
    (capture,) = hasty.fails(web.url("/"), TimedOut).captures
    assert (capture.body, capture.truncated, capture.head) == (b"the first", "time", HEAD)


def test_a_body_that_drips_without_end_is_cut_off_though_it_is_never_silent(web: WebServer, hasty: Desk) -> None:
    web.put("/", raw(HEAD.replace(b"100", b"100000"), Drip(b"drop ")))
    (capture,) = hasty.fails(web.url("/"), TimedOut).captures
    assert capture.body.startswith(b"drop ")
    assert capture.truncated == "time"


def test_a_head_that_drips_without_end_is_cut_off(web: WebServer, hasty: Desk) -> None:
    web.put("/", raw(b"HTTP/1.1 200 OK\r\n", Drip(b"X-Slow: 1\r\n")))
    assert hasty.fails(web.url("/"), TimedOut).captures == ()


def test_a_name_that_is_never_resolved_is_a_timeout(hasty: Desk) -> None:
    class Never(Names):
        async def __call__(self, host: str, port: int) -> list[str]:
            await asyncio.Event().wait()
            return []

    hasty.names = Never()
    hasty.fails("http://slow.test/", TimedOut)


def test_a_connection_that_ends_before_the_head_is_cut_off(web: WebServer, desk: Desk) -> None:
    web.put("/", raw())
    error = desk.fails(web.url("/"), CutOff)
    assert (error.lasting, error.captures) == (False, ())


def test_a_connection_that_ends_in_the_head_is_cut_off(web: WebServer, desk: Desk) -> None:
    web.put("/", raw(b"HTTP/1.1 200 OK\r\nContent-"))
    assert desk.fails(web.url("/"), CutOff).captures == ()


@pytest.mark.parametrize("end", [(), (RESET,)], ids=["closed", "torn"])
def test_a_body_shorter_than_its_length_is_cut_off_and_kept(
    end: tuple[object, ...], web: WebServer, desk: Desk
) -> None:
    web.put("/", raw(HEAD + b"less than that", *end))
    (capture,) = desk.fails(web.url("/"), CutOff).captures
    assert capture.truncated == "disconnect"
    assert b"less than that".startswith(capture.body)


def test_a_body_longer_than_its_length_is_read_up_to_it(web: WebServer, desk: Desk) -> None:
    web.put("/", raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nfour and more"))
    assert desk.fetch(web.url("/")).captures[0].body == b"four"


def test_what_follows_an_answer_never_passes_for_the_next(web: WebServer, desk: Desk) -> None:
    """Each exchange has its own connection, so that a forged second answer is not read."""
    forged = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nforged"
    web.put("/a", raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\na" + forged))
    web.put("/b", reply("real"))

    async def both(fetcher: Fetcher) -> list[bytes]:
        return [(await fetcher.fetch(web.url(path))).answer.content for path in ("/a", "/b")]

    assert desk.run(both) == [b"a", b"real"]


@pytest.mark.parametrize(
    "garbage",
    [b"zz\r\nabc\r\n0\r\n\r\n", b"5\r\nab\r\n0\r\n\r\n", b"-1\r\n\r\n", b"ffffffffffffffffffffff\r\n", b"3\r\nabc"],
)
def test_garbage_among_chunks_is_an_error_that_keeps_what_came(garbage: bytes, web: WebServer, desk: Desk) -> None:
    web.put("/", raw(CHUNKED + b"2\r\nok\r\n" + garbage))
    (capture,) = desk.fails(web.url("/"), CutOff).captures
    assert capture.body.startswith(b"ok")
    assert capture.truncated == "disconnect"


@pytest.mark.parametrize(
    "head",
    [
        b"\x00\x01\x02\x03\r\n\r\n", b"SSH-2.0-OpenSSH_9.6\r\n\r\n", b"<html>no head</html>\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", b"HTTP/1.1 99 Low\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_no_http_is_an_error(head: bytes, web: WebServer, desk: Desk) -> None:
    web.put("/", raw(head, HANG))
    assert desk.fails(web.url("/"), BrokenAnswer).captures == ()


@pytest.mark.parametrize(
    "filler",
    [b"X-Long: " + b"a" * MOST_HEAD_BYTES + b"\r\n", b"X-Many: a\r\n" * 7_000],
    ids=["one long line", "many lines"],
)
@pytest.mark.parametrize("end", [(b"\r\nbody",), (HANG,)], ids=["with an end", "without end"])
def test_a_head_that_is_too_long_is_an_error(filler: bytes, end: tuple[bytes], web: WebServer, desk: Desk) -> None:
    web.put("/", raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + filler, *end))
    desk.fails(web.url("/"), BrokenAnswer)


def test_interim_answers_without_end_are_an_error(web: WebServer, desk: Desk) -> None:
    web.put("/", raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000, HANG))
    desk.fails(web.url("/"), BrokenAnswer)


def test_an_answer_over_the_limit_is_an_error_that_keeps_its_beginning(web: WebServer, desk: Desk) -> None:
    desk.behave(max_bytes=1_000)
    web.put("/", raw(CHUNKED, b"258\r\n" + b"a" * 600 + b"\r\n", b"258\r\n" + b"b" * 600 + b"\r\n", HANG))
    error = desk.fails(web.url("/"), AnswerTooLarge)
    assert error.lasting
    (capture,) = error.captures
    assert (capture.body, capture.truncated) == (b"a" * 600 + b"b" * 400, "length")


def test_an_answer_that_says_that_it_is_over_the_limit_is_not_read(web: WebServer, desk: Desk) -> None:
    desk.behave(max_bytes=1_000)
    web.put("/", reply("a" * 1_001))
    (capture,) = desk.fails(web.url("/"), AnswerTooLarge).captures
    assert (capture.body, capture.truncated) == (b"", "length")


def test_an_answer_at_the_limit_is_whole(web: WebServer, desk: Desk) -> None:
    desk.behave(max_bytes=1_000)
    web.put("/", reply("a" * 1_000))
    assert len(desk.fetch(web.url("/")).captures[0].body) == 1_000


def test_a_bomb_is_not_unpacked_and_is_kept_as_it_came(web: WebServer, desk: Desk) -> None:
    desk.behave(max_bytes=1_000_000)
    web.put("/", gzipped(b"\x00" * 20_000_000))
    (capture,) = desk.fails(web.url("/"), AnswerTooLarge).captures
    assert capture.truncated is None
    assert len(capture.body) < 100_000


@pytest.mark.parametrize(
    ("coding", "content"),
    [
        ("gzip", b"not packed"), ("gzip", b"\x1f\x8b\x08\x00"), ("deflate", b"\xff\xff\xff"), ("br", b"\x0b\x02"),
        ("zstd", b"\x28\xb5\x2f\xfd"), ("gzip, gzip, gzip", b"x"), ("no-such-coding", b"x"),
    ],
)  # fmt: skip
def test_content_that_cannot_be_unpacked_is_an_error_that_keeps_it(
    coding: str, content: bytes, web: WebServer, desk: Desk
) -> None:
    web.put("/", reply(content, headers={"Content-Encoding": coding}))
    (capture,) = desk.fails(web.url("/"), BrokenAnswer).captures
    assert capture.body == content


def test_the_page_of_an_error_is_kept_up_to_a_limit(web: WebServer, desk: Desk) -> None:
    web.put("/", reply("a" * 1_500_000, 404))
    with pytest.raises(FetchError) as caught:
        desk.fetch(web.url("/"))
    (capture,) = caught.value.captures
    assert (len(capture.body), capture.truncated) == (1_000_000, "length")


def test_a_host_that_takes_no_connection_is_not_connected(desk: Desk) -> None:
    with WebServer() as web:
        address = web.url("/")
    assert not desk.fails(address, NotConnected).lasting


def test_a_name_that_is_not_known_is_no_host(desk: Desk) -> None:
    desk.names = Names()
    assert not desk.fails("http://nowhere.test/", NoSuchHost).lasting


def test_deflate_is_read_in_both_its_forms(web: WebServer, desk: Desk) -> None:
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    for content in (zlib.compress(b"text"), bare.compress(b"text") + bare.flush()):
        web.put("/", reply(content, headers={"Content-Encoding": "deflate"}))
        fetched = desk.fetch(web.url("/"))
        assert fetched.answer is not None
        assert fetched.answer.content == b"text"


def test_one_host_at_fault_does_not_stop_the_others(web: WebServer, desk: Desk) -> None:
    desk.behave(timeout_seconds=0.3, total_seconds=0.5)
    web.put("bad.test:/", raw(HANG))
    web.put("/", reply("text"))

    async def all_of_them(fetcher: Fetcher) -> list[object]:
        hosts = ["bad.test", *(f"good{number}.test" for number in range(10))]
        tasks = [fetcher.fetch(web.url("/", host)) for host in hosts]
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, *others = desk.run(all_of_them)
    assert isinstance(first, TimedOut)
    assert [type(other).__name__ for other in others] == ["Fetched"] * 10
