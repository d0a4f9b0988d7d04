"""One figure stands for an incident where there is room for one."""

from __future__ import annotations

import pytest

from waqai.publication.figures import Figure, deaths, figure
from waqai.publication.tolls import toll_range, widest_toll

from .invented import incident, toll


@pytest.mark.parametrize(
    ("low", "high", "written"), [(3, 5, "3-5"), (3, 3, "3"), (None, 4, "4"), (10, None, "10+"), (None, None, "?")]
)
def test_a_range_is_written_as_people_write_it(low: int | None, high: int | None, written: str) -> None:
    assert toll_range(toll("killed", (low, high, ("o",)))) == written


def test_the_widest_toll_counts_the_most_persons() -> None:
    stored = incident(tolls=(toll("killed", (1, 1, ("o",)), victims="child"), toll("killed", (3, 5, ("o",)))))
    found = widest_toll(stored, "killed")
    assert found is not None
    assert (found.low, found.high) == (3, 5)
    assert toll_range(widest_toll(stored, "abducted")) == ""


def test_the_best_figure_is_that_of_most_origins_and_the_lower_of_two() -> None:
    assert figure(toll("killed", (3, 3, ("a",)), (5, 5, ("b", "c")))) == Figure(3, 5, 5)
    assert figure(toll("killed", (3, 3, ("a",)), (5, 5, ("b",)))) == Figure(3, 3, 5)
    assert figure(toll("killed", (10, None, ("a",)), (4, 4, ("b",)))) == Figure(4, 4, 10)
    assert figure(toll("killed", (None, None, ("a",)))) is None


def test_parts_of_the_dead_are_never_more_than_all_and_are_added_up_where_no_whole_is_told() -> None:
    parts = (toll("killed", (2, 2, ("a",)), victims="civilian"), toll("killed", (3, 3, ("a",)), victims="combatant"))
    assert deaths(incident(tolls=parts)).total == Figure(5, 5, 5)
    whole = deaths(incident(tolls=(*parts, toll("killed", (7, 7, ("b",))))))
    assert (whole.total.best, whole.civilians.best, whole.combatants.best) == (7, 2, 3)


def test_children_and_women_are_civilians_and_part_of_a_number_of_them() -> None:
    tolls = (
        toll("killed", (2, 2, ("a",)), victims="child"),
        toll("killed", (1, 1, ("a",)), victims="woman"),
        toll("killed", (5, 5, ("a",)), victims="civilian"),
    )
    assert deaths(incident(tolls=tolls[:2])).civilians.best == 3
    assert deaths(incident(tolls=tolls)).total.best == 5


def test_dead_without_a_number_are_told_of() -> None:
    found = deaths(incident(tolls=(toll("killed", (None, None, ("a",))),)))
    assert (found.known, found.uncounted) == (False, True)
