"""Judgements hold; where they contradict each other the latest does, and the others are named."""

from __future__ import annotations

from waqai.linking.rulings import Rulings, Stated, rulings
from waqai.records import Verdict


def found(*judgements: str) -> Rulings:
    """Each as "ab=c": left side, verdict (= ≠ ?), right side; the oldest first."""
    verdicts: dict[str, Verdict] = {"=": "same", "≠": "different", "?": "unsure"}
    made = []
    for number, text in enumerate(judgements, 1):
        sign = next(sign for sign in verdicts if sign in text)
        left, right = text.split(sign)
        made.append(Stated(number, verdicts[sign], tuple(left), tuple(right)))
    return rulings(made)


def test_same_binds_the_first_of_each_side_and_different_parts_all() -> None:
    assert set(found("ab=cd").same) == {("a", "c")}
    assert set(found("ab≠cd").different) == {("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")}
    assert found("a?b") == Rulings({}, {}, {}, frozenset())


def test_the_later_of_two_opposites_holds() -> None:
    assert found("a=b", "a≠b").overruled == {1: (2,)}
    assert found("a≠b", "b=a").overruled == {1: (2,)}


def test_a_cycle_overrules_its_oldest_and_names_the_others() -> None:
    result = found("a=b", "b=c", "a≠c")
    assert result.overruled == {1: (2, 3)}
    assert set(result.same) == {("b", "c")}


def test_different_no_longer_speaks_of_what_a_later_same_took_across() -> None:
    result = found("ab≠cd", "b=c")
    assert result.overruled == {}
    assert set(result.different) == {("a", "d")}


def test_a_judgement_whose_side_is_gone_lapses() -> None:
    assert found("a=").lapsed == {1}


def test_a_side_that_became_one_event_with_the_other_is_no_contradiction() -> None:
    assert found("a≠a") == Rulings({}, {}, {}, frozenset())
