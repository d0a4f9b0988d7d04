"""Files that a command writes: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from waqai.errors import UsageError


@contextmanager
def whole_file(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """A file that is written beside `path` and renamed to it at the end; a failure leaves `path` as it was.

    `mode` says who may read it; by default whoever might before, or may by the system's settings.
    Raises UsageError where the folder is missing or cannot be written, or `path` is no ordinary file.
    """
    try:
        if path.exists() and not path.is_file():
            raise UsageError("it is there and is no ordinary file.", where=str(path), remedy="Choose another name.")
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise UsageError(f"the file cannot be written ({error.strerror}).", where=str(path)) from error
    file = os.fdopen(number, "wb")
    try:
        yield file
        file.flush()
        os.fsync(file.fileno())
        file.close()
        if mode is None:
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):  # what is left in the buffer finds no room either, and is not why it failed
            file.close()
        Path(name).unlink(missing_ok=True)
        raise


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write text as UTF-8 to the file at `path`, whole or not at all. Raises UsageError."""
    with whole_file(path) as file:
        for line in lines:
            file.write(line.encode("utf-8", "backslashreplace"))


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
