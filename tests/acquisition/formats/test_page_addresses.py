"""A page's document bears the address it was fetched from, and passes for no other site's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from waqai.acquisition.formats.page import address_id, page_document
from waqai.acquisition.hint import Hint
from waqai.acquisition.reading import Reading
from waqai.acquisition.site_rules import load_site_rules
from waqai.errors import EmptyInput, ImplausibleDate
from waqai.knowledge.publishers import PublisherIndex

READING = Reading(datetime(2024, 6, 1, tzinfo=UTC), PublisherIndex())
ADDRESS = "https://example.org/a/7"


def _page(head: str = "", text: str = "قتل ثلاثة عمال في انفجار لغم قرب المعمل.") -> bytes:
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>".encode()


def test_a_fetched_page_is_known_by_its_address() -> None:
    document = page_document(_page(), "x", READING, address=ADDRESS)
    assert (document.id, document.url, document.source) == (address_id(ADDRESS), ADDRESS, "example.org")


def test_a_hostile_canonical_address_takes_over_no_document() -> None:
    hostile = _page('<link rel="canonical" href="https://example.org/a/7">')
    fetched = page_document(hostile, "x", READING, address="https://attacker.example.net/1")
    filed = page_document(hostile, "x", READING)
    assert address_id(ADDRESS) not in {fetched.id, filed.id}
    assert fetched.url == "https://attacker.example.net/1"


def test_a_site_that_takes_a_known_publishers_name_is_called_by_its_host() -> None:
    named = _page('<meta property="og:site_name" content="سانا">')
    assert page_document(named, "x", READING, address=ADDRESS).source == "example.org"
    own = page_document(named, "x", READING, address="https://www.sana.sy/ar/1")
    assert (own.source, own.publisher_id) == ("سانا", "sana")


def test_the_publisher_that_a_source_is_known_by_stands() -> None:
    document = page_document(_page(), "x", READING, address=ADDRESS, publisher="سانا")
    assert (document.source, document.publisher_id) == ("سانا", "sana")


def test_a_hint_stands_in_for_what_the_page_lacks() -> None:
    hint = Hint(title="لغم قرب المعمل", published="2024-05-05T10:00:00+03:00")
    bare = page_document(_page(), "x", READING, address=ADDRESS, hint=hint)
    assert (bare.title, bare.published) == (hint.title, datetime.fromisoformat("2024-05-05T10:00:00+03:00"))
    dated = _page('<meta property="og:title" content="عنوان"><meta name="date" content="2024-04-01">')
    told = page_document(dated, "x", READING, address=ADDRESS, hint=hint)
    assert (told.title, told.published) == ("عنوان", datetime(2024, 4, 1, tzinfo=UTC))


def test_a_date_that_cannot_be_true_gives_way_to_the_hint() -> None:
    page = _page('<meta name="date" content="1600-01-01">')
    assert page_document(page, "x", READING, hint=Hint(published="2024-05-05")).published
    with pytest.raises(ImplausibleDate):
        page_document(page, "x", READING)


def test_rules_of_the_reading_are_followed() -> None:
    page = b"<body><p>x</p><div class='entry-content'>\xd9\x82\xd8\xb5\xd9\x81</div></body>"
    reading = replace(READING, site_rules=load_site_rules())
    assert page_document(page, "x", reading, address="https://a.wordpress.com/1").text == "قصف"


def test_a_page_that_shows_nothing_is_refused() -> None:
    with pytest.raises(EmptyInput):
        page_document(b"<html><script>1</script></html>", "x", READING, address=ADDRESS)


def test_a_hint_that_cannot_be_read_says_nothing() -> None:
    assert Hint.of("{broken") == Hint.of('{"title": 3}') == Hint.of(None) == Hint()
    assert Hint.of(Hint(title="ا" * 900).written()).title == "ا" * 500
