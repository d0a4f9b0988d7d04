"""Linking: which accounts are one happening, in which order whatever they come in."""

from __future__ import annotations

import runpy
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waqai.records import Judgement

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, report, person, killed, says = (MADE[name] for name in ("act", "report", "person", "killed", "says"))
REGIME = person("قوات النظام", actor_id="armed-forces-of-syria-assad", country="SYR", role="MIL")
AIR_FORCE = person("طيران النظام", actor_id="air-force-of-syria-assad", country="SYR", role="MIL")
SDF = person("قسد", actor_id="syrian-democratic-forces", country="SYR", role="REB")


def groups(incidents: Any) -> list[tuple[str, ...]]:
    return sorted(incident.event_ids for incident in incidents)


def test_no_documents_give_no_incidents(link: Any) -> None:
    assert link() == ()


def test_a_document_without_events_gives_no_incident(link: Any) -> None:
    assert link(report("a")) == ()


def test_two_outlets_on_one_shelling_give_one_incident(link: Any) -> None:
    (incident,) = link(report("a", act(), source="aljazeera"), report("b", act(), source="enab_baladi"))
    assert incident.document_ids == ("a", "b")
    assert incident.reports == 2
    assert incident.status == "corroborated"


@pytest.mark.parametrize(
    "fields", [{"scope": "recurring"}, {"scope": "background"}, {"scope": "planned"}, {"polarity": "negated"}]
)
def test_what_did_not_happen_once_and_for_sure_is_no_incident(link: Any, fields: dict[str, str]) -> None:
    assert link(report("a", act(**fields))) == ()


def test_two_towns_on_one_day_stay_apart(link: Any) -> None:
    assert len(link(report("a", act(where="سراقب")), report("b", act(where="بنش")))) == 2


def test_two_villages_within_sight_stay_apart_though_everything_else_agrees(link: Any) -> None:
    """سراقب and ترنبة lie three kilometres from each other."""
    same = {"agents": (REGIME,), "weapon": "artillery"}
    assert len(link(report("a", act(where="سراقب", **same)), report("b", act(where="ترنبة", **same)))) == 2


def test_one_town_on_two_days_stays_apart(link: Any) -> None:
    reports = [
        report("a", act(day="2024-05-02", agents=(REGIME,))),
        report("b", act(day="2024-05-03", agents=(REGIME,))),
    ]
    assert len(link(*reports)) == 2


def test_a_night_runs_into_the_next_day(link: Any) -> None:
    """«ليل الخميس» and «فجر الجمعة» can be one night."""
    reports = [report("a", act(day="2024-05-02", part="night")), report("b", act(day="2024-05-03", part="dawn"))]
    assert len(link(*reports)) == 1


def test_a_morning_does_not_run_into_the_next_dawn(link: Any) -> None:
    reports = [report("a", act(day="2024-05-02", part="morning")), report("b", act(day="2024-05-03", part="dawn"))]
    assert len(link(*reports)) == 2


def test_a_morning_and_an_evening_of_one_day_stay_apart(link: Any) -> None:
    assert len(link(report("a", act(part="morning")), report("b", act(part="evening")))) == 2
    assert len(link(report("a", act(part="evening")), report("b", act(part="night")))) == 1


def test_news_dated_by_its_publication_may_be_of_the_day_before(link: Any) -> None:
    """One report in five comes out on the day after the act; one that names its day is of that day."""
    first = report("a", act(day="2024-05-02"))
    assert len(link(first, report("b", act(day="2024-05-03", anchor="publication")))) == 1
    assert len(link(first, report("b", act(day="2024-05-03")))) == 2
    elsewhere = report("b", act(where="ريف إدلب", day="2024-05-03", anchor="publication"))
    assert len(link(first, elsewhere)) == 2


def test_a_day_that_has_reports_of_its_own_keeps_them(link: Any) -> None:
    """Shelling on two days in a row: reports without a date go with those of their own day."""
    reports = [
        *(report(f"a{n}", act(day="2024-05-02")) for n in range(3)),
        *(report(f"b{n}", act(day="2024-05-03")) for n in range(2)),
        report("c", act(day="2024-05-03", anchor="publication")),
    ]
    assert groups(link(*reports)) == [("a0#1", "a1#1", "a2#1"), ("b0#1", "b1#1", "c#1")]


