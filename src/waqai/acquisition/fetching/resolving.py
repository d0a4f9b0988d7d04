"""The system's own look-up of names."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor


class SystemResolver:
    """Looks names up in threads of its own, so that one host whose names never come holds up no other."""

    def __init__(self, at_once: int) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="resolving")

    async def __call__(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host. Raises OSError where there are none."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
        return [str(address[0]) for *_, address in found]

    def close(self) -> None:
        """Lets go of the threads without waiting for names that are still being looked up."""
        self._threads.shutdown(wait=False, cancel_futures=True)
