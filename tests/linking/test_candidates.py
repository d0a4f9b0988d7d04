"""Candidates: the pairs that are compared grow with the events, not with their square."""

from __future__ import annotations

import hashlib
import runpy
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from waqai.linking.candidates import candidate_pairs
from waqai.linking.clustering import clusters
from waqai.linking.likeness import JOIN
from waqai.records import Admin, EventPlace

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, report, accounts, comparison = (MADE[name] for name in ("act", "report", "accounts", "comparison"))
KINDS = ("shelling", "air_strike", "explosion", "attack", "protest", "armed_clash")


def town(number: int) -> EventPlace:
    """A village of a grid of forty by forty, ten kilometres from the next."""
    north, east = divmod(number % 1600, 40)
    return EventPlace(
        text=f"قرية {number}",
        span=(0, 1),
        gazetteer_id=f"v:{number}",
        lat=33 + north / 11,
        lon=36 + east / 9,
        admin=Admin(country="SY", admin1=f"p{north // 10}{east // 10}"),
        geo_precision=1 if number % 5 else 2,
    )


def scattered(number: int, salt: int, below: int) -> int:
    """A number below `below` that looks like chance and is the same on every machine."""
    return int.from_bytes(hashlib.sha256(f"{number} {salt}".encode()).digest()[:6]) % below


def corpus(count: int, days: int) -> list[Any]:
    """Reports of that many events, on so many days, in the villages of the grid."""
    start = date(2024, 1, 1)
    return [
        report(
            f"d{number:05}",
            act(
                KINDS[scattered(number, 1, len(KINDS))],
                day=str(start + timedelta(days=scattered(number, 2, days))),
                places=(town(scattered(number, 3, 1600)),),
            ),
        )
        for number in range(count)
    ]


def test_compared_pairs_grow_with_the_events_and_not_with_their_square() -> None:
    small, large = accounts(*corpus(1000, 100)), accounts(*corpus(4000, 400))
    few, many = len(candidate_pairs(small)), len(candidate_pairs(large))
    assert 0 < few < 3 * len(small)
    assert many < 6 * few


def test_comparisons_of_the_clustering_stay_near_the_pairs() -> None:
    found = accounts(*corpus(2000, 30))
    compared = comparison()
    pairs = candidate_pairs(found)
    clusters(found, pairs, compared)
    assert compared.compared <= 1.2 * len(pairs)


def test_no_pair_that_would_join_is_missed() -> None:
    """Every pair is scored here, as an oracle for the blocks."""
    found = accounts(*corpus(220, 4), *(report(f"e{n}", act(where=where)) for n, where in enumerate(MADE["TOWNS"])))
    compared = comparison()
    alike = {
        (left.id, right.id) for left, right in combinations(found, 2) if compared.likeness(left, right).score >= JOIN
    }
    assert alike <= {(left.id, right.id) for left, right in candidate_pairs(found)}
    assert alike


def test_pairs_do_not_depend_on_the_order_of_accounts() -> None:
    found = list(accounts(*corpus(300, 5)))
    assert candidate_pairs(found[::-1]) == candidate_pairs(found) == candidate_pairs(found[7:] + found[:7])
