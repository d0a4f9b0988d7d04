"""Sources are added to the settings file and taken out of it, and all else in the file stays as a person wrote it."""

from __future__ import annotations

import pytest

from waqai.acquisition.source import SOURCE
from waqai.errors import ProjectError, UnknownId
from waqai.storage.settings import settings_of
from waqai.storage.source_tables import with_paused, with_source, without_source

TEXT = """\
# our own comment
name = "نهر"

# before the sources
[[sources]]
name = "first"   # keep me
kind = "feed"
address = "https://example.org/rss"

[collecting]
pause_seconds = 5
"""
SECOND = SOURCE.validate_python(
    {
        "name": "second",
        "kind": "pages",
        "addresses": ["https://example.org/a", "https://example.org/b"],
        "publisher": "صدى النهر",
        "every": "90m",
        "recheck": ["1d", "2w"],
    }
)


def test_an_added_source_reads_back_and_comments_stay() -> None:
    text = with_source(TEXT, SECOND, "waqai.toml")
    found = settings_of(text, "waqai.toml")
    assert found.sources[1] == SECOND
    assert found.collecting.pause_seconds == 5
    assert "# our own comment" in text
    assert "# keep me" in text
    assert 'every = "90m"' in text


def test_a_source_can_be_added_to_a_file_that_has_none() -> None:
    found = settings_of(with_source('name = "x"\n# end\n', SECOND, "waqai.toml"), "waqai.toml")
    assert [source.name for source in found.sources] == ["second"]


def test_sources_written_as_an_inline_array_stay() -> None:
    text = 'sources = [{name = "first", kind = "page", address = "https://example.org/"}]\n'
    found = settings_of(with_source(text, SECOND, "waqai.toml"), "waqai.toml")
    assert [source.name for source in found.sources] == ["first", "second"]


def test_what_was_added_can_be_taken_out() -> None:
    text = without_source(with_source(TEXT, SECOND, "waqai.toml"), "SECOND", "waqai.toml")
    assert settings_of(text, "waqai.toml") == settings_of(TEXT, "waqai.toml")


def test_pausing_and_resuming_leaves_the_file_as_it_was() -> None:
    paused = with_paused(TEXT, "first", True, "waqai.toml")
    assert settings_of(paused, "waqai.toml").sources[0].paused
    assert with_paused(paused, "first", False, "waqai.toml") == TEXT


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownId, match="first"):
        without_source(TEXT, "third", "waqai.toml")


def test_a_name_is_given_once() -> None:
    with pytest.raises(ProjectError, match="two sources are called 'second'"):
        with_source(with_source(TEXT, SECOND, "waqai.toml"), SECOND, "waqai.toml")


def test_a_file_with_a_mistake_is_not_changed() -> None:
    with pytest.raises(ProjectError, match="embargo"):
        with_source("embargo = 1\n", SECOND, "waqai.toml")
