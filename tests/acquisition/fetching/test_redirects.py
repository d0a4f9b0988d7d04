"""Redirects are followed up to a number, never in a circle, never to where an answer could be read along the way."""

from __future__ import annotations

import httpx
import pytest

from tests.servers import WebServer, raw, redirect, reply
from tests.servers.certificates import Authority
from waqai.acquisition.fetching.redirects import MOST, redirect_target
from waqai.errors import RedirectLoop, RefusedRedirect, TooManyRedirects

from .conftest import Desk

HERE = httpx.URL("https://here.example/a/b?c")


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/x", "https://here.example/x"),
        ("x?y#z", "https://here.example/a/x?y"),
        ("//there.example/x", "https://there.example/x"),
        ("?page=2", "https://here.example/a/b?page=2"),
        ("https://خبر.example/يوم", "https://xn--ngblk.example/%D9%8A%D9%88%D9%85"),
    ],
)
def test_a_location_is_read_from_where_it_stands(location: str, target: str) -> None:
    assert redirect_target(HERE, 302, httpx.Headers([("Location", location.encode())])) == httpx.URL(target)


@pytest.mark.parametrize("status", [200, 204, 300, 304, 305, 306, 404])
def test_other_statuses_send_on_to_nowhere(status: int) -> None:
    assert redirect_target(HERE, status, httpx.Headers({"Location": "/x"})) is None


@pytest.mark.parametrize("location", ["", "http://here.example/a", "https://[", "file:///x", "about:blank"])
def test_a_location_that_is_not_followed_is_an_error(location: str) -> None:
    with pytest.raises(RefusedRedirect):
        redirect_target(HERE, 301, httpx.Headers({"Location": location}))


def test_redirects_in_a_circle_are_an_error(web: WebServer, desk: Desk) -> None:
    web.put("/a", redirect("/b"))
    web.put("/b", redirect("/c"))
    web.put("/c", redirect("/b#again"))
    error = desk.fails(web.url("/a"), RedirectLoop)
    assert error.lasting
    assert [capture.url for capture in error.captures] == [web.url(path) for path in ("/a", "/b", "/c")]


def test_redirects_without_end_are_an_error(web: WebServer, desk: Desk) -> None:
    for number in range(MOST + 2):
        web.put(f"/{number}", redirect(f"/{number + 1}"))
    error = desk.fails(web.url("/0"), TooManyRedirects)
    assert len(error.captures) == MOST + 1
    assert f"/{MOST + 1}" not in web.paths


def test_as_many_redirects_as_are_allowed_are_followed(web: WebServer, desk: Desk) -> None:
    for number in range(MOST):
        web.put(f"/{number}", redirect(f"/{number + 1}"))
    web.put(f"/{MOST}", reply("نص"))
    assert len(desk.fetch(web.url("/0")).captures) == MOST + 1


def test_a_redirect_from_https_to_http_is_not_followed(
    web: WebServer, desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    authority = Authority(tmp_path_factory.mktemp("certificates"))
    desk.more["tls"] = authority.trust
    web.put("/", reply("نص"))
    with WebServer(tls=authority.server("safe.test")) as safe:
        safe.put("/", redirect(web.url("/")))
        error = desk.fails(safe.url("/", "safe.test"), RefusedRedirect)
    assert [capture.status for capture in error.captures] == [302]
    assert web.requests == []


def test_a_redirect_without_a_location_is_an_error(web: WebServer, desk: Desk) -> None:
    web.put("/", raw(b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n"))
    assert desk.fails(web.url("/"), RefusedRedirect).captures[0].status == 301
