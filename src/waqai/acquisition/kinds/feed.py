"""Feeds: RSS and Atom of every age and state, read from bytes and never from anywhere else."""

from __future__ import annotations

import hashlib
import io
import re
from calendar import timegm
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from waqai.acquisition.article_body import text_of_blocks
from waqai.acquisition.encoding import decode
from waqai.acquisition.formats.page import address_id, publisher_of
from waqai.acquisition.hint import Hint
from waqai.acquisition.kinds.article import article
from waqai.acquisition.kinds.step import Answer, Memory, Request, Step
from waqai.acquisition.kinds.web_address import web_address
from waqai.acquisition.markup import bare_text, tree_of
from waqai.acquisition.publication_time import publication_time
from waqai.acquisition.reading import Reading, SetAside
from waqai.acquisition.source import FeedSource
from waqai.errors import BrokenRecord, EmptyInput, InputError
from waqai.records import Document

_MOST_ENTRIES = 1_000
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.I)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.I | re.S)
Entry = Mapping[str, Any]


class FeedKind:
    """A feed whose articles are followed, or read from the feed itself."""

    def start(self, source: FeedSource, memory: Memory) -> Iterable[Request]:
        """The feed."""
        return [Request(url=source.address, purpose="feed")]

    def read(self, source: FeedSource, request: Request, answer: Answer, reading: Reading, memory: Memory) -> Step:
        """An article; or what a feed leads to, or holds where its articles are not followed. Raises InputError."""
        if request.purpose != "feed":
            return article(source.publisher, request, answer, reading)
        title, entries = _parsed(answer, request.url)
        if source.follow:
            return Step(follow=tuple(_requests(entries, answer.url)))
        return Step(found=tuple(_documents(source, title, entries, answer.url, reading)))


def _parsed(answer: Answer, where: str) -> tuple[str | None, Sequence[Entry]]:
    """The title and the entries of a feed. Raises InputError where it is none."""
    import feedparser

    declared = _DECLARED.search(answer.content[:1_000])
    markup = decode(answer.content, where, declared[1].decode("ascii") if declared else answer.charset).text
    # No entity that the feed declares is worth the harm that one can do.
    markup = _DOCTYPE.sub("", _DECLARATION.sub("", markup, count=1), count=1).strip().replace("\x00", "")
    try:
        feed = feedparser.parse(
            io.BytesIO(markup.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        entries = [dict(entry) for entry in feed.entries[:_MOST_ENTRIES]]
        title, version = _words(dict(feed.feed).get("title")), feed.get("version")
    except Exception as error:  # a parser of broken markup breaks in ways of its own
        raise BrokenRecord("the feed is broken beyond reading.", where=where) from error
    if not entries and not version:
        raise BrokenRecord(
            "this is no feed.", where=where, remedy="Give the address of the RSS or Atom feed, not of a page."
        )
    return title, entries


def _requests(entries: Iterable[Entry], base: str) -> Iterator[Request]:
    """A request for each article that a feed leads to, with what the feed says of it."""
    seen: set[str] = set()
    for entry in entries:
        url = _link(entry, base)
        if url is None or url in seen:
            continue
        seen.add(url)
        moment = _moment(entry)
        hint = Hint(title=_words(entry.get("title")), published=_iso(moment, entry))
        yield Request(url=url, purpose="article", hint=hint.written())


def _documents(
    source: FeedSource, title: str | None, entries: Iterable[Entry], base: str, reading: Reading
) -> Iterator[Document | SetAside]:
    """What the entries themselves say; one that says nothing is set aside."""
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        where = f"{base}[{number}]"
        try:
            document = _document(source, title, entry, base, reading, where)
        except InputError as error:
            yield SetAside(where, error)
            continue
        if document.id not in seen:
            seen.add(document.id)
            yield document


def _document(source: FeedSource, title: str | None, entry: Entry, base: str, reading: Reading, where: str) -> Document:
    text = _text(entry)
    if not text:
        raise EmptyInput("the entry has no text.", where=where, remedy="Let the articles be followed: follow = true.")
    url = _link(entry, base)
    name, known = publisher_of(title, base, source.publisher, reading)
    written = _iso(_moment(entry), entry)
    published = publication_time(written, reading.zone_of(known), reading.now, where) if written else None
    guid = entry.get("id")
    key = url or (f"{base} {guid}" if isinstance(guid, str) and guid else f"{base} {_words(entry.get('title'))} {text}")
    document = Document.of_text(
        text,
        id=address_id(key),
        source=name,
        publisher_id=known.id if known else None,
        published=published,
        title=_words(entry.get("title")),
        url=url,
        language=reading.language(text),
    )
    return document.model_copy(update={"sha256": hashlib.sha256(text.encode()).hexdigest()})


def _link(entry: Entry, base: str) -> str | None:
    """The article's address: its link, else an id that is one."""
    return web_address(entry.get("link"), base) or (
        web_address(entry.get("id"), base) if str(entry.get("id")).startswith("http") else None
    )


def _text(entry: Entry) -> str:
    """The longest text that an entry holds: its content, else its summary."""
    parts = [part.get("value") for part in entry.get("content") or () if isinstance(part, Mapping)]
    texts = [_blocks(part) for part in (*parts, entry.get("summary")) if isinstance(part, str)]
    return max(texts, key=len, default="")


def _blocks(markup: str) -> str:
    tree = tree_of(markup)
    if tree is None or tree.body is None:
        return bare_text(markup)
    tree.strip_tags(["script", "style", "iframe", "object", "svg", "template"], recursive=True)
    return text_of_blocks(tree.body).strip()


def _words(value: object) -> str | None:
    return _blocks(value).replace("\n", " ")[:500] or None if isinstance(value, str) else None


def _moment(entry: Entry) -> datetime | None:
    """When the entry came out, or was last changed, as the parser of feeds reads it."""
    for key in ("published_parsed", "updated_parsed", "created_parsed"):
        try:
            if parts := entry.get(key):
                return datetime.fromtimestamp(timegm(parts), UTC)
        except (ValueError, OverflowError, OSError, TypeError):
            continue
    return None


def _iso(moment: datetime | None, entry: Entry) -> str | None:
    """The moment in ISO 8601; without a zone where the feed wrote none, so that the publisher's holds."""
    if moment is None:
        return None
    written = str(entry.get("published") or entry.get("updated") or entry.get("created") or "").strip()
    try:
        bare = datetime.fromisoformat(written)
    except ValueError:
        return moment.isoformat()
    return bare.isoformat()
