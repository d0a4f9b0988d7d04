"""What a format is to the reading of files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, get_args

from waqai.acquisition.located import Located
from waqai.acquisition.reading import Reading

Kind = Literal["text", "html", "json", "jsonl", "telegram", "csv", "parquet", "warc", "wacz"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type, the suffixes that tell it, and its reader.

    A `streamed` one may be of any size, its limits are those of a record. A `binary` one is known by its first bytes,
    and its reader goes back and forth in the stream.
    """

    media_type: str
    suffixes: tuple[str, ...]
    read: Callable[[BinaryIO, str, Reading], Iterator[Located]]
    streamed: bool = False
    binary: bool = False
