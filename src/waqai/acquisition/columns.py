"""Tables: which column holds what of a document, as the user says or by the usual names (table `column_names`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from waqai.errors import InputError
from waqai.knowledge.table import rows, several
from waqai.language.folding import fold_key

FIELDS = ("text", "title", "published", "source", "url", "id")
"""What a table can give of a document."""


def map_columns(header: Sequence[str], chosen: Mapping[str, str], where: str) -> dict[str, str]:
    """The column of `header` that holds each field. `chosen` maps fields to columns; where it is empty the usual names
    count.

    Raises InputError where a column is not there, or none holds a text.
    """
    found = _chosen(header, chosen, where) if chosen else usual_columns(header)
    if "text" not in found:
        raise InputError(
            f"no column holds the text; the columns are {listed(header)}.",
            where=where,
            remedy="Name it with --columns text=COLUMN.",
        )
    return found


def usual_columns(header: Sequence[str]) -> dict[str, str]:
    """The fields whose column goes by a usual name; where several do, by the most telling."""
    by_key = {_key(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for field, names in _usual_names().items():
        column = next((by_key[name] for name in names if name in by_key), None)
        if column is not None:
            found[field] = column
    return found


def listed(header: Sequence[str]) -> str:
    """Names of columns as a message gives them."""
    shown = ", ".join(name[:40].strip() or "(no name)" for name in header[:20])
    return f"{shown}, …" if len(header) > 20 else shown


def _chosen(header: Sequence[str], chosen: Mapping[str, str], where: str) -> dict[str, str]:
    by_key = {_key(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for field, column in chosen.items():
        name = column if column in header else by_key.get(_key(column))
        if field not in FIELDS or name is None:
            what = f"there is no column {column!r}" if field in FIELDS else f"a document has no field {field!r}"
            raise InputError(
                f"{what}; the columns are {listed(header)}.", where=where, remedy="Correct --columns, or leave it out."
            )
        found[field] = name
    return found


@cache
def _usual_names() -> dict[str, tuple[str, ...]]:
    return {row["field"]: tuple(map(_key, several(row["names"]))) for row in rows("column_names", ("field", "names"))}


def _key(name: str) -> str:
    return fold_key(" ".join(name.replace("_", " ").split()))
