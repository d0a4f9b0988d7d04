"""Near-copies: documents that repeat one text (an agency's, a channel's) with little change.

The text is read as a set of shingles only, never for its meaning: MinHash proposes pairs, the exact overlap decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from rensa import RMinHash, RMinHashLSH

from waqai.language.folding import fold_key
from waqai.records import Document

WORDS = 3
"""Words in a shingle."""
LEAST_SHINGLES = 6
"""Shorter texts are never near-copies: two witnesses may well use the same eight words."""
COPY = 0.6
"""Share of shingles (of both texts together) that near-copies have in common, at least."""
_HASHES, _BANDS, _SEED = 128, 32, 7
_LAST = datetime.max.replace(tzinfo=UTC)


def roots_of(documents: Iterable[Document]) -> dict[str, str]:
    """For each document id the id of the earliest document that it is a near-copy of, or its own.

    A copy is always compared with the root itself, so that no chain of small changes joins two different texts.
    """
    ordered = sorted({document.id: document for document in documents}.values(), key=_by_time)
    if len(ordered) == 1:
        return {ordered[0].id: ordered[0].id}
    lsh = RMinHashLSH(COPY, _HASHES, _BANDS)
    shingles_of: dict[int, frozenset[str]] = {}
    roots: dict[str, str] = {}
    for number, document in enumerate(ordered):
        roots[document.id] = document.id
        own = shingles(document.text)
        if len(own) < LEAST_SHINGLES:
            continue
        sketch = RMinHash(_HASHES, _SEED)
        sketch.update(sorted(own))
        near = [(_overlap(own, shingles_of[other]), -other) for other in lsh.query(sketch)]
        overlap, root = max(near, default=(0.0, 0))
        if overlap >= COPY:
            roots[document.id] = ordered[-root].id
        else:
            shingles_of[number] = own
            lsh.insert(number, sketch)
    return roots


def shingles(text: str) -> frozenset[str]:
    """The runs of three folded words of a text; the order in which they stand is forgotten."""
    words = fold_key(text).split()
    return frozenset(" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1))


def _by_time(document: Document) -> tuple[datetime, str]:
    return document.published or _LAST, document.id


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
