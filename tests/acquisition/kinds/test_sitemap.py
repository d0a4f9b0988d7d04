"""Sitemaps of every form lead to the pages that fit, each change once, and no bomb in them goes off."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.acquisition.hint import Hint
from waqai.acquisition.kinds.registry import kind_of_source
from waqai.acquisition.kinds.step import Answer, Memory, Request, Step
from waqai.acquisition.reading import Reading
from waqai.acquisition.source import SitemapSource
from waqai.errors import BrokenRecord, InputError, TooLarge

READING = Reading(datetime(2024, 6, 1, tzinfo=UTC))
ADDRESS = "https://example.org/sitemap.xml"
SOURCE = SitemapSource(name="example", kind="sitemap", address=ADDRESS)
SPACE = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def _map(*urls: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {SPACE}>{"".join(urls)}</urlset>'.encode()


def _url(path: str, lastmod: str = "", more: str = "") -> str:
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<url><loc>https://example.org{path}</loc>{changed}{more}</url>"


def _read(
    content: bytes, source: SitemapSource = SOURCE, memory: Memory | None = None, request: Request | None = None
) -> Step:
    kind = kind_of_source(source)
    first = request or next(iter(kind.start(source, {})))
    return kind.read(source, first, Answer(first.url, "application/xml", None, content), READING, memory or {})


def _paths(step: Step) -> list[str]:
    return [request.url.removeprefix("https://example.org") for request in step.follow]


@pytest.mark.parametrize(
    "content",
    [
        _map(_url("/a"), _url("/b"), _url("/a")),
        gzip.compress(_map(_url("/a"), _url("/b"))),
        _map(_url("/a"), _url("/b")).decode().encode("utf-16"),
        b"\n" + _map(_url("/a"), _url("/b")),
        b"https://example.org/a\r\nhttps://example.org/b\r\n",
        _map(_url("/a"), _url("/b"))[:-9] + b"<url><loc>",
    ],
    ids=["twice", "packed", "utf-16", "blank before", "plain lines", "cut off"],
)
def test_pages_are_led_to_once_in_every_form(content: bytes) -> None:
    assert _paths(_read(content)) == ["/a", "/b"]


def test_only_pages_that_fit_are_asked_for() -> None:
    source = SOURCE.model_copy(update={"include": "/news/", "exclude": "sport", "since": date(2024, 3, 1)})
    content = _map(
        _url("/news/1", "2024-03-01"),
        _url("/news/sport/2", "2024-03-02"),
        _url("/about", "2024-03-02"),
        _url("/news/3", "2024-02-28T23:00:00Z"),
        _url("/news/4"),
    )
    assert _paths(_read(content, source)) == ["/news/1", "/news/4"]


def test_the_next_time_only_what_changed_since_is_asked_for() -> None:
    first = _read(_map(_url("/a", "2024-05-01"), _url("/b", "2024-05-02T10:00:00+03:00")))
    later = _map(
        _url("/a", "2024-05-01"),
        _url("/b", "2024-05-02T10:00:00+03:00"),
        _url("/c", "2024-05-02"),
        _url("/d", "2024-05-03"),
    )
    second = _read(later, memory=first.memory)
    assert _paths(second) == ["/b", "/c", "/d"]
    assert list(second.memory.values()) == ["2024-05-03"]


def test_a_change_told_of_the_future_or_of_a_list_that_breaks_off_is_not_remembered() -> None:
    assert not _read(_map(_url("/a", "2099-01-01"))).memory
    assert not _read(_map(_url("/a", "2024-05-01"))[:-9]).memory


def test_a_list_of_sitemaps_leads_to_them_and_no_deeper_than_three() -> None:
    content = f"<sitemapindex {SPACE}><sitemap><loc>/part.xml.gz</loc></sitemap></sitemapindex>".encode()
    depths, request = 0, None
    while (step := _read(content, request=request)).follow:
        request = step.follow[0].model_copy(update={"url": f"https://example.org/{depths}.xml"})
        assert request.purpose == "sitemap"
        depths += 1
    assert depths == 3


def test_a_news_sitemap_tells_title_and_time() -> None:
    news = (
        "<news:news><news:publication><news:name>المثال</news:name></news:publication>"
        "<news:publication_date>2024-05-05T10:00:00+03:00</news:publication_date><news:title>قصف التل</news:title>"
        "</news:news>"
    )
    (request,) = _read(_map(_url("/a", more=news))).follow
    assert Hint.of(request.hint) == Hint(title="قصف التل", published="2024-05-05T10:00:00+03:00")


def test_fifty_thousand_pages_are_taken_and_no_more() -> None:
    content = _map(*(_url(f"/{n}", "2024-05-01") for n in range(50_010)))
    step = _read(content)
    assert len(step.follow) == 50_000
    assert not step.memory


def test_a_sitemap_that_declares_entities_is_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    for doctype in (
        f'<!DOCTYPE u [<!ENTITY l0 "x">{laughs}]>',
        '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ):
        content = _map(_url("/&l11;")).replace(b"?>", f"?>{doctype}".encode())
        with pytest.raises(BrokenRecord, match="entities"):
            _read(content)


def test_a_packed_sitemap_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(TooLarge):
        _read(gzip.compress(b" " * 60_000_000))


@pytest.mark.parametrize("content", [b"<html></html>", b"<rss/>", b"hello", b"", b"\x1f\x8bbroken", b"<urlset"])
def test_what_is_no_sitemap_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        _read(content)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5_000), st.binary(max_size=6)), max_size=12))
def test_no_broken_sitemap_raises_anything_else(changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(_map(_url("/a", "2024-05-01"), _url("/b", "2024-05-02T10:00:00+03:00")))
    for at, piece in changes:
        content[at % len(content) : at % len(content) + 3] = piece
    try:
        _read(bytes(content))
    except InputError:
        return
