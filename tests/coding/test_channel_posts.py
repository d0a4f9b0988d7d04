"""Posts of channels: flags, hashtags, short lines, a side's own words for itself and its enemy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    ("text", "source", "type", "place", "country"),
    [
        ("🇱🇧 مدفعية العدو تستهدف أطراف بلدة عيتا الشعب", "sample_thaghr", "shelling", "عيتا الشعب", "ISR"),
        ("🔻 غارة من مسيّرة معادية على دراجة نارية في بلدة #يحمر", "sample_thaghr", "drone_strike", "يحمر", None),
        ("🇾🇪 العدوان الأمريكي يشن 3 غارات على مدينة صعدة", "sample_thaghr", "air_strike", "صعدة", "USA"),
        ("‼️ عاجل | طيران العدو الصهيوني يغير على مدينة القصير", "sample_thaghr", "air_strike", "القصير", "ISR"),
        ("🔴 #ريف_حلب || قصف صاروخي يستهدف أطراف مدينة #الأتارب", "sample_sanabel", "shelling", "الأتارب", None),
        ("عصابات المستوطنين تحرق مركبات الأهالي في بلدة حوارة", "sample_thaghr", "property_destruction", "حوارة", None),
        ("⚡️رشقة صاروخية من جنوب لبنان باتجاه كريات شمونة", "sample_thaghr", "shelling", "كريات شمونة", None),
        ("انفجار مسيّرة انتحارية في قاعدة حرير بأربيل", "sample_thaghr", "drone_strike", "حرير", None),
        ("اقتحام قوات الاحتلال مخيم بلاطة شرق نابلس", "sample_thaghr", "military_activity", "بلاطة", "ISR"),
        ("🚨 دوي انفجارات في مدينة أربيل", "sample_thaghr", "explosion", "أربيل", None),
        ("صافرات الإنذار تدوي في كريات شمونة بعد إطلاق صواريخ من لبنان", "sample_thaghr", "shelling", None, None),
    ],
)
def test_a_post_of_one_line_is_one_act(
    only: Only, text: str, source: str, type: str, place: str | None, country: str | None
) -> None:
    event = only(text, source)
    assert (event.type, event.scope) == (type, "specific")
    names = [f"{p.text} {p.name_ar}" for p in event.places if p.role != "origin"]
    assert place is None or any(place in name for name in names), names
    assert country is None or country in [agent.country for agent in event.agents]


@pytest.mark.parametrize(
    "text",
    [
        "🇵🇸 كتائب القسام: قصفنا تحشدات العدو شرق مدينة خان يونس بقذائف الهاون.",
        "سرايا القدس: استهدفنا آلية عسكرية للعدو في مخيم جباليا بعبوة ناسفة.",
        "المقاومة الإسلامية في العراق:\nاستهدف مجاهدونا بالطيران المسيّر هدفا حيويا في إيلات المحتلة.",
        "بيان صادر عن المقاومة الإسلامية:\nاستهدف مجاهدو المقاومة الإسلامية ثكنة زرعيت بالأسلحة الصاروخية.",
        "القوات المسلحة اليمنية: نفذنا عملية عسكرية بصاروخ باليستي استهدفت مطار بن غوريون.",
    ],
)
def test_a_group_under_its_own_name_claims(only: Only, text: str) -> None:
    event = only(text, "sample_thaghr")
    assert "claims" in [a.stance for a in event.attributions]
    assert event.agents


@pytest.mark.parametrize(
    "text",
    [
        "إعلام العدو: سقوط صاروخ في مدينة كريات شمونة.",
        "إعلام عبري: انفجار مسيّرة في مدينة نهاريا.",
        "القناة 12 العبرية: إصابة جنديين بصاروخ مضاد للدروع في مستوطنة المطلة.",
    ],
)
def test_the_enemys_press_is_a_source_and_no_doer(only: Only, text: str) -> None:
    event = only(text, "sample_thaghr")
    assert [a.stance for a in event.attributions] == ["reports"]
    assert event.attributions[0].source.text
    assert not any("إعلام" in agent.text or "القناة" in agent.text for agent in event.agents)


@pytest.mark.parametrize(
    "text",
    [
        "🤲 الرحمة للشهداء والشفاء للجرحى",
        "تابعونا على قناتنا في تلغرام",
        "#عاجل #سوريا #إدلب",
        "صورة من آثار الدمار في بلدة النيرب",
        "حالة الطقس في مدينة إدلب: غائم جزئيا",
        "دعاء لنصرة المجاهدين",
    ],
)
def test_a_post_that_tells_of_no_act_has_no_event(events: Events, text: str) -> None:
    assert [
        (e.type, [t.text for t in e.triggers]) for e in events(text, "sample_sanabel") if e.scope == "specific"
    ] == []


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "🔴 آخر التطورات:\n- قصف مدفعي على بلدة النيرب\n- غارة على مدينة سراقب\n- انفجار لغم بسيارة في مدينة الباب",
            ["shelling", "air_strike", "ied"],
        ),
        (
            "ملخص اليوم:\n1. اعتقال شابين على حاجز في مدينة القامشلي\n2. استهداف سيارة بطائرة مسيرة في مدينة عين العرب",
            ["arrest", "drone_strike"],
        ),
    ],
)
def test_each_line_of_a_list_is_an_act_of_its_own(events: Events, text: str, types: list[str]) -> None:
    assert [event.type for event in events(text, "sample_sanabel")] == types


def test_martyrs_are_killed_and_the_act_keeps_them(only: Only) -> None:
    event = only("🇱🇧 ارتقاء 3 شهداء وإصابة 5 في غارة معادية على بلدة الخيام", "sample_thaghr")
    assert {(row.kind, row.best) for row in event.casualties} == {("killed", 3), ("injured", 5)}
