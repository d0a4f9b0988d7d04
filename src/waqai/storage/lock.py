"""One writer a project: a lock that the system takes back when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waqai.errors import ProjectBusy

SHORT = 3.0
"""Seconds for which a command waits for another's writing: a collector at work writes often, and shortly."""
_PAUSE = 0.05


@contextmanager
def exclusive(path: Path, patience: float = 0) -> Iterator[None]:
    """Hold the lock file at `path`. Raises ProjectBusy where another process holds it for `patience` seconds on."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        until = time.monotonic() + patience
        while not (held := _locked(descriptor)) and time.monotonic() < until:
            time.sleep(_PAUSE)
        if not held:
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
            raise ProjectBusy(
                f"another process (number {holder}) is writing to the project.",
                where=str(path.parent),
                remedy="Wait until it ends, then run the command again.",
            )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
