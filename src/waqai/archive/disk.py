"""Writing to a disk that may be full, and making sure that what was written is on it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waqai.errors import ProjectError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What the system says where there is no more room."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says while `path` is written into a ProjectError: a full disk above all."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise ProjectError(
                f"the disk is full ({error.strerror}).",
                where=str(path),
                remedy="Make room, then run the same command again: it goes on from here.",
            ) from error
        raise ProjectError(f"the file cannot be written ({error.strerror}).", where=str(path)) from error


def force_folder(folder: Path) -> None:
    """Force the names in a folder to disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
