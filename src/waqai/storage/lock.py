"""One writer a project: a lock that the system takes back when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waqai.errors import ProjectBusy


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`. Raises ProjectBusy at once where another process holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
            raise ProjectBusy(
                f"another process (number {holder}) is writing to the project.",
                where=str(path.parent),
                remedy="Wait until it ends, then run the command again.",
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)
