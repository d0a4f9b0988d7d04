"""What a collecting did: counts, and what happened on the way, one thing at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from waqai.errors import WaqaiError

What = Literal[
    "round", "fetched", "unchanged", "new", "version", "known", "gone", "back", "set_aside", "failed", "later", "done"
]
"""`round`: a source's round begins; `fetched`, `unchanged`: an answer came; `new`, `version`, `known`: a text was
stored, or was there; `gone`, `back`: a text is missing, or there again; `set_aside`: nothing can be taken from it;
`failed`: a source failed; `later`: a request failed and will be made again; `done`: a source's round ended well."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened: when, what, of which source, and the address, document and words where there are any."""

    at: datetime
    what: What
    source: str
    url: str | None = None
    document: str | None = None
    code: str | None = None
    message: str | None = None

    @classmethod
    def of(
        cls,
        at: datetime,
        what: What,
        source: str,
        url: str,
        *,
        document: str | None = None,
        error: WaqaiError | None = None,
    ) -> Happened:
        """What happened at an address, with the error that it was, where it was one."""
        code, message = (error.code, error.words) if error else (None, None)
        return cls(at, what, source, url, document, code, message)


Listener = Callable[[Happened], None]


@dataclass
class CollectReport:
    """How often each thing happened, in all and by source; the sources whose round failed, with why; what was set
    aside; and how many requests wait for another time."""

    counts: Counter[What] = field(default_factory=Counter)
    by_source: dict[str, Counter[What]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    set_aside: list[str] = field(default_factory=list)
    waiting: int = 0

    def note(self, happened: Happened) -> None:
        """Count one thing that happened."""
        self.counts[happened.what] += 1
        self.by_source.setdefault(happened.source, Counter())[happened.what] += 1
        if happened.what == "failed":
            self.failures[happened.source] = f"[{happened.code}] {happened.message}"
        elif happened.what == "set_aside":
            self.set_aside.append(f"[{happened.code}] {happened.url}: {happened.message}")
