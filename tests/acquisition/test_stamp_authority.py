"""An authority is asked once, within limits, and only an answer of its kind is taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.servers import HANG, RESET, Names, Reply, WebServer, raw, redirect, reply
from waqai.acquisition.fetching.manners import Manners
from waqai.acquisition.stamp_authority import ask_authority, authority_name
from waqai.errors import (
    AnswerTooLarge,
    BadStatus,
    BrokenAnswer,
    CutOff,
    FetchError,
    NoSuchHost,
    NotConnected,
    OtherMedia,
    RefusedAddress,
    RefusedRedirect,
    TimedOut,
)

REPLY = "application/timestamp-reply"
MANNERS = Manners(contact="desk@example.org", timeout_seconds=5, total_seconds=10)


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


def _ask(address: str, manners: Manners = MANNERS) -> bytes:
    return ask_authority(
        address, b"the query", manners, clock=lambda: datetime(2024, 6, 1, tzinfo=UTC), resolve=Names()
    )


def test_the_query_is_posted_and_the_answer_comes_back_as_it_was(web: WebServer) -> None:
    web.put("/tsr?key=1", reply(b"\x30\x00", type=REPLY))
    assert _ask(web.url("/tsr?key=1")) == b"\x30\x00"
    [asked] = web.requests
    assert asked.raw.startswith(b"POST /tsr?key=1 HTTP/1.1\r\n")
    assert asked.content == b"the query"
    assert asked.headers["content-type"] == "application/timestamp-query"
    assert "desk@example.org" in asked.headers["user-agent"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (reply("<p>welcome</p>"), OtherMedia),
        (reply("busy", 503, type=REPLY), BadStatus),
        (reply("no", 403), BadStatus),
        (redirect("/elsewhere"), RefusedRedirect),
        (reply(b"0" * 300_000, type=REPLY), AnswerTooLarge),
        (raw(b"what?\r\n\r\n"), BrokenAnswer),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12"), CutOff),
        (raw(RESET), FetchError),
    ],
)
def test_what_is_no_answer_of_an_authority_is_named_with_the_address(
    web: WebServer, answer: Reply, error: type[FetchError]
) -> None:
    web.put("/tsr", answer)
    with pytest.raises(error) as caught:
        _ask(web.url("/tsr"))
    assert caught.value.where == web.url("/tsr")
    assert web.paths == ["/tsr"]


def test_a_silent_authority_is_left(web: WebServer) -> None:
    web.put("/tsr", raw(HANG))
    with pytest.raises(TimedOut):
        _ask(web.url("/tsr"), MANNERS.model_copy(update={"timeout_seconds": 0.05}))


def test_an_authority_that_is_down_is_named() -> None:
    with WebServer() as web:
        address = web.url("/tsr")
    with pytest.raises(NotConnected):
        _ask(address)
    with pytest.raises(NoSuchHost):
        _ask("http://nowhere.test/")


@pytest.mark.parametrize("address", ["ftp://a.test/", "https://me:secret@a.test/", "file:///etc/passwd", "tsr"])
def test_only_the_web_is_asked(address: str) -> None:
    with pytest.raises(RefusedAddress):
        _ask(address)


def test_a_key_in_the_address_is_no_part_of_the_authoritys_name() -> None:
    assert authority_name("HTTPS://Stamps.example/tsr?key=secret#top") == "https://stamps.example/tsr"
