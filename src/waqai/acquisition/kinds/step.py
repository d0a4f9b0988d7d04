"""What a kind of source gives: requests to make, and the step that reading an answer is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from waqai.acquisition.reading import Reading, SetAside
from waqai.records import Document
from waqai.records.base import Record

Memory = Mapping[str, str]
"""What a source keeps from one collecting to the next: names and values of a kind's own choice."""


class Request(Record):
    """Something to fetch. `purpose` tells the kind how to read the answer: `feed`, `sitemap`, `index`, `article`,
    `channel`.

    `hint` carries what the page that named it said of it (JSON, bounded): a feed's title and date of an article.
    """

    url: str
    purpose: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the address after redirects, the media type without parameters, the charset that the header
    names, and the decoded content."""

    url: str
    media_type: str
    charset: str | None
    content: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """Which texts a page showed of a numbered series: from `first` to `last`, both included, only `numbers` are there.

    `stem` with a number behind it is a document's id: `telegram:channel/` and 17.
    """

    stem: str
    first: int
    last: int
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Step:
    """What an answer gave: documents or what was set aside, requests that follow, what a channel page shows of
    its series, and what the source is to remember (an empty value forgets)."""

    found: tuple[Document | SetAside, ...] = ()
    follow: tuple[Request, ...] = ()
    shown: Shown | None = None
    memory: Memory = field(default_factory=dict)


S = TypeVar("S", contravariant=True)


class Kind(Protocol[S]):
    """A kind of source, for its own type of source."""

    def start(self, source: S, memory: Memory) -> Iterable[Request]:
        """The requests that a collecting begins with."""

    def read(self, source: S, request: Request, answer: Answer, reading: Reading, memory: Memory) -> Step:
        """What an answer says. Raises InputError where it is nothing that this kind reads."""
