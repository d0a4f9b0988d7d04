"""Patterns: what is done again and again, or was once, is no act of the day."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


def _specific(found: tuple[Event, ...]) -> list[str]:
    return [event.type for event in found if event.scope == "specific"]


@pytest.mark.parametrize(
    "text",
    [
        "أصيب نحو ثلاثين جنديا في هجمات على قواعد بالمنطقة هذا الشهر.",
        "ذكر ناطق أن عشرين جنديا أصيبوا في هجمات على ثكنات في دير الزور هذا الشهر.",
        "هذه هي الصواريخ التي نصادرها من المهربين.",
        "تلك شحنات أسلحة نضبطها عند الحدود.",
    ],
)
def test_what_goes_on_for_a_month_or_is_a_habit_is_a_pattern(events: Events, text: str) -> None:
    found = events(text)
    assert found
    assert not _specific(found)


def test_we_tell_an_act_of_the_hour(events: Events) -> None:
    assert _specific(events("نقصف الآن مواقعهم في مدينة مأرب بالمدفعية.")) == ["shelling"]


@pytest.mark.parametrize(
    "text",
    [
        "مسلحون يغتالون ضابطا سابقا في بلدة داعل.",
        "اغتال مجهولون في مدينة نوى شابا كان يعمل مع الجيش سابقا.",
    ],
)
def test_what_a_victim_once_was_does_not_make_the_act_old(only: Only, text: str) -> None:
    assert only(text).scope == "specific"


def test_what_was_struck_once_is_background(only: Only) -> None:
    assert only("سيارة قصفتها المسيرة سابقا في مدينة تدمر.").scope == "background"


def test_a_known_blockade_is_no_news_even_now(events: Events) -> None:
    assert not events("الحصار البحري على الموانئ له الآن أثر في الأسعار.")


def test_where_the_arms_in_use_came_from_is_background(events: Events) -> None:
    found = events("خطف مسلحون تاجرا في مدينة سبها وكانوا يركبون سيارات استولوا عليها في كمين نصب لدورية.")
    assert _specific(found) == ["abduction"]


def test_a_seizure_of_the_day_stays_one(events: Events) -> None:
    found = events("هاجم مسلحون ثكنة في مدينة سبها واستولوا على أسلحة.")
    assert "weapons_disrupted" in _specific(found) or "property_destruction" in _specific(found)
