"""robots.txt is asked for once a day, before anything else of a host, and obeyed."""

from __future__ import annotations

import asyncio
import gzip
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.servers import HANG, Names, WebServer, raw, redirect, reply
from waqai.acquisition.fetching.address_guard import web_address
from waqai.acquisition.fetching.fetcher import Fetcher
from waqai.acquisition.fetching.pace import LONGEST_CRAWL_DELAY
from waqai.acquisition.fetching.robots import KEPT_SECONDS, MOST_BYTES, UNKNOWN_SECONDS, Rules
from waqai.errors import (
    FetchError,
    HostResting,
    NoSuchHost,
    NotConnected,
    RefusedAddress,
    RobotsForbid,
    RobotsUnknown,
)

from .conftest import Desk


def allowed(text: str, path: str = "/a/b.html") -> bool:
    return Rules(text).allow(web_address(f"https://news.test{path}"))


@pytest.mark.parametrize(
    ("text", "let"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("user-agent:*\ndisallow:/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", True),
        ("User-agent: *\nDisallow: /*.html$", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: waqai\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Waqai\nAllow: /", True),
        ("User-agent: other\nUser-agent: waqai\nDisallow: /a", False),
        ("User-agent: other\nUser-agent: another\nDisallow: /a", True),
        ("User-agent: waqai # and friends\nDisallow: /a", False),
        ("# nothing\n\ufeffUser-agent: *\nDisallow: /", True),
        ("Disallow: /", True),
        ("<html><body>Not found</body></html>", True),
        ("User-agent: *\r\rDisallow: /a\r", False),
        ("User-agent: *\nDisallow: /%61", False),
    ],
)
def test_rules_are_read_as_the_standard_says(text: str, let: bool) -> None:
    assert allowed(text) is let


def test_rules_in_arabic_hold_for_the_address_as_it_is_sent() -> None:
    assert not allowed("User-agent: *\nDisallow: /أخبار", "/أخبار/1")


@given(st.text())
def test_any_text_is_rules(text: str) -> None:
    assert Rules(text).crawl_delay >= 0
    assert isinstance(allowed(text), bool)


def test_thousands_of_names_of_others_take_no_room() -> None:
    """Ten thousand names before ten thousand rules would make a hundred million."""
    names = "".join(f"User-agent: robot{number}\n" for number in range(10_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(10_000))
    assert allowed(names + rules, "/5")
    assert not allowed(names + "User-agent: waqai\n" + rules, "/5")


def test_it_is_asked_for_once_and_again_after_a_day(web: WebServer, desk: Desk) -> None:
    web.put("/a", reply("نص"))

    async def days(fetcher: Fetcher) -> list[int]:
        counts = []
        for seconds in (0.0, KEPT_SECONDS - 1, 2.0):
            desk.time.pass_by(seconds)
            await fetcher.fetch(web.url("/a"))
            counts.append(web.paths.count("/robots.txt"))
        return counts

    assert desk.run(days) == [1, 1, 2]


def test_many_that_come_at_once_wait_for_one_robots_txt(web: WebServer, desk: Desk) -> None:
    desk.behave(connections_per_host=8)
    web.put("/a", reply("نص"))

    async def many(fetcher: Fetcher) -> None:
        await asyncio.gather(*(fetcher.fetch(web.url("/a")) for _ in range(10)))

    desk.run(many)
    assert web.paths[0] == "/robots.txt"
    assert web.paths.count("/robots.txt") == 1


def test_each_port_and_each_host_has_its_own(web: WebServer, desk: Desk) -> None:
    with WebServer() as second:
        second.put("/robots.txt", reply("User-agent: *\nDisallow: /"))
        for server in (web, second):
            server.put("/", reply("نص"))
        assert desk.fetch(web.url("/")).status == 200
        desk.fails(second.url("/"), RobotsForbid)


def test_the_host_of_a_redirect_is_asked_too(web: WebServer, desk: Desk) -> None:
    web.put("other.test:/robots.txt", reply("User-agent: *\nDisallow: /"))
    web.put("/", redirect(web.url("/b", "other.test")))
    error = desk.fails(web.url("/"), RobotsForbid)
    assert error.where == web.url("/b", "other.test")
    assert [capture.status for capture in error.captures] == [302]
    assert "/b" not in web.paths


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_host_without_one_allows_all(status: int, web: WebServer, desk: Desk) -> None:
    web.put("/robots.txt", reply("User-agent: *\nDisallow: /", status))
    web.put("/", reply("نص"))
    assert desk.fetch(web.url("/")).status == 200


@pytest.mark.parametrize("status", [202, 204, 429, 500, 503])
def test_a_host_that_cannot_say_is_not_asked_now(status: int, web: WebServer, desk: Desk) -> None:
    web.put("/robots.txt", reply("", status))
    web.put("/", reply("نص"))
    error = desk.fails(web.url("/"), RobotsUnknown)
    assert (error.lasting, error.captures) == (False, ())
    assert error.retry_after == UNKNOWN_SECONDS
    assert str(status) in error.message
    assert "/" not in web.paths


def test_a_host_that_could_not_say_is_left_alone_and_asked_again_later(web: WebServer, desk: Desk) -> None:
    web.put("/robots.txt", reply("", 500), reply("User-agent: *\nAllow: /"))
    web.put("/", reply("نص"))

    async def thrice(fetcher: Fetcher) -> int:
        for seconds in (0.0, UNKNOWN_SECONDS - 1):
            desk.time.pass_by(seconds)
            with pytest.raises(RobotsUnknown):
                await fetcher.fetch(web.url("/"))
        desk.time.pass_by(2)
        return (await fetcher.fetch(web.url("/"))).status

    assert desk.run(thrice) == 200
    assert web.paths == ["/robots.txt", "/robots.txt", "/"]


def test_it_is_tried_as_often_as_a_page(web: WebServer, desk: Desk) -> None:
    desk.behave(tries=3)
    web.put("/robots.txt", reply("", 500), raw(), reply("User-agent: *\nAllow: /"))
    web.put("/", reply("نص"))
    assert desk.fetch(web.url("/")).status == 200
    assert web.paths == ["/robots.txt"] * 3 + ["/"]


@pytest.mark.parametrize("fault", [raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nUser"), raw(b"\x00\x01\r\n\r\n")])
def test_one_that_breaks_off_or_is_no_http_allows_nothing(fault: object, web: WebServer, desk: Desk) -> None:
    web.put("/robots.txt", fault)  # type: ignore[arg-type]
    desk.fails(web.url("/"), RobotsUnknown)


def test_one_that_never_ends_holds_with_its_beginning(web: WebServer, desk: Desk) -> None:
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    web.put("/robots.txt", raw(head + b"User-agent: *\nDisallow: /a\n" + b"#" * MOST_BYTES, HANG))
    desk.fails(web.url("/a"), RobotsForbid)


def test_one_that_is_packed_though_nobody_asked_is_read(web: WebServer, desk: Desk) -> None:
    packed = gzip.compress(b"User-agent: *\nDisallow: /")
    web.put("/robots.txt", reply(packed, headers={"Content-Encoding": "gzip"}))
    desk.fails(web.url("/"), RobotsForbid)
    assert web.requests[0].headers["accept-encoding"] == "identity"


def test_its_redirects_are_followed(web: WebServer, desk: Desk) -> None:
    web.put("/robots.txt", redirect("/robots"))
    web.put("/robots", reply("User-agent: *\nDisallow: /a"))
    desk.fails(web.url("/a"), RobotsForbid)


def test_redirects_of_it_in_a_circle_allow_nothing(web: WebServer, desk: Desk) -> None:
    web.put("/robots.txt", redirect("/robots.txt"))
    desk.fails(web.url("/a"), RobotsUnknown)


def test_it_is_no_capture(web: WebServer, desk: Desk) -> None:
    web.put("/", reply("نص"))
    assert [capture.url for capture in desk.fetch(web.url("/")).captures] == [web.url("/")]


def test_a_host_that_is_not_reached_is_that_and_no_matter_of_robots(desk: Desk) -> None:
    with WebServer() as gone:
        address = gone.url("/")
    desk.fails(address, NotConnected)
    desk.names = Names()
    desk.fails("http://nowhere.test/", NoSuchHost)


@pytest.mark.parametrize(("asked", "kept"), [("5", 5.0), ("0.5", 2.0), ("100000", LONGEST_CRAWL_DELAY)])
def test_the_pause_that_it_asks_for_is_kept_up_to_a_limit(asked: str, kept: float, web: WebServer, desk: Desk) -> None:
    desk.behave(pause_seconds=2)
    web.put("/robots.txt", reply(f"User-agent: *\nCrawl-delay: {asked}"))
    moments: list[float] = []

    def page(_: object) -> object:
        moments.append(desk.time.monotonic())
        return reply("نص")

    web.put("/", page)  # type: ignore[arg-type]

    async def twice(fetcher: Fetcher) -> None:
        for _ in range(3):
            await fetcher.fetch(web.url("/"))

    desk.run(twice)
    assert [second - first for first, second in pairwise(moments)] == [kept, kept]


def test_its_own_address_is_always_allowed(web: WebServer, desk: Desk) -> None:
    web.put("/robots.txt", reply("User-agent: *\nDisallow: /", type="text/plain"))
    assert desk.fetch(web.url("/robots.txt")).status == 200


def test_an_address_that_is_refused_is_not_even_asked_for_its_rules(desk: Desk) -> None:
    with pytest.raises(RefusedAddress):
        desk.fetch("http://user:secret@news.test/")
    assert desk.names.asked == []


def test_a_host_that_asks_for_a_long_pause_rests_for_others_too(web: WebServer, desk: Desk) -> None:
    web.put("/robots.txt", reply("", 503, {"Retry-After": "7200"}))

    async def twice(fetcher: Fetcher) -> list[FetchError]:
        with pytest.raises(RobotsUnknown) as first:
            await fetcher.fetch(web.url("/", "news.test"))
        with pytest.raises(HostResting) as second:
            await fetcher.fetch(web.url("/", "news.test."))
        return [first.value, second.value]

    assert [error.retry_after for error in desk.run(twice)] == [7200.0, 7200.0]
