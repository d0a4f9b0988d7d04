"""Importing real shapes of files, good and bad; nothing is half taken."""

import io
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.errors import EmptyInput, GazetteerError, NotText, TooLarge, UnknownId, WaqaiError, WrongEncoding
from waqai.knowledge import gazetteer_build, gazetteer_geonames
from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.gazetteer_import import ImportReport, import_file
from waqai.knowledge.gazetteer_rows import coordinates
from waqai.knowledge.gazetteer_sources import SourceRow, Unit
from waqai.records import Place

NOW = datetime(2024, 5, 1, tzinfo=UTC)
TOWNS = (
    SourceRow(
        "geonames:1", "حلب", "Aleppo", country="SY", units=(Unit(1, code="SY.09"),),
        lat=36.2, lon=37.16, population=1_600_000, source="geonames",
    ),
    SourceRow(
        "geonames:2", "عفرين", "Afrin", country="SY", units=(Unit(1, code="SY.09"),),
        lat=36.51, lon=36.86, source="geonames"
    ),
    SourceRow(
        "geonames:3", "حماة", "Hama", country="SY", units=(Unit(1, code="SY.10"),),
        lat=35.13, lon=36.75, source="geonames"
    ),
)  # fmt: skip


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gazetteer of three towns of Syria."""
    monkeypatch.setattr(gazetteer_geonames, "towns", lambda: iter(TOWNS))
    monkeypatch.setattr(gazetteer_build, "own_places", tuple)
    gazetteer_build.build(tmp_path / "g.db")
    return tmp_path / "g.db"


def taken(target: Path, text: str | bytes, name: str = "places.csv") -> ImportReport:
    """The report of importing a file of this content."""
    path = target.parent / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_file(path, target, now=NOW)


def found(target: Path, place_id: str) -> Place:
    return Gazetteer(target).place(place_id)


def ancestry(target: Path, place_id: str) -> list[str]:
    """English names, or Arabic ones, from the parent up."""
    return [above.name_en or above.name_ar or "" for above in Gazetteer(target).ancestry(found(target, place_id))]


def dump_row(
    id: int, name: str, alternates: str, lat: str, lon: str, code: str, *admin: str, population: int = 0
) -> str:
    admins = [*admin, "", "", "", ""][:4]
    cells = [str(id), name, name, alternates, lat, lon, "A" if code.startswith("ADM") else "P", code, "SY", ""]
    return "\t".join([*cells, *admins, str(population), "", "400", "Asia/Damascus", "2024-01-01"])


DUMP = "\n".join(
    [
        dump_row(50, "Tall Rif‘at", "Tel Rifaat,تل رفعت", "36.47", "37.09", "PPL", "09", "901", population=20000),
        dump_row(51, "Some Well", "بئر", "36.4", "37.0", "WLL", "09"),
        dump_row(52, "A‘zāz District", "منطقة اعزاز", "36.58", "37.04", "ADM2", "09", "901"),
        dump_row(1, "Aleppo", "Halab,حلب,الشهباء", "36.20124", "37.16117", "PPLA", "09", population=2000000),
        dump_row(53, "Minnigh", "مطار منغ", "36.52", "37.03", "AIRB", "09", "901"),
        dump_row(54, "Broken", "مكسور", "95", "37.03", "PPL", "09"),
    ]
)


def test_a_geonames_dump_is_recognised_and_its_useful_features_taken(target: Path) -> None:
    report = taken(target, DUMP, "SY.txt")
    assert report.format == "geonames"
    assert (report.new, report.joined) == (3, 1)
    assert [(line, reason) for line, reason, _ in report.set_aside] == [(6, "latitude 95 is outside -90 to 90")]
    town = found(target, "geonames:50")
    assert (town.name_ar, town.admin1, town.population) == ("تل رفعت", "Aleppo", 20000)
    assert ancestry(target, "geonames:50") == ["A‘zāz District", "Aleppo", "Syria"]
    assert found(target, "geonames:53").kind == "airbase"
    with pytest.raises(UnknownId):
        found(target, "geonames:51")


def test_a_row_of_a_known_id_moves_the_place_to_where_the_dump_has_it(target: Path) -> None:
    taken(target, DUMP, "SY.txt")
    aleppo = found(target, "geonames:1")
    assert (aleppo.lat, aleppo.lon) == (36.20124, 37.16117)
    assert "الشهباء" in aleppo.aliases


def test_a_dump_is_read_from_the_zip_that_geonames_gives(target: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "Columns, and much more text about them. " * 100)
        archive.writestr("SY.txt", DUMP)
    assert taken(target, packed.getvalue(), "SY.zip").taken == 4


def test_alternate_names_are_added_to_the_places_they_are_for(target: Path) -> None:
    names = "900\t2\tar\tعفرين الخضراء\t\t\t\t\n901\t2\tru\tАфрин\t\t\t\t\n902\t77777\tar\tلا أحد\t\t\t\t\n"
    report = taken(target, names, "alternateNamesV2.txt")
    assert (report.format, report.taken) == ("geonames-names", 1)
    assert found(target, "geonames:2").aliases == ("عفرين الخضراء",)
    gazetteer_build.build(target)
    assert found(target, "geonames:2").aliases == ("عفرين الخضراء",)


COMMUNITIES = """pcode,name_ar,path_ar,path_en,lat,lon
C1,كفر صفرة,كفر صفرة - جنديرس - عفرين,Kafr Safra - Jandairis - Afrin,36.40,36.70
C2,عفرين,عفرين - مركز عفرين - عفرين,Afrin - Afrin - Afrin,36.511,36.865
C3,قرمان_كرمان,قرمان_كرمان - جنديرس - عفرين,Qarman_Karman - Jandairis - Afrin,36.42,36.72
"""
SUBDISTRICTS = """PCODE,NAME_EN,NAME_AR,ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE
SY020301,Jandairis,جنديرس,Afrin,عفرين,SY0203,Aleppo,حلب,SY02
SY020300,Afrin,مركز عفرين,Afrin,عفرين,SY0203,Aleppo,حلب,SY02
"""
QUARTERS = """PCODE,NAME_EN,NAME_AR,ADM4_EN,ADM4_AR,ADM3_EN,ADM3_AR,ADM1_EN,ADM1_AR,LATITUDE,LONGITUDE
N1,Bustan Al Qasr,بستان القصر,Aleppo,حلب,Jebel Saman,مركز جبل سمعان,Aleppo,حلب,36.19,37.14
"""


def test_communities_with_a_path_lie_in_subdistrict_district_and_the_governorate_around_them(target: Path) -> None:
    report = taken(target, COMMUNITIES)
    assert (report.format, report.new, report.joined, report.set_aside) == ("table", 2, 1, ())
    assert ancestry(target, "ocha:C1") == ["Jandairis", "Afrin", "Aleppo", "Syria"]
    village = found(target, "ocha:C1")
    assert (village.country, village.admin1, village.admin2, village.name_en) == ("SY", "Aleppo", "Afrin", "Kafr Safra")


def test_a_community_that_is_known_gives_the_known_place_its_finer_ancestry_and_its_code(target: Path) -> None:
    taken(target, COMMUNITIES)
    assert ancestry(target, "geonames:2") == ["Afrin", "Afrin", "Aleppo", "Syria"]
    assert [place.id for place in Gazetteer(target).find("C2")] == ["geonames:2"]


def test_both_names_of_a_double_name_find_the_place(target: Path) -> None:
    taken(target, COMMUNITIES)
    gazetteer = Gazetteer(target)
    assert [gazetteer.find(name, "SY")[0].id for name in ("قرمان", "كرمان")] == ["ocha:C3", "ocha:C3"]


@pytest.mark.parametrize("order", [(COMMUNITIES, SUBDISTRICTS), (SUBDISTRICTS, COMMUNITIES)])
def test_units_without_coordinates_join_those_of_the_paths_in_either_order(
    target: Path, order: tuple[str, str]
) -> None:
    for number, text in enumerate(order):
        taken(target, text, f"{number}.csv")
    units = Gazetteer(target).connection.execute(
        "SELECT name_en FROM place WHERE kind IN ('admin2', 'admin3') ORDER BY kind, name_en"
    )
    assert [name for (name,) in units] == ["Afrin", "Afrin", "Jandairis"]
    [jandairis] = [place for place in Gazetteer(target).find("SY020301") if place.kind == "admin3"]
    assert jandairis.lat == pytest.approx(36.41)
    assert jandairis.source.startswith("derived")
    assert ancestry(target, jandairis.id) == ["Afrin", "Aleppo", "Syria"]


def test_a_unit_without_places_lies_at_the_town_it_is_called_after(target: Path) -> None:
    taken(target, SUBDISTRICTS)
    [afrin] = [place for place in Gazetteer(target).find("SY020300") if place.kind == "admin3"]
    assert (afrin.lat, afrin.lon) == (36.51, 36.86)


def test_a_quarter_lies_in_its_town(target: Path) -> None:
    taken(target, QUARTERS)
    assert found(target, "ocha:N1").kind == "quarter"
    assert ancestry(target, "ocha:N1")[0] == "Aleppo"
    assert found(target, "ocha:N1").parent_id == "geonames:1"


def test_a_name_with_a_colon_is_a_quarter_of_the_town_before_it(target: Path) -> None:
    taken(target, "pcode,name_ar,lat,lon\nX1,مدينة حلب : الكلاسة,36.19,37.15\n")
    quarter = found(target, "ocha:X1")
    assert (quarter.name_ar, quarter.kind, quarter.parent_id) == ("الكلاسة", "quarter", "geonames:1")


def test_cod_columns_make_a_unit_of_the_narrowest_level(target: Path) -> None:
    cod = (
        "OBJECTID;ADM2_EN;ADM2_AR;ADM2_PCODE;ADM1_EN;ADM1_AR;ADM1_PCODE;ADM0_EN;ADM0_PCODE\n"
        "1;Afrin;عفرين;SY0203;Aleppo;حلب;SY02;Syrian Arab Republic;SY\n"
    )
    taken(target, cod)
    [unit] = Gazetteer(target).find("SY0203")
    assert (unit.kind, unit.name_ar, unit.parent_id) == ("admin2", "عفرين", "geonames:SY.09")


def test_hdx_headers_are_columns_of_levels_too(target: Path) -> None:
    hdx = (
        "admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode,village_en,village_ar,Y_coord,X_coord\n"
        "Hama,حماة,SY05,Muhradah,محردة,SY0504,Um Hartin,أم حارتين,35.30,36.90\n"
    )
    report = taken(target, hdx)
    assert report.new == 1
    [village] = Gazetteer(target).find("أم حارتين")
    assert ancestry(target, village.id) == ["Muhradah", "Hama", "Syria"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_the_encodings_of_spreadsheets_are_recognised(target: Path, encoding: str) -> None:
    text = "name_ar;lat;lon\nأم حارتين;35,30;36,90\n"
    report = taken(target, text.encode(encoding))
    assert report.new == 1
    assert Gazetteer(target).find("أم حارتين")[0].lat == pytest.approx(35.3)


def test_arabic_headers_are_read(target: Path) -> None:
    assert taken(target, "الاسم,خط العرض,خط الطول\nأم حارتين,35.30,36.90\n").new == 1


def test_importing_a_file_again_changes_nothing(target: Path) -> None:
    first = taken(target, COMMUNITIES)
    before = target.read_bytes()
    again = taken(target, COMMUNITIES, "renamed.csv")
    assert not first.unchanged
    assert again.unchanged
    assert target.read_bytes() == before


def test_a_corrected_file_corrects_its_places(target: Path) -> None:
    taken(target, "pcode,name_ar,lat,lon\nX1,أم حارتين,35.30,36.90\n")
    report = taken(target, "pcode,name_ar,lat,lon\nX1,أم حارتين,35.31,36.91\n")
    assert (report.new, report.joined) == (0, 1)
    assert found(target, "ocha:X1").lat == 35.31


def test_an_import_is_logged_with_file_digest_counts_and_time(target: Path) -> None:
    report = taken(target, COMMUNITIES)
    logged = Gazetteer(target).connection.execute("SELECT sha256, file, taken, set_aside, at FROM import").fetchall()
    assert logged == [(report.sha256, "places.csv", 3, 0, "2024-05-01T00:00:00+00:00")]


BAD_ROWS = [
    ("C2,أم حارتين,,", "no coordinates, and no unit"),
    ("C2,أم حارتين,95,36.9", "latitude 95"),
    ("C2,أم حارتين,35.3,181", "longitude 181"),
    ("C2,أم حارتين,0,0", "0, 0"),
    ("C2,أم حارتين,north,36.9", "no numbers"),
    ("C2,أم حارتين,nan,36.9", "no numbers"),
    ("C2,,35.3,36.9", "no name"),
    ("C2,---,35.3,36.9", "without letters"),
    ("C1,كفر صفرة,35.3,36.9", "C1 stands on line 2"),
]


@pytest.mark.parametrize(("row", "reason"), BAD_ROWS)
def test_a_bad_row_is_set_aside_with_line_and_reason_and_the_rest_goes_on(target: Path, row: str, reason: str) -> None:
    report = taken(target, f"pcode,name_ar,lat,lon\nC1,كفر صفرة,36.40,36.70\n{row}\nC3,تل سلور,36.42,36.72\n")
    assert report.taken == 2
    [aside] = report.set_aside
    assert aside.line == 3
    assert reason in aside.reason
    assert found(target, "ocha:C3").name_ar == "تل سلور"


def test_a_code_that_stands_on_another_name_too_is_dropped_and_the_place_kept(target: Path) -> None:
    report = taken(target, "pcode,name_ar,lat,lon\nC1,كفر صفرة,36.40,36.70\nC1,تل سلور,36.45,36.75\n")
    assert report.new == 2
    assert [place.name_ar for place in Gazetteer(target).find("C1")] == ["كفر صفرة"]


def rows_of(target: Path) -> int:
    return Gazetteer(target).count()


BAD_FILES: list[tuple[bytes, type[WaqaiError]]] = [
    (b"", EmptyInput),
    (b"\xef\xbb\xbf \r\n", EmptyInput),
    (bytes(range(256)) * 20, NotText),
    (b"\x7fELF\x01\x00\x00garbage", NotText),
    ("name_ar,lat,lon\nÀÙÝðþß,1,2\n".encode("latin-1"), WrongEncoding),
    ("colour,size\nأحمر,5\n".encode(), GazetteerError),
    (b"name_ar,lat,lon\n", GazetteerError),
    ("name_ar,lat,lon\nأم حارتين,,\n".encode(), GazetteerError),
    (b"PK\x03\x04 no zip at all", NotText),
]


@pytest.mark.parametrize(("content", "error"), BAD_FILES)
def test_a_bad_file_is_refused_and_the_gazetteer_is_as_before(
    target: Path, content: bytes, error: type[WaqaiError]
) -> None:
    before = target.read_bytes()
    with pytest.raises(error):
        taken(target, content)
    assert target.read_bytes() == before


def test_a_missing_file_is_refused(target: Path) -> None:
    with pytest.raises(GazetteerError, match="no such file"):
        import_file(target.parent / "nothing.csv", target)


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_that_unfolds_to_far_more_than_it_is_is_refused(target: Path) -> None:
    with pytest.raises(TooLarge, match="unfolds"):
        taken(target, zipped("SY.txt", b"0" * 20_000_000), "SY.zip")


def test_a_file_over_the_limit_is_refused(target: Path) -> None:
    path = target.parent / "large.csv"
    path.write_text(COMMUNITIES)
    with pytest.raises(TooLarge):
        import_file(path, target, max_bytes=100)


def test_a_zip_without_a_table_and_a_cut_off_zip_are_refused(target: Path) -> None:
    with pytest.raises(GazetteerError, match="no table"):
        taken(target, zipped("xl/workbook.xml", b"<xml/>"), "book.xlsx")
    whole = zipped("SY.txt", "".join(f"{DUMP}\n{n}\n" for n in range(200)).encode())
    broken = bytearray(whole)
    broken[200:260] = b"\0" * 60
    with pytest.raises(WaqaiError):
        taken(target, bytes(broken), "SY.zip")


def test_an_import_that_breaks_off_in_the_middle_leaves_nothing(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows_of(target)

    def breaks(*_: object) -> Iterator[object]:
        raise MemoryError

    monkeypatch.setattr("waqai.knowledge.gazetteer_assembly.settle_coordinates", breaks)
    with pytest.raises(MemoryError):
        taken(target, COMMUNITIES)
    assert rows_of(target) == before
    assert Gazetteer(target).connection.execute("SELECT count(*) FROM imported").fetchone() == (0,)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_of_the_earth_is_read_as_it_is_written(lat: float, lon: float) -> None:
    read = coordinates(repr(lat), repr(lon))
    assert read == (lat, lon) or (lat == 0 and lon == 0)


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_text_in_the_place_of_coordinates_breaks_the_reading(lat: str, lon: str) -> None:
    read = coordinates(lat, lon)
    assert read is None or isinstance(read, str) or (-90 <= read[0] <= 90 and -180 <= read[1] <= 180)


@given(content=st.binary(max_size=300))
def test_no_bytes_break_the_import_in_another_way_than_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    from waqai.knowledge.gazetteer_file import open_file
    from waqai.knowledge.gazetteer_import import recognise

    path = tmp_path_factory.mktemp("bytes") / "file"
    path.write_bytes(content)
    try:
        recognise(open_file(path))
    except WaqaiError as error:
        assert str(error)


def test_a_gazetteer_that_cannot_be_written_is_an_error_of_ours(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("waqai.knowledge.gazetteer_import._take", full)
    with pytest.raises(GazetteerError, match="disk is full"):
        taken(target, COMMUNITIES)
