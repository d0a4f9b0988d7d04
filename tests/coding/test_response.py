"""Response: which act an act answers, where the text says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Events = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    "text",
    [
        "قصف المسلحون مدينة مأرب، وردا على القصف شن الطيران الحربي غارات على مدينة صعدة.",
        "شن الطيران الحربي غارات على مدينة صعدة ردا على قصف مدينة مأرب.",
        "قصف حزب الله ثكنة زرعيت، وردت المدفعية الإسرائيلية بقصف بلدة عيتا الشعب.",
        "استهدفت طائرة مسيرة قاعدة في الحسكة. وردت القوات الأمريكية بغارة على مستودع في البوكمال.",
        "قصفت المدفعية الإسرائيلية بلدة عيتا الشعب ردا على إطلاق صواريخ نحو ثكنة زرعيت.",
    ],
)
def test_an_answer_points_to_the_act_that_it_answers(events: Events, text: str) -> None:
    found = events(text)
    answers = [event for event in found if event.responds_to is not None]
    assert len(answers) == 1
    answered = {event.id: event for event in found}[answers[0].responds_to or ""]
    assert answered.id != answers[0].id and answered.responds_to is None


@pytest.mark.parametrize(
    "text",
    [
        "قصفت المدفعية بلدة النيرب. وشن الطيران غارة على مدينة سراقب.",
        "قصفت المدفعية بلدة النيرب، ورد الأهالي التحية على المسعفين.",
        "ردا على سؤال حول القصف، قال الوزير إن المدفعية قصفت بلدة النيرب.",
    ],
)
def test_acts_side_by_side_do_not_answer_each_other(events: Events, text: str) -> None:
    assert [event.responds_to for event in events(text) if event.responds_to is not None] == []


def test_what_is_answered_is_an_event_of_the_same_document(events: Events) -> None:
    found = events("ردت القوات الأمريكية على استهداف طال قاعدة الشدادي، وقصفت طائراتها مستودعا في البوكمال.")
    ids = {event.id for event in found}
    assert all(event.responds_to is None or event.responds_to in ids for event in found)
