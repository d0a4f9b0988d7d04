"""Grouping: groups are measured by pairs and B-cubed, and weights are written as the package's table is."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.grouping import bits_of_package, measured, read_weights, table_of, weighing
from waqai.linking.weights import load_weights

DOCUMENTS = tuple("abcdef")
JOINED = st.lists(st.sampled_from("xyz"), min_size=6, max_size=6).map(
    lambda names: dict(zip(DOCUMENTS, names, strict=True))
)
GROUPS = st.lists(st.sets(st.sampled_from(DOCUMENTS), min_size=1), max_size=5)


def test_the_groups_that_people_made_are_measured_as_right() -> None:
    measure = measured([{"a", "b"}, {"c"}], {"a": "x", "b": "x", "c": "y"})
    assert (measure.precision, measure.recall, measure.f1, measure.b_cubed) == (1, 1, 1, 1)


def test_a_pair_joined_wrongly_costs_precision_and_one_missed_costs_recall() -> None:
    measure = measured([{"a", "b", "c"}], {"a": "x", "b": "x", "c": "y", "d": "y"})
    assert (measure.precision, measure.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 2))


def test_nothing_joined_is_no_error() -> None:
    assert measured([], {"a": "x", "b": "x"}).f1 == 0
    assert measured([], {}).b_cubed == 0


@given(GROUPS, JOINED)
def test_pairs_are_counted_as_a_count_of_all_pairs_gives(groups: list[set[str]], incident_of: dict[str, str]) -> None:
    measure = measured(groups, incident_of)
    said = {pair for pair in combinations(DOCUMENTS, 2) if any({*pair} <= group for group in groups)}
    true = {pair for pair in combinations(DOCUMENTS, 2) if incident_of[pair[0]] == incident_of[pair[1]]}
    assert measure.precision == pytest.approx(len(said & true) / len(said) if said else 0)
    assert measure.recall == pytest.approx(len(said & true) / len(true) if true else 0)
    assert 0 < measure.b_cubed <= 1


def test_a_table_that_is_written_is_read_back(tmp_path: Path) -> None:
    bits = {**bits_of_package(), ("place", "same_place"): 4.25}
    (tmp_path / "weights.tsv").write_text(table_of(bits), encoding="utf-8")
    assert read_weights(tmp_path) == weighing(bits)


def test_the_package_s_own_weights_make_the_package_s_own_table() -> None:
    assert weighing(bits_of_package()) == load_weights()
