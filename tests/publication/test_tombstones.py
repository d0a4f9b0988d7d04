"""Tombstones come out as CSV that reads back as the records."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from waqai.publication.tombstones import tombstone_lines
from waqai.records import Tombstone

AT = datetime(2024, 6, 10, 8, 30, tzinfo=UTC)
STONES = (
    Tombstone(id="incident-a", kind="merged", into=("incident-b",), at=AT),
    Tombstone(id="incident-c", kind="split", into=("incident-d", "incident-e"), at=AT),
    Tombstone(id="incident-f", kind="withdrawn", at=AT),
)


def test_tombstones_read_back() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(tombstone_lines(STONES)))))
    read = [row | {"into": tuple(filter(None, row["into"].split("; ")))} for row in rows]
    assert tuple(Tombstone.model_validate(row) for row in read) == STONES


def test_without_tombstones_there_is_a_bare_header() -> None:
    assert "".join(tombstone_lines([])) == "id,kind,into,at\n"
