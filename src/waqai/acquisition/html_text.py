"""The article of a web page: its text, and what the page says of itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from waqai.acquisition.article_body import article_text
from waqai.acquisition.html_metadata import host, metadata
from waqai.acquisition.markup import bare_text, tree_of
from waqai.acquisition.site_rules import SiteRule, by_rule

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_LOOKS = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title|h1)[\s>/]", re.I)

__all__ = ["Page", "declared_charset", "host", "looks_like_html", "read_page"]


class Page(NamedTuple):
    """What a page holds. `published` is as written there, unparsed; `source` the site's name or host.

    `url` is the address that the page gives for itself, where it may.
    """

    text: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None


def looks_like_html(head: bytes) -> bool:
    """Whether the first bytes of an input are those of a web page."""
    return bool(_LOOKS.search(head[:2048])) and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def declared_charset(head: bytes) -> str | None:
    """The encoding that the page's own `meta` names, or None."""
    found = _CHARSET.search(head[:4096])
    return found.group(1).decode("ascii") if found else None


def read_page(html: str, address: str | None = None, rule: SiteRule | None = None) -> Page:
    """The article and metadata of a page; `text` is empty where the page shows none.

    `address` is where it was fetched: an address that the page gives for itself counts only on the same host. What
    `rule` finds goes before what pages in general show.
    """
    tree = tree_of(html)
    if tree is None:
        return Page(bare_text(html), source=host(address))
    found = metadata(tree, address)
    ruled = by_rule(tree, rule) if rule else None
    text = (ruled and ruled.text) or article_text(tree) or bare_text(html)
    title = (ruled and ruled.title) or found.title
    return Page(
        text=_without_heading(text.strip(), title),
        title=title,
        published=(ruled and ruled.published) or found.published,
        source=found.source,
        url=found.url,
    )


def _without_heading(text: str, title: str | None) -> str:
    """The text without a first line that is the title: whether a heading counts as text depends on its surroundings."""
    first, _, rest = text.partition("\n")
    return rest.lstrip() if rest.strip() and " ".join(first.split()) == (title or "") else text
