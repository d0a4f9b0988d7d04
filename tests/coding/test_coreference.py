"""Coreference: one event for all mentions of one act, and one for each act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت المدفعية بلدة النيرب صباح اليوم. وأسفر القصف عن مقتل مدنيين اثنين.",
        "استهدفت طائرة مسيرة سيارة في مدينة عفرين. وقال شهود إن الهجوم وقع قرب السوق.",
        "غارة على مدينة صعدة\nشن الطيران الأمريكي غارة على مدينة صعدة صباح اليوم.",
        "انفجرت سيارة مفخخة في مدينة الباب. ولم تتبنَّ أي جهة التفجير.",
        "قُتل شخصان بانفجار لغم بسيارة قرب بلدة كفرنبل. وكان اللغم مزروعا على جانب الطريق.",
        "اندلعت اشتباكات بين الجيش السوداني والدعم السريع في بحري. واستمرت المعارك عدة ساعات.",
        "اعتقلت قوات الأمن ثلاثة شبان في مدينة القامشلي. وجرت عملية الاعتقال عند حاجز وسط المدينة.",
        "هز انفجار مدينة اللاذقية. وسمع دوي الانفجار في أنحاء المدينة.",
        "استهدف قصف مدفعي بلدة النيرب، وقال الدفاع المدني إن القصف أصاب مدرسة في البلدة.",
        "تظاهر الأهالي في مدينة السويداء احتجاجا على الغلاء. ورفع المتظاهرون لافتات في الساحة.",
        "خطف مسلحون طبيبا في مدينة السويداء. وطالب الخاطفون بفدية للإفراج عن المخطوف.",
        "اغتال مسلحان مختار بلدة الصنمين. ولاذ منفذا عملية الاغتيال بالفرار.",
    ],
)
def test_all_mentions_of_an_act_are_one_event(only: Only, text: str) -> None:
    assert only(text).scope == "specific"


def test_the_event_gathers_what_each_mention_tells(only: Only) -> None:
    text = (
        "استهدف هجوم مدينة عفرين صباح اليوم.\n"
        "وأفاد مراسلنا بأن طائرة مسيرة استهدفت سيارة وسط المدينة، ما أدى إلى مقتل شخصين."
    )
    event = only(text)
    assert event.type == "drone_strike"
    assert len(event.triggers) >= 2
    assert event.time is not None and event.time.part_of_day == "morning"
    assert [row.best for row in event.casualties] == [2]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("قصفت المدفعية بلدة النيرب، واستهدفت طائرة مسيرة سيارة في مدينة عفرين.", ["shelling", "drone_strike"]),
        ("قصفت المدفعية بلدة النيرب. وقصفت المدفعية مدينة سراقب.", ["shelling", "shelling"]),
        ("انفجرت عبوة ناسفة في مدينة الباب أمس. وانفجرت عبوة ناسفة في مدينة الباب اليوم.", ["ied", "ied"]),
        ("اعتقلت الشرطة شابا في مدينة كركوك. وانفجرت عبوة ناسفة في بعقوبة.", ["arrest", "ied"]),
        ("اعترضت الدفاعات صاروخا فوق إيلات، فيما أصاب صاروخ مبنى في مدينة أسدود.", ["weapons_disrupted", "shelling"]),
        ("سيطر الجيش السوداني على مدينة سنجة بعد اشتباكات مع الدعم السريع.", ["territory_gain", "armed_clash"]),
    ],
)
def test_two_acts_are_two_events_in_the_order_of_the_text(events: Events, text: str, types: list[str]) -> None:
    assert [event.type for event in events(text)] == types


def test_two_salvos_on_one_target_in_a_day_are_one_event_with_two_strikes(only: Only) -> None:
    event = only("قصفت المدفعية قاعدة عين الأسد برشقتين صاروخيتين خلال أوقات مختلفة من اليوم.")
    assert event.strikes is not None and event.strikes.number == 2


def test_the_same_act_told_by_two_sources_is_one_event_with_both(only: Only) -> None:
    event = only("قال الدفاع المدني إن المدفعية قصفت بلدة النيرب صباح اليوم. وقال شهود عيان إن القصف طال سوق البلدة.")
    assert [a.source.text for a in event.attributions] == ["الدفاع المدني", "شهود عيان"]


def test_an_old_act_does_not_merge_with_the_news(events: Events) -> None:
    found = events("استهدفت غارة مدينة صعدة صباح اليوم. وكانت غارة أخرى قد استهدفت مدينة صعدة في كانون الثاني 2024.")
    assert [event.scope for event in found] == ["specific", "background"]


def test_separate_attacks_do_not_give_their_total_to_each(events: Events) -> None:
    found = events("قُتل عشرة أشخاص في هجمات متفرقة بالعراق، بينها انفجار عبوة ناسفة في بعقوبة.")
    blast = [event for event in found if event.type == "ied"]
    assert blast and blast[0].casualties == ()
