"""What a page says of itself: its title, its site, its address and when it was published.

Dates are taken from metadata only. A search of the whole page for dates finds those of related stories.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|\b)")
_FIRST_DATES = ("article:published_time", "og:published_time")
_OTHER_DATES = (
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
)
_TITLE_SEPARATOR = re.compile(r"\s+[|–—·»-]\s+")
_LONGEST = 2_000
_MOST_METAS = 300
_MOST_LINKED = 20


class Metadata(NamedTuple):
    """What a page says of itself. `published` is as written there, unparsed; `url` is an address of the web."""

    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None


def metadata(tree: LexborHTMLParser, address: str | None = None) -> Metadata:
    """The metadata of a page. `address` is where it was fetched: then an address that it gives for itself counts only
    where it is on the same host, as no page may speak for another site's."""
    named = _named(tree)
    linked = list(_linked_data(tree))
    url = own_address((named.get("canonical"), named.get("og:url")), address)
    site = named.get("og:site_name") or _publisher(linked)
    title = named.get("og:title") or _text(tree, "h1") or _without_site(_text(tree, "title"), named.get("og:site_name"))
    return Metadata(title, _published(named, linked, url or address), site or host(url or address), url)


def own_address(given: tuple[str | None, ...], address: str | None) -> str | None:
    """The first of the addresses that a page gives for itself which may stand for it."""
    for written in given:
        if not written:
            continue
        with suppress(ValueError):
            url = urljoin(address or "", written)
            named = urlsplit(url)
            fits = named.scheme in ("http", "https") and bool(named.hostname) and url.isprintable()
            if fits and len(url) <= _LONGEST and (address is None or host(url) == host(address)):
                return url
    return None


def host(url: str | None) -> str | None:
    """The host of an address without its `www.`, or None."""
    try:
        name = urlsplit(url or "").hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None


def _named(tree: LexborHTMLParser) -> dict[str, str]:
    """Names and contents of the page's `meta`, its canonical link and the time it marks as its own."""
    found: dict[str, str] = {}
    for meta in tree.css("meta[content]")[:_MOST_METAS]:
        values = meta.attributes
        name = values.get("property") or values.get("name") or values.get("itemprop")
        content = (values.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content[:_LONGEST])
    if href := _attribute(tree, 'link[rel="canonical" i][href]', "href"):
        found["canonical"] = href
    if time := _attribute(tree, 'time[pubdate][datetime], time[itemprop="datePublished" i][datetime]', "datetime"):
        found.setdefault("datepublished", time)
    return found


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = tree.css_first(selector)
    return (node.attributes.get(name) or "").strip() or None if node is not None else None


def _text(tree: LexborHTMLParser, selector: str) -> str | None:
    node = tree.css_first(selector)
    return text_of(node) if node is not None else None


def text_of(node: LexborNode) -> str | None:
    """The words of a node on one line, or None."""
    return " ".join(node.text(separator=" ").split())[:_LONGEST] or None


def _linked_data(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outermost first; broken ones say nothing."""
    for script in tree.css('script[type*="ld+json" i]')[:_MOST_LINKED]:
        with suppress(ValueError, RecursionError):
            yield from _nodes(json.loads(script.text(), strict=False))


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from _nodes(value, depth + 1)


def _published(named: dict[str, str], linked: list[dict[str, Any]], url: str | None) -> str | None:
    """The time of publication as metadata, linked data or the address write it."""
    for name in _FIRST_DATES:
        if name in named:
            return named[name]
    for node in linked:
        if isinstance(date := node.get("datePublished"), str) and date.strip():
            return date.strip()
    for name in _OTHER_DATES:
        if name in named:
            return named[name]
    day = _ADDRESS_DAY.search(url or "")
    return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else None


def _publisher(linked: list[dict[str, Any]]) -> str | None:
    for node in linked:
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str) and name.strip():
            return name.strip()[:_LONGEST]
    return None


def _without_site(title: str | None, site: str | None) -> str | None:
    """The title without the site's name that pages put behind it: "قصف على درعا | موقع الخبر" → "قصف على درعا"."""
    if not title:
        return None
    parts = _TITLE_SEPARATOR.split(title)
    if len(parts) > 1 and site and parts[-1].strip() == site:
        return title[: title.rfind(parts[-1])].rstrip(" |–—·»-")
    return title
