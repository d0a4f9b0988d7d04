"""A page gives its article, title, outlet and time, however badly it is written."""

from __future__ import annotations

import pytest

from waqai.acquisition.html_text import declared_charset, looks_like_html, read_page

BODY = (
    "<p>قالت مصادر محلية إن قذائف سقطت على حي سكني في مدينة تعز صباح الأحد، وأصابت أربعة أشخاص بجروح.</p>"
    "<p>وأضافت المصادر أن فرق الإسعاف نقلت المصابين إلى مستشفى الثورة، من دون أن تعلن جهة مسؤوليتها.</p>"
)


def _page(head: str = "", body: str = BODY) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>"


def test_the_article_is_read_without_menus_and_scripts() -> None:
    body = f"<nav>الرئيسية | رياضة</nav><article><h1>قذائف على تعز</h1>{BODY}</article><script>var x = 'سر';</script>"
    page = read_page(f"<html><head><title>قذائف على تعز</title></head><body>{body}</body></html>")
    assert "قذائف سقطت على حي سكني" in page.text
    assert "فرق الإسعاف" in page.text
    assert "سر" not in page.text
    assert "<" not in page.text


def test_metadata_give_title_outlet_address_and_time() -> None:
    page = read_page(
        _page(
            '<meta property="og:title" content="قذائف على تعز">'
            '<meta property="og:site_name" content="صحيفة المثال">'
            '<meta property="article:published_time" content="2024-05-05T09:30:00+03:00">'
            '<link rel="canonical" href="https://example.org/a/7">'
        )
    )
    assert page.title == "قذائف على تعز"
    assert page.source == "صحيفة المثال"
    assert page.published == "2024-05-05T09:30:00+03:00"
    assert page.url == "https://example.org/a/7"


def test_linked_data_give_time_and_publisher() -> None:
    data = (
        '{"@graph": [{"@type": "NewsArticle", "datePublished": "2023-11-02", "publisher": {"name": "وكالة المثال"}}]}'
    )
    page = read_page(_page(f'<script type="application/ld+json">{data}</script>'))
    assert (page.published, page.source) == ("2023-11-02", "وكالة المثال")


def test_the_day_of_the_address_dates_a_page_without_other_date() -> None:
    page = read_page(_page('<link rel="canonical" href="https://www.example.org/2024/3/9/news">'))
    assert (page.published, page.source) == ("2024-03-09", "example.org")


def test_a_date_in_the_running_text_is_not_the_time_of_publication() -> None:
    assert read_page(_page(body=BODY + "<p>في 12 يناير 2019 وقع هجوم مماثل.</p>")).published is None


def test_the_sites_name_is_no_part_of_the_title() -> None:
    head = '<title>قذائف على تعز | صحيفة المثال</title><meta property="og:site_name" content="صحيفة المثال">'
    assert read_page(_page(head)).title == "قذائف على تعز"


@pytest.mark.parametrize(
    "html",
    [
        f"<html><head><title>خبر<body><div><p>{BODY}",
        f"<html><head><meta charset=utf-8>{BODY}",
        f"<div><div><div>{BODY}<table><tr><td>",
        f"<html><body><nav><ul><li>قائمة<article>{BODY}",
        f"<p>{BODY}<a href='x",
    ],
)
def test_unclosed_markup_loses_no_words(html: str) -> None:
    assert "قذائف سقطت على حي سكني في مدينة تعز" in read_page(html).text


def test_a_page_too_short_for_an_article_gives_its_visible_words() -> None:
    assert "قصف على درعا" in read_page("<html><body><b>قصف على درعا</b></body></html>").text


def test_broken_linked_data_are_passed_over() -> None:
    assert read_page(_page('<script type="application/ld+json">{"datePublished": </script>')).published is None


def test_an_empty_page_gives_an_empty_text() -> None:
    assert read_page("<html><body></body></html>").text == ""


def test_pages_are_told_from_texts() -> None:
    assert looks_like_html(b"\xef\xbb\xbf\n<!DOCTYPE html><html>")
    assert looks_like_html(b'<?xml version="1.0"?>\n<html>')
    assert not looks_like_html("خبر <p> عاجل".encode())
    assert not looks_like_html(b"<3")


def test_the_declared_charset_is_found_in_both_ways_of_writing_it() -> None:
    assert declared_charset(b'<meta charset="windows-1256">') == "windows-1256"
    assert declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">') == "UTF-8"
    assert declared_charset(b"<p>") is None


def test_the_heading_stands_in_the_title_and_not_again_in_the_text() -> None:
    body = "<p>سقطت قذيفة على سوق بلدة الريحان ظهر السبت، وقال سكان إن المحال كانت مغلقة.</p>"
    head = "<html><head><title>قذيفة على السوق</title></head><body><article><h1>قذيفة على السوق</h1>"
    html = f"{head}{body}</article></body></html>"
    for page in (read_page(html), read_page(html.replace(body, body * 3))):
        assert page.title == "قذيفة على السوق"
        assert page.text.startswith("سقطت")


def test_a_page_that_has_a_heading_alone_keeps_it_as_text() -> None:
    page = read_page("<html><head><title>قذيفة على السوق</title></head><body><h1>قذيفة على السوق</h1></body></html>")
    assert page.text == "قذيفة على السوق"
