"""Addresses that pages, feeds and sitemaps lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

_LONGEST = 2_000


def web_address(written: object, base: str) -> str | None:
    """The address of the web that `written` on the page `base` leads to, without its fragment; None for any other."""
    if not isinstance(written, str) or not written.strip():
        return None
    try:
        url = urldefrag(urljoin(base, written.strip())).url
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return url if fits and len(url) <= _LONGEST and url.isprintable() and " " not in url else None


def distinct(urls: Iterable[str | None], most: int) -> Iterator[str]:
    """The first `most` addresses, each once."""
    seen: set[str] = set()
    for url in urls:
        if url is not None and url not in seen:
            if len(seen) >= most:
                return
            seen.add(url)
            yield url
