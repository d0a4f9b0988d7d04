"""Long lists in pieces: a statement of SQLite takes a bounded number of values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")

PIECE = 500


def pieces(items: Iterable[Item], size: int = PIECE) -> Iterator[list[Item]]:
    """The items in lists of at most `size`, in order."""
    iterator = iter(items)
    while piece := list(islice(iterator, size)):
        yield piece
