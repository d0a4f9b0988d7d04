"""Deaths of an incident as one figure with its bounds, for formats that have room for no more.

The figures of the reports stay side by side in the incident; what is made of them here is stated in `docs/exports.md`.
"""

from __future__ import annotations

from typing import NamedTuple

from waqai.records import Incident, Toll, TollVariant, Victims


class Figure(NamedTuple):
    """`low` <= `best` <= `high`, in persons."""

    low: int
    best: int
    high: int

    def __or__(self, other: Figure) -> Figure:
        """The larger of both in each bound: a part is never more than the whole."""
        return Figure(*map(max, self, other))

    def plus(self, other: Figure) -> Figure:
        """The sum of persons that are not the same."""
        return Figure(self.low + other.low, self.best + other.best, self.high + other.high)


NONE = Figure(0, 0, 0)


class Deaths(NamedTuple):
    """The dead: all of them, and those of whom it is said that they were civilians or combatants.

    `uncounted` is true where some report tells of dead and gives no number.
    """

    total: Figure
    civilians: Figure
    combatants: Figure
    uncounted: bool

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.total != NONE


def deaths(incident: Incident) -> Deaths:
    """The dead of an incident; children and women count as civilians, and as part of a number of civilians."""
    tolls = {toll.victims: toll for toll in incident.tolls if toll.kind == "killed"}

    def told(victims: Victims) -> Figure:
        toll = tolls.get(victims)
        return (figure(toll) if toll else None) or NONE

    civilians = told("civilian") | told("child").plus(told("woman"))
    combatants = told("combatant")
    total = told("unknown") | civilians.plus(combatants)
    return Deaths(total, civilians, combatants, any(figure(toll) is None for toll in tolls.values()))


def figure(toll: Toll) -> Figure | None:
    """The range of a toll; best is the number that most origins give, the lower of two. None without any number."""
    told = [(number, variant) for variant in toll.variants if (number := _number(variant)) is not None]
    if not told:
        bounds = [bound for bound in (toll.low, toll.high) if bound is not None]
        return Figure(min(bounds), min(bounds), max(bounds)) if bounds else None
    best = min(told, key=lambda item: (-len(item[1].origin_ids), item[0]))[0]
    numbers = [number for number, _ in told]
    low = min(numbers if toll.low is None else [toll.low, *numbers])
    high = max(numbers if toll.high is None else [toll.high, *numbers])
    return Figure(low, best, high)


def _number(variant: TollVariant) -> int | None:
    """The figure of a variant: its best, else its lower bound ("more than ten"), else its upper one."""
    return next((number for number in (variant.best, variant.low, variant.high) if number is not None), None)
