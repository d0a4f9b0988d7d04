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


def sketch(text: str) -> frozenset[int]:
    """The least hashes of a text's shingles; empty for a text too short to be a copy."""
    found = shingles(text)
    if len(found) < LEAST_SHINGLES:
        return frozenset()
    return frozenset(nsmallest(SIZE, {crc32(shingle.encode("utf-8", "surrogatepass")) for shingle in found}))


def copied(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two texts with these sketches are near-copies, as far as the sketches tell."""
    if not one or not other or one.isdisjoint(other):
        return False
    least = nsmallest(SIZE, one | other)
    return sum(number in one and number in other for number in least) >= COPY * len(least)
