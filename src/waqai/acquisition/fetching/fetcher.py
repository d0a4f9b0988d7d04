"""The fetcher: an address of the web → its content, and every exchange on the way there as it went over the line.

In the order in which an address passes through it: guard (is it of the web) → robots (may it be asked) →
pace (may it be asked now) → exchange (ask, within limits) → redirects (and again) → decoding.
"""

from __future__ import annotations

import asyncio
import random
import re
import ssl
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import httpx

from waqai.acquisition.fetching import redirects
from waqai.acquisition.fetching.address_guard import AddressGuard, Resolve, host_name, web_address
from waqai.acquisition.fetching.decoding import ACCEPTED, decoded
from waqai.acquisition.fetching.exchange import Exchange, Exchanges, Take
from waqai.acquisition.fetching.manners import Manners
from waqai.acquisition.fetching.media_type import TEXT_TYPES, charset, is_accepted, media_type
from waqai.acquisition.fetching.pace import Pace
from waqai.acquisition.fetching.resolving import SystemResolver
from waqai.acquisition.fetching.retry_after import retry_after
from waqai.acquisition.fetching.robots import MOST_BYTES, Robots
from waqai.acquisition.fetching.user_agent import user_agent
from waqai.acquisition.kinds.step import Answer
from waqai.errors import (
    AnswerTooLarge,
    BadAnswer,
    BadStatus,
    FetchError,
    HostResting,
    NotReached,
    OtherMedia,
    RedirectLoop,
    TooManyRedirects,
)
from waqai.records.capture import Capture

