"""What the tests of fetching share: a web server, a fetcher that may reach it, and time that passes at once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import pytest

from tests.servers import Names, VirtualTime, WebServer
from waqai.acquisition.fetching.fetcher import Fetched, Fetcher
from waqai.acquisition.fetching.manners import Manners
from waqai.errors import FetchError

T = TypeVar("T")
LOCAL = ("127.0.0.0/8", "::1/128")


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


class Desk:
    """Fetches with a new fetcher for each test; `manners` may be changed before the first fetch."""

    def __init__(self) -> None:
        self.time = VirtualTime()
        self.names = Names(anything=["127.0.0.1"])
        self.manners = Manners(pause_seconds=0, tries=1, timeout_seconds=5, total_seconds=10, allow_addresses=LOCAL)
        self.more: dict[str, Any] = {}

    def behave(self, **manners: Any) -> None:
        """Changes manners."""
        self.manners = Manners(**{**self.manners.model_dump(), **manners})

    def run(self, work: Callable[[Fetcher], Awaitable[T]]) -> T:
        """Does something with a fetcher."""

        async def all_of_it() -> T:
            async with Fetcher(
                self.manners,
                clock=self.time.clock,
                monotonic=self.time.monotonic,
                sleep=self.time.sleep,
                random=random.Random(7),  # noqa: S311 - jitter is no secret
                resolve=self.names,
                **self.more,
            ) as fetcher:
                return await work(fetcher)

        return asyncio.run(all_of_it())

    def fetch(self, url: str, **how: Any) -> Fetched:
        """Fetches one address."""
        return self.run(lambda fetcher: fetcher.fetch(url, **how))

    def fails(self, url: str, kind: type[FetchError], **how: Any) -> Any:
        """The error that an address gives."""
        with pytest.raises(kind) as caught:
            self.fetch(url, **how)
        assert type(caught.value) is kind
        return caught.value


@pytest.fixture
def desk() -> Desk:
    return Desk()
