"""The article among a page's furniture: the smallest part of the page that holds most of its running text.

Running text is what stands outside links in lines of some length. Where no one part holds most of it, or there is
little of it, trafilatura decides, whose many rules cost ten times as much; where that finds nothing, all that is
visible stands.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN = ["script", "style", "noscript", "template", "svg", "iframe", "head", "button", "select", "canvas", "object"]
_FURNITURE = (
    "nav, footer, aside, form, figure, [hidden], #comments, .comments, .comment-list, .comments-area, #disqus_thread"
)
_OF_ARTICLES = "article, main, h1"
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section"}
    | {
        "blockquote",
        "header",
        "footer",
        "main",
        "body",
        "html",
        "pre",
        "dl",
        "dd",
        "dt",
        "aside",
        "nav",
        "form",
        "figure",
    }
    | {"figcaption", "address", "center", "details", "summary", "fieldset"}
)
_PARTS = frozenset({"div", "article", "section", "main", "td", "center"})
_LONG_LINE = 40
_ENOUGH = 300
_MOST = 0.85
_MOSTLY_LINKS = 0.5
_LARGEST = 2_000_000


@dataclass(slots=True)
class _Line:
    """A line of a page: its text, how much of it is in links, and the block it stands in."""

    text: str
    linked: int
    block: LexborNode

    @property
    def running(self) -> int:
        """The characters that count as running text."""
        plain = len(self.text) - self.linked
        return plain if plain >= _LONG_LINE else 0

    @property
    def is_link(self) -> bool:
        """Whether it only leads elsewhere."""
        return self.linked > _MOSTLY_LINKS * len(self.text)


def article_text(tree: LexborHTMLParser) -> str:
    """The text of the page's article, a paragraph a line; empty where the page shows none. The tree is pruned."""
    tree.strip_tags(_UNSEEN, recursive=True)
    for node in tree.css(_FURNITURE):
        if node.css_first(_OF_ARTICLES) is None:  # an unclosed menu hides nothing of the article
            node.decompose()
    if tree.root is None:
        return ""
    lines = list(_lines(tree.root))
    return _densest(lines) or _by_trafilatura(tree) or "\n".join(line.text for line in lines)


def text_of_blocks(node: LexborNode) -> str:
    """All text of a node, a block a line."""
    return "\n".join(line.text for line in _lines(node))


def _lines(root: LexborNode) -> Iterator[_Line]:
    """The lines below `root` in their order."""
    pieces: list[str] = []
    linked = 0
    block: LexborNode = root
    for node in root.traverse(include_text=True):
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            if not text.strip():
                pieces.append(" ")
                continue
            home, in_link = _home(node, root)
            if home.mem_id != block.mem_id:
                yield from _line(pieces, linked, block)
                pieces, linked, block = [], 0, home
            pieces.append(text)
            linked += len(text.strip()) if in_link else 0
        elif tag == "br":
            yield from _line(pieces, linked, block)
            pieces, linked = [], 0
    yield from _line(pieces, linked, block)


def _line(pieces: list[str], linked: int, block: LexborNode) -> Iterator[_Line]:
    text = " ".join("".join(pieces).split())
    if text:
        yield _Line(text, min(linked, len(text)), block)


def _home(node: LexborNode, root: LexborNode) -> tuple[LexborNode, bool]:
    """The block that a text stands in, and whether it is in a link."""
    in_link = False
    above = node.parent
    while above is not None and above.mem_id != root.mem_id:
        tag = above.tag
        if tag == "a":
            in_link = True
        elif tag in _BLOCKS:
            return above, in_link
        above = above.parent
    return root, in_link


def _densest(lines: list[_Line]) -> str | None:
    """The text of the smallest part that holds most of the running text, or None where there is no such part."""
    total = sum(line.running for line in lines)
    if total < _ENOUGH:
        return None
    paths: dict[int, list[int]] = {}
    weights: dict[int, int] = {}
    for line in lines:
        block = line.block.mem_id
        if block not in paths:
            paths[block] = _parts(line.block)
        for part in paths[block] if line.running else ():
            weights[part] = weights.get(part, 0) + line.running
    fitting = [part for part, weight in weights.items() if weight >= _MOST * total]
    if not fitting:
        return None
    best = min(fitting, key=weights.__getitem__)
    best = next(part for path in paths.values() for part in path if weights.get(part) == weights[best])
    kept = [line.text for line in lines if best in paths[line.block.mem_id] and not line.is_link]
    return "\n".join(kept)


def _parts(block: LexborNode) -> list[int]:
    """The parts of the page that hold a block, innermost first, the page as a whole and single paragraphs left out."""
    found: list[int] = []
    above: LexborNode | None = block
    while above is not None and (tag := above.tag) not in ("body", "html"):
        if tag in _PARTS:
            found.append(above.mem_id)
        above = above.parent
    return found


def _by_trafilatura(tree: LexborHTMLParser) -> str | None:
    """Trafilatura's text, or None where it finds no article."""
    html = tree.html or ""
    if len(html) > _LARGEST:
        return None
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of each page that is no article
    try:
        text = trafilatura.extract(html, fast=True, include_comments=False, include_tables=True, deduplicate=False)
    except (ValueError, RecursionError):
        return None  # lxml refuses a few kinds of broken markup: the visible text stands in
    return text if isinstance(text, str) and text.strip() else None
