"""Means: the weapons of an act, the kind of event that they make of it, and how often it struck."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("استهدفت مدفعية الجيش تجمعا للمسلحين قرب مأرب.", "shelling"),
        ("استهدف الطيران الحربي تجمعا للمسلحين قرب مأرب.", "air_strike"),
        ("استهدفت طائرة مسيرة تجمعا للمسلحين قرب مأرب.", "drone_strike"),
        ("استهدف المقاتلون تجمعا للمسلحين قرب مأرب بقذائف الهاون.", "shelling"),
        ("استهدف المقاتلون دورية قرب مأرب بعبوة ناسفة.", "ied"),
        ("استهدف المقاتلون حاجزا قرب مأرب بقنبلة يدوية.", "grenade"),
        ("استهدف المقاتلون القاعدة قرب مأرب بصواريخ باليستية.", "shelling"),
        ("هاجمت مروحيات الجيش تجمعا للمسلحين قرب مأرب.", "air_strike"),
        ("قصفت طائرات حربية مدينة سراقب.", "air_strike"),
        ("قصفت مسيّرة انتحارية مدينة سراقب.", "drone_strike"),
        ("قصف جوي على مدينة سراقب.", "air_strike"),
        ("قصفت دبابات الجيش مدينة سراقب.", "shelling"),
        ("استهدف المقاتلون سفينة في البحر الأحمر بصاروخ مضاد للسفن.", "shelling"),
        ("قصفت زوارق حربية سواحل مدينة رفح.", "shelling"),
        ("هجوم بالصواريخ والطائرات المسيرة استهدف مدينة أربيل.", "shelling"),
        ("استهدف المقاتلون دبابة قرب مدينة رفح بصاروخ موجه.", "shelling"),
        ("فجر انتحاري سيارة مفخخة عند بوابة المعسكر في مقديشو.", "suicide_bombing"),
    ],
)
def test_the_weapon_decides_the_kind(only: Only, text: str, type: str) -> None:
    event = only(text)
    assert (event.type, event.type_certainty) == (type, "asserted")


@pytest.mark.parametrize(
    "text",
    [
        "استهدف مجهولون مقرا للحزب في مدينة السليمانية.",
        "تعرض معسكر للجيش قرب مأرب لهجوم.",
    ],
)
def test_a_strike_of_unknown_means_is_unsure_of_its_kind(only: Only, text: str) -> None:
    assert only(text).type_certainty == "hedged"


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("شن الطيران غارتين على مدينة صعدة.", 2, "غارتين"),
        ("شن الطيران ثلاث غارات على مدينة صعدة.", 3, "ثلاث غارات"),
        ("سقطت 14 قذيفة على مدينة سراقب.", 14, "14 قذيفة"),
        ("استهدفت القوات قاعدة قرب الحسكة بخمسة صواريخ.", 5, "خمسة صواريخ"),
        ("أطلق المقاتلون صاروخين على مدينة مأرب.", 2, "صاروخين"),
        ("قصف المقاتلون قاعدة قرب الحسكة برشقتين صاروخيتين.", 2, "رشقتين"),
        ("قصفت المدفعية مدينة سراقب بـ 20 قذيفة.", 20, "20 قذيفة"),
        ("شنت الطائرات إحدى عشرة غارة على مدينة صعدة.", 11, "إحدى عشرة غارة"),
        ("غارتان على مدينة صعدة.", 2, "غارتان"),
        ("شن الطيران ٤ غارات على مدينة صعدة.", 4, "٤ غارات"),
    ],
)
def test_the_number_of_strikes_is_kept_with_its_words(only: Only, text: str, number: int, words: str) -> None:
    strikes = only(text).strikes
    assert strikes is not None and strikes.number == number
    assert words in strikes.text or strikes.text in words
    assert text[strikes.span[0] : strikes.span[1]] == strikes.text


def test_one_strike_without_a_number_has_no_count(only: Only) -> None:
    strikes = only("استهدفت المدفعية مدينة سراقب.").strikes
    assert strikes is None


def test_tolls_years_and_distances_are_no_strikes(only: Only) -> None:
    event = only("قصفت المدفعية مدينة سراقب وقتلت 3 مدنيين على بعد 15 كيلومترا من إدلب عام 2025.")
    assert event.strikes is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("هجوم بالصواريخ والطائرات المسيرة استهدف مدينة أربيل.", {"drone"}),
        ("استهدفت طائرة مسيرة سيارة في مدينة عفرين.", {"drone"}),
        ("انفجرت عبوة ناسفة بسيارة في مدينة عفرين.", {"ied"}),
    ],
)
def test_the_weapons_are_listed_with_their_kind(only: Only, text: str, kinds: set[str]) -> None:
    assert {weapon.kind for weapon in only(text).weapons} >= kinds


def test_what_was_hit_is_no_weapon(only: Only) -> None:
    event = only("استهدفت طائرة مسيرة منصة لإطلاق الصواريخ قرب مدينة صعدة.")
    assert event.type == "drone_strike"
    assert [weapon.kind for weapon in event.weapons] == ["drone"]


def test_hellfire_missiles_are_no_gunfire(only: Only) -> None:
    event = only("إطلاق صواريخ نار الجحيم على سيارة في مدينة شبوة.")
    assert (event.type, [weapon.kind for weapon in event.weapons]) == ("air_strike", ["guided_missile"])


def test_a_targeting_whose_means_is_a_raid_is_the_act(only: Only) -> None:
    event = only("أعلنت القيادة مقتل قيادي في التنظيم إثر استهدافه بغارة جوية أمس.", source="وكالة محلية")
    assert event.type == "air_strike"
    assert [(row.kind, row.best) for row in event.casualties] == [("killed", 1)]
