"""The tree of a page, whatever was sent under that name.

The parser is as browsers' are, and a few kinds of markup cost it time or memory beyond all measure: tags nested
without end, thousands of attributes on one tag, formatting that is opened and never closed. Such markup is made
plain first, or not parsed at all: then its bare text stands in.
"""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser

_MANY_TAGS = 10_000
_DEEPEST = 512
_MANY_UNCLOSED = 200
_BULK = re.compile(
    r"</?(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u|option|select|optgroup)(?=[\s/>])[^<>]*>", re.I
)
_BULK_OPENED = re.compile(r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u|option|optgroup)[\s/>]", re.I)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.I)
_LONG_TAG = re.compile(r"<([a-z][a-z0-9]*)[^<>]{1500,}", re.I)
_TITLE = re.compile(r"<title\b[^<>]*>[^<]*", re.I)
_RAW = re.compile(r"<(/?)(script|style|title|noscript|template|svg|head)\b", re.I)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
    | {"p", "li", "dd", "dt", "tr", "tbody", "thead", "tfoot"}  # closed by what follows them
)
_BREAKING = re.compile(r"<(?:/?(?:p|div|li|tr|h[1-6]|article|section|blockquote)|br)\b[^<>]*>?", re.I)
_ANY_TAG = re.compile(r"<[a-z/!?][^<>]*>?", re.I)
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


def tree_of(html: str) -> LexborHTMLParser | None:
    """The tree of a page, or None where its markup is beyond what a browser would show."""
    html = _UNPRINTED.sub("", html)
    if "</title" not in html and "</title" not in html.lower():
        html = _TITLE.sub(r"\g<0></title>", html, count=1)  # an unclosed title would take the whole page in
    if _LONG_TAG.search(html):
        html = _LONG_TAG.sub(r"<\1", html)
    if len(_BULK_OPENED.findall(html)) > _MANY_UNCLOSED:
        html = _BULK.sub("", html)
        if len(_BULK_OPENED.findall(html)) > _MANY_UNCLOSED:
            return None
    if html.count("<") > _MANY_TAGS and _too_deep(html):
        return None
    return LexborHTMLParser(html)


def _too_deep(html: str) -> bool:
    """Whether tags are nested deeper than any page needs, counting those that are never closed."""
    opened: dict[str, int] = {}
    depth = 0
    for closing, written in _TAG.findall(html):
        name = written.lower()
        if name in _VOID:
            continue
        if not closing:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
        elif opened.get(name):
            opened[name] -= 1
            depth -= 1
        if depth > _DEEPEST:
            return True
    return False


def bare_text(html: str) -> str:
    """The text of markup that is not parsed, a block a line; in time that grows with its length alone."""
    html = _UNPRINTED.sub("", html)
    body = max(html.lower().find("<body"), 0)
    shown, at = [], body
    hidden: str | None = None
    for tag in _RAW.finditer(html, body):
        if hidden is None and not tag[1]:
            shown.append(html[at : tag.start()])
            hidden = tag[2].lower()
        elif hidden == tag[2].lower() and tag[1]:
            hidden, at = None, tag.start()
    shown.append("" if hidden else html[at:])
    text = _ANY_TAG.sub(" ", _BREAKING.sub("\n", "".join(shown)))
    lines = (" ".join(line.split()) for line in unescape(text).split("\n"))
    return "\n".join(line for line in lines if line)
