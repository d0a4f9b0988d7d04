"""Likeness: every weight has a name, the sum is the same from both sides."""

from __future__ import annotations

import runpy
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import pytest

from waqai.knowledge.vocabulary import load_ontology
from waqai.linking.kind_likeness import family_group, family_pairs
from waqai.linking.nearness import Nearness, kilometres, nearness
from waqai.linking.place_naming import alike_names
from waqai.linking.weights import NEVER, load_weights

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, report, accounts, comparison, person, killed, place = (
    MADE[name] for name in ("act", "report", "accounts", "comparison", "person", "killed", "place")
)

JOIN = load_weights().join
APART = -8.0


def between(one: Any, other: Any) -> dict[str, float]:
    left, right = accounts(report("a", one), report("b", other))
    there, back = comparison().likeness(left, right), comparison().likeness(right, left)
    assert there.score == back.score
    return {reason.name: reason.weight for reason in there.reasons}


def test_the_reasons_are_named_and_sum_to_the_score() -> None:
    left, right = accounts(report("a", act(weapon="rocket")), report("b", act(weapon="rocket")))
    likeness = comparison().likeness(left, right)
    assert [reason.name for reason in likeness.reasons] == ["kind", "day", "place", "weapon"]
    assert likeness.score == sum(reason.weight for reason in likeness.reasons)
    assert all(reason.because for reason in likeness.reasons)


def test_a_named_village_and_a_day_are_enough() -> None:
    assert sum(between(act(), act()).values()) >= JOIN


@pytest.mark.parametrize(
    ("one", "other", "reason", "weight"),
    [
        ({"type": "protest"}, {"type": "shelling"}, "kind", APART),
        ({"where": "سراقب"}, {"where": "منبج|حلب"}, "place", APART),
        ({"day": "2024-05-02"}, {"day": "2024-05-06"}, "day", NEVER),
        ({}, {"responds_to": "a#1"}, "answer", NEVER),
    ],
)
def test_one_reason_keeps_a_pair_apart_though_all_others_agree(
    one: dict[str, str], other: dict[str, str], reason: str, weight: float
) -> None:
    army = person("الجيش", actor_id="armed-forces-of-syria-assad", country="SYR", role="MIL")
    same = {"agents": (army,), "targets": (army,), "casualties": (killed(3),), "weapon": "artillery"}
    weights = between(act(**one, **same), act(**other, **same))
    assert weights[reason] == weight
    assert sum(weights.values()) < JOIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"where": "سراقب"}, {"where": "أريحا"}),
        ({"day": "2024-05-02"}, {"day": "2024-05-03"}),
        ({"part": "morning"}, {"part": "evening"}),
    ],
)
def test_towns_days_and_hours_side_by_side_stay_apart_unless_much_else_agrees(
    one: dict[str, str], other: dict[str, str]
) -> None:
    text = "قتل الشاب زعيتر البلحوس في قصف على المدينة"
    left, right = accounts(report("a", act(**one), text=text), report("b", act(**other), text="تشييع زعيتر البلحوس"))
    assert sum(between(act(**one), act(**other)).values()) < JOIN
    assert comparison().likeness(left, right).score > sum(between(act(**one), act(**other)).values()) + 3


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("dawn", "dawn", 1),
        ("dawn", "morning", 0),
        ("night", "dawn", 0),
        ("morning", "evening", -1),
        ("noon", "night", -1),
    ],
)
def test_parts_of_a_day_speak_for_or_against(one: str, other: str, sign: int) -> None:
    weight = between(act(part=one), act(part=other)).get("hour", 0)
    assert (weight > 0) - (weight < 0) == sign


def test_agents_that_cannot_be_one_subtract_and_kin_add() -> None:
    army = act(agents=(person("الجيش", actor_id="armed-forces-of-syria-assad", country="SYR", role="MIL"),))
    pilots = act(agents=(person("الطيران", actor_id="air-force-of-syria-assad", country="SYR", role="MIL"),))
    others = act(agents=(person("قسد", actor_id="syrian-democratic-forces", country="SYR", role="REB"),))
    assert between(army, army)["agents"] > between(army, pilots)["agents"] > 0
    assert between(army, others)["agents"] < 0
    assert "agents" not in between(army, act())


def test_in_a_fight_the_sides_may_be_told_either_way_round() -> None:
    army = person("الجيش", actor_id="armed-forces-of-syria-assad", country="SYR", role="MIL")
    others = person("قسد", actor_id="syrian-democratic-forces", country="SYR", role="REB")
    fields = between(
        act("armed_clash", agents=(army,), targets=(others,)), act("armed_clash", agents=(others,), targets=(army,))
    )
    assert fields["agents"] > 0


@pytest.mark.parametrize(("other", "sign"), [(3, 1), (5, 1), (40, -1)])
def test_tolls_speak_for_or_against(other: int, sign: int) -> None:
    assert between(act(casualties=(killed(3),)), act(casualties=(killed(other),)))["toll"] * sign > 0


def test_a_toll_without_a_number_says_nothing() -> None:
    assert "toll" not in between(act(casualties=(killed(None),)), act(casualties=(killed(3),)))


