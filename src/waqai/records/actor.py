"""An actor of the table of actors."""

from __future__ import annotations

from waqai.records.base import Record


class Actor(Record):
    """A state, force, group, body or public role. Private persons are never actors (codebook 9).

    `country` is ISO 3166-1 alpha-3, `role` a CAMEO code, `parent` another actor's id, `start` and `end` the years
    between which it existed (null: open).
    """

    id: str
    name_ar: str
    name_en: str
    aliases_ar: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    kind: str
    country: str | None = None
    role: str
    parent: str | None = None
    start: int | None = None
    end: int | None = None
