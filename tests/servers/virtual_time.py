"""Time that passes only when somebody sleeps."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta


class VirtualTime:
    """`monotonic` and `sleep` for what keeps pauses, and `clock`, a wall clock that a test may set (`set_by`).

    A sleep moves time on to its end at once, unless another sleep has moved it further.
    """

    def __init__(self, start: datetime = datetime(2025, 3, 3, 12, tzinfo=UTC)) -> None:
        self._start = start
        self._now = 0.0
        self._set_by = timedelta()
        self.slept: list[float] = []

    def monotonic(self) -> float:
        """Seconds since the start."""
        return self._now

    def clock(self) -> datetime:
        """The wall clock."""
        return self._start + timedelta(seconds=self._now) + self._set_by

    def set_by(self, jump: timedelta) -> None:
        """Sets the wall clock alone."""
        self._set_by += jump

    def pass_by(self, seconds: float) -> None:
        """Lets time pass."""
        self._now += seconds

    async def sleep(self, seconds: float) -> None:
        """Sleeps without waiting."""
        self.slept.append(seconds)
        end = self._now + seconds
        await asyncio.sleep(0)
        self._now = max(self._now, end)
