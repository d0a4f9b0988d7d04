"""No page speaks for another site, and what it says of itself is found however it is written."""

from __future__ import annotations

from waqai.acquisition.html_text import read_page

TEXT = "<body><p>أصيب أربعة عمال في انفجار لغم قرب معمل الإسمنت صباح السبت.</p></body>"


def test_an_address_that_a_fetched_page_gives_for_itself_counts_on_its_own_host_only() -> None:
    head = '<link rel="canonical" href="https://www.example.org/news/7">'
    assert read_page(head + TEXT, "https://example.org/news/7?ref=x").url == "https://www.example.org/news/7"
    assert read_page(head + TEXT, "https://attacker.example.net/1").url is None


def test_a_relative_canonical_address_is_that_of_the_page_it_stands_on() -> None:
    head = '<link rel="canonical" href="/news/7">'
    assert read_page(head + TEXT, "https://example.org/news/7?ref=x").url == "https://example.org/news/7"
    assert read_page(head + TEXT).url is None


def test_an_address_that_is_none_of_the_web_is_none() -> None:
    for href in ("javascript:alert(1)", "https://", "http://[::1", "//", "https://e.org/\u202e"):
        page = read_page(f'<link rel="canonical" href="{href}">' + TEXT, None)
        assert page.url is None, href


def test_linked_data_in_a_list_and_with_raw_line_breaks_are_read() -> None:
    data = '[{"@type": "NewsArticle", "headline": "لغم\n", "datePublished": "2023-11-02T08:00:00Z"}]'
    page = read_page(f'<script type="application/ld+json">{data}</script>' + TEXT)
    assert page.published == "2023-11-02T08:00:00Z"
