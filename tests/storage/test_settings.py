"""Settings come back as written, and a mistake in their file is named by its key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waqai.errors import ProjectError
from waqai.storage.settings import Settings, read_settings, write_settings

NAMES = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=NAMES,
    zone=st.sampled_from(["UTC", "Asia/Damascus", "Africa/Khartoum"]),
    hours=st.floats(0, 10_000),
    km=st.integers(0, 500),
    hide=st.booleans(),
)
def test_settings_come_back_as_written(tmp_path: Path, name: str, zone: str, hours: float, km: int, hide: bool) -> None:
    written = Settings(name=name, time_zone=zone, embargo_hours=hours, coarsen_km=km, hide_protected=hide)
    write_settings(tmp_path / "waqai.toml", written)
    assert read_settings(tmp_path / "waqai.toml") == written


def test_the_file_explains_every_setting(tmp_path: Path) -> None:
    path = tmp_path / "waqai.toml"
    write_settings(path, Settings())
    lines = path.read_text().splitlines()
    assert "embargo_hours = 0" in lines
    for key in Settings.model_fields:
        [at] = [number for number, line in enumerate(lines) if line.startswith(f"{key} = ")]
        assert lines[at - 1].startswith("# ")


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    path = tmp_path / "waqai.toml"
    path.write_text('name = "حلب"\n', encoding="utf-8")
    assert read_settings(path) == Settings(name="حلب")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("embargo_hours = -1", "embargo_hours"),
        ('time_zone = "Damascus"', "no time zone"),
        ('time_zone = "../../etc/passwd"', "no time zone"),
        ("embargo = 5", "embargo: no such setting"),
        ('coarsen_km = "far"', "coarsen_km"),
        ("name = ", "not TOML"),
    ],
)
def test_a_mistake_is_named_by_its_key(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "waqai.toml"
    path.write_text(content)
    with pytest.raises(ProjectError, match=words) as caught:
        read_settings(path)
    assert caught.value.where == str(path)
