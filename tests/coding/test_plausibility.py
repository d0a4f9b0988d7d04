"""Plausibility: words of moving, leaving and agreeing are acts where a force, a side or the displaced bear them out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("حلقت طائرات استطلاع أمريكية فوق مدينة البوكمال.", "military_activity"),
        ("انتشرت قوات من الجيش اللبناني في بلدة الخيام.", "military_activity"),
        ("وصلت تعزيزات عسكرية للجيش التركي إلى مدينة رأس العين.", "military_activity"),
        ("انسحبت القوات الأمريكية من قاعدة الشدادي.", "military_activity"),
        ("غادر سكان بلدة النيرب منازلهم هربا من القصف.", "displacement"),
        ("نزح أهالي مدينة الفاشر إلى مخيم طويلة.", "displacement"),
        ("توصل الطرفان إلى اتفاق لوقف إطلاق النار في مدينة السويداء.", "agreement"),
        ("وقع الجيش السوداني والحركة الشعبية اتفاق هدنة في جنوب كردفان.", "agreement"),
    ],
)
def test_a_force_or_people_bear_an_act_out(events: Events, text: str, type: str) -> None:
    assert type in [event.type for event in events(text)]


@pytest.mark.parametrize(
    "text",
    [
        "غادر الوزير مدينة بغداد متوجها إلى عمان.",
        "وصل وفد رجال الأعمال إلى مدينة أربيل.",
        "اتفق الوزيران على تعزيز التعاون الاقتصادي.",
        "انتشرت صور الفنانة على مواقع التواصل.",
        "حلقت الطيور فوق بحيرة الحبانية.",
        "انسحب اللاعب من البطولة المقامة في دبي.",
        "وقعت الشركة اتفاقا لتوريد القمح إلى مصر.",
        "عبر اللاعب عن سعادته بالفوز.",
        "تقدم المنتخب على ضيفه بهدفين.",
        "سيطر الفريق الضيف على مجريات المباراة.",
    ],
)
def test_the_same_words_in_other_news_tell_of_nothing(events: Events, text: str) -> None:
    assert [(event.type, [t.text for t in event.triggers]) for event in events(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "أكد الخبير العسكري أهمية سلاح المدفعية في الحروب.",
    ],
)
def test_talk_of_violence_without_any_of_it_is_no_event(events: Events, text: str) -> None:
    assert [event.type for event in events(text) if event.scope == "specific"] == []


def test_a_state_that_is_known_is_no_act(events: Events) -> None:
    assert events("الحصار البحري على الميناء له أثر في أسعار الشحن.") == ()
    assert [event.type for event in events("شهدت مدينة إدلب تحليقا لطائرات الاستطلاع.")] == ["military_activity"]


@pytest.mark.parametrize(
    "text",
    [
        "عقد مجلس مقاطعة الحسكة اجتماعه في مدينة القامشلي.",
        "افتتح مركز صحي في مقاطعة منبج.",
        "تتقدم نقابة الأطباء بخالص العزاء إلى أهالي مدينة إدلب.",
        "تقدمت قوات الأمن بطلب إلى محكمة في مدينة حلب.",
        "سجلت المنظمة خرقا لقرار مجلس الأمن.",
        "انقطعت الكهرباء في مدينة الرقة بعد توقف المولدات عن العمل.",
    ],
)
def test_words_of_office_and_courtesy_are_no_acts(events: Events, text: str) -> None:
    assert not events(text)


def test_a_boycott_is_still_a_protest(events: Events) -> None:
    assert [event.type for event in events("دعا ناشطون إلى مقاطعة إسرائيل.")] == ["protest"]


@pytest.mark.parametrize(
    "text",
    [
        "استنكر النائب جرائم المحتل.",
        "انفجرت أسعار الخبز في مدينة عدن.",
        "هاجم رئيس البلدية منتقديه في مدينة صيدا.",
    ],
)
def test_force_in_words_prices_or_blame_is_no_act(events: Events, text: str) -> None:
    assert not [event for event in events(text) if event.scope == "specific"]


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت البحرية أنها اعترضت صاروخا أطلق من الساحل.",
        "أسقط الجيش مسيرتين حاولتا استهداف قاعدة في مدينة عدن.",
    ],
)
def test_an_attack_told_only_as_what_was_stopped_is_the_interception(only: Only, text: str) -> None:
    assert only(text).type == "weapons_disrupted"


def test_aircraft_that_do_not_leave_the_sky_fly_over(only: Only) -> None:
    assert only("مسيرات الاستطلاع لا تفارق سماء بلدة الخيام منذ الفجر.").type == "military_activity"


def test_a_mine_that_exploded_is_one_act(only: Only) -> None:
    event = only("أفاد المركز أن لغما انفجر بجرار قرب بلدة حيس.")
    assert (event.type, [trigger.text for trigger in event.triggers]) == ("ied", ["انفجر"])


@pytest.mark.parametrize("place", ["ميدان الشهداء", "شارع الشهداء", "مقبرة الشهداء"])
def test_martyrs_in_the_name_of_a_place_are_no_dead(only: Only, place: str) -> None:
    event = only(f"فرقت قوة أمنية تظاهرة في {place} وسط المدينة.")
    assert event.type == "protest_repression"
    assert not event.casualties
    assert [agent.text for agent in event.agents] == ["قوة أمنية"]
    assert [target.text for target in event.targets] == ["تظاهرة"]
