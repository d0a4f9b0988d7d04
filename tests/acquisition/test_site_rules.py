"""Rules tell where on the pages of a site its article stands; each row of the table holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.acquisition.html_text import read_page
from waqai.acquisition.markup import tree_of
from waqai.acquisition.site_rules import COLUMNS, SiteRule, by_rule, load_site_rules
from waqai.errors import TableError
from waqai.knowledge.table import rows

HEADER = "\t".join(COLUMNS)
PAGES = {
    "blogspot.com": (
        '<div class="post"><h3 class="post-title">لغم في الحقل</h3><div class="post-body">انفجر لغم في حقل زيتون.'
        '<div class="post-footer">مشاركة</div></div><abbr class="published" title="2019-04-02T10:00:00+03:00">ص</abbr>'
    ),
    "wordpress.com": (
        '<h1 class="entry-title">لغم في الحقل</h1><time class="entry-date" datetime="2019-04-02T10:00:00+03:00"></time>'
        '<div class="entry-content"><p>انفجر لغم في حقل زيتون.</p><div class="sharedaddy">مشاركة</div></div>'
    ),
    "wikinews.org": (
        '<h1 id="firstHeading">لغم في الحقل</h1><div id="mw-content-text"><div class="mw-parser-output">'
        "<p>انفجر لغم في حقل زيتون.</p><div>مشاركة</div></div></div>"
    ),
    "telegra.ph": (
        '<header class="tl_article_header"><h1>لغم في الحقل</h1><time datetime="2019-04-02T10:00:00+03:00">April</time>'
        '</header><article class="tl_article_content"><p>انفجر لغم في حقل زيتون.</p><figure>مشاركة</figure></article>'
    ),
}


def _rules(folder: Path, *lines: str) -> Path:
    (folder / "site_rules.tsv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("host", [row["host"] for row in rows("site_rules", COLUMNS)])
def test_every_row_reads_a_page_of_its_platform(host: str) -> None:
    rule = load_site_rules().for_address(f"https://name.{host}/a")
    assert rule is not None
    tree = tree_of(f"<body>{PAGES[host]}</body>")
    assert tree is not None
    found = by_rule(tree, rule)
    assert found.text == "انفجر لغم في حقل زيتون."
    assert found.title == "لغم في الحقل"
    assert found.published == ("2019-04-02T10:00:00+03:00" if rule.time else None)


@pytest.mark.parametrize(
    ("written", "date_format", "zone", "expected"),
    [
        ("نُشر: 14 تشرين الأول 2016", "words", "Asia/Damascus", "2016-10-14T00:00:00+03:00"),
        ("الجمعة ١٤ أكتوبر ٢٠١٦ - ١٠:٣٥ مساء", "words", "Asia/Damascus", "2016-10-14T22:35:00+03:00"),
        ("14/10/2016 | 18:05", "%d/%m/%Y | %H:%M", "Africa/Tunis", "2016-10-14T18:05:00+01:00"),
        ("2016-10-14 18:05", "", "", "2016-10-14T18:05:00"),
        ("قبل ساعة", "words", "", None),
        ("14/13/2016", "%d/%m/%Y", "", None),
    ],
)
def test_dates_are_read_as_the_rule_says(
    tmp_path: Path, written: str, date_format: str, zone: str, expected: str | None
) -> None:
    rules = load_site_rules(_rules(tmp_path, f"news.example.org\t.t\t\t.d\t\t{date_format}\t{zone}"))
    rule = rules.for_address("https://www.news.example.org/7")
    page = read_page(f'<body><span class="d">{written}</span><div class="t">انفجر لغم.</div></body>', None, rule)
    assert (page.text, page.published) == ("انفجر لغم.", expected)


def test_the_longest_host_counts_and_others_have_no_rule(tmp_path: Path) -> None:
    rules = load_site_rules(_rules(tmp_path, "example.org\t.a", "news.example.org\t.b"))
    selectors = {
        address: getattr(rules.for_address(address), "text", None)
        for address in ("https://news.example.org/", "https://x.example.org/", "https://example.net/", "bad", None)
    }
    assert list(selectors.values()) == [".b", ".a", None, None, None]


def test_a_page_on_which_the_rule_finds_nothing_is_read_as_any_page() -> None:
    rule = SiteRule("example.org", ".gone", ".gone", ".gone", "", "", None)
    assert read_page("<body><h1>لغم</h1><p>انفجر لغم في الحقل.</p></body>", None, rule).title == "لغم"


@pytest.mark.parametrize(
    "line", ["no host\t.a", "example.org\t..a[", "example.org\t.a\t\t\t\tdmy", "example.org\t.a\t\t\t\t\tMars/Phobos"]
)
def test_a_broken_row_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(TableError, match="site_rules"):
        load_site_rules(_rules(tmp_path, line))
