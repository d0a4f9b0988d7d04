"""robots.txt: what a host asks robots to leave alone (RFC 9309)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
from protego import Protego

from waqai.acquisition.fetching.user_agent import TOKEN
from waqai.errors import BadAnswer, BadStatus, CutOff, FetchError, RobotsForbid, RobotsUnknown

Read = Callable[[httpx.URL], Awaitable[bytes]]
"""Reads a robots.txt, redirects followed: its content up to MOST_BYTES. Raises FetchError."""

MOST_BYTES = 512_000
KEPT_SECONDS = 86_400.0
"""How long a robots.txt holds."""
UNKNOWN_SECONDS = 600.0
"""How long a host is left alone whose robots.txt could not be read."""

_NAMING = re.compile(r"\s*user[- ]?agent\s*:?\s*([^#]*)", re.IGNORECASE)


class Rules:
    """What one robots.txt says to Waqai."""

    def __init__(self, text: str) -> None:
        self._rules = Protego.parse("\n".join(map(_without_other_names, text.splitlines())))

    @property
    def crawl_delay(self) -> float:
        """The seconds between requests that it asks for; 0 where it asks for none."""
        return self._rules.crawl_delay(TOKEN) or 0.0

    def allow(self, url: httpx.URL) -> bool:
        """Whether an address may be asked for."""
        return self._rules.can_fetch(str(url), TOKEN)


def _without_other_names(line: str) -> str:
    """Rules are kept once for each name that they are for: thousands of other robots' names would fill the memory."""
    naming = _NAMING.match(line)
    if naming is None:
        return line
    name = naming[1].strip().lower()
    return line if name == "*" or TOKEN.startswith(name.replace("*", "")) else "User-agent: another"


@dataclass(slots=True)
class _Kept:
    """The rules of an origin, or why there are none, until `holds_until`."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Rules | None = None
    problem: str = ""
    holds_until: float | None = None


class Robots:
    """The rules of all origins, each asked for once a day."""

    def __init__(self, read: Read, monotonic: Callable[[], float]) -> None:
        self._read = read
        self._monotonic = monotonic
        self._kept: dict[str, _Kept] = {}

    async def rules(self, url: httpx.URL) -> Rules:
        """The rules of an address's scheme, host and port.

        Raises RobotsUnknown where they cannot be read now, and what the host itself is refused or not reached for.
        """
        origin = url.copy_with(raw_path=b"/robots.txt")
        kept = self._kept.setdefault(str(origin), _Kept())
        async with kept.lock:
            if kept.holds_until is None or kept.holds_until <= self._monotonic():
                await self._renew(kept, origin)
            if kept.rules is None:
                left = (kept.holds_until or 0.0) - self._monotonic()
                raise RobotsUnknown(f"it could not be read: {kept.problem}", where=str(origin), retry_after=left)
            return kept.rules

    async def check(self, url: httpx.URL) -> Rules:
        """The rules that let an address be asked for. Raises RobotsForbid where they do not, else as `rules`."""
        rules = await self.rules(url)
        if not rules.allow(url):
            raise RobotsForbid("robots.txt asks to leave this address alone.", where=str(url))
        return rules

    async def _renew(self, kept: _Kept, origin: httpx.URL) -> None:
        held, kept.rules = KEPT_SECONDS, None
        try:
            kept.rules = Rules((await self._read(origin)).decode("utf-8-sig", "replace"))
        except BadStatus as error:
            if 400 <= error.status < 500 and error.lasting:
                kept.rules = Rules("")
            else:
                held, kept.problem = max(UNKNOWN_SECONDS, error.retry_after or 0.0), error.message
        except FetchError as error:
            if not (error.captures or isinstance(error, BadAnswer | CutOff)):
                raise
            held, kept.problem = UNKNOWN_SECONDS, error.message
        kept.holds_until = self._monotonic() + held
