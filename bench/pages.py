"""Made-up pages of news sites: the reports of the bench within what such pages carry beside, 30 to 80 kB each."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from typing import NamedTuple

from waqai.records import Document

_SECTIONS = (
    "الرئيسية",
    "أخبار",
    "محليات",
    "عربي ودولي",
    "اقتصاد",
    "رياضة",
    "ثقافة",
    "منوعات",
    "صحة",
    "تقنية",
    "آراء",
    "فيديو",
)
_FIRST = datetime(2023, 1, 1, 6, tzinfo=UTC)


class MadePage(NamedTuple):
    """A page's bytes, its address, and the paragraphs of the article that stands in it."""

    content: bytes
    url: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime


def made_pages(documents: Sequence[Document], seed: int = 11) -> list[MadePage]:
    """One page for each document, in one of three layouts."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    headlines = [document.text.split("\n")[0][:90] for document in documents]
    return [_made(number, document.text, headlines, chance) for number, document in enumerate(documents)]


def _made(number: int, text: str, headlines: Sequence[str], chance: random.Random) -> MadePage:
    paragraphs = tuple(line for line in text.split("\n") if line.strip())
    title = " ".join(paragraphs[0].split()[:9])
    published = _FIRST + timedelta(minutes=97 * number)
    url = f"https://news.example.org/{published:%Y/%m/%d}/{100_000 + number}"
    body = _LAYOUTS[number % len(_LAYOUTS)](title, paragraphs, published, headlines, chance)
    html = (
        f'<!DOCTYPE html>\n<html dir="rtl" lang="ar">\n<head>{_head(title, url, published, chance)}</head>\n'
        f'<body class="post-template single">\n{_top(chance)}\n{body}\n{_bottom(headlines, chance)}\n</body>\n</html>\n'
    )
    return MadePage(html.encode(), url, title, paragraphs, published)


def _head(title: str, url: str, published: datetime, chance: random.Random) -> str:
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": published.isoformat(),
        "publisher": {"@type": "Organization", "name": "صحيفة المثال"},
        "image": [f"https://news.example.org/i/{chance.randrange(10**6)}.jpg"] * 3,
    }
    metas = "\n".join(
        f'<meta property="{name}" content="{escape(content)}">'
        for name, content in {
            "og:title": title,
            "og:site_name": "صحيفة المثال",
            "og:url": url,
            "og:type": "article",
            "og:locale": "ar_AR",
            "article:published_time": published.isoformat(),
            "twitter:card": "summary_large_image",
        }.items()
    )
    links = "\n".join(
        f'<link rel="preload" href="/assets/{n}-{chance.randrange(10**8):x}.js" as="script">' for n in range(12)
    )
    style = "".join(f".c{n}{{margin:{n}px;padding:{n % 7}px;color:#{n * 7919 % 4096:03x}}}" for n in range(220))
    script = "".join(f'window.q.push(["track",{{"slot":{n},"key":"{chance.getrandbits(64):x}"}}]);' for n in range(90))
    return (
        f'<meta charset="utf-8"><title>{escape(title)} | صحيفة المثال</title>\n{metas}\n{links}\n'
        f'<link rel="canonical" href="{url}">\n<style>{style}</style>\n<script>{script}</script>\n'
        f'<script type="application/ld+json">{json.dumps(linked, ensure_ascii=False)}</script>'
    )


def _top(chance: random.Random) -> str:
    menu = "".join(
        f'<li class="menu-item menu-item-{n}"><a href="/section/{n}">{name}</a><ul class="sub-menu">'
        + "".join(
            f'<li><a href="/section/{n}/{k}" data-k="{chance.randrange(10**5)}">{name} {k}</a></li>' for k in range(6)
        )
        + "</ul></li>"
        for n, name in enumerate(_SECTIONS)
    )
    return (
        f'<header class="site-header"><div class="logo"><a href="/"><img src="/logo.png" alt="صحيفة المثال"></a></div>'
        f'<nav class="main-nav"><ul>{menu}</ul></nav><div class="ad-slot" id="ad-1"></div></header>'
    )


def _cards(headlines: Sequence[str], count: int, chance: random.Random) -> str:
    return "".join(
        f'<div class="card post-{chance.randrange(10**6)}"><a class="thumb" href="/a/{chance.randrange(10**6)}">'
        f'<img loading="lazy" src="/i/{chance.randrange(10**6)}.jpg" srcset="/i/1.jpg 1x, /i/2.jpg 2x" alt=""></a>'
        f'<h3 class="card-title"><a href="/a/{chance.randrange(10**6)}">{escape(chance.choice(headlines))}</a></h3>'
        f'<span class="date">قبل {chance.randrange(2, 23)} ساعة</span></div>'
        for _ in range(count)
    )


def _share() -> str:
    names = ("facebook", "x", "whatsapp", "telegram", "copy")
    return (
        '<div class="share">'
        + "".join(
            f'<a class="s-{n}" href="#"><svg viewBox="0 0 24 24"><path d="M1 1h22v22z"/></svg></a>' for n in names
        )
        + "</div>"
    )


def _paragraphs(paragraphs: Sequence[str], headlines: Sequence[str], chance: random.Random) -> str:
    pieces = []
    for n, paragraph in enumerate(paragraphs):
        pieces.append(f"<p>{escape(paragraph)}</p>")
        if n == 1:
            pieces.append('<div class="ad-slot inline"><script>window.q.push("ad")</script></div>')
        if n == 3:
            pieces.append(
                f'<div class="related-inline"><span>اقرأ أيضا:</span> <a href="/a/{chance.randrange(10**6)}">'
                f"{escape(chance.choice(headlines))}</a></div>"
            )
    return "\n".join(pieces)


def _semantic(
    title: str, paragraphs: Sequence[str], when: datetime, headlines: Sequence[str], chance: random.Random
) -> str:
    return (
        f'<main><article class="post"><h1 class="entry-title">{escape(title)}</h1>'
        f'<time datetime="{when.isoformat()}">{when:%d/%m/%Y}</time>{_share()}'
        f'<figure><img src="/i/1.jpg" alt=""><figcaption>صورة أرشيفية</figcaption></figure>'
        f'<div class="entry-content">{_paragraphs(paragraphs, headlines, chance)}</div>{_share()}</article></main>'
        f'<aside class="sidebar"><h2>الأكثر قراءة</h2>{_cards(headlines, 12, chance)}</aside>'
    )


def _nested(
    title: str, paragraphs: Sequence[str], when: datetime, headlines: Sequence[str], chance: random.Random
) -> str:
    return (
        f'<div id="page"><div class="row"><div class="col-md-8"><div class="details"><h1>{escape(title)}</h1>'
        f'<div class="meta"><span>{when:%Y-%m-%d %H:%M}</span></div>{_share()}'
        f'<div class="details-body">{_paragraphs(paragraphs, headlines, chance)}</div></div></div>'
        f'<div class="col-md-4"><div class="widget">{_cards(headlines, 16, chance)}</div></div></div></div>'
    )


def _broken_lines(
    title: str, paragraphs: Sequence[str], when: datetime, headlines: Sequence[str], chance: random.Random
) -> str:
    """An old site: a table for a frame, and line breaks for paragraphs."""
    text = "<br>\n<br>\n".join(escape(paragraph) for paragraph in paragraphs)
    return (
        f'<table width="100%"><tr><td class="side" valign="top">{_cards(headlines, 10, chance)}</td>'
        f'<td class="content"><div class="title">{escape(title)}</div><div class="date">{when:%d-%m-%Y}</div>'
        f'<div class="text">{text}</div></td></tr></table>'
    )


def _bottom(headlines: Sequence[str], chance: random.Random) -> str:
    comments = "".join(
        f'<li class="comment"><b>زائر {n}</b><p>الله يحمي أهلنا في كل مكان، خبر محزن فعلا.</p></li>' for n in range(8)
    )
    links = "".join(f'<li><a href="/p/{n}">{name}</a></li>' for n, name in enumerate(_SECTIONS * 3))
    script = "".join(
        f'(function(){{var e{n}=document.getElementById("x{n}");if(e{n}){{e{n}.hidden={n % 2}}}}})();'
        for n in range(120)
    )
    return (
        f'<section class="related"><h2>مواضيع ذات صلة</h2>{_cards(headlines, 16, chance)}</section>'
        f'<section id="comments"><h2>تعليقات</h2><ol>{comments}</ol></section>'
        f'<footer class="site-footer"><ul>{links}</ul><p>جميع الحقوق محفوظة لصحيفة المثال</p></footer>'
        f"<script>{script}</script>"
    )


_LAYOUTS = (_semantic, _nested, _broken_lines)
