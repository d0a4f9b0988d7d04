"""Notices of death: lists of names, obituaries and titles, which tell a killing where no act is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from waqai.records import CodedDocument, Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]
Code = Callable[..., CodedDocument]


def _killed(event: Event) -> list[int | None]:
    return [row.best for row in event.casualties if row.kind == "killed"]


def _sites(event: Event) -> list[str]:
    return [place.text for place in event.places if place.role != "origin"]


@pytest.mark.parametrize(
    "text",
    [
        "أسماء شهداء بلدة النيرب:\nسامر الحسن\nخالد العلي\nمحمود الأحمد",
        "بعض أسماء شهداء بلدة النيرب حتى الآن: سامر الحسن، خالد العلي، محمود الأحمد",
        "قائمة بأسماء ضحايا بلدة النيرب سامر الحسن، خالد العلي",
        "شهداء بلدة النيرب اليوم: سامر الحسن، خالد العلي، محمود الأحمد",
        "#النيرب شهداء بلدة النيرب تقبلهم الله",
        "ارتقاء الشهيد سامر خالد الحسن في بلدة النيرب",
        "ننعى إليكم الشهيد البطل سامر خالد الحسن من بلدة النيرب",
    ],
)
def test_a_notice_of_death_is_a_killing_where_the_text_tells_no_act(only: Only, text: str) -> None:
    event = only(text, "@names")
    assert (event.type, event.scope, event.certainty) == ("attack", "specific", "asserted")
    assert len(_killed(event)) == 1
    assert any("النيرب" in site for site in _sites(event)), _sites(event)


@pytest.mark.parametrize(
    "text",
    [
        "الشهيد بإذن الله سامر محمد الحسن تقبله الله",
        "الشهيد البطل / سامر محمد الحسن\nإنا لله وإنا إليه راجعون",
    ],
)
def test_a_title_before_a_name_is_a_notice_where_the_dead_are_prayed_for(only: Only, text: str) -> None:
    event = only(text, "@names")
    assert (event.type, event.scope, event.places) == ("attack", "specific", ())


@pytest.mark.parametrize(
    "text",
    [
        "تشييع الشهيد سامر الحسن في بلدة النيرب رحمه الله",
        "جنازة الشهيد سامر الحسن اليوم في بلدة النيرب",
        "الآن وصول جثمان الشهيد سامر الحسن إلى مشفى النيرب",
        "والد الشهيد سامر الحسن يتحدث عن ابنه رحمه الله",
        "مدرسة الشهيد سامر الحسن في بلدة النيرب تفتح أبوابها",
        "توزيع السلال على عوائل شهداء بلدة النيرب",
        "قائد الحركة الشهيد في ذاكرة أهل النيرب",
        "أسماء شهداء عام 2015 في بلدة النيرب",
        "في ذكرى شهداء بلدة النيرب: سامر الحسن، خالد العلي",
        "الشهداء أكرم منا جميعا",
        "ببالغ الحزن ننعى الحاج سامر الحسن إنا لله وإنا إليه راجعون",
    ],
)
def test_a_funeral_a_memorial_and_a_name_are_no_killing(events: Events, text: str) -> None:
    assert [event for event in events(text, "@names") if event.scope == "specific"] == []


def test_a_numbered_list_of_names_counts_the_dead(only: Only) -> None:
    event = only("أسماء شهداء بلدة النيرب: 1- سامر الحسن 2- خالد العلي 3- محمود الأحمد", "@names")
    assert _killed(event) == [3]


def test_names_without_numbers_are_not_counted(only: Only) -> None:
    assert _killed(only("أسماء شهداء بلدة النيرب:\nسامر الحسن\nخالد العلي", "@names")) == [None]


def test_a_list_of_many_titles_is_one_event(only: Only) -> None:
    lines = "\n".join(f"الشهيد {name}" for name in ("سامر الحسن", "خالد العلي", "محمود الأحمد"))
    event = only(f"بعض أسماء شهداء بلدة النيرب\n{lines}", "@names")
    assert event.type == "attack"


def test_the_dead_of_a_told_act_are_its_harm_and_no_event(only: Only) -> None:
    event = only("غارة جوية على بلدة النيرب\nأسماء الشهداء:\nسامر الحسن\nخالد العلي", "@names")
    assert event.type == "air_strike"


def test_a_notice_takes_the_date_that_it_bears(only: Only) -> None:
    event = only("شهداء بلدة النيرب 2025/3/4 سامر الحسن، خالد العلي رحمهم الله", "@names")
    assert event.time is not None
    assert event.time.start == date(2025, 3, 4)


def test_a_notice_says_by_which_rule_it_is_an_event(code: Code) -> None:
    decisions = code("أسماء شهداء بلدة النيرب: سامر الحسن، خالد العلي", "@names").decisions
    assert "list-of-the-dead" in [decision.rule for decision in decisions]


@pytest.mark.parametrize("word", ["ارتقاء الشهيد", "مقتل"])
def test_what_the_dead_are_called_changes_neither_kind_nor_certainty(only: Only, word: str) -> None:
    event = only(f"{word} سامر الحسن في بلدة النيرب")
    assert (event.type, event.type_certainty, event.certainty) == ("attack", "asserted", "asserted")


@pytest.mark.parametrize(
    "text",
    [
        "توفي الحاج سامر الحسن في مدينة إدلب بعد صراع مع المرض",
        "توفي اليوم سامر الحسن في مدينة إدلب رحمه الله",
        "انتقل إلى رحمة الله الحاج سامر الحسن في مدينة إدلب",
        "في ذمة الله الشاب سامر الحسن",
        "وفاة طفل غرقا في نهر العاصي",
        "وفاة مدني وإصابة اثنين بحادث سير على طريق حمص",
    ],
)
def test_a_death_that_nobody_caused_is_no_event(events: Events, text: str) -> None:
    assert events(text, "@names") == ()


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("توفي الشاب سامر الحسن في مدينة إدلب متأثرا بجراحه", "attack"),
        ("توفي المدني سامر الحسن بانفجار لغم في بلدة النيرب", "ied"),
        ("انتقل إلى رحمة الله سامر الحسن نتيجة القصف على بلدة النيرب", "shelling"),
        ("في ذمة الله الشاب سامر الحسن إثر غارة جوية على بلدة النيرب", "air_strike"),
        ("انتقل إلى جوار ربه سامر الحسن متأثرا بجراحه في بلدة النيرب", "attack"),
    ],
)
def test_a_death_of_wounds_or_by_an_act_is_told_of_it(only: Only, text: str, type: str) -> None:
    assert only(text, "@names").type == type


def test_an_obituary_names_one_of_the_dead_and_counts_nobody(only: Only) -> None:
    event = only("في ذمة الله الشاب سامر الحسن إثر غارة جوية على بلدة النيرب", "@names")
    assert _killed(event) == [None]


@pytest.mark.parametrize("marks", ["«»", '""', "“”"])
def test_a_victim_in_quotation_marks_is_the_target(only: Only, marks: str) -> None:
    event = only(f"مقتل {marks[0]}سامر الحسن{marks[1]} القيادي في التنظيم ببلدة النيرب")
    assert [who.text for who in event.targets] == ["سامر الحسن"]
    assert _killed(event) == [1]
