"""The linkage: whatever the order and the pieces in which accounts come, the groups are those of all at once."""

from __future__ import annotations

import runpy
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.linking.account import Account
from waqai.linking.candidates import CROWD, candidate_pairs
from waqai.linking.clustering import clusters
from waqai.linking.linkage import Linkage
from waqai.records import CodedDocument, Judgement

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, report, accounts, comparison, killed, person = (
    MADE[name] for name in ("act", "report", "accounts", "comparison", "killed", "person")
)
REGIME = person("قوات النظام", actor_id="armed-forces-of-syria-assad", country="SYR", role="MIL")
PLACES = ("سراقب", "ترنبة", "أريحا", "بنش|ريف إدلب", "ريف إدلب", "إدلب", "مزرعة النبع|بنش", None)
TEXTS = ("نص قصير", "قتل الشاب زعيتر البلحوس في قصف على المدينة", "تشييع زعيتر البلحوس")


def groups(found: Sequence[Sequence[Account]]) -> list[list[str]]:
    return [[account.id for account in group] for group in found]


def at_once(reports: Sequence[CodedDocument], judgements: Sequence[Judgement] = ()) -> list[list[str]]:
    found = accounts(*reports)
    return groups(clusters(found, candidate_pairs(found), comparison(), judgements))


def one_by_one(pieces: Sequence[Sequence[CodedDocument]], judgements: Sequence[Judgement] = ()) -> list[list[str]]:
    linkage: Linkage[Account] = Linkage(comparison(), judgements)
    for piece in pieces:
        linkage.add(accounts(*piece))
    return groups(linkage.groups())


@st.composite
def told(draw: st.DrawFn) -> Any:
    """An act of a few days, places and kinds, so that many are alike."""
    day = draw(st.integers(1, 6))
    last = draw(st.integers(0, 2)) if draw(st.booleans()) else 0
    return act(
        draw(st.sampled_from(("shelling", "air_strike", "attack", "explosion", "arrest"))),
        where=draw(st.sampled_from(PLACES)),
        day=draw(st.sampled_from((f"2024-05-0{day}", f"2024-05-0{day}/2024-05-0{day + last}", None))),
        part=draw(st.sampled_from((None, None, "dawn", "night", "morning"))),
        anchor=draw(st.sampled_from(("explicit", "publication"))),
        agents=draw(st.sampled_from(((), (REGIME,)))),
        casualties=draw(st.sampled_from(((), (killed(3),), (killed(9),)))),
    )


@st.composite
def corpora(draw: st.DrawFn) -> list[CodedDocument]:
    count = draw(st.integers(1, 14))
    return [
        report(f"d{number:02}", *draw(st.lists(told(), max_size=3)), text=draw(st.sampled_from(TEXTS)))
        for number in range(count)
    ]


@settings(max_examples=150, deadline=None)
@given(corpora(), st.data())
def test_documents_in_any_order_and_pieces_give_the_groups_of_all_at_once(
    reports: list[CodedDocument], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(reports))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order)), max_size=4)))
    pieces = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    ids = [event.id for item in reports for event in item.events]
    at = datetime(2024, 6, 1, tzinfo=UTC)
    judgements = []
    if len(ids) > 1:
        for verdict in data.draw(st.lists(st.sampled_from(("same", "different")), max_size=2)):
            left, right = data.draw(st.permutations(ids))[:2]
            judgements.append(Judgement(left=left, right=right, verdict=verdict, by="r", at=at))
    assert one_by_one(pieces, judgements) == at_once(reports, judgements)


def test_a_crowd_that_forms_little_by_little_gives_the_groups_of_all_at_once() -> None:
    """One town, one day, more reports than are compared pair by pair: neighbours change as others come between."""
    kinds = ("shelling", "air_strike", "attack", "explosion")
    reports = [
        report(f"d{number * 37 % 200:03}", act(kinds[number % 4], casualties=(killed(number * number % 89),)))
        for number in range(CROWD + 40)
    ]
    assert one_by_one([reports[:60], reports[60:125], *([item] for item in reports[125:])]) == at_once(reports)


def test_adding_tells_which_groups_are_gone_and_which_have_come() -> None:
    linkage: Linkage[Account] = Linkage(comparison())
    assert groups(linkage.add(accounts(report("b", act()))).come) == [["b#1"]]
    change = linkage.add(accounts(report("a", act()), report("c", act(where="بنش"))))
    assert groups(change.gone) == [["b#1"]]
    assert groups(change.come) == [["a#1", "b#1"], ["c#1"]]


def test_a_document_about_something_else_touches_nothing() -> None:
    linkage: Linkage[Account] = Linkage(comparison())
    linkage.add(accounts(report("a", act()), report("b", act())))
    compared = linkage._comparison.compared
    change = linkage.add(accounts(report("c", act(day="2024-03-01"))))
    assert change.gone == ()
    assert linkage._comparison.compared == compared


def test_an_account_that_is_known_is_refused() -> None:
    linkage: Linkage[Account] = Linkage(comparison())
    linkage.add(accounts(report("a", act())))
    with pytest.raises(ValueError, match="a#1"):
        linkage.add(accounts(report("a", act())))
