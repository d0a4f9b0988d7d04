"""Telegram's API (the extra `telegram`): the history of a public channel, from a message on, page by page.

Its posts become the same documents as those of an export. Keys are in the environment, the session, which is as good as
a password, in a file of its own that nobody else may read.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from waqai.acquisition.reading import Reading, SetAside
from waqai.acquisition.telegram_post import Channel, Forward, channel_name, post_document
from waqai.errors import FetchError, HostResting, InputError, MissingPart, UsageError
from waqai.records import Document

KEYS = ("WAQAI_TELEGRAM_API_ID", "WAQAI_TELEGRAM_API_HASH")
"""The variables of the environment that hold the keys of https://my.telegram.org."""
PAGE = 100
"""Messages that are asked for at a time: the most that Telegram gives."""
LONGEST_WAIT = 600
"""Seconds that one waits when told to; told to wait longer, one leaves."""
_INSTALL = 'Run `pip install "waqai[telegram]"`.'
T = TypeVar("T")


class Client(Protocol):
    """What is used of telethon's client."""

    def connect(self) -> Awaitable[None]:
        """Open the connection."""

    def disconnect(self) -> Any:
        """Close it; gives something to wait for, or None."""

    def is_user_authorized(self) -> Awaitable[bool]:
        """Whether the session is signed in."""

    def get_entity(self, entity: Any) -> Awaitable[Any]:
        """The channel or person that a name or number names."""

    def iter_messages(
        self, entity: Any, limit: int, *, min_id: int, reverse: bool, offset_date: datetime | None
    ) -> AsyncIterator[Any]:
        """The messages after `min_id`, oldest first."""


@dataclass(frozen=True, slots=True)
class Page:
    """The posts of a page, what was set aside of it, and the number of its last message: where to go on."""

    found: tuple[Document | SetAside, ...]
    last: int


def open_client(session: Path, environment: Mapping[str, str]) -> Client:
    """Telethon's client, not yet connected; `session` is made where needed, for its owner alone.

    Raises MissingPart without telethon, and UsageError without the keys.
    """
    try:
        from telethon import TelegramClient
    except ImportError as error:
        raise MissingPart("Telegram's API is not read.", remedy=_INSTALL) from error
    number, digest = (environment.get(key, "").strip() for key in KEYS)
    if not number.isdecimal() or not digest:
        raise UsageError(
            "the keys of Telegram's API are not set.",
            remedy=f"Get them at https://my.telegram.org and set {KEYS[0]} and {KEYS[1]}.",
        )
    file = session if session.suffix == ".session" else session.with_name(f"{session.name}.session")
    try:
        file.touch(mode=0o600)
        file.chmod(0o600)
    except OSError as error:
        raise UsageError(f"the session cannot be written ({error.strerror}).", where=str(file)) from error
    client: Client = TelegramClient(str(file), int(number), digest, flood_sleep_threshold=0)
    return client


def sign_in(client: Any) -> None:
    """Sign the session in: asks for telephone number and code in the terminal, once."""
    with asyncio.Runner() as runner:
        runner.run(_awaited(client.start()))
        runner.run(_awaited(client.disconnect()))


