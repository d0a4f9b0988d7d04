"""Crowds: who protests, what they do to roads and buildings, and whom they are against."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import CodedDocument

Code = Callable[..., CodedDocument]


@pytest.mark.parametrize(
    ("text", "kind", "doer"),
    [
        ("أقدم شبان غاضبون في البلدة على قطع الطريق العام.", "protest", "شبان غاضبون"),
        ("أفيد بقيام عدد من شبان القرية بإقفال الطريق العام.", "protest", "عدد من شبان القرية"),
        ("أصر نشطاء الرابطة على التظاهر أمام المحكمة.", "protest", "نشطاء الرابطة"),
        ("توجه مئات المتظاهرين إلى مقر الوزارة.", "protest", "المتظاهرين"),
        ("توجه المتظاهرون المعارضون للحكومة إلى المطار.", "protest", "المتظاهرون المعارضون للحكومة"),
        ("نظم عمال يساريون مظاهرة ضد الخطة.", "protest", "عمال يساريون"),
        ("كان الأهالي ينظمون مظاهرة كل أسبوع أمام المخفر.", "protest", "الأهالي"),
    ],
)
def test_the_crowd_of_a_protest_is_found(code: Code, text: str, kind: str, doer: str) -> None:
    """The doer is the subject of the verb that the noun depends on, in full."""
    found = [event for event in code(text).events if event.type == kind]
    assert found, text
    assert [agent.text for agent in found[0].agents] == [doer]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("خرج متظاهرون في مسيرة للتنديد بزيارة السفير الجديد.", "السفير الجديد"),
        ("تظاهر مئات الطلاب ضد رفع الرسوم الدراسية.", "رفع الرسوم الدراسية"),
        ("احتشد المتظاهرون للمطالبة باستقالة الائتلاف الحاكم.", "الائتلاف الحاكم"),
        ("تجمع محتجون أمام الفندق مطالبين الحكومة المحلية بفتح المعبر.", "الحكومة المحلية"),
        ("سار المحتجون حتى السفارة.", "السفارة"),
        ("توجه المتظاهرون إلى مقر رئيس الوزراء.", "مقر رئيس الوزراء"),
    ],
)
def test_what_a_crowd_is_against_is_its_target(code: Code, text: str, target: str) -> None:
    """A body, an office, a building, or after ضد and ندد the thing itself; what is demanded is no part of it."""
    found = [event for event in code(text).events if event.type == "protest"]
    assert found, text
    assert [who.text for who in found[0].targets] == [target]


@pytest.mark.parametrize(
    "text",
    ["توجهت قوة من الشرطة إلى المتظاهرين قرب الجسر.", "توجه الوزير إلى الحدود.", "زار الوفد تجمعا لعمال المصنع."],
)
def test_verbs_of_others_are_no_protest(code: Code, text: str) -> None:
    """A verb that is a protest only in demonstrators' hands needs them as its subject."""
    assert "protest" not in {event.type for event in code(text).events}


def test_demonstrators_with_a_number_are_no_act_of_their_own(code: Code) -> None:
    """A counted word for demonstrators tells who, and no second protest."""
    event = code("رفع نحو 25 متظاهرا لافتات أمام الفندق.").events[0]
    assert [span.text for span in event.triggers] == ["رفع", "لافتات"]
    assert [who.text for who in event.agents] == ["متظاهرا"]
