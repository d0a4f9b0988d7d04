"""Speakers: where a text says that somebody speaks, and who that is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("قال مصدر عسكري إن المدفعية قصفت بلدة النيرب.", "مصدر عسكري", "official"),
        ("أفاد مراسلنا في إدلب بأن المدفعية قصفت بلدة النيرب.", "مراسلنا", "correspondent"),
        ("ذكر المرصد السوري لحقوق الإنسان أن المدفعية قصفت بلدة النيرب.", "المرصد السوري لحقوق الإنسان", "monitor"),
        ("أعلن الدفاع المدني أن قصفا مدفعيا استهدف بلدة النيرب.", "الدفاع المدني", "monitor"),
        ("قال شهود عيان إن المدفعية قصفت بلدة النيرب.", "شهود عيان", "witness"),
        ("قال ناشطون محليون إن المدفعية قصفت بلدة النيرب.", "ناشطون", "local_source"),
        ("قالت مصادر محلية إن المدفعية قصفت بلدة النيرب.", "مصادر محلية", "local_source"),
        ("قال أحد سكان البلدة إن المدفعية قصفت بلدة النيرب.", "سكان", "witness"),
        ("قالت مصادر مطلعة إن المدفعية قصفت بلدة النيرب.", "مصادر مطلعة", "unnamed"),
        ("قال المتحدث باسم الجيش السوداني إن المدفعية قصفت مدينة بحري.", "المتحدث باسم الجيش السوداني", "official"),
        ("قالت قناة الجزيرة إن المدفعية قصفت مدينة بحري.", "الجزيرة", "outlet"),
        ("مصدر عسكري قال إن المدفعية قصفت بلدة النيرب.", "مصدر عسكري", "official"),
        ("المدفعية قصفت بلدة النيرب، وفق مصدر عسكري.", "مصدر عسكري", "official"),
        ("قصفت المدفعية بلدة النيرب، بحسب مصادر محلية.", "مصادر محلية", "local_source"),
        ("قصفت المدفعية بلدة النيرب، حسبما أفاد شهود عيان.", "شهود عيان", "witness"),
        ("وفقا للدفاع المدني، قصفت المدفعية بلدة النيرب.", "لدفاع المدني", "monitor"),
        ("نقلا عن مصدر أمني، قصفت المدفعية بلدة النيرب.", "مصدر أمني", "official"),
        ("بحسب ما ذكرت وكالة سبوتنيك، قصفت المدفعية بلدة النيرب.", "سبوتنيك", "outlet"),
        ("وكالة سبوتنيك: المدفعية تقصف بلدة النيرب.", "سبوتنيك", "outlet"),
        ("الدفاع المدني: قصف مدفعي على بلدة النيرب.", "الدفاع المدني", "monitor"),
        ("مصدر أمني: قصف مدفعي على بلدة النيرب.", "مصدر أمني", "official"),
        ("أكد رئيس بلدية النيرب أن المدفعية قصفت البلدة.", "رئيس بلدية", "official"),
        ("نقلت صحيفة النهار عن مصدر عسكري أن المدفعية قصفت بلدة الخيام.", "مصدر عسكري", "official"),
        ("أوضح مدير المستشفى أن قذائف سقطت على مدينة الفاشر.", "مدير المستشفى", None),
    ],
)
def test_a_speaker_is_found_with_its_kind(events: Events, text: str, source: str, kind: str | None) -> None:
    attributions = events(text)[0].attributions
    named = [a.source for a in attributions if a.source.text and source in a.source.text]
    assert named, [a.source.text for a in attributions]
    assert kind is None or named[0].kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "قصفت المدفعية بلدة النيرب صباح اليوم.",
        "شن الطيران غارة على مدينة صعدة. وقال المزارعون إن الموسم جيد.",
    ],
)
def test_the_publisher_speaks_where_nobody_else_does(events: Events, text: str) -> None:
    attributions = events(text)[0].attributions
    assert [(a.source.kind, a.source.text, a.stance) for a in attributions] == [("publisher", None, "reports")]


def test_a_label_at_the_head_of_a_post_speaks_for_all_that_follows(events: Events) -> None:
    text = "الدفاع المدني:\nقصف مدفعي على بلدة النيرب.\nانفجار لغم بسيارة قرب بلدة كفرنبل."
    found = events(text)
    assert len(found) == 2
    assert all("الدفاع المدني" in (event.attributions[0].source.text or "") for event in found)


def test_the_next_label_ends_the_first(events: Events) -> None:
    text = "الدفاع المدني: قصف مدفعي على بلدة النيرب.\nمصدر أمني: انفجار عبوة ناسفة بسيارة في مدينة الباب."
    first, second = events(text)
    assert "الدفاع المدني" in (first.attributions[0].source.text or "")
    assert [a.source.text for a in second.attributions] == ["مصدر أمني"]


@pytest.mark.parametrize(
    "verb",
    [
        "وأضاف",
        "وأضاف المصدر",
        "وتابع",
        "وأوضح المصدر",
        "وأشار إلى",
    ],
)
def test_a_verb_that_goes_on_has_the_speaker_before(events: Events, verb: str) -> None:
    text = f"قال مصدر عسكري إن المدفعية قصفت بلدة النيرب. {verb} أن طائرة مسيرة استهدفت سيارة في مدينة الباب."
    found = events(text)
    assert len(found) == 2
    assert all((event.attributions[0].source.text or "").endswith(("مصدر عسكري", "المصدر")) for event in found)
    assert all(event.attributions[0].source.kind == "official" for event in found)


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("قال المتحدث العسكري عبر تلغرام إن قواته قصفت بلدة النيرب.", "telegram"),
        ("أعلنت جماعة الحوثي في بيان استهداف مطار إيلات بطائرة مسيرة.", "statement"),
        ("قال المتحدث العسكري في منشور على فيسبوك إن المدفعية قصفت بلدة النيرب.", "facebook"),
        ("قال الوزير في مقابلة تلفزيونية إن المدفعية قصفت بلدة النيرب.", None),
    ],
)
def test_where_the_source_spoke_is_kept(only: Only, text: str, via: str | None) -> None:
    vias = [a.via for a in only(text).attributions]
    assert via in vias if via else vias


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قالت وكالة الأنباء السورية سانا إن المدفعية قصفت بلدة النيرب.", "sana"),
        ("ذكر المرصد السوري لحقوق الإنسان أن المدفعية قصفت بلدة النيرب.", "sohr"),
        ("أفادت قناة الجزيرة بأن المدفعية قصفت مدينة بحري.", "jazeera"),
    ],
)
def test_a_known_publisher_is_its_row_of_the_table(only: Only, text: str, source: str) -> None:
    ids = [a.source.source_id for a in only(text).attributions]
    assert any(id is not None and source in id for id in ids), ids
