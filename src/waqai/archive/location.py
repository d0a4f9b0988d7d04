"""Where in the WARC files of an archive something lies."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from waqai.records.base import Record


class Location(Record):
    """A record in a WARC file: `length` bytes from `offset` on are one gzip member. `file` is a name, no path."""

    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,200}\.warc\.gz$")]
    offset: Annotated[int, Field(ge=0)]
    length: Annotated[int, Field(ge=1)]

    @property
    def end(self) -> int:
        """The offset behind the last byte."""
        return self.offset + self.length


class Extent(Location):
    """All bytes that one capture added to a WARC file (its records, and the one that begins the file), and their
    SHA-256."""

    sha256: str


class Kept(Record):
    """Where the archive put a capture: `sha256` and `bytes` are of the body, `location` is the record that holds it.

    Where the body was known, that is an earlier record, and `records` holds one that refers to it.
    """

    sha256: str
    bytes: int
    location: Location
    records: Extent
