"""Pages of the web: a file is one article, with what it says of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from waqai.acquisition import html_text, streams
from waqai.acquisition.encoding import decode
from waqai.acquisition.located import Located, aside, too_large
from waqai.acquisition.publication_time import publication_time
from waqai.acquisition.reading import Reading
from waqai.errors import BrokenRecord, EmptyInput, InputError
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
    data: bytes, where: str, reading: Reading, *, address: str | None = None, charset: str | None = None
) -> Document:
    """The article of a page. `address` is where it was fetched, `charset` what its transport named; without an address
    the page's own counts.

    Raises EmptyInput, NotText, WrongEncoding, and ImplausibleDate where its date is out of reach.
    """
    page = html_text.read_page(decode(data, where, charset or html_text.declared_charset(data)).text)
    if not page.text:
        raise EmptyInput("the page shows no text.", where=where)
    url = address or page.url
    source = page.source or html_text.host(url)
    publisher = reading.publisher(source) or reading.publisher(html_text.host(url))
    published = None
    if page.published:
        try:
            published = publication_time(page.published, reading.zone_of(publisher), reading.now, where)
        except BrokenRecord:
            published = None  # pages write dates in many ways: one that is not ISO counts as none
    digest = hashlib.sha256(data).hexdigest()
    document = Document.of_text(
        page.text,
        id=f"web-{hashlib.sha256(url.encode()).hexdigest()[:16]}" if url else f"doc-{digest[:16]}",
        source=source,
        publisher_id=publisher.id if publisher else None,
        published=published,
        title=page.title,
        url=url,
        language=reading.language(page.text),
    )
    return document.model_copy(update={"sha256": digest})
