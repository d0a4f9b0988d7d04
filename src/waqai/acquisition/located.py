"""Documents with where they stand, and what was set aside in their place."""

from __future__ import annotations

import os
from typing import NamedTuple

from waqai.acquisition.reading import Reading, SetAside
from waqai.errors import BrokenRecord, InputError, TooLarge
from waqai.records import Document


class Located(NamedTuple):
    """A document or what was set aside, with where it stands: `file`, `file:line`, `file[item]` or `file@offset`."""

    where: str
    item: Document | SetAside


def aside(error: InputError, digest: str | None = None) -> Located:
    """What was set aside, where its error says."""
    where = error.where or ""
    return Located(where, SetAside(where, error, digest))


def unreadable(error: OSError, name: str) -> InputError:
    """The error of a file that cannot be opened or read."""
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file.", where=name)
    return InputError(f"it cannot be read ({os.strerror(error.errno or 0)}).", where=name)


def too_large(size: int, reading: Reading, where: str) -> TooLarge:
    """The error of a text or page above the limit."""
    return TooLarge(
        f"{size:,} bytes, above the limit of {reading.max_bytes:,} for one document.",
        where=where,
        remedy="Split it into its reports, or raise the limit with --max-bytes.",
    )


def unrepeated(document: Document, where: str, seen: dict[str, str]) -> Document:
    """`document`, unless its id came before in this file: one of the two would be lost."""
    first = seen.setdefault(document.id, where)
    if first != where:
        raise BrokenRecord(
            f"the id {document.id!r} already stands at {first}.", where=where, remedy="Give each document its own id."
        )
    return document
