"""What the header `Content-Type` says, and which media types are text."""

from __future__ import annotations

import re
from collections.abc import Collection
from fnmatch import fnmatchcase

TEXT_TYPES: frozenset[str] = frozenset(
    {
        "text/*",
        "application/xml",
        "application/xhtml+xml",
        "application/rss+xml",
        "application/x-rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/json",
        "application/*+json",
    }
)
"""Media types that are read by default; `*` stands for any letters."""
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?\s*([A-Za-z0-9][A-Za-z0-9._:+-]{0,39})""", re.IGNORECASE)


def media_type(content_type: str | None) -> str:
    """`text/html; charset=utf-8` → `text/html`. Empty where there is none."""
    return (content_type or "").partition(";")[0].partition(",")[0].strip().lower()


def charset(content_type: str | None) -> str | None:
    """`text/html; charset=utf-8` → `utf-8`."""
    found = _CHARSET.search(content_type or "")
    return found[1].lower() if found else None


def is_accepted(name: str, accept: Collection[str]) -> bool:
    """Whether a media type is among those accepted. One that is not named may be anything, and is."""
    return not name or any(fnmatchcase(name, pattern) for pattern in accept)
