"""The sketch of a text: a few numbers by which near-copies are known without the texts themselves.

The least hashes of its shingles (bottom-k, Broder 1997): the share that two sketches have in common estimates the
share of shingles that the texts have in common.
"""

from __future__ import annotations

from heapq import nsmallest
from zlib import crc32

from waqai.linking.near_copies import COPY, LEAST_SHINGLES, shingles

SIZE = 24
"""Hashes that are kept of a text: the estimate is off by 0.1 on average, which is enough beside other reasons."""
_BYTES = 4


def sketch(text: str) -> bytes:
    """The least hashes of a text's shingles, four bytes each; empty for a text too short to be a copy."""
    found = shingles(text)
    if len(found) < LEAST_SHINGLES:
        return b""
    hashes = nsmallest(SIZE, {crc32(shingle.encode("utf-8", "surrogatepass")) for shingle in found})
    return b"".join(number.to_bytes(_BYTES, "big") for number in hashes)


def copied(one: bytes, other: bytes) -> bool:
    """Whether two texts with these sketches are near-copies, as far as the sketches tell."""
    mine, theirs = _hashes(one), _hashes(other)
    if mine.isdisjoint(theirs):
        return False
    least = nsmallest(SIZE, mine | theirs)
    return sum(number in mine and number in theirs for number in least) >= COPY * len(least)


def _hashes(sketch: bytes) -> set[bytes]:
    """The hashes of a sketch; big-endian, so that bytes are ordered as numbers."""
    return {sketch[at : at + _BYTES] for at in range(0, len(sketch), _BYTES)}
