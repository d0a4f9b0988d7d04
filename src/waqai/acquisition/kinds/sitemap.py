"""Sitemaps: lists of a site's pages, and lists of such lists, read as a stream.

No tree is built, and a declaration of entities ends the reading: nothing in a sitemap needs one.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple
from xml.parsers import expat

from waqai.acquisition.encoding import decode
from waqai.acquisition.hint import Hint
from waqai.acquisition.kinds.article import article
from waqai.acquisition.kinds.step import Answer, Memory, Request, Step
from waqai.acquisition.kinds.web_address import web_address
from waqai.acquisition.reading import Reading
from waqai.acquisition.source import SitemapSource
from waqai.errors import BrokenRecord, TooLarge

_MOST = 50_000
_DEEPEST = 3
_LONGEST_VALUE = 4_000
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_FIELDS = {"loc": "loc", "lastmod": "lastmod", "title": "title", "publication_date": "published"}


class Listed(NamedTuple):
    """What a sitemap says of a page, or of a further sitemap (`is_map`)."""

    url: str
    is_map: bool
    lastmod: str | None = None
    title: str | None = None
    published: str | None = None


class SitemapKind:
    """The pages of a sitemap and of all sitemaps below it.

    Memory: for each sitemap the latest change that it told; the next time only what changed then or later is asked for.
    """

    def start(self, source: SitemapSource, memory: Memory) -> Iterable[Request]:
        """The sitemap."""
        return [Request(url=source.address, purpose="sitemap", hint="0")]

    def read(self, source: SitemapSource, request: Request, answer: Answer, reading: Reading, memory: Memory) -> Step:
        """An article, or what a sitemap leads to. Raises InputError."""
        if request.purpose != "sitemap":
            return article(source.publisher, request, answer, reading)
        depth = int(request.hint) if request.hint and request.hint.isdigit() else 0
        listing = _Listing(answer.url)
        whole = listing.read(_unpacked(answer.content, reading.max_bytes, request.url), request.url)
        key = f"newest:{hashlib.sha256(request.url.encode()).hexdigest()[:16]}"
        known = memory.get(key, "")
        follow = tuple(_requests(source, listing.listed, known, depth))
        newest = max((item.lastmod for item in listing.listed if item.lastmod), key=_order, default="")
        later = whole and newest and (not known or _order(newest) > _order(known)) and not _ahead(newest, reading)
        return Step(follow=follow, memory={key: newest} if later else {})


def _ahead(newest: str, reading: Reading) -> bool:
    """Whether a change is told of a day to come: to remember it would hide all that changes until then."""
    return _order(newest)[:10] > reading.now.date().isoformat()


def _requests(source: SitemapSource, listed: Iterable[Listed], known: str, depth: int) -> Iterator[Request]:
    for item in listed:
        day = _order(item.lastmod) if item.lastmod else None
        if day and known and day < _order(known)[: len(day)]:
            continue
        if item.is_map:
            if depth < _DEEPEST:
                yield Request(url=item.url, purpose="sitemap", hint=str(depth + 1))
        elif _fits(source, item.url, day):
            hint = Hint(title=item.title, published=item.published)
            yield Request(url=item.url, purpose="article", hint=hint.written())


def _fits(source: SitemapSource, url: str, day: str | None) -> bool:
    if source.since is not None and day is not None and day[:10] < source.since.isoformat():
        return False
    included = source.include is None or re.search(source.include, url) is not None
    return included and not (source.exclude is not None and re.search(source.exclude, url))


def _order(lastmod: str) -> str:
    """A time in ISO 8601 so that later ones sort behind: its day, or its moment in UTC."""
    try:
        return date.fromisoformat(lastmod).isoformat()
    except ValueError:
        moment = datetime.fromisoformat(lastmod)
    offset = moment.utcoffset()
    return (moment.replace(tzinfo=None) - offset if offset else moment.replace(tzinfo=None)).isoformat()


def _moment(written: str | None) -> str | None:
    """`written` where it is a day or moment that can be compared, else None."""
    try:
        return written if written and _order(written) else None
    except (ValueError, OverflowError):
        return None


def _unpacked(content: bytes, most: int, where: str) -> bytes:
    """The content, unpacked where its first bytes say that it is packed. Raises TooLarge and BrokenRecord."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    unpacking = zlib.decompressobj(wbits=31)
    try:
        data = unpacking.decompress(content, most + 1)
    except zlib.error as error:
        raise BrokenRecord("the packed sitemap is broken.", where=where) from error
    if len(data) > most:
        raise TooLarge(f"it unpacks to more than {most:,} bytes.", where=where)
    return data