def test_each_nearness_has_a_weight() -> None:
    assert {level for name, level in load_weights().reasons if name == "place"} == set(get_args(Nearness))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("سراقب", "سراقب", "same_place"),
        ("سراقب", "ترنبة", "around"),
        ("سراقب", "بنش", "off"),
        ("ريف إدلب", "ريف إدلب", "same_area"),
        ("ريف إدلب", "بنش", "within_area"),
        ("إدلب", "إدلب", "same_province"),
        ("إدلب", "بنش", "within_province"),
        ("بنش|إدلب", "إدلب", "within_province"),
        ("سراقب|ريف إدلب", "ريف إدلب", "within_place"),
        ("حلب", "بنش", "apart"),
        ("سوريا", "سوريا", "same_country"),
        ("قرية مجهولة", "بنش", "apart"),
        ("قرية #حزوان", "بين قرية حزوان", "same_place"),
        ("شمساني", "بلدة #الشمساني", "same_place"),
        ("المخيم", "المدينة", "apart"),
        ("قرية مجهولة|ريف إدلب", "مزرعة النبع|بنش", "one_neighbourhood"),
        ("قرية مجهولة|ريف إدلب", "بنش", "one_neighbourhood"),
        ("مزرعة النبع|بنش", "حي المطحنة|بنش", "shared"),
        ("قرية برقلا|بنش", "قرية بقرلا|سراقب", "alike"),
    ],
)
def test_nearness_is_told_by_the_narrowest_sites(one: str, other: str, expected: str) -> None:
    left, right = accounts(report("a", act(where=one)), report("b", act(where=other)))
    assert nearness(left, right) == nearness(right, left) == expected


def test_a_degree_of_latitude_is_about_111_kilometres() -> None:
    here, there = place("سراقب"), place("سراقب").model_copy(update={"lat": 36.864})
    assert kilometres(here, there) == pytest.approx(111.2, abs=0.2)
    assert kilometres(here, place("قرية مجهولة")) is None


def test_the_table_of_kinds_names_families_of_the_ontology_once() -> None:
    families = {kind.family for kind in load_ontology().values()}
    assert all(pair <= families and len(pair) == 2 for pair in family_pairs())
    assert all(abs(weight) <= 1 and because for weight, because in family_pairs().values())


def test_families_that_can_meet_share_a_group() -> None:
    for one, other in combinations(sorted({kind.family for kind in load_ontology().values()}), 2):
        if frozenset((one, other)) in family_pairs():
            assert family_group(one) == family_group(other)
    assert family_group("protest") != family_group("fire")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("برقلا", "بقرلا", True),  # two letters swapped
        ("خربشة", "خربشا", True),  # one changed
        ("معربليت", "معرلبيت", True),
        ("نخيل الوادي", "نخيل", True),
        ("سرمين", "سرمدا", False),
        ("تل", "تله", False),
    ],
)
def test_names_are_alike_but_for_a_letter_or_with_a_word_in_common(one: str, other: str, alike: bool) -> None:
    assert alike_names(one, other) is alike_names(other, one) is alike


def test_a_rare_word_in_common_speaks_for_one_happening() -> None:
    """A victim's name joins what two reports place otherwise; words that all reports have say nothing."""
    named, again = "قصف على المدينة قتل فيه الشاب زعيتر البلحوس", "تشييع الشاب زعيتر البلحوس في المدينة"
    left, right = accounts(report("a", act(), text=named), report("b", act(), text=again))
    assert [(r.name, r.because) for r in comparison().likeness(left, right).reasons][-1] == (
        "words",
        "two rare words in common",
    )
    other = accounts(report("c", act(), text="قصف على المدينة اليوم"))[0]
    assert all(reason.name != "words" for reason in comparison().likeness(left, other).reasons)


def test_two_acts_of_one_document_gain_nothing_from_its_words() -> None:
    left, right = accounts(report("a", act(), act(), text="قتل الشاب زعيتر البلحوس"))
    assert all(reason.name not in ("words", "text") for reason in comparison().likeness(left, right).reasons)


def test_each_weight_has_words_for_people_and_every_sum_can_be_read() -> None:
    reasons = load_weights().reasons
    assert all(reason.because for (name, _), reason in reasons.items() if name != "join")
    assert reasons["words", "three"].weight > reasons["words", "two"].weight > reasons["words", "one"].weight > 0


def test_the_score_that_stops_early_is_the_sum_where_it_is_enough_and_else_none() -> None:
    reports = [
        report(f"{type} {where} {day} {toll}", act(type, where=where, day=day, casualties=(killed(toll),)))
        for type in ("shelling", "attack", "protest")
        for where in ("سراقب", "ترنبة", "ريف إدلب", "إدلب", "حلب")
        for day in ("2024-05-02", "2024-05-03")
        for toll in (3, 30)
    ]
    compared = comparison()
    for left, right in combinations(accounts(*reports), 2):
        score = compared.likeness(left, right).score
        assert compared.score(left, right) == (pytest.approx(score) if score >= JOIN else None)


def test_the_levels_are_what_the_comparisons_answer() -> None:
    left, right = accounts(report("a", act(weapon="rocket")), report("b", act("ied", weapon="rocket")))
    levels = comparison().levels(left, right)
    assert levels == comparison().levels(right, left)
    assert levels == {
        "kind": "confused", "day": "same", "place": "same_place", "agents": "unknown", "targets": "unknown",
        "weapon": "same",
    }  # fmt: skip


def test_every_reason_is_told_in_words() -> None:
    reasons = load_weights().reasons
    assert all(reason.because and "_" not in reason.because for level, reason in reasons.items() if level[0] != "join")
