"""What reports give differently stands side by side, and it is said what contradicts what and why."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from waqai.records import Difference, Incident

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, killed, person, place, report = (MADE[name] for name in ("act", "killed", "person", "place", "report"))
Link = Callable[..., tuple[Incident, ...]]


def difference(incident: Incident, field: str) -> Difference | None:
    return next((item for item in incident.differences if item.field == field), None)


def only(link: Link, *acts: Any) -> Incident:
    """The incident that reports of one act each tell of together."""
    reports = [report(chr(97 + number), each) for number, each in enumerate(acts)]
    [incident] = link(*reports)
    return incident


@pytest.mark.parametrize(
    ("one", "other", "contradicts", "values"),
    [
        ({"best": 5}, {"best": 8}, True, {"5", "8"}),
        ({"best": 5}, {"best": None, "low": 4}, False, {"5", "at least 4"}),
        ({"best": 3}, {"best": None, "low": 4}, True, {"3", "at least 4"}),
        ({"best": None, "low": 4, "high": 6}, {"best": None, "low": 6, "high": 9}, False, {"4-6", "6-9"}),
    ],
    ids=["two numbers", "open above", "below what is open above", "ranges that overlap"],
)
def test_tolls_contradict_each_other_where_their_ranges_do_not_meet(
    link: Link, one: dict[str, Any], other: dict[str, Any], contradicts: bool, values: set[str]
) -> None:
    incident = only(link, act(casualties=(killed(**one),)), act(casualties=(killed(**other),)))
    found = difference(incident, "toll")
    assert found is not None
    assert (found.harm, found.contradicts) == ("killed", contradicts)
    assert {variant.value for variant in found.variants} == values
    assert all(len(variant.origin_ids) == 1 for variant in found.variants)


def test_agents_that_cannot_be_one_contradict_each_other(link: Link) -> None:
    russia = person("الطيران الروسي", country="RUS", role="MIL")
    regime = person("قوات النظام", country="SYR", role="MIL")
    found = difference(only(link, act(agents=(russia,)), act(agents=(regime,))), "agent")
    assert found is not None
    [pair] = found.pairs
    assert (pair.relation, pair.because) == ("contradicts", "they cannot be one")


def test_two_sides_that_one_origin_names_do_not_contradict_each_other(link: Link) -> None:
    sides = (person("قوات النظام", country="SYR", role="MIL"), person("مسلحون", country="IRQ", role="REB"))
    found = difference(only(link, act(agents=sides)), "agent")
    assert found is not None
    assert not found.contradicts


def test_a_place_inside_another_is_compatible_with_it(link: Link) -> None:
    wider = (place("سراقب"), place("ريف إدلب"))
    found = difference(only(link, act(places=wider), act(where="ريف إدلب")), "place")
    assert found is not None
    assert [(pair.relation, pair.because) for pair in found.pairs] == [("compatible", "one lies in the other")]


def test_days_that_overlap_are_compatible(link: Link) -> None:
    found = difference(only(link, act(day="2024-05-02"), act(day="2024-05-01/2024-05-02")), "time")
    assert found is not None
    assert [pair.because for pair in found.pairs] == ["the days overlap"]


def test_reports_that_agree_give_no_difference(link: Link) -> None:
    assert only(link, act(casualties=(killed(3),)), act(casualties=(killed(3),))).differences == ()