class _Listing:
    """One reading of a sitemap; `listed` is what it has told so far."""

    def __init__(self, base: str) -> None:
        self.listed: list[Listed] = []
        self._base = base
        self._seen: set[str] = set()
        self._within: str | None = None
        self._field: str | None = None
        self._values: dict[str, str] = {}
        self._is_sitemap = False

    def read(self, data: bytes, where: str) -> bool:
        """Read a sitemap of XML or of bare addresses. True where all of it was read.

        Raises InputError where it is none; one that breaks off gives what stands before.
        """
        text = decode(data, where).text
        if not text.lstrip().startswith("<"):
            self._read_lines(text, where)
            return True
        return self._read_xml(_DECLARATION.sub("", text, count=1).strip().encode("utf-8", "replace"), where)

    def _read_lines(self, text: str, where: str) -> None:
        for line in text.split("\n", _MOST)[:_MOST]:
            self._values = {"loc": line.strip() if line.strip().startswith("http") else ""}
            self._take(is_map=False)
        if not self.listed:
            raise BrokenRecord("this is no sitemap.", where=where)

    def _read_xml(self, data: bytes, where: str) -> bool:
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = _refuse
        try:
            parser.Parse(data, True)
        except _DeclaresEntities as error:
            raise BrokenRecord("the sitemap declares entities, which none needs.", where=where) from error
        except _Full:
            return False
        except expat.ExpatError as error:
            if not self.listed:
                raise BrokenRecord(f"this is no sitemap: {error}.", where=where) from error
            return False
        if not self._is_sitemap:
            raise BrokenRecord("this is no sitemap.", where=where, remedy="Look for one in the site's robots.txt.")
        return True

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2].lower()
        if local in ("urlset", "sitemapindex"):
            self._is_sitemap = True
        elif local in ("url", "sitemap"):
            self._within, self._values = local, {}
        elif self._within and local in _FIELDS and "sitemap-image" not in name and "sitemap-video" not in name:
            self._field = _FIELDS[local]

    def _text(self, data: str) -> None:
        if self._field is not None:
            so_far = self._values.get(self._field, "")
            self._values[self._field] = (so_far + data)[:_LONGEST_VALUE]

    def _closed(self, name: str) -> None:
        local = name.rpartition(" ")[2].lower()
        if local in _FIELDS:
            self._field = None
        elif local == self._within:
            self._take(is_map=local == "sitemap")
            self._within = None

    def _take(self, *, is_map: bool) -> None:
        values = {name: value.strip() for name, value in self._values.items()}
        url = web_address(values.get("loc"), self._base)
        if url is None or url in self._seen:
            return
        if len(self.listed) >= _MOST:
            raise _Full
        self._seen.add(url)
        lastmod, published = _moment(values.get("lastmod")), _moment(values.get("published"))
        self.listed.append(Listed(url, is_map, lastmod, values.get("title") or None, published))


class _DeclaresEntities(Exception):  # noqa: N818
    """Raised out of the parser where a sitemap declares entities."""


class _Full(Exception):  # noqa: N818
    """Raised out of the parser where a sitemap holds more than any may."""


def _refuse(*_: object) -> None:
    raise _DeclaresEntities
