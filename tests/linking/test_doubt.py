"""What is asked of a person first, and what is not asked again."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

from waqai.linking.doubt import Doubt, doubts, ties
from waqai.records import Incident

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, report = MADE["act"], MADE["report"]
Link = Callable[..., tuple[Incident, ...]]


def near(link: Link, *asked: tuple[str, str]) -> list[Doubt]:
    """Doubts over a village and its province on one day, and a report of another day."""
    reports: list[Any] = [
        report("a", act(where="سراقب")),
        report("b", act(where="سراقب")),
        report("c", act(where="إدلب")),
        report("d", act(where="سراقب", day="2024-08-02"), at="2024-08-02T18:00:00+03:00"),
    ]
    incidents = link(*reports)
    assert len(incidents) == 3
    return doubts(reports, incidents, set(asked), 10)


def test_two_incidents_that_are_alike_are_asked_about_once(link: Link) -> None:
    pairs = [(doubt.left.id, doubt.right.id, doubt.joined) for doubt in near(link)]
    assert pairs == [("a#1", "c#1", False)]


def test_what_was_judged_is_not_asked_again(link: Link) -> None:
    assert near(link, ("b#1", "c#1")) == []


def test_an_incident_holds_together_by_one_pair_less_than_it_has_events(link: Link) -> None:
    reports = [report(id, act()) for id in "abc"]
    [incident] = link(*reports)
    found = list(ties(reports, incident))
    assert len(found) == 2
    assert all(tie.likeness.score >= 5 for tie in found)
