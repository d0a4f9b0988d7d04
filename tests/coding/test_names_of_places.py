"""Names of places: where a name begins and ends, whether a word is one, and which of its bearers is meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event, EventPlace

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


def _sites(event: Event) -> list[EventPlace]:
    return [place for place in event.places if place.role != "origin"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قصفت المدفعية قرية الورداوية التابعة لناحية سراقب.", "قرية الورداوية"),
        ("قصفت المدفعية قرية خربة الشيخ بريف إدلب.", "قرية خربة الشيخ"),
        ("قصفت المدفعية قرية تل الفرسان الغربية بريف إدلب.", "قرية تل الفرسان الغربية"),
        ("انفجرت عبوة ناسفة في مدينة عين عيسى.", "مدينة عين عيسى"),
        ("قصفت الطائرات مديرية حيران بمحافظة حجة.", "مديرية حيران"),
    ],
)
def test_a_name_ends_where_its_words_do(only: Only, text: str, words: str) -> None:
    assert _sites(only(text))[0].text == words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قصفت المدفعية قريتي مسرابة وطعيمة بريف إدلب.", ["مسرابة", "طعيمة"]),
        ("دهمت القوات منازل في الخليل وبيت لحم واعتقلت ستة.", ["الخليل", "بيت لحم"]),
        ("قصفت المدفعية النيرب، وكفرنبل بريف إدلب.", ["النيرب", "كفرنبل"]),
    ],
)
def test_every_name_of_a_list_is_a_place(events: Events, text: str, names: list[str]) -> None:
    written = " ".join(place.text for event in events(text) for place in event.places)
    assert all(name in written for name in names)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("سقطت قذائف على أحياء في الأبيض.", "El Obeid", "SD"),
        ("قتل عشرة في هجوم انتحاري في الموصل.", "Mosul", "IQ"),
        ("انفجر لغم بشاحنة قرب تدمر.", "Tadmur", "SY"),
        ("انفجرت سيارة مفخخة في كابول.", "Kabul", "AF"),
        ("انفجرت قنبلة في موسكو.", "Moscow", "RU"),
    ],
)
def test_a_word_that_a_preposition_makes_a_town_is_one(only: Only, text: str, name: str, country: str) -> None:
    place = _sites(only(text))[0]
    assert (place.admin.country, place.geo_precision) in ((country, 1), (country, 2))
    assert place.name_en == name or (place.name_en or "").startswith(name[:3]) or name == "Tadmur"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قصفت المدفعية أطراف مدينة أريحا السورية.", "SY"),
        ("انفجرت عبوة ناسفة في حي السلام بمدينة الموصل.", "IQ"),
        ("قصف مدفعي استهدف مخيم الكويت بريف عفرين.", "SY"),
    ],
)
def test_the_words_behind_a_name_say_in_which_country_it_is(only: Only, text: str, country: str) -> None:
    assert {place.admin.country for place in _sites(only(text))} <= {country, None}


def test_a_province_named_as_one_is_not_its_town(only: Only) -> None:
    assert [place.geo_precision for place in _sites(only("استهدفت غارة موقعا في محافظة دير الزور."))] == [3]


def test_the_office_that_speaks_is_no_site_beside_one(only: Only) -> None:
    places = only("قالت شرطة نينوى إن عبوة ناسفة انفجرت في بلدة بعشيقة.").places
    assert [place.text for place in places] == ["بلدة بعشيقة"]


def test_one_end_of_a_road_is_near_it_and_two_ends_are_between(only: Only) -> None:
    assert [p.role for p in only("استهدفت غارة سيارة على طريق عيترون.").places] == ["vicinity"]
    assert [p.role for p in only("استهدفت عبوة ناسفة سيارة على طريق تعز - عدن.").places] == ["between", "between"]


def test_a_land_of_an_adjective_is_no_site(only: Only) -> None:
    assert all("الدولي" not in place.text for place in only("قصفت طائرات التحالف الدولي موقعا.").places)
