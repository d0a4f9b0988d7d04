"""The article is found among what else a page shows, and hostile markup costs no more than its length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.acquisition.html_text import read_page
from waqai.acquisition.markup import bare_text, tree_of

PARAGRAPHS = (
    "سقطت خمس قذائف على سوق الخضار في بلدة الوادي الأخضر قبيل ظهر الثلاثاء، بحسب ما قال باعة كانوا في المكان.",
    "وقال طبيب في المركز الصحي إن سبعة جرحى وصلوا إليه، وإن اثنين منهم نقلا إلى مشفى المدينة لخطورة حالتهما.",
    "ولم يعلن أحد مسؤوليته عن القصف، فيما حمل المجلس المحلي القوات المتمركزة على التل الشرقي المسؤولية عنه.",
    "وأغلقت المدارس أبوابها حتى نهاية الأسبوع، وطلب الأهالي فتح ممر آمن لنقل المرضى إلى خارج البلدة المحاصرة.",
)
LINKS = "".join(
    f'<div class="card"><h3><a href="/a/{n}">خبر آخر لا شأن له بما جرى هناك رقم {n}</a></h3></div>' for n in range(20)
)
COMMENTS = '<div id="comments"><p>الله يشفي الجرحى ويفرج عن أهل البلدة في القريب العاجل يا رب.</p></div>'
HALVES = ["".join(f"<p>{paragraph}</p>" for paragraph in half) for half in (PARAGRAPHS[:1], PARAGRAPHS[1:])]
BODY = "".join(HALVES)


@pytest.mark.parametrize(
    "body",
    [
        f"<main><article><h1>قصف السوق</h1>{BODY}</article></main><aside>{LINKS}</aside>",
        f'<div class="row"><div class="x"><div>{BODY}</div></div><div>{LINKS}</div></div>',
        f"<table><tr><td>{LINKS}</td><td>{'<br><br>'.join(PARAGRAPHS)}</td></tr></table>",
        f"<div>{''.join(f'<div>{paragraph}</div>' for paragraph in PARAGRAPHS)}</div><div>{LINKS}</div>",
        f'<div class="a"><div>{HALVES[0]}</div><div class="ad"></div><div>{HALVES[1]}</div></div><div>{LINKS}</div>',
    ],
    ids=["semantic", "nested", "table with line breaks", "divisions for paragraphs", "split in two"],
)
def test_the_article_is_whole_and_alone_in_every_layout(body: str) -> None:
    page = read_page(f"<html><head><title>قصف السوق</title></head><body>{body}{COMMENTS}</body></html>")
    words = page.text.split()
    assert [word for paragraph in PARAGRAPHS for word in paragraph.split()] == words[
        -sum(len(p.split()) for p in PARAGRAPHS) :
    ]
    assert "خبر آخر" not in page.text
    assert "يشفي الجرحى" not in page.text


def test_a_line_that_only_leads_to_another_story_is_left_out_of_the_article() -> None:
    inline = '<div>اقرأ أيضا: <a href="/b">انفجار في مستودع على أطراف مدينة بعيدة يوم أمس</a></div>'
    page = read_page(f"<body><div>{HALVES[0]}{inline}{HALVES[1]}</div></body>")
    assert "انفجار في مستودع" not in page.text
    assert "ممر آمن" in page.text


def test_a_link_within_a_sentence_is_part_of_it() -> None:
    body = BODY.replace("المجلس المحلي", '<a href="/council">المجلس المحلي</a>')
    assert "حمل المجلس المحلي القوات" in read_page(f"<body><div>{body}</div></body>").text


def test_inline_markup_splits_no_word_and_blocks_split_lines() -> None:
    page = read_page(f"<body><div><p>{PARAGRAPHS[0]}</p><p>و<b>قال</b> شاهد</p>{BODY}</div></body>")
    assert "\nوقال شاهد\n" in page.text


def test_a_short_report_among_other_texts_is_still_read() -> None:
    assert "قصف على أطراف البلدة" in read_page("<body><h1>عاجل</h1><p>قصف على أطراف البلدة.</p></body>").text


BOMBS = {
    "nested divisions": "<div>" * 100_000 + "<p>نص</p>",
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + "><p>نص</p></div>",
    "formatting": "<div>" + "".join(f"<b id={n}>" for n in range(5_000)) + "</div><div>نص" * 5_000,
    "formatting with marks": "<div>" + "".join(f'<b id="<{n}>">' for n in range(5_000)) + "</div><div>نص" * 5_000,
    "options": "<select>" + "<option>نص" * 100_000,
    "unclosed tags": "<p>نص</p>" + "<a " * 100_000,
    "unclosed scripts": "<p>نص</p>" + "<script>" * 50_000,
    "scripts": "<p>نص</p>" + "<script>var a = '<p>'</script>" * 20_000,
}


@pytest.mark.parametrize("bomb", BOMBS, ids=str)
def test_markup_that_would_exhaust_a_parser_still_gives_its_words(bomb: str) -> None:
    page = read_page(f"<html><head><title>خبر</title></head><body>{BOMBS[bomb]}</body></html>")
    assert "نص" in page.text
    assert "var a" not in page.text


def test_what_no_browser_would_show_is_not_parsed() -> None:
    assert tree_of("<div>" * 20_000) is None
    assert tree_of("<p>" * 20_000) is not None


def test_bare_text_keeps_lines_and_leaves_scripts_out() -> None:
    html = "<title>ا</title><p>سطر &amp; أول<br>سطر ثان</p><script>x<y</script><div>ثالث<style>p{}</style></div>"
    assert bare_text(html) == "سطر & أول\nسطر ثان\nثالث"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div ", "<a href='", ">", "<!--", "-->", "<script>", "</script>", "\x00"])
        | st.sampled_from(
            ["<title>", "<meta content=", "<table><td>", "</table>", "<svg>", "&#xD800;", "\ud800", "قصف"]
        )
        | st.text(max_size=8),
        max_size=60,
    )
)
def test_no_markup_raises(pieces: list[str]) -> None:
    page = read_page("".join(pieces), "https://example.org/a")
    page.text.encode("utf-8")
    for value in (page.title, page.published, page.source, page.url):
        assert value is None or value.encode("utf-8")
