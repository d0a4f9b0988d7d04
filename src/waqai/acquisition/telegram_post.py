"""Posts of Telegram channels as documents, the same by whichever way they come: an export, the API, the web.

A post is named `telegram:CHANNEL/NUMBER`, by the channel's public name in lower case or, where it has none, its number.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from waqai.acquisition.forwarding import forwarded
from waqai.acquisition.json_record import document_of
from waqai.acquisition.reading import Reading
from waqai.errors import UsageError
from waqai.records import Document

_NAME = re.compile(r"(?:https?://)?(?:t(?:elegram)?\.me/(?:s/)?|@)?([A-Za-z][A-Za-z0-9_]{3,31})/?")


class Channel(NamedTuple):
    """A channel: its public name or None, its number or None (one of the two is there), and its title."""

    name: str | None
    number: int | None = None
    title: str | None = None

    @property
    def stem(self) -> str:
        """What the ids of its posts begin with: `telegram:name/`."""
        return f"telegram:{self.name.lower() if self.name else self.number}/"

    @property
    def source(self) -> str | None:
        """What its documents call their publisher: `@name`, else the title."""
        return f"@{self.name}" if self.name else self.title


class Forward(NamedTuple):
    """Whose post is passed on: a channel by its title, or a person; no name where it is hidden."""

    name: str | None
    person: bool = False


def channel_name(written: str) -> str:
    """The public name in `@name`, `t.me/name`, `https://t.me/s/name` or `name`. Raises UsageError."""
    found = _NAME.fullmatch(written.strip())
    if not found:
        raise UsageError(
            f"{written[:60]!r} is no public name of a Telegram channel.",
            remedy="Write it as @name or https://t.me/name.",
        )
    return found[1]


def post_document(
    channel: Channel,
    number: int,
    text: str,
    published: datetime | str | None,
    reading: Reading,
    where: str,
    forward: Forward | None = None,
) -> Document:
    """The document of a post; `published` without a zone is in the publisher's.

    Raises BrokenRecord, EmptyInput and ImplausibleDate.
    """
    publisher = reading.publisher(channel.source) or reading.publisher(channel.title)
    if isinstance(published, datetime):
        zone = reading.zone_of(publisher)
        published = (published.astimezone(zone) if published.tzinfo else published.replace(tzinfo=zone)).isoformat()
    record = {
        "id": f"{channel.stem}{number}",
        "source": channel.source,
        "published": published,
        "text": forwarded(text, forward.name, person=forward.person) if forward and text.strip() else text,
        "url": f"https://t.me/{channel.name}/{number}" if channel.name else None,
    }
    return document_of(record, reading, where, publisher)