_SUCCESS = frozenset({200, 203})
_MOST_ASIDE = 1_000_000
"""Bytes that are kept of an answer which is no success: the page that says that a text is gone."""
_ROBOTS_UNPACKED = 5_000_000
_VALIDATOR = re.compile(r"[ -~]{1,1000}")
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, "
    "application/json;q=0.9, text/*;q=0.8, */*;q=0.1"
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    `captures` has one exchange a hop, oldest first. `answer` is the content of the last, unpacked; None where it is
    `not_modified`. `etag` and `last_modified` are what to ask with next time.
    """

    captures: tuple[Capture, ...]
    answer: Answer | None
    not_modified: bool
    etag: str | None
    last_modified: str | None
    status: int


class Fetcher:
    """Fetches addresses of the web with the manners of a project; many at once.

    `clock` tells the moment of a capture; pauses are kept by `monotonic` and `sleep`. `resolve` gives the IP addresses
    of a host, `tls` says whom to trust; both are the system's by default. It is used as `async with Fetcher(…) as
    fetcher`.
    """

    def __init__(
        self,
        manners: Manners,
        *,
        clock: Callable[[], datetime],
        random: random.Random,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        resolve: Resolve | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._manners = manners
        self._clock = clock
        self._system = SystemResolver(manners.hosts)
        guard = AddressGuard(resolve or self._system, manners.allow_addresses)
        self._exchanges = Exchanges(manners, guard, clock=clock, tls=tls or httpx.create_ssl_context())
        self._pace = Pace(manners, monotonic=monotonic, sleep=sleep, random=random)
        self._robots = Robots(self._read_robots, monotonic)
        self._headers = {
            "User-Agent": user_agent(manners.contact),
            "Accept": _ACCEPT,
            "Accept-Language": "ar, *;q=0.5",
            "Accept-Encoding": ACCEPTED,
        }

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._system.close()

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: Collection[str] = TEXT_TYPES,
    ) -> Fetched:
        """Fetches an address; conditionally where `etag` or `last_modified` tell what is already known of it.

        `accept` holds the media types that are read (`text/*` means all texts). Raises FetchError, which carries the
        captures that were taken: a 404 is worth keeping.
        """
        address = web_address(url)
        conditions = _conditions(etag, last_modified)
        await self._robots.check(address)

        def take(status: int, headers: httpx.Headers) -> int:
            return _bytes_to_take(status, headers, accept, self._manners.max_bytes)

        async def once() -> Fetched:
            hops = await self._follow(address, {**self._headers, **conditions}, take, obey=True)
            return self._fetched(hops, accept, conditional=bool(conditions))

        return await self._tried(once)

    async def _tried(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """What an attempt gives, made again where it failed for a reason that passes; the pace keeps the pauses."""
        failure: FetchError | None = None
        left = self._manners.tries
        while True:
            left -= 1
            try:
                return await attempt()
            except HostResting as resting:
                if failure is None:
                    raise
                raise failure from resting
            except (NotReached, BadAnswer) as error:
                if error.lasting or left <= 0:
                    raise
                failure = error

    async def _follow(self, url: httpx.URL, headers: dict[str, str], take: Take, *, obey: bool) -> tuple[Exchange, ...]:
        """The exchanges from an address to where its redirects end; `obey` asks robots.txt of every host first."""
        hops: list[Exchange] = []
        asked: set[httpx.URL] = set()
        target: httpx.URL | None = url
        try:
            while target is not None:
                url = target
                if url in asked:
                    raise RedirectLoop("its redirects lead in a circle.", where=str(url))
                if len(hops) > redirects.MOST:
                    raise TooManyRedirects(f"it sends on more than {redirects.MOST} times.", where=str(url))
                asked.add(url)
                if obey:
                    rules = await self._robots.check(url)
                    self._pace.asked_for(host_name(url), rules.crawl_delay)
                hops.append(await self._ask(url, headers, take))
                target = redirects.redirect_target(url, hops[-1].capture.status, hops[-1].headers)
        except FetchError as error:
            error.captures = (*(hop.capture for hop in hops), *error.captures)
            raise
        return tuple(hops)

    async def _ask(self, url: httpx.URL, headers: dict[str, str], take: Take) -> Exchange:
        """One exchange in its turn; a failure is remembered against the host."""
        host = host_name(url)
        async with self._pace.turn(host):
            try:
                exchange = await self._exchanges.ask(url, headers, take)
            except NotReached:
                self._pace.failed(host)
                raise
            if BadStatus(exchange.capture.status).lasting:
                self._pace.worked(host)
            else:
                self._pace.failed(host, self._asked_pause(exchange))
            return exchange

    def _asked_pause(self, exchange: Exchange) -> float | None:
        return retry_after(exchange.headers, self._clock())

    def _fetched(self, hops: tuple[Exchange, ...], accept: Collection[str], *, conditional: bool) -> Fetched:
        """What the last hop says. Raises BadAnswer where it is of no use."""
        captures = tuple(hop.capture for hop in hops)
        last = hops[-1]
        status = last.capture.status
        not_modified = status == 304 and conditional
        try:
            answer = None if not_modified else self._answer(last, accept)
        except BadAnswer as error:
            error.where, error.captures = last.capture.url, captures
            raise
        etag, last_modified = (_validator(last.headers, name) for name in ("etag", "last-modified"))
        return Fetched(captures, answer, not_modified, etag, last_modified, status)

    def _answer(self, exchange: Exchange, accept: Collection[str]) -> Answer:
        capture, headers = exchange.capture, exchange.headers
        content_type = headers.get("content-type")
        if capture.status not in _SUCCESS:
            raise BadStatus(capture.status, retry_after=self._asked_pause(exchange))
        if not is_accepted(media_type(content_type), accept):
            raise OtherMedia(f"it is of the media type {media_type(content_type)[:80]!r}, which is not read.")
        if capture.truncated:
            raise AnswerTooLarge(f"it is larger than {self._manners.max_bytes:,} bytes.")
        content = decoded(capture.body, headers.get("content-encoding", ""), self._manners.max_bytes)
        return Answer(capture.url, media_type(content_type), charset(content_type), content)

    async def _read_robots(self, url: httpx.URL) -> bytes:
        """The content of a robots.txt up to its limit. Raises FetchError."""
        headers = {**self._headers, "Accept": "text/plain, */*;q=0.1", "Accept-Encoding": "identity"}

        async def once() -> bytes:
            last = (await self._follow(url, headers, lambda *_: MOST_BYTES, obey=False))[-1]
            if last.capture.status not in _SUCCESS:
                raise BadStatus(last.capture.status, retry_after=self._asked_pause(last))
            return decoded(last.capture.body, last.headers.get("content-encoding", ""), _ROBOTS_UNPACKED)[:MOST_BYTES]

        return await self._tried(once)


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """The headers that ask for what is not known yet."""
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in known.items() if value and _VALIDATOR.fullmatch(value)}


def _validator(headers: httpx.Headers, name: str) -> str | None:
    """A header that is sent back the next time, where it can be."""
    value = headers.get(name, "").strip()
    return value if _VALIDATOR.fullmatch(value) else None


def _bytes_to_take(status: int, headers: httpx.Headers, accept: Collection[str], limit: int) -> int:
    """How much of a body is taken: nothing of what would be refused anyway."""
    if status not in _SUCCESS:
        return min(limit, _MOST_ASIDE)
    if not is_accepted(media_type(headers.get("content-type")), accept):
        return 0
    length = headers.get("content-length", "")
    return 0 if length.isdecimal() and int(length) > limit else limit
