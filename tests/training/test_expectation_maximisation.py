"""Expectation maximisation: what made the pairs is found again, and little is learned from little."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.expectation_maximisation import CAP, NOTHING, estimated
from training.grouping import bits_of_package
from training.pairs_in_reach import Answers
from waqai.errors import UsageError
from waqai.linking.weights import NEVER

Chances = dict[str, dict[str | None, float]]
SAME: Chances = {
    "kind": {"same": 0.7, "family": 0.2, "apart": 0.1},
    "day": {"same": 0.8, "next": 0.1, "near": 0.1},
    "place": {"same_place": 0.7, "same_province": 0.2, "apart": 0.1},
    "agents": {"same": 0.5, "unknown": 0.4, "other": 0.1},
    "words": {"two": 0.4, None: 0.6},
}
OTHER: Chances = {
    "kind": {"same": 0.2, "family": 0.2, "apart": 0.6},
    "day": {"same": 0.2, "next": 0.3, "near": 0.5},
    "place": {"same_place": 0.02, "same_province": 0.18, "apart": 0.8},
    "agents": {"same": 0.1, "unknown": 0.6, "other": 0.3},
    "words": {"two": 0.02, None: 0.98},
}
"""How often each level is the answer in pairs of one happening, and of two; none is written as None."""
WEIGHT = {
    ("kind", "same"): 1.81,
    ("day", "same"): 2.0,
    ("place", "same_place"): 5.13,
    ("place", "apart"): -3.0,
    ("agents", "same"): 2.91,
    ("agents", "other"): -1.0,
    ("words", "two"): 5.03,
}
"""log2(m/u), less that of no answer."""


def drawn(pairs: int, share: float, seed: int = 3, two: Chances = OTHER) -> Counter[Answers]:
    """Answers of so many pairs, of which so large a share are one happening, and the others answer as `two`."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    found: Counter[Answers] = Counter()
    for _ in range(pairs):
        chances = SAME if chance.random() < share else two
        said = ((name, chance.choices(list(levels), list(levels.values()))[0]) for name, levels in chances.items())
        found[tuple(sorted((name, level) for name, level in said if level))] += 1
    return found


def test_the_chances_and_the_share_that_made_the_pairs_are_found_again() -> None:
    found = estimated(drawn(20_000, 0.15), strength=0.001)
    assert found.share == pytest.approx(0.15, abs=0.01)
    bits = found.bits()
    for level, weight in WEIGHT.items():
        assert bits[level] == pytest.approx(weight, abs=0.35), level


def test_the_threshold_is_where_both_classes_are_equally_probable() -> None:
    found = estimated(drawn(20_000, 0.15), strength=0.001)
    bits = found.bits()
    levels = [("kind", "same"), ("day", "same"), ("place", "same_province"), ("agents", "same")]
    silent = [("words", NOTHING), ("hour", NOTHING), ("targets", NOTHING), ("weapon", NOTHING)]
    odds = found.share / (1 - found.share)
    for level in (*levels, *silent, ("toll", NOTHING), ("text", NOTHING)):
        odds *= found.same[level] / found.other[level]
    above = sum(bits[level] for level in levels) - bits["join", "join"]
    assert 2**above == pytest.approx(odds, rel=0.05)


def test_pairs_that_are_known_to_be_two_happenings_keep_a_likeness_of_their_own_from_counting() -> None:
    """Reports of one campaign are alike in kind and agents, whether they tell of one happening or of two."""
    campaign = {**OTHER, "kind": {"same": 1.0}, "agents": {"same": 1.0}}
    near = drawn(5_000, 0.1) + drawn(1_000, 0.0, seed=4, two=campaign)
    far = drawn(5_000, 0.0, seed=5) + drawn(1_000, 0.0, seed=6, two=campaign)
    alone, anchored = estimated(near, strength=0.001), estimated(near, far, strength=0.001)
    true = 500 / 6_000
    assert alone.share > 0.3
    assert anchored.share == pytest.approx(true, abs=0.05)
    assert estimated(near).share == pytest.approx(true, abs=0.05), "held to the table it does not run away either"


def test_few_pairs_leave_the_table_as_it_is() -> None:
    found = estimated(Counter({(("day", "same"), ("kind", "same"), ("place", "same_place")): 1}), strength=1000)
    before, after = bits_of_package(), found.bits()
    for level in [("words", "one"), ("words", "three"), ("toll", "apart"), ("weapon", "same"), ("targets", "other")]:
        assert after[level] == pytest.approx(before[level], abs=0.05), level
    for more, less in [(("kind", "same"), ("kind", "family")), (("place", "same_place"), ("place", "shared"))]:
        assert after[more] - after[less] == pytest.approx(before[more] - before[less], abs=0.1)


def test_what_rules_a_pair_out_is_no_matter_of_chance() -> None:
    ruled_out = (("answer", "answer"), ("day", "same"), ("kind", "same"), ("place", "same_place"))
    pairs = drawn(500, 0.2)
    assert estimated(pairs) == estimated(pairs + Counter({ruled_out: 300}))
    bits = estimated(pairs).bits()
    assert all(bits[level] == weight for level, weight in bits_of_package().items() if weight <= NEVER)


@given(st.integers(0, 10_000), st.integers(1, 60), st.floats(0, 1))
def test_whatever_the_pairs_a_whole_table_comes_out_and_chances_sum_to_one(seed: int, pairs: int, share: float) -> None:
    found = estimated(drawn(pairs, share, seed))
    bits = found.bits()
    assert bits.keys() == bits_of_package().keys()
    assert all(abs(weight) <= CAP for level, weight in bits.items() if weight > NEVER and level != ("join", "join"))
    for chances in (found.same, found.other):
        sums: dict[str, float] = defaultdict(float)
        for (name, _), chance in chances.items():
            sums[name] += chance
        assert all(total == pytest.approx(1) for total in sums.values())


def test_the_order_of_the_pairs_is_of_no_matter() -> None:
    pairs = drawn(300, 0.2)
    other_way = Counter(dict(reversed(pairs.items())))
    assert estimated(pairs).bits() == estimated(other_way).bits()


def test_where_no_pair_is_in_reach_it_says_so() -> None:
    with pytest.raises(UsageError, match="no two documents"):
        estimated(Counter())
