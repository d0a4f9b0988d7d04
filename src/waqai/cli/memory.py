"""How memory is looked after while a command codes many documents."""

from __future__ import annotations

import gc

_YOUNG, _MIDDLE, _OLD = 100_000, 50, 50


def collect_seldom() -> None:
    """Look for cycles of garbage seldom, and never among the tables.

    Coding makes many small records and hardly any cycles; looking for them takes a seventh of the time otherwise.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
