"""One collecting in a process of its own that ends itself at a given moment.

Moments are counted before and after each time that bytes are forced to disk and each time that a transaction is
committed.
"""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from waqai.errors import WaqaiError
from waqai.storage.project import Project


@dataclass(frozen=True)
class Ended:
    """How a process ended: its status (-9 where it was killed), and what it said: the number of moments, or why not."""

    status: int
    said: str


class _Moments:
    """Counts moments, and ends the process at one."""

    def __init__(self, end: int) -> None:
        self.passed = 0
        self._end = end

    def pass_one(self, *_: Any) -> None:
        self.passed += 1
        if self.passed == self._end:
            os.kill(os.getpid(), signal.SIGKILL)


def collect_apart(root: Path, now: datetime, *, end: int = 0, most_bytes: int = 0) -> Ended:
    """Collect once in a forked process; at moment `end` it kills itself as kill -9 does (0: never).

    With `most_bytes` no file grows beyond so many bytes, as on a full disk.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        status, said = 4, ""
        try:
            status, said = _collect(root, now, _Moments(end), most_bytes)
        except BaseException:
            said = traceback.format_exc()
        finally:
            os.write(writing, said.encode())
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        said = stream.read()
    return Ended(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said)


def _collect(root: Path, now: datetime, moments: _Moments, most_bytes: int) -> tuple[int, str]:
    forced = os.fsync

    def fsync(descriptor: int) -> None:
        moments.pass_one()
        forced(descriptor)
        moments.pass_one()

    os.fsync = fsync
    event.listen(Session, "before_commit", moments.pass_one)
    event.listen(Session, "after_commit", moments.pass_one)
    if most_bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    try:
        project = Project.open(root, clock=lambda: now)
        asyncio.run(project.collector().once(now=True))
    except WaqaiError as error:
        return 3, str(error)
    return 0, str(moments.passed)
