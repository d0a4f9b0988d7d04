"""The incident put together: figures side by side, candidates with shares, the narrowest place first."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.linking.incident_time import delay_hours
from waqai.records import Casualties

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, report, person, killed, says = (MADE[name] for name in ("act", "report", "person", "killed", "says"))
REGIME = person("قوات الأسد", actor_id="armed-forces-of-syria-assad", country="SYR", role="MIL")
RUSSIA = person("الروس", actor_id="air-force-of-russia", country="RUS", role="MIL", certainty="hedged")


def only(incidents: Any) -> Any:
    (incident,) = incidents
    return incident


def test_differing_tolls_stay_side_by_side_with_their_origins(link: Any) -> None:
    incident = only(
        link(
            report("a", act(casualties=(killed(3),)), source="aljazeera"),
            report("b", act(casualties=(killed(5),)), source="sohr"),
        )
    )
    (toll,) = incident.tolls
    assert (toll.low, toll.high) == (3, 5)
    assert [(variant.best, variant.origin_ids, variant.event_ids) for variant in toll.variants] == [
        (3, ("owner:al_jazeera_media_network",), ("a#1",)),
        (5, ("owner:sohr",), ("b#1",)),
    ]


def test_one_figure_of_several_origins_is_one_variant(link: Any) -> None:
    told = act(casualties=(killed(3),))
    (toll,) = only(link(report("a", told, source="aljazeera"), report("b", told, source="sohr"))).tolls
    assert [variant.event_ids for variant in toll.variants] == [("a#1", "b#1")]


def test_tolls_of_other_harm_and_other_victims_are_kept_apart(link: Any) -> None:
    told = act(casualties=(killed(5), killed(2, victims="child"), killed(7, kind="injured")))
    found = {(toll.kind, toll.victims): toll.high for toll in only(link(report("a", told))).tolls}
    assert found == {("killed", "unknown"): 5, ("killed", "child"): 2, ("injured", "unknown"): 7}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(None, None, None)], (None, None)),
        ([(None, None, None), (None, 4, None)], (4, 4)),
        ([(10, None, None)], (10, None)),
        ([(10, None, None), (None, 4, None)], (4, None)),
        ([(3, None, None), (None, 5, None)], (3, 5)),
        ([(2, 3, 6), (None, 4, None)], (2, 6)),
    ],
)
def test_the_range_holds_every_figure(link: Any, rows: list[tuple[Any, ...]], expected: tuple[Any, Any]) -> None:
    reports = [
        report(
            f"r{number}",
            act(casualties=(Casualties(kind="killed", low=low, best=best, high=high, text="ق", span=(0, 1)),)),
        )
        for number, (low, best, high) in enumerate(rows)
    ]
    (toll,) = only(link(*reports)).tolls
    assert (toll.low, toll.high) == expected


def test_a_guessed_and_a_stated_agent_are_both_candidates_with_shares(link: Any) -> None:
    incident = only(
        link(
            report("a", act("air_strike", agents=(REGIME,)), source="aljazeera"),
            report("b", act("air_strike", agents=(REGIME,)), source="sohr"),
            report("c", act("air_strike", agents=(RUSSIA,)), source="enab_baladi"),
            report("d", act("air_strike"), source="shaam_network"),
        )
    )
    assert [(agent.actor_id, agent.share) for agent in incident.agents] == [
        ("armed-forces-of-syria-assad", 0.5),
        ("air-force-of-russia", 0.25),
    ]
    assert incident.agents[1].origin_ids == ("owner:enab_baladi",)


def test_a_candidate_bears_the_name_of_the_table_and_not_an_enemys_word_for_it(link: Any) -> None:
    (agent,) = only(link(report("a", act(agents=(REGIME,))))).agents
    assert agent.name != "قوات الأسد"


def test_outlets_that_repeat_one_source_do_not_add_to_the_share(link: Any) -> None:
    quoting = act("air_strike", agents=(REGIME,), attributions=(says("monitor", "مرصد الوادي"),))
    incident = only(
        link(
            report("a", quoting, source="aljazeera"),
            report("b", quoting, source="enab_baladi"),
            report("c", act("air_strike"), source="shaam_network"),
        )
    )
    assert incident.agents[0].share == 0.5


def test_a_kind_that_names_the_means_goes_before_one_that_does_not(link: Any) -> None:
    reports = [report(id, act("attack")) for id in "abc"]
    incident = only(link(*reports, report("d", act("drone_strike"))))
    assert incident.types == ("drone_strike", "attack")


def test_among_kinds_the_one_of_more_origins_is_kept(link: Any) -> None:
    kinds = {"a": "shelling", "b": "shelling", "c": "drone_strike"}
    assert only(link(*(report(id, act(kind)) for id, kind in kinds.items()))).type == "shelling"


def test_among_kinds_of_as_many_origins_the_one_that_tells_more_is_kept(link: Any) -> None:
    assert only(link(report("a", act("shelling")), report("b", act("drone_strike")))).type == "drone_strike"


def test_the_time_is_what_all_accounts_leave_open(link: Any) -> None:
    incident = only(link(report("a", act(day="2024-05-01/2024-05-03", precision="week")), report("b", act())))
    assert (incident.time.start, incident.time.end) == (date(2024, 5, 2), date(2024, 5, 2))
    assert incident.time.precision == "day"


def test_times_that_share_no_day_give_their_whole_span(link: Any) -> None:
    nights = [report("a", act(part="night")), report("b", act(day="2024-05-03", part="dawn"))]
    incident = only(link(*nights))
    assert (incident.time.start, incident.time.end) == (date(2024, 5, 2), date(2024, 5, 3))


def test_a_stated_day_goes_before_the_day_of_publication(link: Any) -> None:
    same = {"agents": (REGIME,), "casualties": (killed(3),)}
    stated = report("a", act(day="2024-05-02", **same))
    published = report("b", act(day="2024-05-03", anchor="publication", **same))
    assert only(link(stated, published)).time.end == date(2024, 5, 2)


def test_places_stand_once_the_best_placed_and_narrowest_first(link: Any) -> None:
    reports = [report("a", act(where="ريف إدلب|إدلب")), report("b", act(where="بنش|إدلب"))]
    assert [place.name_ar for place in only(link(*reports)).places] == ["بنش", "ريف إدلب", "إدلب"]


def test_the_first_report_and_the_delay_are_kept(link: Any) -> None:
    reports = [
        report("a", act(), at="2024-05-02T21:30:00+03:00"),
        report("b", act(), at="2024-05-02T09:30:00+03:00"),
        report("c", act(), at=None),
    ]
    incident = only(link(*reports))
    assert incident.first_report.isoformat() == "2024-05-02T09:30:00+03:00"
    assert incident.delay_hours == 9.5
    assert incident.reports == 3


def test_there_is_no_delay_without_a_day_or_a_report(link: Any) -> None:
    assert only(link(report("a", act(day=None)))).delay_hours is None
    assert only(link(report("a", act(), at=None))).delay_hours is None


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.datetimes(timezones=st.timezones()))
def test_a_delay_is_never_negative(day: date, first: Any) -> None:
    delay = delay_hours(day, first)
    assert delay is None or delay >= 0
