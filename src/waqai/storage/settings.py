"""The settings of a project: the file `waqai.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, ValidationError, field_validator

from waqai.acquisition.fetching.manners import Manners
from waqai.acquisition.source import SourceSetting
from waqai.errors import ProjectError
from waqai.records.base import Record

FILE_NAME = "waqai.toml"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone, as Asia/Damascus is one") from error
    return name


class StampSettings(Record):
    """What time stamps are checked against: `roots` is a PEM file of certificates, from the project's folder on."""

    roots: Annotated[str, Field(min_length=1)] | None = None


class Settings(Record):
    """What a project chooses.

    `time_zone` is that of publishers the tables do not know. `embargo_hours` and `coarsen_km` bound what leaves the
    project, `hide_protected` withholds the names of protected sources in all of it. `sources` is where reports are
    collected from, `collecting` how the project behaves there. `stamps` tells which authorities of time are trusted.
    """

    name: str = "project"
    time_zone: Annotated[str, AfterValidator(_zone)] = "UTC"
    embargo_hours: Annotated[float, Field(ge=0)] = 0
    coarsen_km: Annotated[float, Field(ge=0, le=500)] = 0
    hide_protected: bool = True
    collecting: Manners = Manners()
    stamps: StampSettings = StampSettings()
    sources: tuple[SourceSetting, ...] = ()

    @field_validator("sources")
    @classmethod
    def _named_once(cls, sources: tuple[SourceSetting, ...]) -> tuple[SourceSetting, ...]:
        names = [source.name.casefold() for source in sources]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"two sources are called {twice!r}")
        return sources

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.time_zone)


def read_settings(path: Path) -> Settings:
    """The settings of the file at `path`. Raises ProjectError naming the key that does not hold."""
    try:
        return settings_of(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise ProjectError(f"not TOML: {error}.", where=str(path), remedy="Correct the file.") from error


def settings_of(text: str, where: str) -> Settings:
    """The settings that a text in TOML holds. Raises ProjectError naming the key that does not hold."""
    try:
        found = tomllib.loads(text)
        return Settings.model_validate(found)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProjectError(f"not TOML: {error}.", where=where, remedy="Correct the file.") from error
    except ValidationError as error:
        first = error.errors()[0]
        message = "no such setting" if first["type"] == "extra_forbidden" else str(first["msg"])
        raise ProjectError(
            f"{_key(first['loc'], found)}: {message}.", where=where, remedy="Correct the file."
        ) from error


def _key(path: tuple[int | str, ...], found: dict[str, Any]) -> str:
    """How a person finds a key: `sources[2] (reuters).address` for the second source, which is called so."""
    if len(path) < 2 or path[0] != "sources" or not isinstance(path[1], int):
        return ".".join(map(str, path)) or "file"
    table = found["sources"][path[1]]
    name = table.get("name") if isinstance(table, dict) else None
    kind = table.get("kind") if isinstance(table, dict) else None
    rest = [str(part) for part in path[2:] if part != kind]
    return ".".join([f"sources[{path[1] + 1}]" + (f" ({name})" if isinstance(name, str) else ""), *rest])


def write_settings(path: Path, settings: Settings) -> None:
    """Write the file at `path`, with a comment on every key, for settings without sources and manners of their own."""
    path.write_text(_TEMPLATE.format(**_toml(settings)), encoding="utf-8")


def _toml(settings: Settings) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, value in settings.model_dump(exclude={"sources", "collecting", "stamps"}).items():
        if isinstance(value, bool):
            values[key] = str(value).lower()
        elif isinstance(value, int | float):
            values[key] = repr(int(value) if value == int(value) else value)
        else:
            values[key] = '"' + "".join(_ESCAPES.get(character, character) for character in str(value)) + '"'
    return values


_ESCAPES = {"\\": "\\\\", '"': '\\"'} | {chr(code): f"\\u{code:04x}" for code in (*range(32), 127)}
_TEMPLATE = """\
# Settings of this Waqai project.

# What the project is called.
name = {name}

# The time zone of publishers that Waqai does not know: their dates without a zone are read in it.
time_zone = {time_zone}

# Do no harm: what may leave the project by any output.
# Nothing first reported less than this many hours ago (0: no embargo).
embargo_hours = {embargo_hours}
# Coordinates are moved to the middle of a square of this many kilometres (0: as they are).
coarsen_km = {coarsen_km}
# Names of protected sources are replaced by "withheld source".
hide_protected = {hide_protected}

# How `waqai collect` behaves on the web. An address of mail or web in the user agent lets a site's people reach you.
# [collecting]
# contact = "desk@example.org"
# pause_seconds = 2

# Root certificates that time stamps must lead to (`waqai stamp`); without them `waqai verify` checks no signature.
# [stamps]
# roots = "authorities.pem"

# Where reports are collected from, a table each; `waqai sources add --help` writes them for you.
# [[sources]]
# name = "river-news"
# kind = "feed"
# address = "https://example.org/rss"
# publisher = "صدى النهر"
# every = "15m"
"""
