"""The settings of a project: the file `waqai.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, ValidationError

from waqai.errors import ProjectError
from waqai.records.base import Record

FILE_NAME = "waqai.toml"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone, as Asia/Damascus is one") from error
    return name


class Settings(Record):
    """What a project chooses.

    `time_zone` is that of publishers the tables do not know. `embargo_hours` and `coarsen_km` bound what leaves the
    project, `hide_protected` withholds the names of protected sources in all of it.
    """

    name: str = "project"
    time_zone: Annotated[str, AfterValidator(_zone)] = "UTC"
    embargo_hours: Annotated[float, Field(ge=0)] = 0
    coarsen_km: Annotated[float, Field(ge=0, le=500)] = 0
    hide_protected: bool = True

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.time_zone)


def read_settings(path: Path) -> Settings:
    """The settings of the file at `path`. Raises ProjectError naming the key that does not hold."""
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectError(f"not TOML: {error}.", where=str(path), remedy="Correct the file.") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "file"
        message = "no such setting" if first["type"] == "extra_forbidden" else str(first["msg"])
        raise ProjectError(f"{key}: {message}.", where=str(path), remedy="Correct the file.") from error


def write_settings(path: Path, settings: Settings) -> None:
    """Write the file at `path`, with a comment on every key."""
    path.write_text(_TEMPLATE.format(**_toml(settings)), encoding="utf-8")


def _toml(settings: Settings) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, value in settings.model_dump().items():
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
"""
