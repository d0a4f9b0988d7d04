"""A page is an article, or leads to those that fit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.acquisition.formats.page import address_id
from waqai.acquisition.kinds.registry import kind_of_source
from waqai.acquisition.kinds.step import Answer, Request, Step
from waqai.acquisition.reading import Reading
from waqai.acquisition.source import FolderSource, PageSource, PagesSource, SourceSetting
from waqai.errors import InputError, UsageError
from waqai.records import Document

READING = Reading(datetime(2024, 6, 1, tzinfo=UTC))
ADDRESS = "https://www.example.org/news/"
PAGE = PageSource(name="one", kind="page", address=ADDRESS)
LIST = PagesSource(name="many", kind="pages", address=ADDRESS)
INDEX = (
    '<body><nav><a href="/about">من نحن</a></nav><div class="list"><a href="/news/1">خبر</a>'
    '<a href="2#top">خبر</a><a href="https://example.org/news/1">خبر</a><a href="/news/1">خبر</a></div>'
    '<a href="https://elsewhere.example.net/news/3">خبر</a><a href="javascript:x"></a><a>x</a><a href="#"></a></body>'
)


def _read(source: SourceSetting, content: str | bytes) -> Step:
    kind = kind_of_source(source)
    request = next(iter(kind.start(source, {})))
    data = content.encode() if isinstance(content, str) else content
    return kind.read(source, request, Answer(request.url, "text/html", None, data), READING, {})


def test_a_page_is_a_document_of_its_address() -> None:
    (document,) = _read(PAGE, "<body><p>قصف على أطراف البلدة.</p></body>").found
    assert isinstance(document, Document)
    assert (document.id, document.text) == (address_id(ADDRESS), "قصف على أطراف البلدة.")


def test_a_list_leads_to_the_links_of_its_own_host_that_fit() -> None:
    everything = [request.url for request in _read(LIST, INDEX).follow]
    own = ["https://www.example.org/news/1", "https://www.example.org/news/2", "https://example.org/news/1"]
    assert everything == ["https://www.example.org/about", *own]
    some = LIST.model_copy(update={"include": r"/news/\d", "exclude": "/2$"})
    assert [request.url for request in _read(some, INDEX).follow] == [own[0], own[2]]


def test_a_selector_picks_the_links_or_what_holds_them_on_any_host() -> None:
    for selector in (".list a", ".list"):
        found = _read(LIST.model_copy(update={"links": selector}), INDEX).follow
        assert [request.url.rpartition("/")[2] for request in found] == ["1", "2", "1"]
    outside = _read(LIST.model_copy(update={"links": "body > a"}), INDEX).follow
    assert [request.url for request in outside] == ["https://elsewhere.example.net/news/3"]


def test_addresses_are_articles_beside_the_list() -> None:
    source = PagesSource(name="many", kind="pages", addresses=("https://example.org/a",))
    assert list(kind_of_source(source).start(source, {})) == [Request(url="https://example.org/a", purpose="article")]


@pytest.mark.parametrize("links", ["..x[", ".gone"])
def test_a_list_that_leads_nowhere_is_an_error(links: str) -> None:
    with pytest.raises(InputError):
        _read(LIST.model_copy(update={"links": links}), INDEX)


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", b"", b"\x00\x01\x02" * 500, b"<html></html>"])
def test_what_is_no_page_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        _read(PAGE, content)


def test_a_folder_is_no_source_of_the_web() -> None:
    with pytest.raises(UsageError):
        kind_of_source(FolderSource(name="drop", kind="folder", address="in"))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5_000), st.binary(max_size=6)), max_size=12), st.sampled_from([PAGE, LIST]))
def test_no_broken_page_raises_anything_else(changes: list[tuple[int, bytes]], source: SourceSetting) -> None:
    content = bytearray(INDEX.encode())
    for at, piece in changes:
        content[at % len(content) : at % len(content) + 3] = piece
    try:
        _read(source, bytes(content))
    except InputError:
        return
