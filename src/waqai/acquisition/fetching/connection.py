"""Connections that go to checked addresses and keep what is said over them."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from waqai.acquisition.fetching.address_guard import AddressGuard
from waqai.errors import BrokenAnswer, NotConnected, TimedOut, TlsFailed

MOST_HEAD_BYTES = 65_536
"""How long the head of an answer may be, interim answers counted in."""
_MOST_ADDRESSES = 4
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_INTERIM = re.compile(rb"HTTP/\d\.\d 1(?!01)\d\d")


class Said:
    """What went over one connection: all that was sent, and the head of what was received.

    `address` is the IP address at the other end. `ended` tells that the other side has closed.
    """

    def __init__(self) -> None:
        self.address: str | None = None
        self.ended = False
        self._sent = bytearray()
        self._received = bytearray()
        self._head_start = 0
        self._head_end = 0
        self._searched = 0

    @property
    def request(self) -> bytes:
        """The request's bytes."""
        return bytes(self._sent)

    @property
    def started(self) -> bool:
        """Whether anything came."""
        return bool(self._received)

    @property
    def head(self) -> bytes:
        """The bytes of the answer's head up to and with the empty line; none while it is not whole."""
        return bytes(self._received[self._head_start : self._head_end])

    def sent(self, data: bytes) -> None:
        """Keeps what was sent."""
        self._sent += data

    def received(self, data: bytes) -> None:
        """Keeps what belongs to the head. Raises BrokenAnswer where it has no end."""
        self.ended = not data
        if self._head_end:
            return
        self._received += data
        while not self._head_end:
            end = _EMPTY_LINE.search(self._received, self._searched)
            if end is None:
                self._searched = max(self._head_start, len(self._received) - 2)
                break
            if _INTERIM.match(self._received, self._head_start):
                self._head_start = self._searched = end.end()
            else:
                self._head_end = end.end()
        if (self._head_end or len(self._received)) > MOST_HEAD_BYTES:
            raise BrokenAnswer(f"the head of the answer is longer than {MOST_HEAD_BYTES:,} bytes.")


class _SaidStream(httpcore.AsyncNetworkStream):
    """A stream that keeps what is said over it."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, said: Said) -> None:
        self._stream = stream
        self._said = said

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = await self._stream.read(max_bytes, timeout)
        self._said.received(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._said.sent(buffer)
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            inner = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except httpcore.ConnectTimeout as error:
            raise TimedOut("the host did not answer the TLS greeting in time.") from error
        except httpcore.ConnectError as error:
            raise _tls_error(error) from error
        return _SaidStream(inner, self._said)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _tls_error(error: httpcore.ConnectError) -> TlsFailed | NotConnected:
    """A certificate that does not hold lasts; a greeting that was cut off passes."""
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return TlsFailed(f"its certificate does not hold: {cause.verify_message}.")
    if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError):
        return TlsFailed(f"no TLS could be agreed on: {cause.reason or 'the greeting was refused'}.")
    return NotConnected("the connection ended in the TLS greeting.")


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """The network of one exchange: it connects to the addresses that the guard has checked, and to no other."""

    def __init__(self, guard: AddressGuard, said: Said) -> None:
        self._guard = guard
        self._said = said
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of a host that takes it. Raises FetchError."""
        failure: Exception | None = None
        for address in (await self._guard.addresses(host, port))[:_MOST_ADDRESSES]:
            try:
                stream = await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                self._said.address = address
                return _SaidStream(stream, self._said)
        if isinstance(failure, httpcore.ConnectTimeout):
            raise TimedOut("no connection could be made in time.") from failure
        raise NotConnected("no connection could be made.") from failure
