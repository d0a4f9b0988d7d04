"""One request and its answer over a connection of its own, within limits of size, silence and time.

Every exchange has its own connection: what a server sends beyond an answer can then never pass for the next answer, and
every address is checked anew.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

import httpcore
import httpx

from waqai.acquisition.fetching.address_guard import AddressGuard
from waqai.acquisition.fetching.connection import CheckedNetwork, Said
from waqai.acquisition.fetching.manners import Manners
from waqai.errors import BrokenAnswer, CutOff, FetchError, TimedOut
from waqai.records.capture import Capture

Take = Callable[[int, httpx.Headers], int]
"""How many bytes of a body are taken, by status and headers."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A capture and its headers as names and values. The capture is truncated where more was sent than was taken."""

    capture: Capture
    headers: httpx.Headers


class _Unfinished:
    """An answer while it comes in."""

    def __init__(self, url: httpx.URL, at: datetime) -> None:
        self.said = Said()
        self.status = 0
        self.headers = httpx.Headers()
        self.body = bytearray()
        self._url = url
        self._at = at

    def capture(self, truncated: Literal["length", "time", "disconnect"] | None = None) -> Capture:
        return Capture(
            url=str(self._url),
            at=self._at,
            address=self.said.address,
            request=self.said.request,
            status=self.status,
            head=self.said.head,
            body=bytes(self.body),
            truncated=truncated,
        )

    def captures(self, truncated: Literal["time", "disconnect"]) -> tuple[Capture, ...]:
        """What can be kept of an answer that broke off: nothing while its head was not whole."""
        return (self.capture(truncated),) if self.status else ()


class Exchanges:
    """Makes exchanges. `tls` is whom to trust."""

    def __init__(
        self, manners: Manners, guard: AddressGuard, *, clock: Callable[[], datetime], tls: ssl.SSLContext
    ) -> None:
        self._manners = manners
        self._guard = guard
        self._clock = clock
        self._tls = tls

    async def ask(
        self, url: httpx.URL, headers: Mapping[str, str], take: Take, content: bytes | None = None
    ) -> Exchange:
        """Asks for an address, or sends `content` there; follows nothing, unpacks nothing.

        Raises NotReached, InnerAddress or BrokenAnswer, with what can be kept of an answer that broke off.
        """
        unfinished = _Unfinished(url, self._clock())
        try:
            async with asyncio.timeout(self._manners.total_seconds):
                whole = await self._receive(self._request(url, headers, content), take, unfinished)
        except FetchError as error:
            error.where = error.where or str(url)
            raise
        except (TimeoutError, httpcore.TimeoutException) as error:
            captures = unfinished.captures("time")
            raise TimedOut("the answer took too long.", where=str(url), captures=captures) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _broken(url, unfinished) from error
        return Exchange(unfinished.capture(None if whole else "length"), unfinished.headers)

    async def _receive(self, request: httpcore.Request, take: Take, unfinished: _Unfinished) -> bool:
        """Takes an answer in; False where there was more of the body than is taken."""
        connection = httpcore.AsyncHTTPConnection(
            request.url.origin, ssl_context=self._tls, network_backend=CheckedNetwork(self._guard, unfinished.said)
        )
        async with connection:
            response = await connection.handle_async_request(request)
            try:
                unfinished.headers = httpx.Headers(response.headers)
                unfinished.status = response.status
                return await _take(response, take(response.status, unfinished.headers), unfinished.body)
            finally:
                await response.aclose()

    def _request(self, url: httpx.URL, headers: Mapping[str, str], content: bytes | None) -> httpcore.Request:
        silence = self._manners.timeout_seconds
        return httpcore.Request(
            "GET" if content is None else "POST",
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=[("Host", url.netloc.decode("ascii")), *headers.items(), ("Connection", "close")],
            content=content,
            extensions={"timeout": {"connect": silence, "read": silence, "write": silence}},
        )


async def _take(response: httpcore.Response, limit: int, body: bytearray) -> bool:
    if not limit:
        return False
    stream = cast("AsyncGenerator[bytes, None]", response.aiter_stream())
    async with aclosing(stream) as pieces:
        async for piece in pieces:
            room = limit - len(body)
            body += piece[:room]
            if len(piece) > room:
                return False
    return True


def _broken(url: httpx.URL, unfinished: _Unfinished) -> FetchError:
    captures = unfinished.captures("disconnect")
    said = unfinished.said
    if said.ended or captures or not said.started:
        return CutOff("the connection ended before the answer was whole.", where=str(url), captures=captures)
    return BrokenAnswer("what came is no HTTP.", where=str(url))
