"""Pairs in reach: found as a comparison of all pairs finds them, and drawn evenly where they are many."""

from __future__ import annotations

import runpy
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from training.pairs_in_reach import FAR_DAYS, answered, pairs_in_reach, pairs_out_of_reach
from waqai.linking.account import Account
from waqai.linking.likeness import MOST_DAYS_BETWEEN

MADE = runpy.run_path(str(Path(__file__).parents[1] / "linking" / "conftest.py"))
act, report, accounts, comparison = (MADE[name] for name in ("act", "report", "accounts", "comparison"))
FIRST = date(2024, 5, 2)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.integers(0, 4)), min_size=2, max_size=12)


def _accounts(spans: list[tuple[int, int, int]]) -> tuple[Account, ...]:
    """Accounts that begin so many days after the first, last so many more, of the document of that number."""
    told: dict[int, list[Any]] = {}
    for start, length, document in spans:
        first = FIRST + timedelta(days=start)
        told.setdefault(document, []).append(act(day=f"{first}/{first + timedelta(days=length)}"))
    found: tuple[Account, ...] = accounts(*(report(str(document), *acts) for document, acts in told.items()))
    return found


def _gap(left: Account, right: Account) -> int:
    assert left.first and left.last and right.first and right.last
    return (max(left.first, right.first) - min(left.last, right.last)).days


@given(SPANS)
def test_all_pairs_of_two_documents_are_found_by_the_days_between_them(spans: list[tuple[int, int, int]]) -> None:
    told = _accounts(spans)
    apart = {
        frozenset((left.id, right.id)): _gap(left, right)
        for left, right in combinations(told, 2)
        if left.document_id != right.document_id
    }
    near = Counter(frozenset((left.id, right.id)) for left, right in pairs_in_reach(told, 1000, 1))
    far = Counter(frozenset((left.id, right.id)) for left, right in pairs_out_of_reach(told, 1000, 1))
    assert near == Counter(pair for pair, gap in apart.items() if gap <= MOST_DAYS_BETWEEN)
    assert far == Counter(pair for pair, gap in apart.items() if MOST_DAYS_BETWEEN < gap <= FAR_DAYS)


def test_of_many_pairs_as_many_as_wanted_are_drawn_and_the_same_ones_for_a_seed() -> None:
    told = accounts(*(report(f"{number:02}", act()) for number in range(30)))
    drawn = [(left.id, right.id) for left, right in pairs_in_reach(told, 100, 7)]
    assert len(set(drawn)) == len(drawn) == 100
    assert drawn == [(left.id, right.id) for left, right in pairs_in_reach(told, 100, 7)]
    assert drawn != [(left.id, right.id) for left, right in pairs_in_reach(told, 100, 8)]
    assert {id for pair in drawn for id in pair} == {account.id for account in told}


def test_an_account_without_a_day_meets_nobody() -> None:
    told = accounts(report("a", act(day=None)), report("b", act(day=None)))
    assert not list(pairs_in_reach(told, 10, 1))


def test_answers_are_counted_by_level() -> None:
    told = accounts(report("a", act()), report("b", act()), report("c", act("protest", "منبج|حلب", "2024-05-03")))
    counted = answered(pairs_in_reach(told, 10, 1), comparison())
    same = (("agents", "unknown"), ("day", "same"), ("kind", "same"), ("place", "same_place"), ("targets", "unknown"))
    assert counted[same] == 1
    assert counted.total() == 3
    assert all(("kind", "apart") in answers for answers in counted if answers != same)
