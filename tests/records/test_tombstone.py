"""A tombstone says what became of an id, and never half of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from waqai.records import Tombstone

AT = datetime(2024, 6, 10, tzinfo=UTC)


@pytest.mark.parametrize(("kind", "into"), [("merged", ("b",)), ("split", ("b", "c")), ("withdrawn", ())])
def test_a_tombstone_names_those_that_go_on(kind: str, into: tuple[str, ...]) -> None:
    stone = Tombstone.model_validate({"id": "a", "kind": kind, "into": into, "at": AT})
    assert Tombstone.model_validate_json(stone.model_dump_json()) == stone


@pytest.mark.parametrize(
    ("kind", "into"), [("merged", ()), ("split", ()), ("withdrawn", ("b",)), ("merged", ("a",)), ("split", ("a", "b"))]
)
def test_a_successor_is_there_where_the_id_was_joined_or_split_and_never_itself(
    kind: str, into: tuple[str, ...]
) -> None:
    with pytest.raises(ValidationError):
        Tombstone.model_validate({"id": "a", "kind": kind, "into": into, "at": AT})
