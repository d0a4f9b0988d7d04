"""One document as a JSON object: {"id", "source", "published", "title", "text"}, any but the text null or missing."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from waqai.acquisition.publication_time import publication_time
from waqai.acquisition.reading import KnownPublisher, Reading
from waqai.errors import BrokenRecord, EmptyInput
from waqai.records import Document

_REMEDY = 'A line is {"id", "source", "published", "title", "text"}; any but "text" may be null.'
_LONGEST_ID = 300


def parse_object(line: str, where: str) -> dict[str, Any]:
    """The object that a line of JSON holds. Raises BrokenRecord naming the column where it breaks."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise BrokenRecord(f"not JSON: {error.msg} at column {error.colno}.", where=where, remedy=_REMEDY) from error
    except (RecursionError, ValueError) as error:
        raise BrokenRecord("not JSON that can be read.", where=where, remedy=_REMEDY) from error
    return as_object(value, where)


def as_object(value: Any, where: str) -> dict[str, Any]:
    """`value` itself where it is a JSON object; raises BrokenRecord where it is not."""
    if not isinstance(value, dict):
        raise BrokenRecord(f"a {_kind(value)}, not an object.", where=where, remedy=_REMEDY)
    return value


def document_of(record: dict[str, Any], reading: Reading, where: str, known: KnownPublisher | None = None) -> Document:
    """The document that a JSON object describes; unknown keys are ignored, `date` is read as `published`.

    Without an id it gets one from the digest of what it says and who published it when, so that two outlets' copies of
    one text stay two documents. `known` is its publisher where the source's name alone does not tell.

    Raises BrokenRecord, EmptyInput and ImplausibleDate.
    """
    text = _string(record, "text", where)
    if text is None or not text.strip():
        raise EmptyInput("the text is empty.", where=where)
    source, title = _string(record, "source", where), _string(record, "title", where)
    written = _string(record, "published", where) or _string(record, "date", where)
    url = _string(record, "url", where)
    publisher = known or reading.publisher(source or url)
    published = publication_time(written, reading.zone_of(publisher), reading.now, where) if written else None
    return Document.of_text(
        text,
        id=_id(record, where) or _digest_id(text, source, written, title),
        source=source,
        publisher_id=publisher.id if publisher else None,
        published=published,
        title=title,
        url=url,
        language=reading.language(text),
    )


def _string(record: dict[str, Any], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BrokenRecord(f'"{key}" is a {_kind(value)}, not a string.', where=where, remedy=_REMEDY)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f'"{key}" holds half of a character (a lone surrogate) at character {error.start}.'
        raise BrokenRecord(message, where=where, remedy="Write the character whole.") from error
    return value if key == "text" else value.strip() or None


def _id(record: dict[str, Any], where: str) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)  # channels number their posts
    name = _string(record, "id", where)
    if name and (len(name) > _LONGEST_ID or not name.isprintable()):
        raise BrokenRecord("the id is too long or holds control characters.", where=where, remedy=_REMEDY)
    return name


def _digest_id(text: str, source: str | None, published: str | None, title: str | None) -> str | None:
    if source is None and published is None and title is None:
        return None
    content = json.dumps([source, published, title, text], ensure_ascii=False)
    return f"doc-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def _kind(value: Any) -> str:
    names = {bool: "truth value", int: "number", float: "number", list: "list", dict: "object", str: "string"}
    return names.get(type(value), "null")
