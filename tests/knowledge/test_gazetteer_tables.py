"""Every row of the gazetteer's tables."""

import re
from collections import Counter

import pytest

from waqai.knowledge.gazetteer_schema import homonyms
from waqai.knowledge.gazetteer_sources import countries, provinces
from waqai.knowledge.place_names import name_key
from waqai.knowledge.table import rows, several

ARABIC = re.compile(r"[ء-ي\u064b-\u0652پچژگکی0-9 ]+")


@pytest.mark.parametrize("country", countries().values(), ids=lambda country: country.code)
def test_a_country_has_codes_names_and_its_middle_in_its_box(country) -> None:
    assert re.fullmatch("[A-Z]{2}", country.code)
    assert re.fullmatch("[A-Z]{3}", country.alpha3)
    assert ARABIC.fullmatch(country.row.name_ar)
    south, north, west, east = country.box
    assert south < north
    assert west < east
    assert country.holds(country.row.lat, country.row.lon)


def test_the_countries_of_the_arab_league_iran_israel_and_turkey_have_their_towns() -> None:
    league = "DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE"
    assert {code for code, country in countries().items() if country.towns} == {*league.split(), "IR", "IL", "TR", "EH"}


@pytest.mark.parametrize("province", provinces(), ids=lambda province: province.id)
def test_a_province_has_an_arabic_and_an_english_name(province) -> None:
    assert province.country in countries()
    assert re.fullmatch(rf"{province.country}\.[A-Z0-9]{{2}}", province.code)
    assert ARABIC.fullmatch(province.name_ar)
    assert re.fullmatch(r"[^\W\d_][^|\t]+", province.name_en)
    assert not re.search("[ء-ي]", province.name_en)
    for alias in province.aliases:
        assert name_key(alias)
        assert alias not in (province.name_ar, province.name_en)


def test_provinces_are_told_apart_by_code_and_within_a_country_by_name() -> None:
    for field in ("code", "id"):
        assert max(Counter(getattr(province, field) for province in provinces()).values()) == 1
    english = Counter((province.country, name_key(province.name_en)) for province in provinces())
    arabic = Counter((province.country, name_key(province.name_ar)) for province in provinces())
    assert max(english.values()) == max(arabic.values()) == 1


def test_a_header_names_one_field() -> None:
    found: dict[str, str] = {}
    for cells in rows("gazetteer_headers", ("field", "headers")):
        assert re.fullmatch(
            "code|name(_ar|_en)?|aliases|lat|lon|path_(ar|en)|country|kind|population|adm[1-3]_(ar|en|code)",
            cells["field"],
        )
        for header in several(cells["headers"]):
            plain = re.sub(r"[\W_]+", "", header.casefold())
            assert found.setdefault(plain, cells["field"]) == cells["field"], header


def test_a_feature_is_taken_as_one_kind() -> None:
    features = [(cells["feature"], cells["kind"]) for cells in rows("gazetteer_features", ("feature", "kind"))]
    assert len({feature for feature, _ in features}) == len(features)
    for feature, kind in features:
        assert re.fullmatch("[A-Z]{1,5}[1-5]?", feature)
        assert re.fullmatch("[a-z_]+[1-3]?", kind)


def test_a_homonym_is_one_arabic_word_and_stands_once() -> None:
    table = list(rows("place_homonyms", ("name", "also")))
    for cells in table:
        assert ARABIC.fullmatch(cells["name"])
        assert " " not in cells["name"]
        assert cells["also"] in ("word", "person")
    assert len(homonyms()) == len(table)


def test_a_word_of_names_has_known_roles() -> None:
    for cells in rows("place_name_words", ("word", "role")):
        assert set(several(cells["role"])) <= {"class", "bare", "joined", "split", "article"}
        assert name_key(cells["word"])


def test_a_town_name_is_arabic_and_stands_once() -> None:
    table = list(rows("town_names", ("country", "name_en", "name_ar", "aliases_ar")))
    assert len({(cells["country"], cells["name_en"]) for cells in table}) == len(table)
    for cells in table:
        assert cells["country"] in countries()
        for name in (cells["name_ar"], *several(cells["aliases_ar"])):
            assert ARABIC.fullmatch(name)
