"""Every row of the gazetteer's own tables: the places and the class words before their names."""

import re
from collections import Counter

import pytest

from waqai.knowledge.gazetteer_geometry import distance_km
from waqai.knowledge.gazetteer_sources import SETTLEMENTS, SourceRow, countries, own_places, provinces
from waqai.knowledge.knowledge import lexicon
from waqai.knowledge.place_names import name_key
from waqai.knowledge.table import rows, several
from waqai.language.folding import fold_key

ARABIC = re.compile(r"[ء-يپچژگکی]+( [ء-يپچژگکی]+| ([A-Z]?[0-9]+))*")
"""Words in Arabic letters; a designation such as M4 or 93 may follow the first."""
COLUMNS = ("id", "name_ar", "aliases_ar", "name_en", "aliases_en", "kind", "country", "admin1", "lat", "lon", "source")
PLACES = list(rows("places", COLUMNS))
KINDS = list(rows("place_kinds", ("kind", "words", "precision")))
PROVINCES = {(province.country, province.name_en) for province in provinces()}


@pytest.mark.parametrize("cells", PLACES, ids=lambda cells: cells["id"])
def test_a_place_has_names_kind_province_and_a_point_in_its_country(cells: dict[str, str]) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", cells["id"])
    arabic = (cells["name_ar"], *several(cells["aliases_ar"]))
    for name in arabic:
        assert ARABIC.fullmatch(name), name
    assert len({fold_key(name) for name in arabic}) == len(arabic), "a name stands twice"
    for name in (cells["name_en"], *several(cells["aliases_en"])):
        assert name
        assert not re.search("[ء-ي|]", name)
    assert cells["kind"] in {row["kind"] for row in KINDS}
    country = countries()[cells["country"]]
    assert country.holds(float(cells["lat"]), float(cells["lon"]))
    assert not cells["admin1"] or (cells["country"], cells["admin1"]) in PROVINCES
    assert cells["source"] in ("map", "approximate")


def test_an_id_stands_once() -> None:
    assert [id for id, times in Counter(cells["id"] for cells in PLACES).items() if times > 1] == []


def test_no_two_rows_of_a_kind_have_a_name_in_common_and_lie_within_5_km() -> None:
    bearers: dict[tuple[str, str], list[SourceRow]] = {}
    for row in own_places():
        kind = "settlement" if row.kind in SETTLEMENTS else row.kind
        for key in {name_key(name) for name in row.names}:
            bearers.setdefault((kind, key), []).append(row)
    twice = [
        (one.id, other.id)
        for several_rows in bearers.values()
        for number, one in enumerate(several_rows)
        for other in several_rows[number + 1 :]
        if distance_km(one.lat or 0, one.lon or 0, other.lat or 0, other.lon or 0) < 5
    ]
    assert twice == []


def test_there_are_many_places_of_the_kinds_that_lists_of_towns_lack() -> None:
    count = Counter(cells["kind"] for cells in PLACES)
    least = {"airbase": 40, "base": 40, "oil_field": 20, "gas_field": 8, "crossing": 40, "dam": 8, "camp": 15}
    least |= {"airport": 15, "island": 12, "quarter": 90, "prison": 8, "port": 12, "refinery": 8, "region": 25}
    least |= {"village": 180, "town": 200, "nuclear_site": 8, "desert": 6, "mountain": 15}
    assert {kind: count[kind] for kind in least if count[kind] < least[kind]} == {}
    assert len(PLACES) >= 500


@pytest.mark.parametrize("country", ["SY", "IQ", "IR", "YE", "LB", "PS", "SD", "LY"])
def test_every_country_at_war_has_its_places(country: str) -> None:
    assert sum(cells["country"] == country for cells in PLACES) >= 50


def test_most_places_are_read_to_about_five_kilometres() -> None:
    assert sum(cells["source"] == "map" for cells in PLACES) > 0.6 * len(PLACES)


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("قاعدة عين الأسد", "airbase", "IQ"),
        ("قاعدة حرير", "airbase", "IQ"),
        ("حقل كونيكو", "gas_field", "SY"),
        ("حقل العمر النفطي", "oil_field", "SY"),
        ("قاعدة الشدادي", "base", "SY"),
        ("خراب الجير", "airbase", "SY"),
        ("التنف", "base", "SY"),
        ("مطار التيفور", "airbase", "SY"),
        ("حميميم", "airbase", "SY"),
        ("معبر باب الهوى", "crossing", "SY"),
        ("سجن صيدنايا", "prison", "SY"),
        ("الغوطة الشرقية", "region", "SY"),
        ("نطنز", "nuclear_site", "IR"),
        ("جزيرة خرج", "island", "IR"),
        ("قاعدة إنجرليك", "airbase", "TR"),
        ("معسكر عريفجان", "base", "KW"),
        ("البرج 22", "base", "JO"),
    ],
)
def test_a_name_of_the_press_stands_in_the_table(name: str, kind: str, country: str) -> None:
    key = name_key(name)
    found = {(row.kind, row.country) for row in own_places() if key in {name_key(name) for name in row.names}}
    assert (kind, country) in found


@pytest.mark.parametrize("cells", KINDS, ids=lambda cells: cells["kind"])
def test_a_kind_of_place_has_class_words_and_a_precision(cells: dict[str, str]) -> None:
    assert re.fullmatch(r"[a-z_]+[1-3]?", cells["kind"])
    assert cells["precision"] in ("1", "2", "3")
    assert several(cells["words"])
    for word in several(cells["words"]):
        assert ARABIC.fullmatch(word)


def test_a_class_word_says_one_kind() -> None:
    kinds: dict[str, str] = {}
    for cells in KINDS:
        for word in several(cells["words"]):
            assert kinds.setdefault(fold_key(word), cells["kind"]) == cells["kind"], word


def test_the_kinds_of_the_gazetteer_are_kinds_of_the_table() -> None:
    known = {cells["kind"] for cells in KINDS}
    assert {cells["kind"] for cells in rows("gazetteer_features", ("feature", "kind"))} <= known
    assert known >= SETTLEMENTS


@pytest.mark.parametrize("word", ["بلدة", "بلدتي", "قرى", "محافظة", "مطار", "حقلي"])
def test_the_lexicon_knows_the_class_words_and_their_dual(word: str) -> None:
    assert lexicon().knows(fold_key(word))
