"""A host has to prove who it is, and what is said to it over TLS is kept in the clear."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.servers import WebServer, reply
from tests.servers.certificates import Authority
from waqai.errors import FetchError, TlsFailed

from .conftest import Desk


@pytest.fixture
def authority(tmp_path: Path, desk: Desk) -> Authority:
    made = Authority(tmp_path)
    desk.more["tls"] = made.trust
    return made


def test_a_page_is_read_over_tls_and_its_exchange_is_kept_in_the_clear(authority: Authority, desk: Desk) -> None:
    with WebServer(tls=authority.server("safe.test")) as web:
        web.put("/", reply("نص"))
        (capture,) = desk.fetch(web.url("/", "safe.test")).captures
    assert capture.request.startswith(b"GET / HTTP/1.1\r\nHost: safe.test:")
    assert capture.head.startswith(b"HTTP/1.1 200 Said\r\n")
    assert (capture.body, capture.address) == ("نص".encode(), "127.0.0.1")


def test_the_certificate_of_another_host_is_refused(authority: Authority, desk: Desk) -> None:
    with WebServer(tls=authority.server("other.test")) as web:
        error = desk.fails(web.url("/", "safe.test"), TlsFailed)
        assert error.lasting
        assert "certificate" in error.message
        assert web.requests == []


def test_a_certificate_that_has_expired_is_refused(authority: Authority, desk: Desk) -> None:
    with WebServer(tls=authority.server("safe.test", expired=True)) as web:
        desk.fails(web.url("/", "safe.test"), TlsFailed)
        assert web.requests == []


def test_an_authority_that_nobody_knows_is_refused(authority: Authority, desk: Desk) -> None:
    del desk.more["tls"]
    with WebServer(tls=authority.server("safe.test")) as web:
        desk.fails(web.url("/", "safe.test"), TlsFailed)
        assert web.requests == []


def test_a_host_that_speaks_no_tls_is_an_error(web: WebServer, authority: Authority, desk: Desk) -> None:
    desk.behave(timeout_seconds=0.2, total_seconds=0.4)
    with pytest.raises(FetchError):
        desk.fetch(web.url("/").replace("http:", "https:"))
    assert web.requests == []
