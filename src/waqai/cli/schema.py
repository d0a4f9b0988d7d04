"""The command `schema`: the JSON Schema of what the other commands put out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from waqai.errors import UsageError
from waqai.publication.schema import SCHEMAS, schema_text


class Name(StrEnum):
    """The records that have a schema."""

    document = "document"
    event = "event"
    incident = "incident"
    coded = "coded"


def schema(
    name: Annotated[
        Name, typer.Argument(help="coded is a line of `waqai code`, incident one of `waqai incidents --format jsonl`.")
    ] = Name.coded,
    write: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write all of them into this folder instead, a file each.")
    ] = None,
) -> None:
    """Print the JSON Schema of a record."""
    if write is None:
        sys.stdout.write(schema_text(name.value))
        return
    try:
        write.mkdir(parents=True, exist_ok=True)
        for each in SCHEMAS:
            (write / f"{each}.json").write_text(schema_text(each), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"the folder cannot be written ({error.strerror}).", where=str(write)) from error