def test_a_name_in_common_joins_a_report_that_names_no_place(link: Any) -> None:
    """«تشييع الشاب ...» on the day after, without a word on where he was killed."""
    first = report("a", act(), text="قتل الشاب زعيتر البلحوس في قصف على المدينة")
    funeral = report("b", act("attack", where=None), text="تشييع الشاب زعيتر البلحوس الذي قضى في القصف")
    assert len(link(first, funeral)) == 1
    assert len(link(first, report("c", act("attack", where=None), text="تشييع ضحايا القصف"))) == 2


def test_kinds_that_reports_confuse_meet(link: Any) -> None:
    """«انفجار» and «استهداف» are what a shelling is called before more is known."""
    reports = [report("a", act("shelling")), report("b", act("explosion")), report("c", act("attack"))]
    (incident,) = link(*reports)
    assert incident.type == "shelling"
    assert set(incident.types) == {"shelling", "explosion", "attack"}


def test_kinds_that_have_nothing_in_common_stay_apart(link: Any) -> None:
    assert len(link(report("a", act("shelling")), report("b", act("protest")))) == 2


def test_an_event_without_a_day_stands_alone(link: Any) -> None:
    assert len(link(report("a", act(day=None)), report("b", act(day=None)), report("c", act()))) == 3


def test_an_event_without_a_place_stands_alone(link: Any) -> None:
    assert len(link(report("a", act(where=None)), report("b", act(where=None)), report("c", act()))) == 3


def test_an_event_of_some_day_of_the_year_stands_alone(link: Any) -> None:
    vague = act(day="2024-01-01/2024-12-31", precision="year")
    assert len(link(report("a", vague), report("b", act()))) == 2


def test_a_place_that_an_act_was_launched_from_is_not_where_it_happened(link: Any) -> None:
    launched = act(places=(MADE["place"]("سراقب", role="origin"),))
    assert len(link(report("a", launched), report("b", act(where="سراقب")))) == 2


def test_a_province_alone_joins_only_where_more_agrees(link: Any) -> None:
    town = report("a", act(where="سراقب|إدلب", agents=(REGIME,), casualties=(killed(3),)))
    assert len(link(town, report("b", act(where="إدلب")))) == 2
    assert len(link(town, report("b", act(where="إدلب", agents=(REGIME,), casualties=(killed(3),))))) == 1
    assert len(link(town, report("b", act(where="حلب", agents=(REGIME,), casualties=(killed(3),))))) == 2


def test_a_country_alone_joins_nothing(link: Any) -> None:
    same = {"agents": (REGIME,), "casualties": (killed(3),)}
    assert len(link(report("a", act(where="سراقب|إدلب", **same)), report("b", act(where="سوريا", **same)))) == 2


def test_a_countryside_holds_the_village_that_another_names(link: Any) -> None:
    assert len(link(report("a", act(where="ريف إدلب")), report("b", act(where="بنش")))) == 1


def test_a_place_that_no_gazetteer_knows_is_known_by_its_name(link: Any) -> None:
    reports = [
        report("a", act(where="مزرعة الكرامة")),
        report("b", act(where="مزرعه الكرامه")),
        report("c", act(where="تل")),
    ]
    assert groups(link(*reports)) == [("a#1", "b#1"), ("c#1",)]


def test_one_documents_acts_stay_apart(link: Any) -> None:
    assert len(link(report("a", act("shelling"), act("air_strike")))) == 2
    assert len(link(report("a", act("shelling"), act("shelling")))) == 2


def test_acts_that_two_documents_both_tell_apart_pair_up(link: Any) -> None:
    reports = [report(id, act("shelling"), act("air_strike")) for id in "ab"]
    assert groups(link(*reports)) == [("a#1", "b#1"), ("a#2", "b#2")]


def test_one_documents_two_salvos_share_an_incident_through_another_that_tells_one(link: Any) -> None:
    reports = [report("a", act(), act()), report("b", act())]
    assert groups(link(*reports)) == [("a#1", "a#2", "b#1")]


def test_an_answer_is_not_what_it_answers(link: Any) -> None:
    reports = [report("a", act()), report("b", act(id="b#1", responds_to="a#1"))]
    assert len(link(*reports)) == 2


