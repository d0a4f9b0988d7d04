"""Feeds of every age and state give their articles, and a hostile one gives nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.acquisition.formats.page import address_id
from waqai.acquisition.hint import Hint
from waqai.acquisition.kinds.registry import kind_of_source
from waqai.acquisition.kinds.step import Answer, Request, Step
from waqai.acquisition.reading import Reading, SetAside
from waqai.acquisition.source import FeedSource
from waqai.errors import InputError
from waqai.knowledge.publishers import PublisherIndex
from waqai.records import Document

READING = Reading(datetime(2024, 6, 1, tzinfo=UTC), PublisherIndex())
ADDRESS = "https://example.org/feed"
FOLLOWED = FeedSource(name="example", kind="feed", address=ADDRESS)
HELD = FOLLOWED.model_copy(update={"follow": False})
ITEM = "<item><title>قصف التل</title><link>/a/1</link><pubDate>Sun, 05 May 2024 10:00:00 +0300</pubDate></item>"
RSS = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>المثال</title>{ITEM}</channel></rss>'
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>المثال</title><entry><title>قصف التل</title>'
    '<link href="/a/1"/><published>2024-05-05T10:00:00+03:00</published></entry></feed>'
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>المثال</title></channel><item><title>قصف التل</title>'
    "<link>https://example.org/a/1</link><dc:date>2024-05-05T10:00:00+03:00</dc:date></item></rdf:RDF>"
)
OLD = f'<rss version="0.91"><channel>{ITEM}</channel></rss>'


def _read(content: str | bytes, source: FeedSource = FOLLOWED, charset: str | None = None) -> Step:
    kind = kind_of_source(source)
    (request,) = kind.start(source, {})
    data = content.encode() if isinstance(content, str) else content
    return kind.read(source, request, Answer(ADDRESS, "text/html", charset, data), READING, {})


@pytest.mark.parametrize("feed", [RSS, ATOM, RDF, OLD, RSS[:-20], RSS.replace("</title>", "</title><b>&nbsp;&", 1)])
def test_each_form_of_feed_leads_to_its_article_with_what_it_says_of_it(feed: str) -> None:
    (request,) = _read(feed).follow
    assert (request.url, request.purpose) == ("https://example.org/a/1", "article")
    hint = Hint.of(request.hint)
    assert hint.title == "قصف التل"
    assert hint.published is not None
    assert datetime.fromisoformat(hint.published) == datetime(2024, 5, 5, 7, tzinfo=UTC)


def test_an_article_takes_from_the_feed_what_its_page_lacks() -> None:
    (request,) = _read(RSS).follow
    page = Answer(request.url, "text/html", None, "<body><p>قصفت مدفعية أطراف التل.</p></body>".encode())
    (document,) = kind_of_source(FOLLOWED).read(FOLLOWED, request, page, READING, {}).found
    assert isinstance(document, Document)
    assert (document.id, document.title) == (address_id("https://example.org/a/1"), "قصف التل")
    assert document.published == datetime(2024, 5, 5, 7, tzinfo=UTC)


def test_the_content_of_an_entry_is_a_document_where_articles_are_not_followed() -> None:
    markup = "<p>قصفت مدفعية أطراف التل.</p><p>ولم يصب أحد.</p><script>x</script>"
    content = f"<content:encoded><![CDATA[{markup}]]></content:encoded>"
    feed = RSS.replace("</item>", f"<description>موجز</description>{content}</item>").replace(
        "<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    )
    (document,) = _read(feed, HELD).found
    assert isinstance(document, Document)
    assert document.text == "قصفت مدفعية أطراف التل.\nولم يصب أحد."
    assert (document.source, document.url) == ("المثال", "https://example.org/a/1")


def test_an_entry_without_text_is_set_aside_and_the_rest_goes_on() -> None:
    feed = RSS.replace("</channel>", "<item><link>/b</link><description>خبر</description></item></channel>")
    aside, document = _read(feed, HELD).found
    assert isinstance(aside, SetAside)
    assert isinstance(document, Document)
    assert document.published is None


def test_entries_that_are_there_twice_are_taken_once() -> None:
    feed = RSS.replace(ITEM, ITEM * 3)
    assert len(_read(feed).follow) == 1
    held = feed.replace("</item>", "<description>خبر</description></item>")
    assert len(_read(held, HELD).found) == 1


def test_links_that_lead_elsewhere_than_the_web_are_passed_over() -> None:
    for link in ("javascript:x", "file:///etc/passwd", "mailto:a@b", "http://[::1", ""):
        assert not _read(RSS.replace("<link>/a/1</link>", f"<link>{link}</link>")).follow, link


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-16"])
def test_the_letters_decide_the_encoding_whatever_the_feed_declares(encoding: str) -> None:
    wrong = RSS.replace('encoding="utf-8"', 'encoding="iso-8859-1"').replace("قصف التل", "قصف على التل من الشرق ليلا")
    (request,) = _read(wrong.encode(encoding)).follow
    assert Hint.of(request.hint).title == "قصف على التل من الشرق ليلا"


def test_no_entity_of_a_feed_is_resolved() -> None:
    doctype = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "سر">]>'
    feed = RSS.replace("?>", f"?>{doctype}").replace("قصف التل", "قصف &x; &y;")
    hints = [Hint.of(request.hint).title or "" for request in _read(feed).follow]
    assert all("سر" not in title for title in hints)


def test_entities_that_grow_without_end_do_not() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    feed = RSS.replace("?>", f'?><!DOCTYPE r [<!ENTITY l0 "ها">{laughs}]>').replace("قصف التل", "&l11;")
    for request in _read(feed).follow:
        assert len(request.hint or "") < 1_000


def test_no_more_than_a_thousand_entries_are_taken() -> None:
    items = "".join(f"<item><link>/a/{n}</link></item>" for n in range(1_500))
    assert len(_read(RSS.replace(ITEM, items)).follow) == 1_000


@pytest.mark.parametrize("content", ["<html><body><p>خبر</p></body></html>", "نص", "{}", b"\x00\x01\x02" * 99, b""])
def test_what_is_no_feed_is_refused(content: str | bytes) -> None:
    with pytest.raises(InputError):
        _read(content)


def test_a_path_or_an_address_as_content_is_never_opened() -> None:
    for content in ("/etc/hostname", "https://example.org/feed"):
        with pytest.raises(InputError):
            _read(content)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([RSS, ATOM, RDF]),
    st.lists(st.tuples(st.integers(0, 5_000), st.binary(max_size=6)), max_size=12),
    st.booleans(),
)
def test_no_broken_feed_raises_anything_else(feed: str, changes: list[tuple[int, bytes]], follow: bool) -> None:
    content = bytearray(feed.encode())
    for at, piece in changes:
        content[at % len(content) : at % len(content) + 3] = piece
    try:
        step = _read(bytes(content), FOLLOWED if follow else HELD)
    except InputError:
        return
    assert all(isinstance(request, Request) for request in step.follow)
