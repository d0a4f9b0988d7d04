"""Place: where an act took effect, how exactly, and which of several places of a name is meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event, EventPlace

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


def _named(place: EventPlace, name: str) -> bool:
    """Whether a place bears a name, in the text or in the gazetteer, where it can be spelt in two words."""
    return any(name.replace(" ", "") in (word or "").replace(" ", "") for word in (place.text, place.name_ar))


def _sites(event: Event) -> list[EventPlace]:
    return [place for place in event.places if place.role != "origin"]


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("قصفت المدفعية بلدة النيرب.", "النيرب", 1),
        ("قصفت المدفعية مدينة سراقب.", "سراقب", 1),
        ("سقطت قذائف على حي الشيخ مقصود في حلب.", "الشيخ مقصود", 1),
        ("قصفت المدفعية أطراف مدينة سراقب.", "سراقب", 2),
        ("قصفت المدفعية محيط مدينة سراقب.", "سراقب", 2),
        ("استهدفت غارة مستودعا قرب مدينة البوكمال.", "البوكمال", 2),
        ("استهدفت غارة مستودعا في ريف مدينة الحسكة.", "الحسكة", 2),
        ("استهدفت غارة مستودعا في ريف دمشق.", "ريف دمشق", None),
        ("استهدفت غارة مستودعا بالقرب من مدينة تدمر.", "تدمر", 2),
        ("استهدفت غارة مستودعا في ضواحي مدينة صنعاء.", "صنعاء", 2),
        ("استهدفت غارة مستودعا في محافظة دير الزور.", "دير الزور", 3),
        ("استهدفت غارات مواقع في اليمن.", "اليمن", 3),
        ("قصفت المدفعية شمالي مدينة سراقب.", "سراقب", 2),
        ("استهدفت طائرة مسيرة سيارة في مخيم البداوي.", "البداوي", 1),
        ("استهدفت صواريخ قاعدة عين الأسد.", "عين الأسد", 1),
        ("استهدفت صواريخ حقل كونيكو للغاز.", "كونيكو", 1),
        ("قصفت الطائرات مطار صنعاء الدولي.", "صنعاء", 1),
    ],
)
def test_the_site_has_its_name_and_its_exactness(only: Only, text: str, name: str, precision: int | None) -> None:
    sites = _sites(only(text))
    assert sites and _named(sites[0], name), [(p.text, p.name_ar) for p in sites]
    assert precision is None or sites[0].geo_precision == precision
    assert text[sites[0].span[0] : sites[0].span[1]] == sites[0].text


@pytest.mark.parametrize(
    ("text", "narrowest"),
    [
        ("قصفت المدفعية بلدة النيرب شرقي محافظة إدلب شمال غربي سوريا.", "النيرب"),
        ("في محافظة إدلب، قصفت المدفعية بلدة النيرب.", "النيرب"),
        ("قصفت المدفعية قرية في ناحية سراقب بمحافظة إدلب.", "سراقب"),
        ("انفجرت عبوة ناسفة في حي الكرادة وسط بغداد.", "الكرادة"),
        ("استهدفت غارة بلدة الخيام في قضاء مرجعيون جنوبي لبنان.", "الخيام"),
    ],
)
def test_the_narrowest_place_comes_first(only: Only, text: str, narrowest: str) -> None:
    assert _named(_sites(only(text))[0], narrowest)


@pytest.mark.parametrize(
    ("text", "origin", "site"),
    [
        ("أُطلقت صواريخ من مدينة صعدة على مدينة مأرب.", "صعدة", "مأرب"),
        ("أطلق مقاتلون صواريخ من جنوب لبنان باتجاه مستوطنة كريات شمونة.", "لبنان", "كريات شمونة"),
        ("قُصفت بلدة الأتارب بقذائف مصدرها مدينة نبل.", "نبل", "الأتارب"),
        ("قصفت المدفعية المتمركزة في مدينة سراقب بلدة النيرب.", "سراقب", "النيرب"),
        ("استهدفت صواريخ انطلقت من العراق قاعدة في مدينة الشدادي.", "العراق", "الشدادي"),
    ],
)
def test_where_it_was_launched_from_is_origin_and_not_site(only: Only, text: str, origin: str, site: str) -> None:
    places = only(text).places
    sites = [place for place in places if place.role != "origin"]
    origins = [place for place in places if place.role == "origin"]
    assert any(_named(place, site) for place in sites), [(p.role, p.text) for p in places]
    assert any(_named(place, origin) for place in origins), [(p.role, p.text) for p in places]
    assert not any(_named(place, origin) for place in sites), [(p.role, p.text) for p in places]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قصفت المدفعية بلدتي النيرب وكفرنبل.", ["النيرب", "كفرنبل"]),
        ("قصفت المدفعية بلدة النيرب ومدينة سراقب.", ["النيرب", "سراقب"]),
        ("قصفت المدفعية مدينة سراقب وبلدة النيرب وقرية معربليت.", ["سراقب", "النيرب", "معربليت"]),
        ("استهدفت غارات بلدتي الخيام وعيتا الشعب جنوبي لبنان.", ["الخيام", "عيتا الشعب"]),
        ("قصفت المدفعية النيرب، وكفرنبل، وسراقب بريف إدلب.", ["النيرب", "كفرنبل", "سراقب"]),
    ],
)
def test_one_act_in_several_towns_is_an_event_in_each(events: Events, text: str, names: list[str]) -> None:
    found = events(text)
    assert len(found) == len(names)
    for event, name in zip(found, names, strict=True):
        assert _named(_sites(event)[0], name)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("استهدفت غارة إسرائيلية بلدة الخيام جنوبي لبنان.", "LB"),
        ("قصفت المدفعية بلدة النيرب بريف إدلب شمال غربي سوريا.", "SY"),
        ("اندلعت اشتباكات في مدينة الزاوية غربي ليبيا.", "LY"),
        ("قصفت قوات الدعم السريع مدينة الأبيض في السودان.", "SD"),
        ("اندلعت اشتباكات في مدينة بحري شمالي الخرطوم.", "SD"),
        ("استهدفت غارة مدينة رفح جنوبي قطاع غزة.", "PS"),
        ("انفجرت عبوة ناسفة في الكرامة بمدينة الرقة.", "SY"),
        ("قصفت المدفعية حي الزهراء في مدينة حلب.", "SY"),
        ("انفجرت عبوة ناسفة في حي الزهراء بمدينة الموصل.", "IQ"),
    ],
)
def test_a_name_of_many_places_is_settled_by_the_others_in_the_text(only: Only, text: str, country: str) -> None:
    assert _sites(only(text))[0].admin.country == country


@pytest.mark.parametrize(
    ("source", "country"),
    [
        ("sample_difaf", "SY"),
        ("sample_sindiyan", "IQ"),
        ("sample_tihama", "YE"),
    ],
)
def test_a_name_of_many_places_is_settled_by_the_publishers_region(only: Only, source: str, country: str) -> None:
    place = _sites(only("انفجرت عبوة ناسفة في حي السلام صباح اليوم.", source=source))
    assert not place or place[0].admin.country in (country, None)


def test_the_place_of_the_first_sentence_holds_for_a_later_one_without_a_place(events: Events) -> None:
    text = "انفجرت عبوة ناسفة في مدينة الباب صباح اليوم. وبعد ساعة أطلق مسلحون النار على مدنيين."
    found = events(text)
    assert len(found) == 2
    assert all(_named(_sites(event)[0], "الباب") for event in found)


@pytest.mark.parametrize(
    "text",
    [
        "قال وزير الدفاع في بغداد إن عبوة ناسفة انفجرت في مدينة كركوك.",
        "أعلن المتحدث في مؤتمر صحفي بالرياض أن غارة استهدفت مدينة كركوك.",
        "بغداد (أشرعة) - انفجرت عبوة ناسفة في مدينة كركوك.",
    ],
)
def test_where_somebody_spoke_is_not_the_site(only: Only, text: str) -> None:
    assert [p.name_ar for p in _sites(only(text)) if p.geo_precision == 1] == ["كركوك"]


def test_a_place_that_the_gazetteer_does_not_know_keeps_its_words(only: Only) -> None:
    place = _sites(only("قصفت المدفعية قرية أم الزعفران الغربية بريف إدلب."))[0]
    assert "أم الزعفران" in place.text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قصف مدفعي على بلدة النيرب", "النيرب"),
        ("قصف مدفعي على بلدة #النيرب", "النيرب"),
        ("قصف مدفعي على مدينة #دير_الزور", "دير الزور"),
        ("غارات على بيت لاهيا", "بيت لاهيا"),
        ("غارات على مدينة بنت جبيل", "بنت جبيل"),
        ("قصف مدفعي بمدينة ادلب", "إدلب"),
        ("قصف مدفعي على مدينة الاتارب", "الأتارب"),
    ],
)
def test_spelling_of_channels_finds_the_same_place(only: Only, text: str, name: str) -> None:
    place = _sites(only(text))[0]
    assert place.gazetteer_id is not None and _named(place, name)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("خطف مسلحون سائقا على الطريق بين مدينة الفاشر ومدينة نيالا.", "الفاشر", "نيالا"),
        ("استهدفت عبوة ناسفة رتلا بين بلدتي الشدادي والهول.", "الشدادي", "الهول"),
    ],
)
def test_between_two_places_is_one_event_with_both(only: Only, text: str, one: str, other: str) -> None:
    between = [place for place in only(text).places if place.role == "between"]
    assert any(_named(place, one) for place in between), [(p.role, p.text) for p in only(text).places]
    assert any(_named(place, other) for place in between)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("انتقلت العائلة من مدينة حلب، وقُتل الأب بقصف مدفعي على بلدة النيرب.", "النيرب"),
        ("قُتل شاب من مدينة حلب بقصف مدفعي على بلدة النيرب.", "النيرب"),
        ("قُتل شاب ينحدر من بلدة كفرنبل بانفجار لغم في مدينة الباب.", "الباب"),
        ("أعلنت غرفة عمليات حلب أن عبوة ناسفة انفجرت في مدينة الباب.", "الباب"),
        ("قُصفت بلدة النيرب التي تبعد سبعة كيلومترات عن مدينة إدلب.", "النيرب"),
        ("نقل المصابون إلى مستشفى في مدينة إدلب بعد قصف مدفعي على بلدة النيرب.", "النيرب"),
        ("قصفت المدفعية بلدة النيرب، ونقل الجرحى إلى مدينة إدلب.", "النيرب"),
    ],
)
def test_where_people_come_from_or_are_taken_to_is_not_the_site(events: Events, text: str, name: str) -> None:
    event = next(e for e in events(text) if e.type in ("shelling", "ied"))
    assert _named(_sites(event)[0], name), [(p.role, p.text) for p in event.places]


def test_coordinates_and_admin_come_with_a_known_place(only: Only) -> None:
    place = _sites(only("قصفت المدفعية مدينة سراقب بريف إدلب."))[0]
    assert place.lat is not None and abs(place.lat - 35.86) < 0.1
    assert place.lon is not None and abs(place.lon - 36.80) < 0.1
    assert place.admin.country == "SY" and place.admin.admin1


def test_the_town_of_the_dead_is_where_it_was(only: Only) -> None:
    event = only("أسماء شهداء النيرب: سامر الحسن، خالد العلي", "@names")
    assert [place.name_ar for place in event.places] == ["النيرب"]


def test_a_class_word_before_a_name_is_no_town_of_its_own(only: Only) -> None:
    event = only("غارة جوية قبل قليل #أهالي_مدينة_إدلب", "@names")
    assert [place.name_ar for place in event.places] == ["إدلب"]


@pytest.mark.parametrize("name", ["جزرة البوعلي", "حوايج البوجمعة"])
def test_a_village_of_a_tribe_keeps_both_words_of_its_name(only: Only, name: str) -> None:
    event = only(f"قصف مدفعي على قرية {name} بريف دير الزور")
    assert event.places[0].text == f"قرية {name}"


def test_a_village_beside_a_town_is_none_of_another_country(only: Only) -> None:
    event = only("غارة جوية على قرية النصر السكنية جنوبي مدينة جرابلس", "@names")
    assert {place.admin.country for place in event.places if place.lat is not None} == {"SY"}


def test_a_town_east_of_a_far_city_of_its_country_stays(only: Only) -> None:
    event = only("غارة جوية على بلدة السخنة شرقي حمص", "@names")
    assert event.places[0].name_ar == "السخنة"
