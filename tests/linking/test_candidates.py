"""Candidates: the pairs that are compared grow with the events, not with their square."""

from __future__ import annotations

import hashlib
import runpy
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from waqai.linking.account import Account
from waqai.linking.candidates import WINDOW, candidate_pairs
from waqai.linking.clustering import clusters
from waqai.records import Admin, EventPlace

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, report, accounts, comparison, killed = (
    MADE[name] for name in ("act", "report", "accounts", "comparison", "killed")
)
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


def pairs_of(found: Sequence[Account]) -> list[tuple[str, str]]:
    """The ids of the pairs, in order."""
    return sorted((found[left].id, found[right].id) for left, right in candidate_pairs(found))


def test_compared_pairs_grow_with_the_events_and_not_with_their_square() -> None:
    small, large = accounts(*corpus(1000, 100)), accounts(*corpus(4000, 400))
    few, many = len(pairs_of(small)), len(pairs_of(large))
    assert 0 < few < 3 * len(small)
    assert many < 6 * few


def test_comparisons_of_the_clustering_stay_near_the_pairs() -> None:
    found = accounts(*corpus(2000, 30))
    compared = comparison()
    pairs = list(candidate_pairs(found))
    clusters(found, pairs, compared)
    assert compared.compared <= 1.2 * len(pairs)


def test_no_pair_that_would_join_is_missed() -> None:
    """Every pair is scored here, as an oracle for the blocks."""
    found = accounts(*corpus(220, 4), *(report(f"e{n}", act(where=where)) for n, where in enumerate(MADE["TOWNS"])))
    compared = comparison()
    alike = {
        (left.id, right.id)
        for left, right in combinations(found, 2)
        if compared.likeness(left, right).score >= compared.join
    }
    assert alike <= set(pairs_of(found))
    assert alike


def test_pairs_do_not_depend_on_the_order_of_accounts() -> None:
    found = list(accounts(*corpus(300, 5)))
    assert pairs_of(found[::-1]) == pairs_of(found) == pairs_of(found[7:] + found[:7])


def test_each_pair_is_found_once() -> None:
    found = accounts(*corpus(300, 5), *(report(f"w{n}", act(day=f"2024-01-0{n}/2024-01-05")) for n in range(1, 5)))
    pairs = pairs_of(found)
    assert len(pairs) == len(set(pairs))


def test_a_crowded_day_in_one_town_is_not_compared_pair_by_pair() -> None:
    """Two thousand reports of one town and day: each meets those beside it in order of place, kind and toll."""
    found = accounts(*(report(f"d{n:04}", act(KINDS[n % 4], casualties=(killed(n % 50),))) for n in range(2000)))
    assert len(pairs_of(found)) <= len(found) * WINDOW


def test_in_a_crowd_accounts_of_one_kind_and_toll_still_meet() -> None:
    reports = [report(f"d{n:03}", act(KINDS[n % 4], casualties=(killed(n % 97),))) for n in range(400)]
    found = accounts(*reports)
    pairs = set(pairs_of(found))
    assert all((f"d{n:03}#1", f"d{n + 388:03}#1") in pairs for n in range(12))