def read_channel(
    client: Client,
    address: str,
    after: int,
    reading: Reading,
    *,
    since: datetime | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Generator[Page]:
    """The posts of a channel behind message `after` (0: from `since`, or from its beginning), page by page.

    A client serves one reading. Who wants the edits of late posts too begins some messages earlier.

    Raises UsageError where the name is none or the session is not signed in, FetchError where Telegram gives nothing,
    and HostResting where it asks for a longer wait than one waits.
    """
    name = channel_name(address)
    with asyncio.Runner() as runner:
        history = _History(client, name, reading, sleep)
        try:
            runner.run(history.begin())
            last = after
            while page := runner.run(history.page(last, since if not last else None)):
                yield page
                last = page.last
        finally:
            runner.run(_awaited(client.disconnect()))


class _History:
    """One channel, asked for with patience."""

    def __init__(self, client: Client, name: str, reading: Reading, sleep: Callable[[float], None]) -> None:
        self._client = client
        self._name = name
        self._reading = reading
        self._sleep = sleep
        self._channel = Channel(name)
        self._entity: Any = None
        self._titles: dict[int, str | None] = {}

    async def begin(self) -> None:
        """Connect, and find the channel."""
        with _failures(self._name):
            await self._client.connect()
            if not await self._client.is_user_authorized():
                raise UsageError("the session of Telegram's API is not signed in.", remedy="Sign it in once.")
        self._entity = await self._patiently(lambda: self._client.get_entity(self._name))
        title = getattr(self._entity, "title", None)
        if title is None:
            raise UsageError("this is no channel, but a person or a bot.", where=f"@{self._name}")
        self._channel = Channel(getattr(self._entity, "username", None) or self._name, title=title)

    async def page(self, after: int, since: datetime | None) -> Page | None:
        """The page behind a message; None at the end."""
        messages = await self._patiently(lambda: self._messages(after, since))
        if not messages:
            return None
        found = [await self._found(message) for message in messages]
        return Page(tuple(item for item in found if item is not None), max(message.id for message in messages))

    async def _messages(self, after: int, since: datetime | None) -> list[Any]:
        asked = self._client.iter_messages(self._entity, PAGE, min_id=after, reverse=True, offset_date=since)
        return [message async for message in asked]

    async def _found(self, message: Any) -> Document | SetAside | None:
        where = f"{self._channel.stem}{message.id}"
        try:
            return message_document(message, self._channel, self._reading, await self._origin(message))
        except InputError as error:
            error.where = error.where or where
            return SetAside(where, error)

    async def _origin(self, message: Any) -> str | None:
        """The title of the channel that a message was forwarded from, where it can be had."""
        number = getattr(getattr(getattr(message, "fwd_from", None), "from_id", None), "channel_id", None)
        if number is None:
            return None
        if number not in self._titles:
            try:
                entity = await self._patiently(lambda: self._client.get_entity(message.fwd_from.from_id))
                self._titles[number] = getattr(entity, "title", None)
            except FetchError as error:
                if isinstance(error, HostResting):
                    raise
                self._titles[number] = None  # a channel that nobody may see any more
        return self._titles[number]

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        """What `ask` gives, after the waits that Telegram asks for."""
        from telethon.errors import FloodWaitError

        waited = 0.0
        while True:
            try:
                with _failures(self._name):
                    return await ask()
            except FloodWaitError as flood:
                seconds = float(flood.seconds) + 1
                waited += seconds
                if waited > LONGEST_WAIT:
                    raise HostResting(
                        f"Telegram asks to wait for {flood.seconds} seconds.",
                        where=f"@{self._name}",
                        retry_after=seconds,
                    ) from flood
                self._sleep(seconds)


def message_document(message: Any, channel: Channel, reading: Reading, origin: str | None = None) -> Document | None:
    """The document of one of telethon's messages; None where it is of the service, or has no text.

    `origin` is the title of the channel that it was forwarded from. Raises InputError.
    """
    text = getattr(message, "message", None)
    if not isinstance(text, str) or not text.strip():
        return None
    where = f"{channel.stem}{message.id}"
    return post_document(channel, message.id, text, message.date, reading, where, _forward(message, origin))


def _forward(message: Any, origin: str | None) -> Forward | None:
    header = getattr(message, "fwd_from", None)
    if header is None:
        return None
    if getattr(header.from_id, "channel_id", None) is not None:
        return Forward(origin or header.from_name)
    return Forward(header.from_name, person=True)


@contextmanager
def _failures(name: str) -> Iterator[None]:
    """Telethon's errors as ours, but for a flood, which is waited out."""
    from telethon.errors import FloodWaitError, RPCError

    where = f"@{name}"
    try:
        yield
    except FloodWaitError:
        raise
    except RPCError as error:
        raise FetchError(f"Telegram refuses it ({type(error).__name__}).", where=where) from error
    except ValueError as error:
        raise FetchError("there is no such channel.", where=where, remedy="Check its public name.") from error
    except OSError as error:
        raise FetchError(f"Telegram is not reached ({type(error).__name__}).", where=where) from error


async def _awaited(something: Any) -> None:
    if something is not None and hasattr(something, "__await__"):
        await something
