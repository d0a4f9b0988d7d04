"""Telegram Desktop's export as JSON (`result.json`): one channel, or a whole account with all its chats.

Streamed message by message. Of an account only channels and public groups are read: what people write to each other is
no report. Messages of the service and those without text are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, cast

from waqai.acquisition import json_stream
from waqai.acquisition.encoding import decode
from waqai.acquisition.json_record import parse_object
from waqai.acquisition.json_stream import Value
from waqai.acquisition.located import Located, aside
from waqai.acquisition.reading import Reading
from waqai.acquisition.telegram_post import Channel, Forward, post_document
from waqai.errors import BrokenRecord, EmptyInput, InputError, TooLarge
from waqai.records import Document

_CHAT_TYPES = (
    rb"personal_chat|bot_chat|saved_messages|replies|verification_codes|private_group|(?:private|public)_supergroup"
    rb"|(?:private|public)_channel"
)
_ONE_CHAT = re.compile(rb'\s*\{\s*"(?:name|type|id)"\s*:.{0,3000}?"messages"\s*:\s*\[', re.S)
_OF_CHAT = re.compile(rb'"type"\s*:\s*"(?:' + _CHAT_TYPES + rb')"')
_ACCOUNT = re.compile(rb'\s*\{\s*"about"\s*:.{0,60000}?"(?:personal_information|chats|left_chats)"\s*:\s*\{', re.S)
_PUBLISHING = frozenset({"public_channel", "private_channel", "public_supergroup"})
_REMEDY = "Export the channel again as JSON with Telegram Desktop."


def recognises(head: bytes) -> bool:
    """Whether an input that begins with `head` is such an export."""
    one = _ONE_CHAT.match(head)
    return bool((one and _OF_CHAT.search(one[0])) or _ACCOUNT.match(head))


def read(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Located]:
    """The posts of an export. Posts stand at `file[item]`, of an account at `file[chat][item]`, each from 1."""
    export = _Export(name, reading)
    try:
        for value in json_stream.walk(stream, _descend, reading.max_line_bytes):
            yield from export.take(value)
    except BrokenRecord as error:
        yield aside(BrokenRecord(error.message, where=name, remedy=_REMEDY))
        return
    if not export.messages:
        yield aside(EmptyInput("the export holds no messages of a channel.", where=name, remedy=_REMEDY))
    export.end()


def _descend(path: json_stream.Path) -> bool:
    if path and path[0] in ("chats", "left_chats"):
        path = path[3:] if len(path) > 2 and path[1] == "list" else path[2:]
        return path in ((), ("list",), ("messages",))
    return path in ((), ("messages",))


class _Export:
    """What is known of an export on the way through it: the chat at hand, and what was passed over."""

    def __init__(self, name: str, reading: Reading) -> None:
        self._name = name
        self._reading = reading
        self._at: json_stream.Path = ()
        self._number = 0
        self._chat: dict[str, Any] = {}
        self._skipped: set[json_stream.Path] = set()
        self.messages = 0

    def take(self, value: Value) -> Iterator[Located]:
        """The post in a value of the export, if it holds one."""
        if not value.path:  # no object at all
            return
        chat = value.path[:3] if value.path[0] in ("chats", "left_chats") else ()
        if chat != self._at:
            self._at, self._chat = chat, {}
            self._number += len(chat) == 3
        rest = value.path[len(chat) :]
        if len(rest) == 1 and rest[0] in ("name", "type", "id"):
            self._chat[rest[0]] = _scalar(value)
        elif len(rest) == 2 and rest[0] == "messages":
            yield from self._message(value, cast("int", rest[1]))

    def end(self) -> None:
        """Tell what was passed over."""
        if self._skipped:
            self._reading.say(f"{self._name}: {len(self._skipped)} private chats were passed over.")

    def _message(self, value: Value, index: int) -> Iterator[Located]:
        if self._at and self._chat.get("type") not in _PUBLISHING:
            self._skipped.add(self._at)
            return
        self.messages += 1
        where = f"{self._name}[{self._number}][{index + 1}]" if self._at else f"{self._name}[{index + 1}]"
        try:
            document = self._document(value, where)
        except InputError as error:
            yield aside(error, value.sha256)
            return
        if document is not None:
            yield Located(where, document)

    def _document(self, value: Value, where: str) -> Document | None:
        if value.data is None:
            limit = self._reading.max_line_bytes
            raise TooLarge(f"a message of {value.size:,} bytes, above the limit of {limit:,}.", where=where)
        message = parse_object(_text_of(value.data, where), where)
        text = _plain(message.get("text"), where)
        if message.get("type", "message") != "message" or not text.strip():
            return None
        number = message.get("id")
        if not isinstance(number, int) or isinstance(number, bool):
            raise BrokenRecord("the message has no number.", where=where, remedy=_REMEDY)
        return post_document(
            self._channel(where), number, text, _published(message, where), self._reading, where, _forward(message)
        )

    def _channel(self, where: str) -> Channel:
        number, title = self._chat.get("id"), self._chat.get("name")
        named = self._reading.channels
        name = named.get(str(number)) or ("" if self._at else named.get(""))
        if not name and not isinstance(number, int):
            raise BrokenRecord(
                "the export does not tell the channel's number.", where=where, remedy="Name it with --channel NAME."
            )
        number = number if isinstance(number, int) else None
        return Channel(name or None, number, title if isinstance(title, str) and title.strip() else None)


def _scalar(value: Value) -> Any:
    try:
        return json.loads(value.data or b"null")
    except (ValueError, RecursionError):
        return None


def _text_of(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(data, where).text


def _plain(written: Any, where: str) -> str:
    """A text, or the pieces of one: words alone, and those with a form or a link."""
    if written is None or isinstance(written, str):
        return written or ""
    if isinstance(written, list):
        pieces = [piece.get("text") if isinstance(piece, dict) else piece for piece in written]
        if all(isinstance(piece, str) for piece in pieces):
            return "".join(cast("list[str]", pieces))
    raise BrokenRecord("the text is neither words nor a list of them.", where=where, remedy=_REMEDY)


def _published(message: dict[str, Any], where: str) -> datetime | str | None:
    """The moment in seconds since 1970, else the date, which has no zone."""
    seconds, written = message.get("date_unixtime"), message.get("date")
    try:
        if seconds is not None:
            return datetime.fromtimestamp(int(seconds), UTC)
        return datetime.fromisoformat(written) if written is not None else None
    except (ValueError, TypeError, OverflowError, OSError) as error:
        shown = str(seconds if seconds is not None else written)[:60]
        raise BrokenRecord(f"{shown!r} is not a date.", where=where, remedy=_REMEDY) from error


def _forward(message: dict[str, Any]) -> Forward | None:
    """Whose post it passes on; a name that is hidden is written as null."""
    if "forwarded_from" not in message:
        return None
    name, by = message["forwarded_from"], message.get("forwarded_from_id")
    return Forward(name if isinstance(name, str) else None, person=isinstance(by, str) and by.startswith("user"))
