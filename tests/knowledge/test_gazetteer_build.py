"""Building: what becomes one place, what is kept, and that a file is whole or as before."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from waqai.errors import GazetteerError
from waqai.knowledge import gazetteer_build, gazetteer_geonames
from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.gazetteer_build import assemble, build, default_path, ensure, fingerprint, is_current
from waqai.knowledge.gazetteer_check import check
from waqai.knowledge.gazetteer_geonames import arabic_names, latin_names, town
from waqai.knowledge.gazetteer_import import import_file
from waqai.knowledge.gazetteer_sources import SourceRow, Unit, countries, provinces
from waqai.knowledge.table import rows

ALEPPO = (Unit(1, code="SY.09"),)
TOWNS = (
    SourceRow(
        "geonames:1", "حلب", "Aleppo", country="SY", units=ALEPPO, lat=36.2, lon=37.16, population=9, source="geonames"
    ),
    SourceRow("geonames:2", "منبج", "Manbij", country="SY", units=ALEPPO, lat=36.53, lon=37.95, source="geonames"),
)
OWN = (
    SourceRow("waqai:menbij", "منبج", "Menbij", ("ابو قلقل",), country="SY", lat=36.54, lon=37.96, source="waqai:map"),
    SourceRow("waqai:base", "منبج", "Manbij base", kind="base", country="SY", lat=36.53, lon=37.95, source="waqai:map"),
    SourceRow("waqai:far", "منبج", "Other", kind="village", country="SY", lat=35.1, lon=37.0, source="waqai:map"),
    SourceRow("waqai:aleppo", "حلب", "Aleppo", kind="admin1", country="SY", lat=36.1, lon=37.5, source="waqai:map"),
)


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Two towns and four own places instead of the real sources; the list grows at each reading of the towns."""
    read: list[int] = []

    def towns() -> Iterator[SourceRow]:
        read.append(1)
        yield from TOWNS

    monkeypatch.setattr(gazetteer_geonames, "towns", towns)
    monkeypatch.setattr(gazetteer_build, "own_places", lambda: OWN)
    return read


def test_two_settlements_of_one_name_nearby_become_one_with_the_names_of_both(
    sources: list[int], tmp_path: Path
) -> None:
    build(tmp_path / "g.db")
    gazetteer = Gazetteer(tmp_path / "g.db")
    town = gazetteer.place("geonames:2")
    assert {"Menbij", "ابو قلقل"} <= set(town.aliases)
    assert (town.lat, town.lon) == (36.53, 37.95)
    assert "waqai:menbij" not in {place.id for place in gazetteer.find("منبج")}


def test_a_base_and_a_far_village_of_the_same_name_stay_places_of_their_own(sources: list[int], tmp_path: Path) -> None:
    build(tmp_path / "g.db")
    gazetteer = Gazetteer(tmp_path / "g.db")
    assert {place.id for place in gazetteer.find("منبج")} == {"geonames:2", "waqai:base", "waqai:far"}


def test_a_place_knows_its_province_and_country(sources: list[int], tmp_path: Path) -> None:
    build(tmp_path / "g.db")
    gazetteer = Gazetteer(tmp_path / "g.db")
    town, base = gazetteer.place("geonames:2"), gazetteer.place("waqai:base")
    assert town.admin1 == "Aleppo"
    assert [above.id for above in gazetteer.ancestry(town)] == ["geonames:SY.09", "country:SY"]
    assert base.parent_id == "geonames:SY.09"  # named none, so it lies where its neighbours do


def test_a_province_lies_where_the_own_table_puts_it_or_in_the_middle_of_its_towns(
    sources: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "own.db")
    own = Gazetteer(tmp_path / "own.db").place("geonames:SY.09")
    assert (own.lat, own.lon, own.source) == (36.1, 37.5, "waqai:map")
    monkeypatch.setattr(gazetteer_build, "own_places", tuple)
    build(tmp_path / "derived.db")
    derived = Gazetteer(tmp_path / "derived.db").place("geonames:SY.09")
    assert derived.lat == pytest.approx((36.2 + 36.53) / 2)
    assert derived.source == "derived"


def test_building_again_keeps_what_was_imported(sources: list[int], tmp_path: Path) -> None:
    table = tmp_path / "villages.csv"
    table.write_text("pcode,name_ar,name_en,lat,lon\nSY1,أم العمد,Um Elamad,36.0,37.3\n", encoding="utf-8")
    path = tmp_path / "g.db"
    import_file(table, path)
    before = Gazetteer(path).place("ocha:SY1")
    report = build(path)
    after = Gazetteer(path).place("ocha:SY1")
    assert after == before
    assert report.imported == 1
    assert import_file(table, path).unchanged


def test_ensure_builds_once_and_again_when_the_data_have_changed(sources: list[int], tmp_path: Path) -> None:
    path = tmp_path / "deep" / "g.db"
    assert not is_current(path)
    assert ensure(path) == path
    ensure(path)
    assert len(sources) == 1
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'fingerprint'")
    connection.close()
    assert not is_current(path)
    ensure(path)
    assert len(sources) == 2
    assert is_current(path)


def test_two_at_once_build_once(sources: list[int], tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: ensure(path), range(4))) == {path}
    assert len(sources) == 1


