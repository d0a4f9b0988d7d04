"""Asking a time stamp authority over HTTP (RFC 3161, section 3.4).

A person names the authority, so that it may stand in their own network. Redirects are not followed.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from datetime import datetime

import httpx

from waqai.acquisition.fetching.address_guard import AddressGuard, Resolve, web_address
from waqai.acquisition.fetching.exchange import Exchange, Exchanges
from waqai.acquisition.fetching.manners import Manners
from waqai.acquisition.fetching.media_type import is_accepted, media_type
from waqai.acquisition.fetching.redirects import redirect_target
from waqai.acquisition.fetching.resolving import SystemResolver
from waqai.acquisition.fetching.retry_after import retry_after
from waqai.acquisition.fetching.user_agent import user_agent
from waqai.errors import AnswerTooLarge, BadStatus, OtherMedia, RefusedRedirect

_ANSWERS = ("application/timestamp-reply", "application/timestamp-response")
_MOST_BYTES = 200_000
"""An answer with a whole chain of certificates has some 10 kB."""
_EVERYWHERE = ("0.0.0.0/0", "::/0")


def authority_name(address: str) -> str:
    """The address in its one spelling and without the query, which may hold a key. Raises RefusedAddress."""
    return str(web_address(address).copy_with(query=None))


def ask_authority(
    address: str,
    query: bytes,
    manners: Manners,
    *,
    clock: Callable[[], datetime],
    resolve: Resolve | None = None,
    tls: ssl.SSLContext | None = None,
) -> bytes:
    """What an authority answers to a query, as it came. Raises FetchError where nothing of use came.

    `resolve` gives the IP addresses of a host, `tls` says whom to trust; both are the system's by default.
    """
    url, system = web_address(address), SystemResolver(1)
    guard = AddressGuard(resolve or system, _EVERYWHERE)
    exchanges = Exchanges(manners, guard, clock=clock, tls=tls or httpx.create_ssl_context())
    headers = {
        "User-Agent": user_agent(manners.contact),
        "Accept": _ANSWERS[0],
        "Accept-Encoding": "identity",
        "Content-Type": "application/timestamp-query",
        "Content-Length": str(len(query)),
    }
    try:
        exchange = asyncio.run(exchanges.ask(url, headers, lambda *_: _MOST_BYTES, query))
    finally:
        system.close()
    return _content(url, exchange, clock())


def _content(url: httpx.URL, exchange: Exchange, now: datetime) -> bytes:
    capture, where = exchange.capture, str(url)
    target = redirect_target(url, capture.status, exchange.headers)
    if target is not None:
        raise RefusedRedirect(f"it sends on to {target}.", where=where, remedy="Name the authority's own address.")
    if capture.status != 200:
        raise BadStatus(capture.status, where=where, retry_after=retry_after(exchange.headers, now))
    kind = media_type(exchange.headers.get("content-type"))
    if not is_accepted(kind, _ANSWERS):
        raise OtherMedia(
            f"it is of the media type {kind[:80]!r}: no answer of a time stamp authority.",
            where=where,
            remedy="Check the address.",
        )
    if capture.truncated:
        raise AnswerTooLarge(f"the answer is larger than {_MOST_BYTES:,} bytes.", where=where)
    return capture.body
