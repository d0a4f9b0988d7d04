"""`waqai gazetteer`: what it prints, where, and how it ends."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from waqai.cli.gazetteer import app
from waqai.errors import GazetteerError, UsageError
from waqai.knowledge import gazetteer_build, gazetteer_geonames
from waqai.knowledge.gazetteer_sources import SourceRow, Unit

TOWNS = (
    SourceRow(
        "geonames:1",
        "حلب",
        "Aleppo",
        country="SY",
        units=(Unit(1, code="SY.09"),),
        lat=36.2,
        lon=37.16,
        source="geonames",
    ),
)
VILLAGES = "pcode,name_ar,name_en,lat,lon\nC1,كفر صفرة,Kafr Safra,36.40,36.70\nC2,بلا مكان,Nowhere,,\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed gazetteer of one town, and an empty current folder."""
    monkeypatch.setattr(gazetteer_geonames, "towns", lambda: iter(TOWNS))
    monkeypatch.setattr(gazetteer_build, "own_places", tuple)
    monkeypatch.setenv("WAQAI_HOME", str(tmp_path / "home"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    Path("villages.csv").write_text(VILLAGES, encoding="utf-8")
    return tmp_path / "home"


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error; errors of Waqai's own are raised as they are in `main`."""
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_build_tells_how_many_places_there_are_and_where(home: Path) -> None:
    status, out, _ = run("build")
    assert status == 0
    assert re.search(r"[\d,]+ places in \d+ countries", out)
    assert (home / "gazetteer.db").is_file()


def test_find_builds_the_gazetteer_where_it_is_missing_and_prints_a_table(home: Path) -> None:
    status, out, err = run("find", "محافظة حلب")
    assert status == 0
    assert "Aleppo" in out
    assert "admin1" in out
    assert "GeoNames" in err


def test_find_prints_a_place_a_line_as_json() -> None:
    status, out, _ = run("find", "Aleppo", "--country", "sy", "--format", "json")
    assert status == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["geonames:1", "geonames:SY.09"]


def test_find_ends_with_3_where_there_is_no_such_place() -> None:
    status, out, err = run("find", "غظضخذ")
    assert (status, out) == (3, "")
    assert "No place" in err


def test_find_refuses_a_name_without_a_letter() -> None:
    with pytest.raises(UsageError):
        run("find", "!?")


def test_import_takes_a_file_lists_what_it_sets_aside_and_ends_with_1() -> None:
    status, out, err = run("import", "villages.csv")
    assert status == 1
    assert "1 rows taken (1 new places" in out
    assert "villages.csv:3: no coordinates" in err
    assert run("find", "كفر صفرة")[0] == 0


def test_importing_again_says_that_there_is_nothing_to_do() -> None:
    run("import", "villages.csv")
    status, out, _ = run("import", "villages.csv")
    assert status == 0
    assert "imported before" in out


def test_a_bad_file_among_good_ones_is_told_and_the_others_are_taken() -> None:
    Path("bad.csv").write_bytes(b"")
    status, out, err = run("import", "bad.csv", "villages.csv")
    assert status == 1
    assert "[empty-input] bad.csv" in err
    assert "1 rows taken" in out


def test_a_single_bad_file_is_an_error_of_its_own() -> None:
    Path("bad.csv").write_text("colour,size\nred,5\n")
    with pytest.raises(GazetteerError):
        run("import", "bad.csv")


def test_only_bad_files_end_with_3() -> None:
    Path("bad.csv").write_bytes(b"")
    assert run("import", "bad.csv", "missing.csv")[0] == 3


def test_a_project_has_its_own_gazetteer_after_an_import(home: Path) -> None:
    project = Path("aleppo")
    project.mkdir()
    (project / "waqai.toml").write_text('name = "aleppo"\n')
    assert run("import", "villages.csv", "--project", "aleppo")[0] == 1
    assert run("find", "كفر صفرة", "--project", "aleppo")[0] == 0
    assert run("find", "كفر صفرة")[0] == 3


def test_the_project_of_the_current_folder_is_used(home: Path) -> None:
    Path("waqai.toml").write_text('name = "here"\n')
    run("import", "villages.csv")
    assert not (home / "gazetteer.db").exists()
    assert run("find", "كفر صفرة")[0] == 0


def test_a_folder_without_a_project_is_wrong_use() -> None:
    with pytest.raises(UsageError):
        run("find", "حلب", "--project", "nowhere")


def test_check_counts_its_findings_and_ends_with_1_on_errors() -> None:
    status, out, _ = run("check")
    assert status == 0
    assert "error" not in out
    Path("far.csv").write_text("pcode,name_ar,lat,lon,country\nC9,بعيدة جدا,10.0,10.0,SY\n", encoding="utf-8")
    run("import", "far.csv")
    status, out, _ = run("check")
    assert status == 1
    assert "error: outside_country: 1" in out


def test_check_prints_a_finding_a_line_as_json() -> None:
    Path("far.csv").write_text("pcode,name_ar,lat,lon,country\nC9,بعيدة جدا,10.0,10.0,SY\n", encoding="utf-8")
    run("import", "far.csv")
    status, out, _ = run("check", "--format", "json")
    assert status == 1
    assert "outside_country" in {json.loads(line)["kind"] for line in out.splitlines()}


def test_info_tells_what_was_imported() -> None:
    run("import", "villages.csv")
    status, out, _ = run("info")
    assert status == 0
    assert "villages.csv (table), 1 rows, 1 set aside" in out


@pytest.mark.parametrize("command", ["build", "import", "find", "check", "info"])
def test_every_command_shows_an_example(command: str) -> None:
    status, out, _ = run(command, "--help")
    assert status == 0
    assert f"waqai gazetteer {command}" in re.sub(r"\s+", " ", out)