def test_ensure_replaces_a_file_that_is_no_gazetteer(sources: list[int], tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    path.write_bytes(b"broken" * 1000)
    ensure(path)
    assert Gazetteer(path).count() > 2


def test_a_build_that_fails_leaves_the_old_gazetteer_and_no_other_file(
    sources: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "g.db"
    build(path)
    before = path.read_bytes()

    def broken() -> Iterator[SourceRow]:
        yield TOWNS[0]
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(gazetteer_geonames, "towns", broken)
    with pytest.raises(RuntimeError):
        build(path)
    assert path.read_bytes() == before
    assert {file.name for file in tmp_path.iterdir()} == {"g.db", ".g.db.lock"}


def test_a_folder_that_cannot_be_made_is_a_gazetteer_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="cannot be written"):
        ensure(tmp_path / "file" / "g.db")


def test_the_fingerprint_hangs_on_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    assert before == fingerprint()
    monkeypatch.setattr(gazetteer_build, "version", lambda _: "0.0")
    assert fingerprint() != before


def test_the_gazetteer_lies_where_the_user_wants_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WAQAI_HOME", str(tmp_path))
    assert default_path() == tmp_path / "gazetteer.db"
    monkeypatch.delenv("WAQAI_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_path() == tmp_path / "data" / "waqai" / "gazetteer.db"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert default_path() == tmp_path / "home" / ".local" / "share" / "waqai" / "gazetteer.db"


@pytest.mark.parametrize(
    ("name", "alternates", "best"),
    [
        ("Aleppo", ["الشهباء", "حلب", "Halab"], "حلب"),
        ("Damascus", ["الشام", "دمشق", "دیمەشق"], "دمشق"),
        ("Kirkuk", ["كةركوك", "کرکوک", "كركوك"], "كركوك"),
        ("Al Qāhirah", ["قاهره", "القاهره", "القاهرة"], "القاهرة"),
        ("Nowhere", ["ئالجىر", "Nirgendwo"], None),
    ],
)
def test_the_best_arabic_name_sounds_like_the_latin_one(name: str, alternates: list[str], best: str | None) -> None:
    found = arabic_names(name, alternates)
    assert (found[0] if found else None) == best


def test_machine_transliterations_are_no_names() -> None:
    assert latin_names(["Halab", "hlb", "حلب", "Алеппо", "Alep"]) == ("Halab", "Alep")


def test_a_settlement_of_the_west_bank_lies_in_the_west_bank() -> None:
    city = {"geonameid": 1, "name": "Nowhere", "countrycode": "IL", "admin1code": "WE", "alternatenames": []}
    row = town({**city, "latitude": 32.0, "longitude": 35.2, "population": 5})
    assert (row.country, row.units) == ("PS", (Unit(1, code="PS.WE"),))


@pytest.fixture(scope="module")
def geonames() -> list[SourceRow]:
    """The towns of GeoNames as they are read."""
    return list(gazetteer_geonames.towns())


@pytest.fixture(scope="module")
def real(geonames: list[SourceRow]) -> Gazetteer:
    """All of GeoNames and the tables, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    assemble(connection, geonames)
    return Gazetteer(Path(":memory:"), connection)


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("القامشلي", "SY", "Al-Hasakah"),
        ("الشدادي", "SY", "Al-Hasakah"),
        ("البوكمال", "SY", "Deir ez-Zor"),
        ("الموصل", "IQ", "Nineveh"),
        ("الرمادي", "IQ", "Al Anbar"),
        ("خان يونس", "PS", "Gaza Strip"),
        ("صور", "LB", "South Lebanon"),
        ("الحديدة", "YE", "Al Hudaydah"),
        ("بنغازي", "LY", "Benghazi"),
        ("الفاشر", "SD", "North Darfur"),
        ("العريش", "EG", "North Sinai"),
        ("مقديشو", "SO", "Banaadir"),
        ("طهران", "IR", "Tehran"),
        ("إسطنبول", "TR", "Istanbul"),
    ],
)
def test_well_known_towns_are_found_by_their_press_names(real: Gazetteer, name: str, country: str, admin1: str) -> None:
    best = real.find(name, country)[0]
    assert (best.kind, best.admin1) == ("populated_place", admin1)
    assert [above.kind for above in real.ancestry(best)][-2:] == ["admin1", "country"]


def test_every_country_and_province_of_the_tables_is_there_and_located(real: Gazetteer) -> None:
    for country in countries():
        assert real.place(f"country:{country}").kind == "country"
    for row in provinces():
        province = real.place(row.id)
        assert province.lat is not None
        assert province.parent_id == f"country:{province.country}"


def test_every_town_of_the_table_of_names_is_one_of_geonames_and_bears_its_name(geonames: list[SourceRow]) -> None:
    names = {(row.country, row.name_en): row.name_ar for row in geonames}
    for cells in rows("town_names", ("country", "name_en", "name_ar")):
        assert names.get((cells["country"], cells["name_en"])) == cells["name_ar"], cells


def test_the_built_gazetteer_has_no_orphans_and_nothing_outside_its_country(real: Gazetteer) -> None:
    wrong = {finding.kind for finding in check(real) if finding.severity == "error"}
    assert wrong <= {"far_parent"}  # three towns that GeoNames itself puts under the wrong province
