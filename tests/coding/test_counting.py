"""Counting: how many persons the words of a harm tell of, whatever way they tell it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Casualties, Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


def _row(event: Event, kind: str) -> Casualties:
    return next(row for row in event.casualties if row.kind == kind)


@pytest.mark.parametrize(
    ("text", "kind", "best"),
    [
        ("أدت الغارة على بلدة الخيام إلى استشهاد أب وابنتيه.", "killed", 3),
        ("مقتل سامي الشمري وزوجته بقصف مدفعي على بلدة النيرب.", "killed", 2),
        ("سامي الحسن ورامي الحسن قُتلا في قصف مدفعي على بلدة النيرب.", "killed", 2),
        ("قتل ثلاثة سوريين ولبناني بغارة على بلدة الخيام.", "killed", 4),
        ("قتل ثلاثة من أفراد عائلة واحدة بقصف مدفعي على بلدة النيرب.", "killed", 3),
        ("استهدفت طائرة مسيرة سيارة في مدينة الباب، ما أدى إلى مقتل سائقها.", "killed", 1),
        ("استهدفت طائرة مسيرة سيارة في مدينة الباب، ما أدى إلى مقتله على الفور.", "killed", 1),
        ("أسفرت غارة على بلدة الخيام عن سقوط شهيد.", "killed", 1),
        ("ارتقاء 3 شهداء في غارة على بلدة الخيام.", "killed", 3),
        ("أعلنت الشرطة العثور على جثث ثلاثة أشخاص في مدينة كركوك.", "killed", 3),
        ("ارتفع عدد الشهداء في الغارة على بلدة الخيام إلى سبعة بعد وفاة مصاب.", "killed", 7),
        ("هجوم على مدينة مقديشو راح ضحيته خمسة أشخاص.", "killed", 5),
        ("فقدان مدني لحياته بقصف مدفعي على بلدة النيرب.", "killed", 1),
        ("أسفر الانفجار في مدينة كركوك عن مقتل جندي وإصابة ثلاثة عشر آخرين.", "injured", 13),
        ("ارتقاء شهيدين وإصابة 5 في غارة على بلدة الخيام.", "injured", 5),
        ("وصول 3 إصابات إلى المستشفى إثر قصف مدفعي على بلدة النيرب.", "injured", 3),
        ("أصيب اثنان برصاص الجيش في مدينة جنين.", "injured", 2),
    ],
)
def test_the_number_stands_in_a_name_a_pronoun_a_pair_or_a_rise(only: Only, text: str, kind: str, best: int) -> None:
    row = _row(only(text), kind)
    assert row.best == best
    assert row.text in text


@pytest.mark.parametrize(
    ("text", "kind", "best"),
    [
        ("أصيب سبعة مدنيين جراء سقوط أربع قذائف على بلدة النيرب.", "injured", 7),
        ("قتل طفل يبلغ من العمر 12 عاما بقصف مدفعي على بلدة النيرب.", "killed", 1),
        ("قتل الشاب سامر النعيمي (24 عاما) بقصف مدفعي على بلدة النيرب.", "killed", 1),
        ("قتل شخص بانفجار لغم على بعد 15 كيلومترا من مدينة سرت.", "killed", 1),
        ("قتل جنود من اللواء 105 بقصف مدفعي على مدينة تعز.", "killed", None),
        ("أودى الانفجار بحياة عائلة في مدينة كركوك.", "killed", None),
        ("قصف مدفعي على مدينة تعز يوقع ضحايا مدنيين.", "killed", None),
    ],
)
def test_no_projectile_age_distance_unit_or_family_is_counted(
    only: Only, text: str, kind: str, best: int | None
) -> None:
    assert _row(only(text), kind).best == best


def test_one_number_for_dead_and_wounded_together_is_neither(only: Only) -> None:
    event = only("مقتل وإصابة تسعة مدنيين بقصف مدفعي على مدينة تعز.")
    assert {(row.kind, row.best) for row in event.casualties} == {("killed", None), ("injured", None)}


@pytest.mark.parametrize(
    "text",
    [
        "انفجرت عبوة ناسفة في مدينة كركوك ولم يصب أحد بأذى.",
        "انفجرت عبوة ناسفة في مدينة كركوك من دون أن يصاب أحد.",
        "انفجرت عبوة ناسفة في مدينة كركوك، ولا أنباء عن إصابات.",
        "انفجرت عبوة ناسفة في مدينة كركوك من دون تسجيل إصابات.",
        "انفجرت عبوة ناسفة في مدينة كركوك، ولم تقع خسائر بشرية.",
    ],
)
def test_harm_that_did_not_happen_is_no_event(only: Only, text: str) -> None:
    event = only(text)
    assert event.polarity == "affirmed"
    assert event.casualties == ()


@pytest.mark.parametrize(
    "text",
    [
        "ارتفعت حصيلة الحرب إلى أكثر من 40 ألف قتيل.",
        "بلغت حصيلة القتلى منذ بداية الحرب 900 قتيل.",
    ],
)
def test_the_toll_of_a_war_is_that_of_no_act(events: Events, text: str) -> None:
    assert all(event.scope != "specific" for event in events(text))


def test_shots_at_fighters_are_a_clash_with_its_toll(only: Only) -> None:
    event = only("قتل جندي وأصيب اثنان في إطلاق نار على دورية للجيش في مدينة درعا.")
    assert event.type == "armed_clash"
    assert {(row.kind, row.best) for row in event.casualties} == {("killed", 1), ("injured", 2)}


def test_two_harms_without_an_act_are_one_attack(only: Only) -> None:
    event = only("قتل مدني وأصيب ثلاثة في مدينة درعا.")
    assert event.type == "attack"
    assert {(row.kind, row.best) for row in event.casualties} == {("killed", 1), ("injured", 3)}


def test_two_harms_in_two_towns_are_two_attacks(events: Events) -> None:
    found = events("قتل شخص في مدينة درعا وأصيب آخر في مدينة السويداء برصاص مجهولين.")
    assert [[row.kind for row in event.casualties] for event in found] == [["killed"], ["injured"]]


def test_what_raiders_kill_is_told_beside_what_they_burn(events: Events) -> None:
    found = events("أحرق مسلحون المنازل في قرية قرب نيالا وقتلوا سبعة من سكانها.")
    tolls = {event.type: [row.best for row in event.casualties] for event in found}
    assert tolls == {"property_destruction": [], "attack": [7]}


def test_nobody_is_detained_by_a_raid_on_a_house(events: Events) -> None:
    found = events("اقتحمت القوات الإسرائيلية بلدة عزون وفتشت منزل أحد الناشطين.")
    assert all(row.kind != "detained" for event in found for row in event.casualties)


def test_a_massacre_that_a_strike_led_to_is_part_of_it(only: Only) -> None:
    event = only("قصفت الطائرات الحربية مدينة سرمين، ما تسبب بوقوع مجزرة ومقتل 6 مدنيين.")
    assert event.type == "air_strike"
    assert _row(event, "killed").best == 6


def test_an_age_glued_to_a_name_is_no_toll(events: Events) -> None:
    found = events("الحصيلة في بلدة النيرب 1. سامر الحسن14 شهيد 2. خالد الأحمد15 شهيد", "@names")
    assert {row.best for event in found for row in event.casualties} <= {1, None}


def test_a_figure_glued_to_the_word_that_tells_the_fall_is_the_toll(only: Only) -> None:
    event = only("سقوط14 شهيدا في قصف على بلدة النيرب")
    assert [row.best for row in event.casualties] == [14]
