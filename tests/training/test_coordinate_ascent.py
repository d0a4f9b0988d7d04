"""Coordinate ascent: weights move where that brings the groups nearer to people's, and else stay."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from training.coordinate_ascent import ORDERED, half_of, learned, out_of_order
from training.grouping import Lesson, bits_of_package, measured
from waqai.linking.weights import NEVER

MADE = runpy.run_path(str(Path(__file__).parents[1] / "linking" / "conftest.py"))
act, report, accounts = (MADE[name] for name in ("act", "report", "accounts"))


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    """Six reports on three days in a row, in two towns."""
    days = ("2024-05-02", "2024-05-03", "2024-05-04")
    towns = ("سراقب", "بنش")
    return Lesson(accounts(*(report(f"{town} {day}", act(where=town, day=day)) for town in towns for day in days)))


def by_town() -> dict[str, str]:
    days = ("2024-05-02", "2024-05-03", "2024-05-04")
    return {f"{town} {day}": town for town in ("سراقب", "بنش") for day in days}


def test_weights_move_to_what_people_joined(lesson: Lesson) -> None:
    """By the package two days are two happenings; these people take the days of one town for one."""
    assert measured(lesson.groups(bits_of_package()), by_town()).f1 == 0
    bits = learned(lesson, by_town())
    assert measured(lesson.groups(bits), by_town()).f1 == 1
    assert {level[0] for level, weight in bits_of_package().items() if bits[level] != weight} <= {
        "day",
        "kind",
        "place",
    }


def test_weights_that_are_right_already_stay(lesson: Lesson) -> None:
    assert learned(lesson, {id: id for id in by_town()}) == bits_of_package()


def test_what_rules_a_pair_out_is_never_moved(lesson: Lesson) -> None:
    bits = learned(lesson, dict.fromkeys(by_town(), "one"))
    assert all(bits[level] == weight for level, weight in bits_of_package().items() if weight <= NEVER)


def test_the_package_s_weights_are_in_order_and_a_broken_order_is_named() -> None:
    bits = bits_of_package()
    assert out_of_order(bits) == []
    assert out_of_order({**bits, ("words", "two"): 9.0}) == ["words three < two"]
    assert all((name, level) in bits for name, levels in ORDERED for level in levels)


def test_the_halves_are_told_by_the_incident_alone() -> None:
    halves = {half_of(f"incident-{number}") for number in range(20)}
    assert halves == {0, 1}
    assert half_of("incident-1") == half_of("incident-1")
