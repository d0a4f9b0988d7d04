"""Which kind reads which source of the web."""

from __future__ import annotations

from typing import Any

from waqai.acquisition.kinds.feed import FeedKind
from waqai.acquisition.kinds.page import PageKind, PagesKind
from waqai.acquisition.kinds.sitemap import SitemapKind
from waqai.acquisition.kinds.step import Kind
from waqai.acquisition.kinds.telegram import TelegramKind
from waqai.acquisition.source import SourceSetting
from waqai.errors import UsageError

_KINDS: dict[str, Kind[Any]] = {
    "feed": FeedKind(),
    "sitemap": SitemapKind(),
    "page": PageKind(),
    "pages": PagesKind(),
    "telegram": TelegramKind(),
}


def kind_of_source(source: SourceSetting) -> Kind[Any]:
    """The kind that reads a source of the web. Raises UsageError for a source that is not fetched from there."""
    try:
        return _KINDS[source.kind]
    except KeyError:
        raise UsageError(f"{source.name}: a source of kind {source.kind} is not fetched from the web.") from None
