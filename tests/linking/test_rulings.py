"""Judgements hold; where they contradict each other the latest does, and the others are named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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


EVENTS = "abcdef"
SIDE = st.lists(st.sampled_from(EVENTS), min_size=1, max_size=3, unique=True).map("".join)


@given(st.lists(st.tuples(SIDE, st.sampled_from("=≠"), SIDE), max_size=6))
def test_what_is_in_force_never_contradicts_itself_and_the_newest_always_is(judged: list[tuple[str, str, str]]) -> None:
    result = found(*(left + sign + right for left, sign, right in judged))
    group = {event: {event} for event in EVENTS}
    for left, right in result.same:
        group[left] |= group[right]
        for event in group[left]:
            group[event] = group[left]
    assert not any(right in group[left] for left, right in result.different)
    assert len(judged) not in result.overruled
    for number, (left, sign, right) in enumerate(judged, 1):
        assert sign == "≠" or number in result.overruled or right[0] in group[left[0]]
    sides = {(a, b) for left, sign, right in judged if sign == "≠" for a in left for b in right}
    assert all((left, right) in sides or (right, left) in sides for left, right in result.different)


def test_two_sides_of_many_reports_are_parted_pair_by_pair_and_a_later_same_takes_two_out() -> None:
    left, right = (tuple(f"{side}{number:03}" for number in range(60)) for side in "lr")
    parted = Stated(1, "different", left, right)
    assert len(rulings([parted]).different) == 3600
    result = rulings([parted, Stated(2, "same", ("l000",), ("r000",))])
    assert len(result.different) == 59 * 59
    assert result.overruled == {}
    assert rulings([Stated(0, "same", ("l001",), ("r059",)), parted]).overruled == {0: (1,)}
