"""The fetcher gives content and, for every hop, the exchange as it went over the line."""

from __future__ import annotations

import hashlib

import pytest

from tests.servers import NOT_MODIFIED, WebServer, gzipped, raw, redirect, reply
from waqai.acquisition.fetching.media_type import TEXT_TYPES
from waqai.errors import BadStatus, OtherMedia, RobotsForbid

from .conftest import Desk

PAGE = "<html><body><p>سُمع دوي في أطراف البلدة عند الفجر</p></body></html>"


def test_a_page_comes_with_its_content_type_and_charset(web: WebServer, desk: Desk) -> None:
    web.put("/page", reply(PAGE, type="Text/HTML; Charset=UTF-8"))
    fetched = desk.fetch(web.url("/page"))
    assert fetched.answer is not None
    assert fetched.answer.content == PAGE.encode()
    assert (fetched.answer.media_type, fetched.answer.charset) == ("text/html", "utf-8")
    assert (fetched.status, fetched.not_modified) == (200, False)


def test_a_capture_holds_the_bytes_that_were_sent_and_received(web: WebServer, desk: Desk) -> None:
    head = b"HTTP/1.1 200 Fine  indeed\r\ncontent-TYPE:text/plain\r\nX-Odd:  a\r\nX-Odd: b\r\nContent-Length: 3\r\n\r\n"
    web.put("/", raw(head + b"abc"))
    (capture,) = desk.fetch(web.url("/")).captures
    assert capture.head == head
    assert capture.body == b"abc"
    assert capture.request == web.requests[-1].raw
    assert capture.request.startswith(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:")
    assert capture.address == "127.0.0.1"
    assert capture.at == desk.time.clock()
    assert capture.truncated is None


def test_packed_content_is_kept_packed_and_answered_unpacked(web: WebServer, desk: Desk) -> None:
    web.put("/", gzipped(PAGE))
    fetched = desk.fetch(web.url("/"))
    assert fetched.answer is not None
    assert fetched.answer.content == PAGE.encode()
    assert fetched.captures[0].body.startswith(b"\x1f\x8b")
    assert fetched.captures[0].sha256 == hashlib.sha256(fetched.captures[0].body).hexdigest()


def test_chunks_are_put_together(web: WebServer, desk: Desk) -> None:
    web.put(
        "/",
        raw(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n"
        ),
    )
    fetched = desk.fetch(web.url("/"))
    assert fetched.captures[0].body == b"abcdefg"


def test_an_answer_without_length_ends_with_the_connection(web: WebServer, desk: Desk) -> None:
    web.put("/", raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nall of it"))
    assert desk.fetch(web.url("/")).captures[0].body == b"all of it"


def test_an_interim_answer_is_no_part_of_the_head(web: WebServer, desk: Desk) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n"
    web.put("/", raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + head + b"ok"))
    (capture,) = desk.fetch(web.url("/")).captures
    assert (capture.status, capture.head, capture.body) == (200, head, b"ok")


def test_every_hop_of_a_redirect_is_a_capture(web: WebServer, desk: Desk) -> None:
    web.put("/a", redirect("/b?x=1", 301))
    web.put("/b?x=1", redirect(web.url("/قصة", "other.test"), 307))
    web.put("/%D9%82%D8%B5%D8%A9", reply(PAGE))
    fetched = desk.fetch(web.url("/a"))
    assert [capture.status for capture in fetched.captures] == [301, 307, 200]
    assert fetched.answer is not None
    assert fetched.answer.url == web.url("/%D9%82%D8%B5%D8%A9", "other.test") == fetched.captures[-1].url


def test_the_part_behind_the_hash_is_not_sent(web: WebServer, desk: Desk) -> None:
    web.put("/a", reply(PAGE))
    assert desk.fetch(web.url("/a#part")).captures[0].url == web.url("/a")


def test_nothing_of_cookies_is_kept_or_sent(web: WebServer, desk: Desk) -> None:
    web.put("/a", reply("", 302, {"Location": "/b", "Set-Cookie": "who=me"}))
    web.put("/b", reply(PAGE))
    desk.fetch(web.url("/a"))
    assert all("cookie" not in asked.headers for asked in web.requests)


def test_the_request_names_the_program_and_the_contact(web: WebServer, desk: Desk) -> None:
    desk.behave(contact="mailto:desk@example.org")
    web.put("/", reply(PAGE))
    desk.fetch(web.url("/"))
    for asked in web.requests:
        assert asked.headers["user-agent"].startswith("waqai/")
        assert asked.headers["user-agent"].endswith(" (+mailto:desk@example.org)")


def test_a_proxy_that_the_environment_names_is_not_used(
    web: WebServer, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WebServer() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        web.put("/", reply(PAGE))
        assert desk.fetch(web.url("/")).status == 200
        assert proxy.requests == []


def test_what_is_known_is_asked_for_conditionally(web: WebServer, desk: Desk) -> None:
    web.put("/", reply(PAGE, headers={"ETag": '"v1"', "Last-Modified": "Mon, 03 Mar 2025 09:00:00 GMT"}))
    first = desk.fetch(web.url("/"))
    assert (first.etag, first.last_modified) == ('"v1"', "Mon, 03 Mar 2025 09:00:00 GMT")
    web.put("/", NOT_MODIFIED)
    again = desk.fetch(web.url("/"), etag=first.etag, last_modified=first.last_modified)
    assert (again.not_modified, again.status, again.answer) == (True, 304, None)
    assert [capture.status for capture in again.captures] == [304]
    assert web.requests[-1].headers["if-none-match"] == '"v1"'
    assert web.requests[-1].headers["if-modified-since"] == "Mon, 03 Mar 2025 09:00:00 GMT"


def test_a_304_that_was_not_asked_for_is_an_error(web: WebServer, desk: Desk) -> None:
    web.put("/", NOT_MODIFIED)
    assert desk.fails(web.url("/"), BadStatus).status == 304


def test_a_validator_that_would_break_the_request_is_not_sent(web: WebServer, desk: Desk) -> None:
    web.put("/", reply(PAGE))
    desk.fetch(web.url("/"), etag='"a"\r\nX-Other: 1', last_modified="أمس")
    assert "if-none-match" not in web.requests[-1].headers
    assert "x-other" not in web.requests[-1].headers
    assert "if-modified-since" not in web.requests[-1].headers


@pytest.mark.parametrize(
    ("status", "lasting"), [(404, True), (410, True), (403, True), (451, True), (206, True), (300, True), (501, True),
                            (202, False), (408, False), (429, False), (500, False), (503, False), (521, False)]
)  # fmt: skip
def test_a_status_other_than_success_is_an_error_with_its_capture(
    status: int, lasting: bool, web: WebServer, desk: Desk
) -> None:
    web.put("/", reply("لم يعد هنا", status))
    error = desk.fails(web.url("/"), BadStatus)
    assert (error.status, error.lasting) == (status, lasting)
    assert error.where == web.url("/")
    (capture,) = error.captures
    assert (capture.status, capture.body) == (status, "لم يعد هنا".encode())


def test_the_redirect_that_led_to_a_missing_page_is_kept_with_it(web: WebServer, desk: Desk) -> None:
    web.put("/a", redirect("/gone"))
    error = desk.fails(web.url("/a"), BadStatus)
    assert [capture.status for capture in error.captures] == [302, 404]


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/pdf", "application/octet-stream"])
def test_what_is_no_text_is_refused_by_its_head(kind: str, web: WebServer, desk: Desk) -> None:
    web.put("/", reply(b"\x00" * 1000, type=kind))
    error = desk.fails(web.url("/"), OtherMedia)
    assert error.lasting
    assert (error.captures[0].body, error.captures[0].truncated) == (b"", "length")


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/rss+xml", "application/atom+xml; x=y", "application/feed+json", "text/xml"]
)
def test_texts_and_what_names_no_type_are_read(kind: str, web: WebServer, desk: Desk) -> None:
    web.put("/", reply("<a/>", type=kind))
    fetched = desk.fetch(web.url("/"))
    assert fetched.answer is not None
    assert fetched.answer.media_type == kind.partition(";")[0]


def test_more_types_are_read_where_they_are_accepted(web: WebServer, desk: Desk) -> None:
    web.put("/", reply(b"\x1f\x8b", type="application/gzip"))
    assert desk.fetch(web.url("/"), accept=TEXT_TYPES | {"application/gzip"}).status == 200


def test_a_charset_that_is_none_is_passed_on_for_the_reader_to_judge(web: WebServer, desk: Desk) -> None:
    web.put("/", reply("نص".encode("cp1256"), type='text/html; charset="no-such-charset"'))
    fetched = desk.fetch(web.url("/"))
    assert fetched.answer is not None
    assert (fetched.answer.charset, fetched.answer.content) == ("no-such-charset", "نص".encode("cp1256"))


def test_an_ipv6_host_is_asked_by_its_address(desk: Desk) -> None:
    with WebServer("::1") as web:
        web.put("/", reply(PAGE))
        fetched = desk.fetch(web.url("/"))
        assert fetched.captures[0].address == "::1"
        assert web.requests[-1].headers["host"] == f"[::1]:{web.port}"


def test_a_second_address_is_tried_where_the_first_takes_no_connection(web: WebServer, desk: Desk) -> None:
    desk.names.put("two.test", ["127.0.0.2", "127.0.0.1"])
    web.put("/", reply(PAGE))
    assert desk.fetch(web.url("/", "two.test")).captures[0].address == "127.0.0.1"


def test_a_forbidden_address_is_never_asked_for(web: WebServer, desk: Desk) -> None:
    web.put("/robots.txt", reply("User-agent: *\nDisallow: /private", type="text/plain"))
    assert desk.fails(web.url("/private/a"), RobotsForbid).lasting
    assert web.paths == ["/robots.txt"]
