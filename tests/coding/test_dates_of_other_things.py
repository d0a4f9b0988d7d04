"""Dates that are not the act's, and acts whose date stands elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت المدفعية مستشفى افتتح عام 2004 في بلدة النيرب.",
        "قصفت المدفعية بلدة النيرب في هجوم هو الأعنف منذ أشهر.",
        "قصفت المدفعية بلدة النيرب للمرة الأولى منذ عام 2019.",
    ],
)
def test_what_else_is_dated_leaves_the_act_on_the_day_of_the_news(events: Events, text: str) -> None:
    event = next(event for event in events(text) if event.type == "shelling")
    assert event.scope == "specific"
    assert event.time is not None and event.time.start == date(2025, 3, 5)


def test_an_attack_has_the_year_of_the_clause_on_it(only: Only) -> None:
    event = only("أحيا الأهالي ذكرى القصف الذي استهدف مدينة سراقب عام 2018.")
    assert event.time is None or event.time.start == date(2018, 1, 1)


def test_an_hour_goes_with_the_day_named_before_it(events: Events) -> None:
    text = "قصفت المدفعية بلدة النيرب الاثنين. وعند الساعة الرابعة مساء استهدفت غارة مدينة سراقب."
    assert [event.time.start for event in events(text) if event.time] == [date(2025, 3, 3)] * 2


def test_a_pair_of_days_in_figures_runs_from_one_to_the_other(only: Only) -> None:
    time = only("قصفت المدفعية بلدة النيرب يومي 1 و2 آذار.").time
    assert time is not None and (time.start, time.end) == (date(2025, 3, 1), date(2025, 3, 2))
