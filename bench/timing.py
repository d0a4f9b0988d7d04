"""Honest times: each task several times over, the median with the range, and the memory of a fresh process."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Seconds of a task: the median, the least and the most of `runs` runs."""

    median: float
    least: float
    most: float
    runs: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Timing:
        """The figures of single runs."""
        return cls(statistics.median(seconds), min(seconds), max(seconds), len(seconds))


def timed(task: Callable[[], object], runs: int, prepare: Callable[[], object] = lambda: None) -> Timing:
    """The timing of a task; `prepare` goes before each run and is not counted."""
    seconds = []
    for _ in range(runs):
        prepare()
        start = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - start)
    return Timing.of(seconds)


def timed_process(command: Sequence[str], runs: int, stdin: bytes = b"") -> Timing:
    """The timing of a command from its start to its end. The first run, which may compile, is not counted.

    Raises CalledProcessError where it fails.
    """

    def once() -> object:
        return subprocess.run(command, input=stdin, capture_output=True, check=True)  # noqa: S603 - our own commands

    once()
    return timed(once, runs)
