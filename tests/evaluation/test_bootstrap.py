"""Intervals are those of the bootstrap: repeatable, around the figure, and none where there is nothing to draw from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.evaluation.bootstrap import Documents, Resampling, intervals, percentiles
from waqai.evaluation.measures import precision_recall, share

SHARE = share("figures", "x", "share", "hit", "of")
COIN = Documents([{"hit": number % 2, "of": 1} for number in range(100)])


def test_the_interval_of_a_share_is_near_that_of_theory() -> None:
    (interval,) = intervals(COIN, [SHARE], Resampling(2000, 7))
    assert interval is not None
    assert interval[0] == pytest.approx(0.5 - 1.96 * 0.05, abs=0.02)
    assert interval[1] == pytest.approx(0.5 + 1.96 * 0.05, abs=0.02)


def test_the_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    drawn = [intervals(COIN, [SHARE], Resampling(50, seed)) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


@pytest.mark.parametrize("sample", [Documents([]), Documents([{"hit": 1, "of": 1}])])
def test_one_document_alone_has_no_interval(sample: Documents) -> None:
    assert intervals(sample, [SHARE], Resampling()) == [None]


def test_a_figure_without_a_case_in_most_draws_has_no_interval() -> None:
    sample = Documents([{"hit": 1, "of": 1}, *({"other": 1} for _ in range(50))])
    assert intervals(sample, [share("figures", "x", "share", "absent", "absent of")], Resampling(50)) == [None]


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 9)), min_size=1, max_size=30), st.randoms())
def test_totals_of_a_draw_are_the_sum_over_its_documents(counts: list[dict[str, int]], dice: object) -> None:
    weights = {unit: getattr(dice, "randint")(1, 3) for unit in range(0, len(counts), 2)}  # noqa: B009
    totals = Documents(counts).totals(weights)
    for name in "abc":
        assert totals.get(name, 0) == sum(weights[unit] * counts[unit].get(name, 0) for unit in weights)


def test_percentiles_lie_between_values_by_proportion() -> None:
    assert percentiles([0.0, 1.0, 2.0, 3.0, 4.0], 0.5) == (1.0, 3.0)
    assert percentiles([5.0, 1.0]) == (pytest.approx(1.1), pytest.approx(4.9))


def test_precision_and_recall_without_a_case_are_0() -> None:
    assert [measure.value({}) for measure in precision_recall("figures", "x", "a", "b", "c")] == [0.0, 0.0, 0.0]