def test_a_vague_report_does_not_bring_two_raids_together(link: Any) -> None:
    """بنش and أريحا both lie within the countryside that the third names."""
    reports = [report("a", act(where="بنش")), report("b", act(where="أريحا")), report("c", act(where="ريف إدلب"))]
    found = groups(link(*reports))
    assert len(found) == 2
    assert not any("a#1" in group and "b#1" in group for group in found)


def test_tolls_out_of_reach_speak_against_one_incident(link: Any) -> None:
    near = {"where": "ريف إدلب"}
    small, large = act(casualties=(killed(2),), **near), act(casualties=(killed(40),), where="بنش")
    assert len(link(report("a", small), report("b", large))) == 2


def test_a_persons_judgement_parts_what_is_alike_and_joins_what_is_not(link: Any) -> None:
    at = datetime(2024, 6, 1, tzinfo=UTC)
    reports = [report("a", act()), report("b", act()), report("c", act(where="بنش"))]
    judgements = [
        Judgement(left="b#1", right="a#1", verdict="different", by="r", at=at),
        Judgement(left="a#1", right="c#1", verdict="same", by="r", at=at),
    ]
    assert groups(link(*reports, judgements=judgements)) == [("a#1", "c#1"), ("b#1",)]


def test_an_account_without_a_place_that_a_person_joined_does_not_hold_others_off(link: Any) -> None:
    judgement = Judgement(left="a#1", right="b#1", verdict="same", by="r", at=datetime(2024, 6, 1, tzinfo=UTC))
    reports = [report("a", act(where=None)), report("b", act()), report("c", act())]
    assert groups(link(*reports, judgements=[judgement])) == [("a#1", "b#1", "c#1")]


def test_an_account_of_another_day_that_a_person_joined_does_not_hold_others_off(link: Any) -> None:
    at = datetime(2024, 6, 1, tzinfo=UTC)
    late = report("b", act(day="2024-05-20"))
    judged = [Judgement(left="a#1", right="b#1", verdict="same", by="r", at=at)]
    assert groups(link(report("a", act()), late, report("c", act()), judgements=judged)) == [("a#1", "b#1", "c#1")]


def test_the_last_judgement_counts(link: Any) -> None:
    first = Judgement(left="a#1", right="b#1", verdict="different", by="r", at=datetime(2024, 6, 1, tzinfo=UTC))
    last = Judgement(left="b#1", right="a#1", verdict="unsure", by="r", at=datetime(2024, 6, 2, tzinfo=UTC))
    assert len(link(report("a", act()), report("b", act()), judgements=[last, first])) == 1


def test_an_incident_keeps_its_id_when_something_else_is_reported(link: Any) -> None:
    reports = [report("b", act()), report("c", act())]
    (before,) = link(*reports)
    elsewhere = report("a", act(where="بنش", day="2024-04-01"))
    assert before in link(*reports, elsewhere)


POOL = [
    report("a", act(agents=(REGIME,), casualties=(killed(3),)), act(where="بنش"), source="aljazeera"),
    report("b", act("explosion", attributions=(says("monitor", "المرصد السوري"),)), source="enab_baladi"),
    report("c", act("attack", agents=(SDF,)), source="sohr"),
    report("d", act(day="2024-05-03", part="dawn"), act(where="أريحا", day="2024-05-03")),
    report("e", act(day="2024-05-03", anchor="publication", agents=(AIR_FORCE,), casualties=(killed(3),))),
    report("f", act("air_strike", where="ريف إدلب", agents=(AIR_FORCE,), casualties=(killed(5),))),
    report("g", act(where="إدلب", agents=(REGIME,), attributions=(says("official", "الوزارة", "denies"),))),
    report("h", act(day="2024-05-01/2024-05-07", precision="week"), at=None),
    report("i", act(), act(), source="aljazeera_mubasher"),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(POOL), st.integers(1, len(POOL)))
def test_documents_in_any_order_give_the_same_incidents(link: Any, order: list[Any], count: int) -> None:
    some = order[:count]
    found = link(*some)
    assert found == link(*sorted(some, key=lambda item: item.document.id))
    told = [event.id for item in some for event in item.events]
    assert sorted(id for incident in found for id in incident.event_ids) == sorted(told)


def test_incidents_come_by_day_and_those_without_a_day_last(link: Any) -> None:
    found = link(*POOL, report("z", act(day=None)))
    days = [incident.time.start for incident in found if incident.time]
    assert all(earlier <= later for earlier, later in pairwise(days))
    assert found[-1].time is None
