"""Ids are permanent: merges and splits leave tombstones, and no id ever stands for another happening."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from waqai.linking.identity import Group, Known, Naming, named

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def known(id: str, events: str, *, founder: str | None = None, living: bool = True) -> Known:
    return Known(id, frozenset(events), founder or events[:1] or None, living)


def naming(before: list[Known], *groups: str) -> Naming:
    return named(before, [Group(f"new-{min(events)}", frozenset(events)) for events in groups], NOW)


def told(result: Naming) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(item.id, item.kind, item.into) for item in result.tombstones]


def test_a_new_group_gets_its_digest_and_keeps_it_while_reports_come() -> None:
    assert naming([], "ab").ids == ("new-a",)
    assert naming([known("P", "b")], "abc").ids == ("P",)


def test_a_merge_keeps_the_id_of_the_larger_share_and_buries_the_other() -> None:
    result = naming([known("P", "a"), known("Q", "bc")], "abc")
    assert result.ids == ("Q",)
    assert told(result) == [("P", "merged", ("Q",))]


def test_among_equal_shares_the_oldest_id_stays() -> None:
    assert naming([known("Z", "b"), known("A", "a")], "ab").ids == ("Z",)


def test_a_split_leaves_the_id_with_the_larger_share_and_a_record() -> None:
    result = naming([known("P", "abc")], "a", "bc")
    assert result.ids == ("new-a", "P")
    assert told(result) == []
    assert [(item.id, item.into) for item in result.splits] == [("P", ("new-a",))]


def test_of_equal_parts_the_one_with_the_founder_keeps_the_id() -> None:
    assert naming([known("P", "ab", founder="b")], "a", "b").ids == ("new-a", "P")


def test_an_id_whose_parts_all_went_to_others_is_split_among_them() -> None:
    result = naming([known("X", "cccd"), known("P", "ab"), known("Y", "efg")], "acd", "befg")
    assert result.ids == ("X", "Y")
    assert told(result) == [("P", "split", ("X", "Y"))]


def test_an_id_without_any_event_left_is_withdrawn() -> None:
    assert told(naming([known("P", "")], "a")) == [("P", "withdrawn", ())]


def test_undoing_a_merge_brings_both_ids_back() -> None:
    before = [known("X", "abcd", founder="c"), known("Y", "ab", living=False)]
    assert naming(before, "ab", "cd").ids == ("Y", "X")


def test_a_dead_id_does_not_come_back_for_a_part_of_what_it_stood_for() -> None:
    before = [known("X", "abcd", founder="c"), known("Y", "ab", living=False)]
    assert naming(before, "a", "b", "cd").ids == ("new-a", "new-b", "X")


def test_a_digest_that_was_given_out_before_gets_a_number() -> None:
    assert naming([known("new-a", "bc")], "a", "bc").ids == ("new-a-2", "new-a")


def test_a_report_that_changes_incidents_leaves_no_record() -> None:
    result = naming([known("P", "abc"), known("Q", "de")], "ab", "cde")
    assert (result.ids, result.tombstones, result.splits) == (("P", "Q"), (), ())


partitions = st.lists(st.integers(0, 4), min_size=8, max_size=8)


def _groups(parts: list[int]) -> list[str]:
    events = "abcdefgh"
    found = {part: "".join(e for e, p in zip(events, parts, strict=True) if p == part) for part in sorted(set(parts))}
    return list(found.values())


@given(partitions, partitions)
def test_every_id_lives_on_or_is_buried_and_none_is_given_twice(before: list[int], after: list[int]) -> None:
    past = [known(f"id-{number}", events) for number, events in enumerate(_groups(before))]
    result = naming(past, *_groups(after))
    assert len(set(result.ids)) == len(result.ids)
    buried = {item.id for item in result.tombstones}
    assert {entry.id for entry in past} == buried | ({entry.id for entry in past} & set(result.ids))
    assert not buried & set(result.ids)
    assert all(set(item.into) <= set(result.ids) for item in (*result.tombstones, *result.splits))


@given(partitions)
def test_the_same_groups_keep_their_ids(parts: list[int]) -> None:
    past = [known(f"id-{number}", events) for number, events in enumerate(_groups(parts))]
    assert naming(past, *_groups(parts)).ids == tuple(entry.id for entry in past)
