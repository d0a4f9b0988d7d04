"""Bellingcat's auto-archiver: its sheet saved as CSV (`link, archive location, upload title, text content, …`) and its
JSON records (`{"status", "metadata": {"url", "title", "content", "timestamp"}, "media"}`). Its moments are in UTC.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit

from waqai.acquisition.html_text import host
from waqai.acquisition.json_record import document_of
from waqai.acquisition.publication_time import parsed_time
from waqai.acquisition.reading import Reading
from waqai.acquisition.telegram_post import Channel, post_document
from waqai.knowledge.publishers import SOCIAL_HOSTS
from waqai.records import Document

_SHEET = ({"link", "url"}, {"archive status", "archive location"}, {"upload title", "text content", "upload timestamp"})
_POST = re.compile(r"https?://(?:www\.)?t(?:elegram)?\.me/(?:s/)?([A-Za-z]\w{3,31})/(\d{1,12})(?:[/?#].*)?")


def recognises(header: Sequence[str]) -> bool:
    """Whether a table with these columns is a sheet of the auto-archiver."""
    names = {" ".join(name.lower().split()) for name in header}
    return all(names & some for some in _SHEET)


def is_record(record: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a record of the auto-archiver."""
    metadata = record.get("metadata")
    return isinstance(metadata, dict) and "url" in metadata and ("status" in record or "media" in record)


def row_document(row: Mapping[str, Any], where: str, *, reading: Reading) -> Document:
    """The document of a row of the sheet. Raises InputError."""
    cells = {" ".join(name.lower().split()): value for name, value in row.items()}
    address = cells.get("link") or cells.get("url")
    return _document(
        address, cells.get("upload title"), cells.get("text content"), cells.get("upload timestamp"), reading, where
    )


def record_document(record: Mapping[str, Any], where: str, reading: Reading) -> Document:
    """The document of a JSON record. Raises InputError."""
    found = record["metadata"]
    return _document(found["url"], found.get("title"), found.get("content"), found.get("timestamp"), reading, where)


def _document(address: Any, title: Any, text: Any, written: Any, reading: Reading, where: str) -> Document:
    """A post without a text of its own, as a film has none, is its title."""
    if not (isinstance(text, str) and text.strip()):
        title, text = None, title
    url = address.strip() if isinstance(address, str) else ""
    moment = parsed_time(written.strip()) if isinstance(written, str) else None
    published = moment.replace(tzinfo=UTC).isoformat() if moment and moment.tzinfo is None else written
    if isinstance(text, str) and (post := _POST.fullmatch(url)):
        return post_document(Channel(post[1]), int(post[2]), text, published or None, reading, where)
    record = {
        "id": f"web-{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:16]}" if url else None,
        "source": _source(url),
        "published": published or None,
        "title": title or None,
        "text": text,
        "url": url or None,
    }
    return document_of(record, reading, where)


def _source(address: str) -> str | None:
    """The host of an address; on a social network with the account: x.com/name."""
    name = host(address)
    if name not in SOCIAL_HOSTS:
        return name
    account = urlsplit(address).path.strip("/").split("/")[0]
    return f"{name}/{account}" if account else name
