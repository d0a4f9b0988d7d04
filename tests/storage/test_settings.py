"""Settings come back as written, and a mistake in their file is named by its key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waqai.errors import ProjectError
from waqai.storage.settings import Settings, read_settings, settings_of, write_settings

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
    for key in Settings.model_fields.keys() - {"sources", "collecting", "stamps"}:
        [at] = [number for number, line in enumerate(lines) if line.startswith(f"{key} = ")]
        assert lines[at - 1].startswith("# ")


def test_the_file_shows_how_sources_and_manners_are_written(tmp_path: Path) -> None:
    path = tmp_path / "waqai.toml"
    write_settings(path, Settings())
    text = path.read_text(encoding="utf-8")
    for line in (
        "# [stamps]",
        "# roots = ",
        "# [collecting]",
        "# contact = ",
        "# pause_seconds = ",
        "# [[sources]]",
        "# name = ",
        "# kind = ",
    ):
        text = text.replace(f"\n{line}", f"\n{line[2:]}")
    for key in ("address", "publisher", "every"):
        text = text.replace(f"\n# {key} = ", f"\n{key} = ")
    found = settings_of(text, "waqai.toml")
    assert found.stamps.roots == "authorities.pem"
    assert (found.collecting.contact, found.sources[0].name, found.sources[0].every.seconds) == (
        "desk@example.org",
        "river-news",
        900,
    )


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
        ('[[sources]]\nname = "a"\nkind = "feed"', "sources[1] (a).address"),
        ('[[sources]]\nname = "a"\nkind = "fax"\naddress = "x"', "sources[1] (a)"),
        ('[[sources]]\nname = "a"\nkind = "feed"\naddress = "file:///etc/passwd"', "no address of the web"),
        ('[[sources]]\nname = "a/b"\nkind = "feed"\naddress = "https://example.org/"', "no name of a source"),
        (
            '[[sources]]\nname = "a"\nkind = "feed"\naddress = "https://example.org/"\nevery = "often"',
            "no length of time",
        ),
        (2 * '[[sources]]\nname = "a"\nkind = "page"\naddress = "https://example.org/"\n', "two sources"),
        ('[[sources]]\nname = "a"\nkind = "sitemap"\naddress = "https://e.org/"\ninclude = "("', "no regular"),
        ('[[sources]]\nname = "a"\nkind = "pages"', "neither an address nor addresses"),
        ('[collecting]\nallow_addresses = ["10.0.0.1/8"]', "no network"),
        ('[collecting]\ncontact = "a\\r\\nX-Evil: 1"', "collecting.contact"),
        ("sources = 3", "sources"),
        ("sources = [3]", "sources[1]"),
    ],
)
def test_a_mistake_is_named_by_its_key(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "waqai.toml"
    path.write_text(content)
    with pytest.raises(ProjectError, match=re.escape(words)) as caught:
        read_settings(path)
    assert caught.value.where == str(path)
