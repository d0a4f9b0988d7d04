"""Where a redirect leads."""

from __future__ import annotations

import httpx

from waqai.acquisition.fetching.address_guard import web_address
from waqai.errors import RefusedAddress, RefusedRedirect

MOST = 10
"""How many redirects are followed."""
_STATUSES = frozenset({301, 302, 303, 307, 308})


def redirect_target(url: httpx.URL, status: int, headers: httpx.Headers) -> httpx.URL | None:
    """The address that an answer sends on to; None where it is no redirect.

    Raises RefusedRedirect where it leads from HTTPS to HTTP, to an address that is never asked, or to none.
    """
    if status not in _STATUSES:
        return None
    location = headers.get("location", "").strip()
    if not location:
        raise RefusedRedirect(f"the answer was {status}, without the address that it sends on to.", where=str(url))
    try:
        target = web_address(str(url.join(location)))
    except (RefusedAddress, httpx.InvalidURL, ValueError) as error:
        reason = error.message if isinstance(error, RefusedAddress) else "this is no address of the web."
        raise RefusedRedirect(f"it sends on to {location[:200]!r}: {reason}", where=str(url)) from error
    if url.scheme == "https" and target.scheme == "http":
        raise RefusedRedirect(f"it sends on to {str(target)[:200]!r}, which is not encrypted.", where=str(url))
    return target
