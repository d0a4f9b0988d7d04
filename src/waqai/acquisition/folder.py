"""A folder into which files are dropped: which of them are whole, and not known yet.

A file is whole when nothing was written to it, and it was not moved, for some seconds. The time at which its entry
changed counts beside that of its content, because copying programs set the latter back.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from waqai.acquisition.located import unreadable
from waqai.errors import InputError

SETTLED = timedelta(seconds=10)
"""How long a file must have lain still."""
_UNFINISHED = (".part", ".tmp", ".temp", ".partial", ".filepart", ".crdownload", ".download", ".swp", "~")
_DEEPEST = 50


class Stamp(NamedTuple):
    """By what a file is known again without reading it: size in bytes, and when it was written, in nanoseconds."""

    bytes: int
    written: int


class Dropped(NamedTuple):
    """A file in the folder: its path below it with `/`, where it lies, and its stamp."""

    name: str
    path: Path
    stamp: Stamp


def dropped(folder: Path, known: Mapping[str, Stamp], now: datetime, settled: timedelta = SETTLED) -> Iterator[Dropped]:
    """The files below `folder` that are whole at the moment `now` and are not in `known` with the same stamp, by name.

    Hidden names, names of unfinished files, links, and what is no file are passed over: a link may lead out of the
    folder. Raises InputError where the folder cannot be read; a folder below it that cannot is passed over.
    """
    try:
        entries = _entries(folder)
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise InputError("there is no such folder.", where=str(folder)) from error
        raise unreadable(error, str(folder)) from error
    still_since = (now - settled).timestamp()
    for name, entry in _files(entries, ""):
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            continue  # gone in the meantime
        stamp = Stamp(status.st_size, status.st_mtime_ns)
        whole = stat.S_ISREG(status.st_mode) and max(status.st_mtime, status.st_ctime) <= still_since
        if whole and known.get(name) != stamp:
            yield Dropped(name, Path(entry.path), stamp)


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def _files(entries: list[os.DirEntry[str]], below: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    for entry in entries:
        name = f"{below}{entry.name}"
        if entry.name.startswith(".") or entry.name.lower().endswith(_UNFINISHED) or entry.is_symlink():
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield name, entry
        elif name.count("/") < _DEEPEST:
            try:
                inner = _entries(entry.path)
            except OSError:
                continue
            yield from _files(inner, f"{name}/")
