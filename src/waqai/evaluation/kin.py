"""The groups of kinds within which a gold and a coded event may be one act."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files

from waqai.errors import TableError
from waqai.knowledge.table import rows
from waqai.knowledge.vocabulary import EVENT_TYPES


@cache
def load_kin() -> Mapping[str, str]:
    """The group of each kind of event. Raises TableError where the table lacks a kind, or names one that is none."""
    with as_file(files("waqai.evaluation") / "tables") as directory:
        kin = {row["type"]: row["group"] for row in rows("kin", ("type", "group"), directory)}
    if odd := set(kin) ^ set(EVENT_TYPES):
        raise TableError(f"the kinds {sorted(odd)} are missing or unknown.", where="kin.tsv")
    return kin
