"""The capture: one HTTP exchange, as it went over the line."""

from __future__ import annotations

import hashlib
from typing import Literal

from pydantic import AwareDatetime

from waqai.records.base import Record


class Capture(Record):
    """One request and its answer.

    `request` and `head` are the bytes up to and with the empty line. `body` is as transferred: content coding is left
    on, chunking is taken off. `address` is the IP address that answered. `truncated` says that the answer went on and
    why the rest was not taken.
    """

    url: str
    at: AwareDatetime
    address: str | None = None
    request: bytes
    status: int
    head: bytes
    body: bytes
    truncated: Literal["length", "time", "disconnect"] | None = None

    @property
    def sha256(self) -> str:
        """The digest of the body, which names it in the archive."""
        return hashlib.sha256(self.body).hexdigest()
