"""The `[[sources]]` tables of a settings file, changed without touching what else stands in it, comments included."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import tomlkit
from pydantic import BaseModel
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from waqai.acquisition.source import SourceSetting, written_duration
from waqai.errors import ProjectError, UnknownId
from waqai.storage.settings import settings_of


def with_source(text: str, source: SourceSetting, where: str) -> str:
    """The settings `text` with one more source at its end. Raises ProjectError where a source bears the name."""
    document = _parsed(text, where)
    tables = _tables(document)
    table = tomlkit.table()
    for key, value in _written(source).items():
        table.add(key, value)
    tables.append(table)
    return _checked(document, where)


def without_source(text: str, name: str, where: str) -> str:
    """The settings `text` without the source of that name. Raises UnknownId where there is none."""
    document = _parsed(text, where)
    tables = _tables(document)
    del tables[_position(tables, name)]
    return _checked(document, where)


def with_paused(text: str, name: str, paused: bool, where: str) -> str:
    """The settings `text` with that source paused, or not. Raises UnknownId where there is none."""
    document = _parsed(text, where)
    tables = _tables(document)
    table: Table = tables[_position(tables, name)]
    if paused:
        table["paused"] = True
    else:
        table.pop("paused", None)
    return _checked(document, where)


def _parsed(text: str, where: str) -> tomlkit.TOMLDocument:
    settings_of(text, where)  # a file with a mistake is not changed: the mistake is named first
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise ProjectError(f"not TOML: {error}.", where=where, remedy="Correct the file.") from error


def _tables(document: tomlkit.TOMLDocument) -> AoT:
    found = document.get("sources")
    if isinstance(found, AoT):
        return found
    tables = tomlkit.aot()
    for table in found or ():  # sources written as an inline array
        entry = tomlkit.table()
        entry.update(table)
        tables.append(entry)
    document["sources"] = tables
    return tables


def _position(tables: AoT, name: str) -> int:
    for position, table in enumerate(tables):
        if str(table.get("name", "")).casefold() == name.casefold():
            return position
    known = ", ".join(str(table.get("name")) for table in tables) or "none"
    raise UnknownId(
        "there is no source of this name.", where=name, remedy=f"The project's sources: {known}. See `waqai sources`."
    )


def _written(source: BaseModel) -> dict[str, Any]:
    """The keys of a source that were given, as a file writes them; name, kind and address first."""
    given = source.model_dump(exclude_unset=True, by_alias=True)
    ordered = {key: given[key] for key in ("name", "kind", "address", "publisher", "every") if key in given} | given
    return {key: _value(value) for key, value in ordered.items() if value is not None}


def _value(value: object) -> Any:
    if isinstance(value, timedelta):
        return written_duration(value)
    if isinstance(value, tuple | list):
        return [_value(item) for item in value]
    return value


def _checked(document: tomlkit.TOMLDocument, where: str) -> str:
    text = tomlkit.dumps(document)
    settings_of(text, where)
    return text
