"""The article of a web page: its text by trafilatura, its metadata by what the page says of itself.

Dates are taken from metadata only. A search of the whole page for dates finds those of related stories. Where
trafilatura finds no article, as in broken or very short pages, the visible text stands in.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from html.parser import HTMLParser
from typing import Any, NamedTuple

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_LOOKS = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title|h1)[\s>/]", re.I)
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|\b)")
_UNSEEN = re.compile(r"<(script|style|title|head)\b.*?</\1\s*>", re.I | re.S)
_TAG = re.compile(r"<[^>]*>?")
_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "nav", "footer"})
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "blockquote", "header"}
)
_DATE_PROPERTIES = (
    "article:published_time",
    "og:published_time",
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


class Page(NamedTuple):
    """What a page holds. `published` is as written there, unparsed; `source` the site's name or host."""

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


def read_page(html: str) -> Page:
    """The article and metadata of a page; `text` is empty where the page shows none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = reader.metadata
    text = _article(html) or reader.visible() or _without_tags(html)
    url = found.get("canonical") or found.get("og:url")
    return Page(
        text=text.strip(),
        title=found.get("og:title") or reader.heading() or _without_site(found.get("title"), found.get("og:site_name")),
        published=_published(found, reader.linked_data, url),
        source=found.get("og:site_name") or _publisher(reader.linked_data) or host(url),
        url=url,
    )


def _article(html: str) -> str | None:
    """Trafilatura's text, or None where it finds no article."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of each page that is no article
    try:
        text = trafilatura.extract(html, include_comments=False, include_tables=True, deduplicate=False)
    except (ValueError, RecursionError):
        return None  # lxml refuses a few kinds of broken markup: the visible text stands in
    return text if isinstance(text, str) and text.strip() else None


def _without_tags(html: str) -> str:
    """What is left of markup too broken to parse."""
    body = _UNSEEN.sub(" ", html[max(html.lower().find("<body"), 0) :])
    return " ".join(unescape(_TAG.sub(" ", body)).split())


class _Reader(HTMLParser):
    """One pass over a page, tolerant of whatever is unclosed: metadata, linked data, headings and visible text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.metadata: dict[str, str] = {}
        self.linked_data: list[Any] = []
        self._pieces: list[str] = []
        self._hidden: list[str] = []
        self._within: str | None = None
        self._script: list[str] = []
        self._headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ("body", "article", "main", "h1"):
            self._hidden.clear()  # an unclosed head or menu hides nothing of the article
        elif tag in _BLOCKS and self._hidden == ["head"]:
            self._hidden.clear()
        if tag == "meta":
            self._meta(values)
        elif tag == "link" and values.get("rel", "").lower() == "canonical":
            self.metadata.setdefault("canonical", values.get("href", "").strip())
        elif tag == "time" and ("pubdate" in values or values.get("itemprop", "").lower() == "datepublished"):
            self.metadata.setdefault("datepublished", values.get("datetime", "").strip())
        elif tag == "script":
            self._within = "linked" if "ld+json" in values.get("type", "").lower() else None
        elif tag in ("title", "h1") and "title" not in self._hidden:
            self._within = tag
        if tag in _BLOCKS and self._within == "title":
            self._within = None  # an unclosed title ends where the page begins
        if tag in _HIDDEN:
            self._hidden.append(tag)
        if tag in _BLOCKS:
            self._pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script:
            self._take_linked_data()
        if tag in ("title", "h1", "script"):
            self._within = None
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        if tag in _BLOCKS:
            self._pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._within == "linked":
            self._script.append(data)
        elif self._within == "title":
            self.metadata["title"] = (self.metadata.get("title", "") + data).strip()
        elif self._within == "h1":
            self._headings.append(data)
        if not self._hidden and self._within != "title":
            self._pieces.append(data)

    def visible(self) -> str:
        """The text that a reader sees, a block a line."""
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        return "\n".join(line for line in lines if line)

    def heading(self) -> str | None:
        """The words of the first-level heading, or None."""
        return " ".join("".join(self._headings).split()) or None

    def _meta(self, values: dict[str, str]) -> None:
        name = values.get("property") or values.get("name") or values.get("itemprop")
        if name and (content := values.get("content", "").strip()):
            self.metadata.setdefault(name.lower(), content)

    def _take_linked_data(self) -> None:
        with suppress(ValueError, RecursionError):  # a page's broken linked data says nothing
            self.linked_data.append(json.loads("".join(self._script)))
        self._script.clear()


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of a page's JSON-LD, outermost first."""
    if depth > 6:
        return
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _nodes(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _nodes(value, depth + 1)


def _published(found: dict[str, str], linked_data: list[Any], url: str | None) -> str | None:
    """The time of publication as metadata, linked data or the address write it."""
    for name in _DATE_PROPERTIES[:2]:
        if name in found:
            return found[name]
    for node in _nodes(linked_data):
        if isinstance(date := node.get("datePublished"), str) and date.strip():
            return date.strip()
    for name in _DATE_PROPERTIES[2:]:
        if name in found:
            return found[name]
    day = _ADDRESS_DAY.search(url or "")
    return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else None


def _publisher(linked_data: list[Any]) -> str | None:
    for node in _nodes(linked_data):
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str) and name.strip():
            return name.strip()
    return None


def host(url: str | None) -> str | None:
    """The host of an address without its `www.`, or None."""
    from urllib.parse import urlsplit

    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _without_site(title: str | None, site: str | None) -> str | None:
    """The title without the site's name that pages put behind it: "قصف على درعا | موقع الخبر" → "قصف على درعا"."""
    if not title:
        return None
    parts = _TITLE_SEPARATOR.split(title)
    if len(parts) > 1 and site and parts[-1].strip() == site:
        return title[: title.rfind(parts[-1])].rstrip(" |–—·»-")
    return title
