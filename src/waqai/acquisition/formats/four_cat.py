"""Exports of 4CAT: its CSV (`id, thread_id, timestamp, body, author, …`) and the NDJSON of its Telegram collector.

4CAT writes moments in UTC. A row of a Telegram data set is the post of the channel in `thread_id`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from waqai.acquisition.json_record import document_of
from waqai.acquisition.publication_time import parsed_time
from waqai.acquisition.reading import Reading
from waqai.acquisition.telegram_post import Channel, Forward, post_document
from waqai.errors import BrokenRecord
from waqai.records import Document

_COLUMNS = frozenset({"thread_id", "timestamp", "body"})
_TELEGRAM = frozenset({"author_forwarded_from_name", "author_is_bot", "chat", "attachment_type"})


def recognises(header: Sequence[str]) -> bool:
    """Whether a table with these columns is an export of 4CAT."""
    return set(header) >= _COLUMNS


def is_item(record: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a post as 4CAT's Telegram collector keeps it."""
    return isinstance(record.get("_chat"), dict) and "message" in record


def row_document(row: Mapping[str, Any], where: str, *, reading: Reading) -> Document:
    """The document of a row of the CSV. Raises InputError."""
    published = _moment(row.get("unix_timestamp")) or _moment(row.get("timestamp"))
    if published is None and (row.get("timestamp") or row.get("unix_timestamp")):
        raise BrokenRecord(f"{str(row['timestamp'])[:60]!r} is not a date.", where=where)
    number = str(row.get("id") or "").rpartition("-")[2]
    if len(_TELEGRAM & set(row)) > 1 and row.get("thread_id") and number.isdecimal():
        name = row.get("author_forwarded_from_name") or row.get("author_forwarded_from_username")
        forward = Forward(str(name)) if name else None
        channel = Channel(str(row["thread_id"]), title=row.get("chat") or None)
        return post_document(channel, int(number), str(row["body"] or ""), published, reading, where, forward)
    record = {
        "id": row.get("id") or None,
        "source": row.get("author") or None,
        "published": published.isoformat() if published else None,
        "title": row.get("subject") or row.get("title") or None,
        "text": row["body"],
        "url": row.get("url") or row.get("link") or None,
    }
    return document_of(record, reading, where)


def item_document(item: Mapping[str, Any], where: str, reading: Reading) -> Document:
    """The document of a post of the NDJSON. Raises InputError."""
    chat, number, text = item["_chat"], item.get("id"), item["message"]
    if not isinstance(number, int) or not isinstance(text, str):
        raise BrokenRecord("the post has no number, or its message is no text.", where=where)
    name, key = chat.get("username"), chat.get("id")
    if not name and not isinstance(key, int):
        raise BrokenRecord("the post does not tell its channel.", where=where)
    channel = Channel(str(name) if name else None, key if isinstance(key, int) else None, _words(chat.get("title")))
    return post_document(channel, number, text, _moment(item.get("date")), reading, where, _forward(item))


def _forward(item: Mapping[str, Any]) -> Forward | None:
    forwarded = item.get("fwd_from")
    if not isinstance(forwarded, dict):
        return None
    by = forwarded.get("from_data")
    if isinstance(by, dict) and _words(by.get("title")):
        return Forward(_words(by.get("title")))
    return Forward(_words(forwarded.get("from_name")), person=True)


def _words(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _moment(value: Any) -> datetime | None:
    """A moment in seconds since 1970, or a date in UTC."""
    try:
        return datetime.fromtimestamp(float(value), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        moment = parsed_time(str(value or ""))
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
