"""What a reading of files rests on, and what it gives where it cannot take something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from waqai.errors import WaqaiError

if TYPE_CHECKING:
    from waqai.acquisition.formats.format import Kind
    from waqai.acquisition.site_rules import SiteRules

MAX_BYTES = 50_000_000
"""Size above which one text or page is not taken: the length of some thirty books."""
MAX_LINE_BYTES = 5_000_000
"""Size above which a line of a JSONL file is not taken."""


class KnownPublisher(Protocol):
    """What a reading asks of a row of the publishers' table."""

    @property
    def id(self) -> str:
        """The publisher's id."""

    @property
    def time_zone(self) -> str | None:
        """The IANA name of the zone that it dates by."""


class PublisherLookup(Protocol):
    """A table of publishers, searched by the name that an input gives."""

    def find(self, name: str) -> KnownPublisher | None:
        """The publisher that goes by `name`, or None."""


@dataclass(frozen=True)
class SetAside:
    """Something that was not taken, or not coded: where it stands (`file`, `file:line` or `file[item]`), why, and the
    digest of its bytes where they could be read."""

    where: str
    error: WaqaiError
    sha256: str | None = None

    def __str__(self) -> str:
        return str(self.error) if self.error.where else f"{self.where}: {self.error}"


@dataclass(frozen=True)
class Reading:
    """The circumstances of a reading.

    `now` is the moment of reading, with its zone: a document dated later than two days after it is set aside.
    `publishers` gives the zone of dates that have none; `zone` is that of publishers it does not know. Sizes are in
    bytes. `language_of` names a text's language (ISO 639-1); by default the package's own.

    What a file does not tell of itself: `as_kind` is what it is, `columns` the column of its table for a field of a
    document, `channels` the public name of a Telegram channel by its number (of a sole channel: by the empty string).
    `note` takes what a reader chose or passed over. `site_rules` tell where on the pages of single sites the article
    stands.
    """

    now: datetime
    publishers: PublisherLookup | None = None
    zone: tzinfo = UTC
    max_bytes: int = MAX_BYTES
    max_line_bytes: int = MAX_LINE_BYTES
    language_of: Callable[[str], str | None] | None = None
    as_kind: Kind | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    note: Callable[[str], None] | None = None
    site_rules: SiteRules | None = None

    def say(self, message: str) -> None:
        """Tell the caller what a reader chose or passed over."""
        if self.note is not None:
            self.note(message)

    def publisher(self, source: str | None) -> KnownPublisher | None:
        """The publisher that an input calls `source`, or None."""
        return self.publishers.find(source) if self.publishers and source else None

    def zone_of(self, publisher: KnownPublisher | None) -> tzinfo:
        """The zone that `publisher` dates by, or the default where it is not known."""
        if publisher is None or not publisher.time_zone:
            return self.zone
        try:
            return ZoneInfo(publisher.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            return self.zone

    def language(self, text: str) -> str | None:
        """The language of `text`."""
        if self.language_of is None:
            from waqai.language.script import language_of

            return language_of(text)
        return self.language_of(text)
