"""The document: one version of one published text."""

from __future__ import annotations

import hashlib
from datetime import datetime

from pydantic import AwareDatetime

from waqai.records.base import Record


class Document(Record):
    """One version of one published text, with the digest that names its bytes.

    `source` is what the input called the publisher; `publisher_id` is the row of the publishers' table it was
    recognised as. `sha256` is of the captured bytes, or of the text in UTF-8 where only a text was given.
    """

    id: str
    source: str | None = None
    publisher_id: str | None = None
    published: AwareDatetime | None = None
    title: str | None = None
    text: str
    url: str | None = None
    language: str | None = None
    sha256: str

    @classmethod
    def of_text(
        cls,
        text: str,
        *,
        id: str | None = None,
        source: str | None = None,
        publisher_id: str | None = None,
        published: datetime | None = None,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> Document:
        """A document of a bare text; its id is derived from the digest where none is given."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(
            id=id or f"doc-{digest[:16]}",
            source=source,
            publisher_id=publisher_id,
            published=published,
            title=title,
            text=text,
            url=url,
            language=language,
            sha256=digest,
        )
