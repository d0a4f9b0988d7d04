"""Plain text: a file is one document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from waqai.acquisition import streams
from waqai.acquisition.encoding import decode
from waqai.acquisition.located import Located, aside, too_large
from waqai.acquisition.reading import Reading
from waqai.errors import EmptyInput, InputError
from waqai.records import Document


def read(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Located]:
    """The text of a stream as its one document."""
    data, digest, size = streams.whole(stream, reading.max_bytes)
    try:
        if data is None:
            raise too_large(size, reading, name)
        text = decode(data, name).text
        if not text.strip():
            raise EmptyInput("there is nothing but blanks in it.", where=name)
        document = Document.of_text(text, id=f"doc-{digest[:16]}", language=reading.language(text))
        yield Located(name, document.model_copy(update={"sha256": digest}))
    except InputError as error:
        yield aside(error, digest if size else None)
