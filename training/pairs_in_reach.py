"""Pairs of accounts by the days between them, drawn evenly where they are many, and what their comparisons answer."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from waqai.linking.account import Profile
from waqai.linking.likeness import MOST_DAYS_BETWEEN, Comparison

Answers = tuple[tuple[str, str], ...]
"""The comparisons that a pair answers, each with its level, by name."""
FAR_DAYS = 14
"""Days between two accounts up to which what happens is still of the same campaigns, by the same actors."""


def pairs_in_reach(profiles: Iterable[Profile], most: int, seed: int) -> Iterator[tuple[Profile, Profile]]:
    """Each two accounts of two documents that may be one happening by their days, or `most` of these pairs.

    Those are drawn evenly, without writing all down, and the same ones for a seed.
    """
    return _pairs(profiles, None, MOST_DAYS_BETWEEN, most, seed)


def pairs_out_of_reach(profiles: Iterable[Profile], most: int, seed: int) -> Iterator[tuple[Profile, Profile]]:
    """Likewise each two accounts that lie a little too far apart to be one happening."""
    return _pairs(profiles, MOST_DAYS_BETWEEN + 1, FAR_DAYS, most, seed)


def answered(pairs: Iterable[tuple[Profile, Profile]], comparison: Comparison) -> Counter[Answers]:
    """How many pairs give which answers."""
    return Counter(tuple(sorted(comparison.levels(left, right).items())) for left, right in pairs)


def _pairs(
    profiles: Iterable[Profile], fewest: int | None, furthest: int, most: int, seed: int
) -> Iterator[tuple[Profile, Profile]]:
    ordered = sorted(
        (profile for profile in profiles if profile.linkable), key=lambda each: (_day(each.first), each.id)
    )
    firsts, lasts = [_day(each.first) for each in ordered], [_day(each.last) for each in ordered]
    ends = [bisect_right(firsts, last + timedelta(days=furthest)) for last in lasts]
    begins = list(range(1, len(ordered) + 1))
    if fewest is not None:
        begins = [bisect_left(firsts, last + timedelta(days=fewest)) for last in lasts]
    before = [0, *accumulate(end - begin for begin, end in zip(begins, ends, strict=True))]
    for place in _places(before[-1], most, seed):
        one = bisect_right(before, place) - 1
        left, right = ordered[one], ordered[begins[one] + place - before[one]]
        if left.document_id != right.document_id:
            yield left, right


def _places(total: int, most: int, seed: int) -> Sequence[int]:
    if total <= most:
        return range(total)
    return sorted(random.Random(seed).sample(range(total), most))  # noqa: S311 - not for secrets


def _day(day: date | None) -> date:
    return day or date.min
