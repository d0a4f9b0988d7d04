"""Options that say what files do not tell of themselves: `--as`, `--columns`, `--channel`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from waqai.acquisition.columns import FIELDS
from waqai.acquisition.formats.format import KINDS
from waqai.acquisition.reading import Reading
from waqai.acquisition.telegram_post import channel_name
from waqai.cli.output import note
from waqai.errors import UsageError

_KINDS, _FIELDS = ", ".join(KINDS), ", ".join(FIELDS)
AsKind = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="KIND", help=f"What the files are where their first bytes do not tell: {', '.join(KINDS)}."
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,…",
        help=f"Columns of a table, as text=نص,published=التاريخ. Fields: {_FIELDS}.",
    ),
]
Channels = Annotated[
    list[str] | None,
    typer.Option(
        "--channel",
        metavar="NAME",
        help="Public name of an exported Telegram channel; of several, each as NUMBER=NAME.",
    ),
]


def with_options(
    reading: Reading, as_kind: str | None, columns: list[str] | None, channels: list[str] | None
) -> Reading:
    """`reading` with what the options say. Raises UsageError where they say nothing that can be."""
    if as_kind is not None and as_kind not in KINDS:
        raise UsageError(f"there is no kind {as_kind!r}.", remedy=f"Kinds are {', '.join(KINDS)}.")
    return replace(
        reading,
        as_kind=as_kind,
        columns=_columns(columns or []),
        channels=dict(_channel(written) for written in channels or []),
        note=note,
    )


def _columns(written: list[str]) -> dict[str, str]:
    """FIELD=COLUMN, several by commas; a comma within a column's name is of the name where no field follows it."""
    found: dict[str, str] = {}
    last = None
    for piece in (piece for option in written for piece in option.split(",")):
        field, mark, column = piece.partition("=")
        if mark and field.strip() in FIELDS:
            last = field.strip()
            found[last] = column.strip()
        elif last is not None and not mark:
            found[last] = f"{found[last]},{piece}"
        else:
            raise UsageError(
                f"{piece[:60]!r} names no field of a document.",
                remedy=f"Write FIELD=COLUMN; fields: {_FIELDS}.",
            )
    return found


def _channel(written: str) -> tuple[str, str]:
    number, mark, name = written.rpartition("=")
    if mark and not number.strip().isdigit():
        raise UsageError(
            f"{number[:60]!r} is no number of a channel.", remedy="Write NUMBER=NAME, as the export numbers it."
        )
    return number.strip(), channel_name(name)
