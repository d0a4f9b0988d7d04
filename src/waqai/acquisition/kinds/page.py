"""A page that is itself an article, and pages that list articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from waqai.acquisition.encoding import decode
from waqai.acquisition.html_metadata import host
from waqai.acquisition.html_text import declared_charset
from waqai.acquisition.kinds.article import article
from waqai.acquisition.kinds.step import Answer, Memory, Request, Step
from waqai.acquisition.kinds.web_address import distinct, web_address
from waqai.acquisition.markup import tree_of
from waqai.acquisition.reading import Reading
from waqai.acquisition.source import PageSource, PagesSource
from waqai.errors import BrokenRecord, EmptyInput

_MOST_LINKS = 1_000


class PageKind:
    """One page, whose text may change."""

    def start(self, source: PageSource, memory: Memory) -> Iterable[Request]:
        """The page itself."""
        return [Request(url=source.address, purpose="article")]

    def read(self, source: PageSource, request: Request, answer: Answer, reading: Reading, memory: Memory) -> Step:
        """The page's article. Raises InputError."""
        return article(source.publisher, request, answer, reading)


class PagesKind:
    """The articles that a page lists, and others by their addresses."""

    def start(self, source: PagesSource, memory: Memory) -> Iterable[Request]:
        """The page that lists, then the addresses named."""
        if source.address is not None:
            yield Request(url=source.address, purpose="index")
        for url in source.addresses:
            yield Request(url=url, purpose="article")

    def read(self, source: PagesSource, request: Request, answer: Answer, reading: Reading, memory: Memory) -> Step:
        """An article, or the articles that a list leads to. Raises InputError, also where a list leads nowhere."""
        if request.purpose != "index":
            return article(source.publisher, request, answer, reading)
        markup = decode(answer.content, request.url, answer.charset or declared_charset(answer.content)).text
        tree = tree_of(markup)
        if tree is None:
            raise BrokenRecord("the markup of the page is broken beyond reading.", where=request.url)
        own = {request.url, answer.url, source.address}
        links = (link for link in _links(tree, source, answer.url, request.url) if link not in own)
        follow = tuple(Request(url=url, purpose="article") for url in distinct(links, _MOST_LINKS))
        if not follow:
            raise EmptyInput(
                "the page leads to no article that fits.",
                where=request.url,
                remedy="Look at `links`, `include` and `exclude` of the source.",
            )
        return Step(follow=follow)


def _links(tree: LexborHTMLParser, source: PagesSource, address: str, where: str) -> Iterator[str]:
    try:
        nodes = tree.css(source.links or "a[href]")
    except (SelectolaxError, ValueError) as error:
        raise BrokenRecord(f"{source.links!r} is no CSS selector.", where=where, remedy="Correct `links`.") from error
    for node in nodes:
        for link in [node] if node.tag == "a" else node.css("a[href]"):
            url = web_address(link.attributes.get("href"), address)
            if url is not None and (source.links or host(url) == host(address)) and fits(source, url):
                yield url


def fits(source: PagesSource, url: str) -> bool:
    """Whether an address is one that the source asks for."""
    included = source.include is None or re.search(source.include, url) is not None
    return included and not (source.exclude is not None and re.search(source.exclude, url))
