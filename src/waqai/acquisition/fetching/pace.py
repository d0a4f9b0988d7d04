"""The pace at which hosts are asked: how many at once, with which pauses, and when a host is left alone.

Time here is that of a clock that only runs forward, so that a wall clock that is set changes nothing.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from waqai.acquisition.fetching.manners import Manners
from waqai.errors import HostResting

PATIENCE = 60.0
"""Seconds that a request waits for a host to come back from a rest; for a longer rest it is refused at once."""
LONGEST_REST = 86_400.0
"""Seconds that a host can ask for at most."""
LONGEST_CRAWL_DELAY = 60.0
"""Seconds between requests that robots.txt can ask for at most."""

_FIRST_REST = 2.0
_LONGEST_BACK_OFF = 3_600.0
_MOST_DOUBLINGS = 11


@dataclass(slots=True)
class _Host:
    connections: asyncio.Semaphore
    gate: asyncio.Lock = field(default_factory=asyncio.Lock)
    pause: float = 0.0
    free_at: float = 0.0
    rests_until: float = 0.0
    failures: int = 0
    open: int = 0


class Pace:
    """Keeps the manners of one collecting towards all hosts. A host is its name, whatever the port."""

    def __init__(
        self,
        manners: Manners,
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        random: random.Random,
    ) -> None:
        self._manners = manners
        self._monotonic = monotonic
        self._sleep = sleep
        self._random = random
        self._hosts: dict[str, _Host] = {}
        self._slots = asyncio.Semaphore(manners.hosts)

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Waits until a host may be asked, and holds one of its connections meanwhile.

        Raises HostResting where the host is left alone for longer than PATIENCE.
        """
        host = self._host(name)
        async with host.connections:
            async with host.gate:
                await self._until_free(name, host)
                await self._open(host)
            try:
                yield
            finally:
                self._close(host)

    def asked_for(self, name: str, pause: float) -> None:
        """Keeps the pause that a host's robots.txt asks for, up to LONGEST_CRAWL_DELAY."""
        self._host(name).pause = max(self._manners.pause_seconds, min(pause, LONGEST_CRAWL_DELAY))

    def failed(self, name: str, retry_after: float | None = None) -> None:
        """Leaves a host alone after a failure: as long as it asks, else twice as long each time, more or less."""
        host = self._host(name)
        host.failures += 1
        doubled = _FIRST_REST * 2 ** min(host.failures - 1, _MOST_DOUBLINGS) * self._random.uniform(0.5, 1.5)
        rest = min(retry_after, LONGEST_REST) if retry_after is not None else min(doubled, _LONGEST_BACK_OFF)
        host.rests_until = max(host.rests_until, self._monotonic() + rest)

    def worked(self, name: str) -> None:
        """Forgets the failures of a host."""
        self._host(name).failures = 0

    def rest(self, name: str) -> float:
        """For how many seconds a host is still left alone."""
        return max(0.0, self._host(name).rests_until - self._monotonic())

    def _host(self, name: str) -> _Host:
        key = name.rstrip(".")
        if key not in self._hosts:
            connections = asyncio.Semaphore(self._manners.connections_per_host)
            self._hosts[key] = _Host(connections, pause=self._manners.pause_seconds)
        return self._hosts[key]

    async def _until_free(self, name: str, host: _Host) -> None:
        """Waits for the end of the pause and of a rest. Another request may prolong either meanwhile."""
        while True:
            rest = self.rest(name)
            if rest > PATIENCE:
                raise HostResting("the host asked for a pause or failed too often.", where=name, retry_after=rest)
            wait = max(rest, host.free_at - self._monotonic())
            if wait <= 0:
                return
            await self._sleep(wait)

    async def _open(self, host: _Host) -> None:
        if not host.open:
            await self._slots.acquire()
        host.open += 1
        host.free_at = self._monotonic() + host.pause

    def _close(self, host: _Host) -> None:
        host.free_at = self._monotonic() + host.pause
        host.open -= 1
        if not host.open:
            self._slots.release()
