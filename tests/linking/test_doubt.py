"""What is asked of a person first, and what is not asked again."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

from waqai.linking.doubt import Suspect, ties, worthiest
from waqai.records import Incident

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, report = MADE["act"], MADE["report"]
Link = Callable[..., tuple[Incident, ...]]


def doubts(
    reports: list[Any], incidents: tuple[Incident, ...], asked: set[tuple[str, str]], limit: int
) -> list[Suspect]:
    """The worthiest of all pairs of events of two documents."""
    holder = {event: incident for incident in incidents for event in incident.event_ids}
    told, compared = MADE["accounts"](*reports), MADE["comparison"]()
    suspects = [
        Suspect(left.id, right.id, (mine.id, theirs.id), (len(mine.event_ids), len(theirs.event_ids)), score)
        for left, right in combinations(told, 2)
        for mine, theirs in [(holder[left.id], holder[right.id])]
        for score in [compared.likeness(left, right).score]
    ]
    homes = [sorted(holder[event].id for event in pair) for pair in asked]
    return worthiest(suspects, asked, {(one, other) for one, other in homes}, compared.join, limit)


def near(link: Link, *asked: tuple[str, str]) -> list[Suspect]:
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
    pairs = [(doubt.left, doubt.right, doubt.joined) for doubt in near(link)]
    assert pairs == [("a#1", "c#1", False)]


def test_what_was_judged_is_not_asked_again(link: Link) -> None:
    assert near(link, ("b#1", "c#1")) == []


def test_an_incident_holds_together_by_one_pair_less_than_it_has_events(link: Link) -> None:
    reports = [report(id, act()) for id in "abc"]
    [incident] = link(*reports)
    found = list(ties(reports, incident))
    assert len(found) == 2
    assert all(tie.likeness.score >= 5 for tie in found)


def many(link: Link, *asked: tuple[str, str], limit: int = 20) -> list[Suspect]:
    """Doubts over four pairs of reports, each of a month of its own: one far from the threshold comes first in time."""
    pairs = (("air_strike", "إدلب"), ("shelling", "إدلب"), ("air_strike", "ريف إدلب"), ("shelling", "ريف إدلب"))
    reports: list[Any] = []
    for month, (kind, where) in enumerate(pairs, 1):
        day = f"2024-0{month}-02"
        for id, told in (("a", act(day=day)), ("b", act(kind, where, day))):
            reports.append(report(f"m{month}{id}", told, at=f"{day}T18:00:00+03:00"))
    return doubts(reports, link(*reports), set(asked), limit)


def test_of_pairs_that_settle_as_much_the_closest_to_the_threshold_comes_first(link: Link) -> None:
    found = many(link)
    join = MADE["comparison"]().join
    told = [(doubt.left, doubt.joined, doubt.score - join) for doubt in found]
    assert told == [("m3a#1", True, 0), ("m2a#1", False, -0.5), ("m4a#1", True, 0.5), ("m1a#1", False, -1)]
    assert [doubt.left for doubt in many(link, limit=2)] == ["m3a#1", "m2a#1"]


def test_a_pair_that_settles_more_comes_before_one_as_close(link: Link) -> None:
    reports: list[Any] = []
    for month, small in ((1, 1), (2, 4)):
        day = f"2024-0{month}-02"
        towns = ["سراقب"] * small + ["إدلب"]
        for number, where in enumerate(towns):
            reports.append(report(f"m{month}n{number}", act(where=where, day=day), at=f"{day}T18:00:00+03:00"))
    found = doubts(reports, link(*reports), set(), 20)
    apart = [doubt for doubt in found if not doubt.joined]
    assert [doubt.left[:2] for doubt in apart] == ["m2", "m1"]
    assert apart[0].score == apart[1].score


def test_no_judged_pair_is_ever_listed_and_the_others_keep_their_order(link: Link) -> None:
    found = [(doubt.left, doubt.right) for doubt in many(link)]
    for judged in found:
        assert [(doubt.left, doubt.right) for doubt in many(link, judged)] == [pair for pair in found if pair != judged]
    assert many(link, *found) == []


def test_a_pair_that_was_judged_the_same_holds_an_incident_together_before_any_other(link: Link) -> None:
    """Two reports of one shelling and a protest that somebody joined to the second of them."""
    reports = [report("a", act()), report("b", act()), report("c", act("protest"))]
    [_, (left, right)] = [(tie.left, tie.right) for tie in ties(reports, _whole(link, reports))]
    assert (left, right) == ("a#1", "c#1")
    judged = [(tie.left, tie.right) for tie in ties(reports, _whole(link, reports), {("b#1", "c#1")})]
    assert judged == [("b#1", "c#1"), ("a#1", "b#1")]


def _whole(link: Link, reports: list[Any]) -> Any:
    [first, *others] = link(*reports)
    events = tuple(event for incident in (first, *others) for event in incident.event_ids)
    return first.model_copy(update={"event_ids": events})
