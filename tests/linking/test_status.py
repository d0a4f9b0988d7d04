"""Status: the six of the codebook, each with the rule that gave it in words."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, report, person, says = (MADE[name] for name in ("act", "report", "person", "says"))
REGIME = person("قوات النظام", actor_id="armed-forces-of-syria-assad", country="SYR", role="MIL")
HTS = person("هيئة تحرير الشام", actor_id="hayat-tahrir-al-sham", country="SYR", role="REB")
RUSSIA = person("الطيران الروسي", actor_id="air-force-of-russia", country="RUS", role="MIL")
BY_REGIME = says("official", "وزارة الدفاع", "accuses", source_id="defence-ministry-of-syria-assad")
BY_HTS = says("armed_group", "هيئة تحرير الشام", "accuses", source_id="hayat-tahrir-al-sham")
CLAIM = says("armed_group", "هيئة تحرير الشام", "claims", source_id="hayat-tahrir-al-sham")
DENIAL = says("official", "وزارة الدفاع", "denies", source_id="defence-ministry-of-syria-assad")


def status(link: Any, *reports: Any) -> tuple[str, str]:
    (incident,) = link(*reports)
    return incident.status, incident.status_rule


def test_a_claim_alone_is_claimed(link: Any) -> None:
    told = act(agents=(HTS,), attributions=(CLAIM,))
    assert status(link, report("a", told, source="aljazeera"), report("b", told, source="enab_baladi")) == (
        "claimed",
        "only a party to the act says so",
    )


def test_one_origin_that_is_no_party_is_a_single_origin(link: Any) -> None:
    assert status(link, report("a", act(), source="aljazeera"))[0] == "single_origin"


def test_a_claim_and_one_independent_origin_corroborate(link: Any) -> None:
    claimed = report("a", act(agents=(HTS,), attributions=(CLAIM,)), source="aljazeera")
    assert status(link, claimed, report("b", act(), source="sohr"))[0] == "corroborated"


def test_two_independent_origins_corroborate(link: Any) -> None:
    found = status(link, report("a", act(), source="aljazeera"), report("b", act(), source="sohr"))
    assert found == ("corroborated", "2 independent origins affirm it")


def test_two_origins_within_one_document_corroborate(link: Any) -> None:
    told = act(attributions=(says("monitor", "مرصد الوادي"), says("witness", "أحد السكان")))
    assert status(link, report("a", told, source="aljazeera"))[0] == "corroborated"


def test_an_accusation_that_the_accused_denies_is_denied(link: Any) -> None:
    told = act(agents=(REGIME,), attributions=(BY_HTS, DENIAL))
    found, rule = status(link, report("a", told, source="aljazeera"))
    assert found == "denied"
    assert rule == "وزارة الدفاع denies it and nobody independent affirms it"


def test_a_denial_alone_is_denied(link: Any) -> None:
    assert status(link, report("a", act(agents=(REGIME,), attributions=(DENIAL,))))[0] == "denied"


def test_a_denial_against_an_independent_origin_is_contested(link: Any) -> None:
    denied = report("a", act(agents=(REGIME,), attributions=(DENIAL,)), source="aljazeera")
    assert status(link, denied, report("b", act(agents=(REGIME,)), source="sohr"))[0] == "contested"


def test_a_claim_that_the_other_side_denies_is_contested(link: Any) -> None:
    told = act(agents=(HTS,), targets=(REGIME,), attributions=(CLAIM, DENIAL))
    assert status(link, report("a", told, source="aljazeera"))[0] == "contested"


def test_two_sides_that_accuse_each_other_are_contested(link: Any) -> None:
    one = report("a", act(agents=(HTS,), attributions=(BY_REGIME,)), source="aljazeera")
    other = report("b", act(agents=(REGIME,), attributions=(BY_HTS,)), source="enab_baladi")
    found, rule = status(link, one, other)
    assert found == "contested"
    assert "different agents" in rule


def test_outlets_that_name_different_agents_are_contested(link: Any) -> None:
    reports = [
        report("a", act("air_strike", agents=(RUSSIA,)), source="aljazeera"),
        report("b", act("air_strike", agents=(REGIME,)), source="sohr"),
    ]
    assert status(link, *reports)[0] == "contested"


def test_a_guess_at_the_agent_contests_nothing(link: Any) -> None:
    guess = RUSSIA.model_copy(update={"certainty": "hedged"})
    reports = [
        report("a", act("air_strike", agents=(guess,)), source="aljazeera"),
        report("b", act("air_strike", agents=(REGIME,)), source="sohr"),
    ]
    assert status(link, *reports)[0] == "corroborated"


def test_the_two_sides_of_a_fight_contest_nothing(link: Any) -> None:
    reports = [
        report("a", act("armed_clash", agents=(HTS,), targets=(REGIME,)), source="aljazeera"),
        report("b", act("armed_clash", agents=(REGIME,), targets=(HTS,)), source="sohr"),
    ]
    assert status(link, *reports)[0] == "corroborated"


def test_who_declines_to_comment_contests_nothing(link: Any) -> None:
    silence = says("official", "وزارة الدفاع", "declines", source_id="defence-ministry-of-syria-assad")
    reports = [report("a", act(attributions=(silence,)), source="aljazeera"), report("b", act(), source="sohr")]
    assert status(link, *reports)[0] == "corroborated"


def test_what_every_source_withdrew_is_retracted(link: Any) -> None:
    said = says("official", "مدير المشفى")
    withdrew = says("official", "مدير المشفى", "denies")
    reports = [
        report("a", act(attributions=(said,)), at="2024-05-02T10:00:00+03:00"),
        report("b", act(attributions=(withdrew,)), at="2024-05-03T10:00:00+03:00"),
    ]
    assert status(link, *reports) == ("retracted", "every source that affirmed it has withdrawn")
    still = report("c", act(), source="sohr", at="2024-05-02T11:00:00+03:00")
    assert status(link, *reports, still)[0] == "single_origin"


@pytest.mark.parametrize("stance", ["reports", "confirms", "accuses"])
def test_whatever_only_parties_say_is_claimed(link: Any, stance: str) -> None:
    told = says("official", "وزارة الدفاع", stance, source_id="defence-ministry-of-syria-assad")
    assert status(link, report("a", act(agents=(HTS,), targets=(REGIME,), attributions=(told,))))[0] == "claimed"


def test_a_protected_source_is_not_named_in_the_rule(link: Any) -> None:
    told = says("official", "فلان", "denies", protected=True)
    found, rule = status(link, report("a", act(attributions=(told,)), source="aljazeera"))
    assert found == "denied"
    assert "فلان" not in rule
