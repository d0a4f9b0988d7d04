"""The words of time, read from their tables: weekdays, months, parts of the day, units, and what ties them together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, cast

from waqai.language.folding import fold_key
from waqai.language.phrases import Phrases
from waqai.language.table import rows, several

PartOfDay = Literal["dawn", "morning", "noon", "afternoon", "evening", "night"]
Unit = Literal["minute", "hour", "day", "week", "month", "year", "decade"]
Kind = Literal[
    "day",
    "now",
    "part",
    "adverb",
    "definite",
    "edge",
    "course",
    "period",
    "since",
    "until",
    "until_now",
    "ago",
    "clock",
    "year",
    "month",
    "season",
    "about",
]
Needs = Literal["alone", "context", "number"]


class TimeWord(NamedTuple):
    """A row of the table of time words."""

    kind: Kind
    value: str
    part: PartOfDay | None

    @property
    def number(self) -> int:
        """The value as a number of days or periods."""
        return int(self.value)

    @property
    def limits(self) -> tuple[int, int]:
        """The value as a first and a last: days of a month, months of a year."""
        first, _, last = self.value.partition("-")
        return int(first), int(last)


class MonthName(NamedTuple):
    """A month of the Gregorian or the Hijri calendar, and what must stand beside its name for it to be one."""

    hijri: bool
    number: int
    needs: Needs


class UnitName(NamedTuple):
    """A unit of time as it is counted; `amount` is 0 where the form leaves open how many."""

    unit: Unit
    amount: int
    article: bool


def _time_words() -> Iterator[tuple[str, TimeWord]]:
    for row in rows("time_words", ("phrases", "kind", "value", "part")):
        part = cast("PartOfDay", row["part"]) if row["part"] else None
        for phrase in several(row["phrases"]):
            yield phrase, TimeWord(cast("Kind", row["kind"]), row["value"], part)


@cache
def time_words() -> dict[Kind, Phrases[TimeWord]]:
    """The phrases of each kind."""
    by_kind: dict[Kind, list[tuple[str, TimeWord]]] = {}
    for phrase, word in _time_words():
        by_kind.setdefault(word.kind, []).append((phrase, word))
    return {kind: Phrases(phrases) for kind, phrases in by_kind.items()}


@cache
def weekdays() -> Phrases[int]:
    """The names of the days of the week; 0 is Monday."""
    return Phrases(
        (name, int(row["weekday"])) for row in rows("weekdays", ("names", "weekday")) for name in several(row["names"])
    )


@cache
def month_names() -> Phrases[MonthName]:
    """The names of the months."""
    columns = ("names", "calendar", "month", "tradition", "needs")
    return Phrases(
        (name, MonthName(row["calendar"] == "hijri", int(row["month"]), cast("Needs", row["needs"])))
        for row in rows("months", columns)
        for name in several(row["names"])
    )


@cache
def unit_names() -> Phrases[UnitName]:
    """The units of time, singular, dual and plural."""
    return Phrases(
        (form, UnitName(cast("Unit", row["unit"]), int(row["count"]), row["article"] == "yes"))
        for row in rows("time_units", ("forms", "unit", "count", "article"))
        for form in several(row["forms"])
    )


@cache
def time_neighbours(rule: str) -> frozenset[str]:
    """The folded words of a rule: words beside a word of time that decide what it is."""
    found = frozenset(
        fold_key(word)
        for row in rows("time_neighbours", ("rule", "words"))
        if row["rule"] == rule
        for word in several(row["words"])
    )
    if not found:
        raise LookupError(f"no rule {rule!r} in time_neighbours.tsv")
    return found
