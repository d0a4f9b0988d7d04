"""Sources: where reports are gathered from, by which kind of reading, and how often."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter, model_validator

from waqai.errors import UsageError
from waqai.records.base import Record

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_DURATION = re.compile(r"(\d{1,6})\s*([smhdw])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def _duration(value: object) -> object:
    """A length of time as settings write it: `30s`, `15m`, `6h`, `1d`, `2w`."""
    if not isinstance(value, str):
        return value
    found = _DURATION.fullmatch(value.strip())
    if not found or not int(found[1]):
        raise ValueError(f"{value!r} is no length of time, as 15m, 6h or 1d is one")
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])


def written_duration(value: timedelta) -> str:
    """A length of time as settings write it, in the largest unit that gives a whole number."""
    seconds = int(value.total_seconds())
    unit = next(unit for unit in reversed(_SECONDS) if seconds % _SECONDS[unit] == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise ValueError(f"{value!r} is no name of a source: letters, digits, dots, dashes and underscores, 64 at most")
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        fitting = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fitting = False
    if not fitting or len(value) > _LONGEST_ADDRESS or not value.isprintable() or " " in value:
        raise ValueError(f"{value[:80]!r} is no address of the web, as https://example.org/feed is one")
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"{value!r} is no regular expression: {error}") from error
    return value


def _channel(value: str) -> str:
    from waqai.acquisition.telegram_post import channel_name

    try:
        channel_name(value)
    except UsageError as error:
        raise ValueError(error.message) from error
    return value


_LONGEST_ADDRESS = 2_000
Duration = Annotated[timedelta, BeforeValidator(_duration)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Pattern = Annotated[str, AfterValidator(_pattern)]


class _Source(Record):
    """What every source has.

    `publisher` is the name under which the table of publishers knows it, or any name; `every` is how often it is due;
    a `paused` source is never due.
    """

    name: Annotated[str, AfterValidator(_name)]
    publisher: str | None = None
    every: Duration = timedelta(hours=1)
    paused: bool = False


class _WebSource(_Source):
    """A source whose articles are pages of the web; each is asked for again after every span of `recheck`."""

    address: WebAddress
    recheck: tuple[Duration, ...] = (timedelta(days=1), timedelta(days=7))


class FeedSource(_WebSource):
    """An RSS or Atom feed. With `follow` the articles' own pages are read, else what the feed says of them."""

    kind: Literal["feed"]
    follow: bool = True


class SitemapSource(_WebSource):
    """A sitemap or an index of sitemaps. Pages whose address fits `include` and not `exclude` (regular expressions,
    searched), changed on `since` or later."""

    kind: Literal["sitemap"]
    include: Pattern | None = None
    exclude: Pattern | None = None
    since: date | None = None


class PageSource(_WebSource):
    """One page that is itself an article, whose text may change."""

    kind: Literal["page"]


class PagesSource(_WebSource):
    """The articles that a page lists: its links that the CSS selector `links` finds, or all on its host that fit
    `include` and not `exclude`; and `addresses` themselves."""

    kind: Literal["pages"]
    address: WebAddress | None = None  # type: ignore[assignment]
    addresses: tuple[WebAddress, ...] = ()
    links: str | None = None
    include: Pattern | None = None
    exclude: Pattern | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> PagesSource:
        if self.address is None and not self.addresses:
            raise ValueError("it names neither an address nor addresses")
        return self


class TelegramSource(_Source):
    """A public Telegram channel through its web preview (`https://t.me/s/NAME`, or the name alone).

    Each time the newest `pages` pages are read again, for edits and deletions; the first time, back to `since`.
    `mirror` is where the previews are asked for, should Telegram's own host be out of reach.
    """

    kind: Literal["telegram"]
    address: Annotated[str, AfterValidator(_channel)]
    mirror: WebAddress = "https://t.me"
    pages: Annotated[int, Field(ge=1, le=1_000)] = 3
    since: date | None = None


class TelegramApiSource(_Source):
    """A Telegram channel through Telegram's API (the extra `telegram`); keys are in the environment."""

    kind: Literal["telegram_api"]
    address: Annotated[str, AfterValidator(_channel)]
    since: date | None = None


class FolderSource(_Source):
    """A folder into which files are dropped; `as_kind` is how they are read where their content does not tell,
    `columns` maps the fields of a document to the columns of a table."""

    kind: Literal["folder"]
    address: str
    as_kind: Annotated[str | None, Field(alias="as")] = None
    columns: dict[str, str] = Field(default_factory=dict)


SourceSetting = Annotated[
    FeedSource | SitemapSource | PageSource | PagesSource | TelegramSource | TelegramApiSource | FolderSource,
    Field(discriminator="kind"),
]
"""One table of `[[sources]]`."""
SOURCE: TypeAdapter[SourceSetting] = TypeAdapter(SourceSetting)
"""Validates a source; raises pydantic's ValidationError."""


def address_of(source: SourceSetting) -> str:
    """Where a source is, in one line: its address, or the first of those it lists."""
    if isinstance(source, PagesSource):
        return source.address or source.addresses[0]
    return source.address
