"""Pages of the web: a file is one article, with what it says of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import BinaryIO

from waqai.acquisition import html_text, streams
from waqai.acquisition.encoding import decode
from waqai.acquisition.hint import Hint
from waqai.acquisition.located import Located, aside, too_large
from waqai.acquisition.publication_time import publication_time
from waqai.acquisition.reading import KnownPublisher, Reading
from waqai.errors import BrokenRecord, EmptyInput, ImplausibleDate, InputError
from waqai.records import Document


def read(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Located]:
    """The article of a stream as its one document."""
    data, digest, size = streams.whole(stream, reading.max_bytes)
    try:
        if data is None:
            raise too_large(size, reading, name)
        yield Located(name, page_document(data, name, reading))
    except InputError as error:
        yield aside(error, digest if size else None)


def page_document(
    data: bytes,
    where: str,
    reading: Reading,
    *,
    address: str | None = None,
    charset: str | None = None,
    publisher: str | None = None,
    hint: Hint | None = None,
) -> Document:
    """The article of a page. `address` is where it was fetched, `charset` what its transport named, `publisher` whose
    site it is known to be; `hint` stands in for a title or a date that the page lacks.

    A page names its own address only on the host it was fetched from. Of a file nobody knows where it came from: the
    address that it names tells its versions, and never takes over what was fetched from there.
    Raises EmptyInput, NotText, WrongEncoding, and ImplausibleDate where its date is out of reach.
    """
    rule = reading.site_rules.for_address(address) if reading.site_rules else None
    markup = decode(data, where, charset or html_text.declared_charset(data)).text
    page = html_text.read_page(markup, address, rule)
    if not page.text:
        raise EmptyInput("the page shows no text.", where=where)
    digest = hashlib.sha256(data).hexdigest()
    url = page.url or address
    source, known = publisher_of(page.source, address or page.url, publisher, reading, fetched=address is not None)
    hint = hint or Hint()
    document = Document.of_text(
        page.text,
        id=address_id(url, fetched=address is not None) if url else f"doc-{digest[:16]}",
        source=source,
        publisher_id=known.id if known else None,
        published=_published((page.published, hint.published), reading.zone_of(known), reading.now, where),
        title=page.title or hint.title,
        url=url,
        language=reading.language(page.text),
    )
    return document.model_copy(update={"sha256": digest})


def address_id(url: str, *, fetched: bool = True) -> str:
    """The id of the document that stands at an address: as `fetched` from there, or as a file says of itself."""
    return f"{'web' if fetched else 'page'}-{hashlib.sha256(url.encode()).hexdigest()[:16]}"


def publisher_of(
    claimed: str | None, address: str | None, publisher: str | None, reading: Reading, *, fetched: bool = True
) -> tuple[str | None, KnownPublisher | None]:
    """Who publishes what stands at an address, as a name and as a row of the table.

    `claimed` is what it calls itself, `publisher` whose it is known to be. Nothing `fetched` passes for another's.
    """
    if publisher:
        return publisher, reading.publisher(publisher)
    host = html_text.host(address)
    named, own = reading.publisher(claimed), reading.publisher(host)
    if not fetched:
        return claimed or host, named or own
    spoofs = named is not None and (own is None or own.id != named.id)
    return (host if spoofs else claimed or host), own


def _published(written: tuple[str | None, ...], zone: tzinfo, now: datetime, where: str) -> datetime | None:
    """The first time that can be read and may be true; one that is not ISO counts as none, as pages write dates in
    many ways. Raises ImplausibleDate where there is only one that cannot be true."""
    untrue: ImplausibleDate | None = None
    for value in written:
        try:
            if value:
                return publication_time(value, zone, now, where)
        except ImplausibleDate as error:
            untrue = error
        except BrokenRecord:
            continue
    if untrue is not None:
        raise untrue
    return None
