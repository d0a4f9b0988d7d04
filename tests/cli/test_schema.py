"""The published schemas are those of the records, and fit what is put out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from waqai.publication.schema import SCHEMAS, CodedLine, schema_text

Run = Callable[..., Any]
PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_current(name: str) -> None:
    """`make schema` writes it anew."""
    assert (PUBLISHED / f"{name}.json").read_text(encoding="utf-8") == schema_text(name)


def test_there_is_no_schema_of_anything_else() -> None:
    assert {path.stem for path in PUBLISHED.glob("*.json")} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_printed_and_written(run: Run, tmp_path: Path, name: str) -> None:
    printed = run("schema", name)
    assert (printed.status, printed.out) == (0, schema_text(name))
    run("schema", "--write", "schemas")
    assert (tmp_path / "schemas" / f"{name}.json").read_text(encoding="utf-8") == printed.out


def test_a_schema_names_every_field_and_what_it_means() -> None:
    schema = json.loads(schema_text("event"))
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"id", "type", "triggers", "places", "attributions", "acled", "plover", "cameo"} <= set(schema["required"])
    assert "air_strike" in schema["properties"]["type"]["enum"]


def test_a_coded_line_is_what_the_schema_says(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("وقع قصف في درعا", encoding="utf-8")
    assert CodedLine.model_validate_json(run("code", "a.txt").out).events


def test_an_unknown_record_is_wrong_use(run: Run) -> None:
    assert run("schema", "nothing").status == 2
