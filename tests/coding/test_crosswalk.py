"""Crosswalk: every event carries its codes in ACLED, PLOVER and CAMEO; who did it decides between sub-events."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.coding.crosswalk import crosswalk
from waqai.knowledge.vocabulary import load_ontology
from waqai.records import Casualties, Event, Participant

Only = Callable[..., Event]
ONTOLOGY = load_ontology()
NOWHERE = (0, 1)


def _who(role: str | None) -> Participant:
    return Participant(text="س", span=NOWHERE, role=role)


@pytest.mark.parametrize("type", sorted(ONTOLOGY))
def test_every_kind_has_codes(type: str) -> None:
    codes = crosswalk(ONTOLOGY, type, [], [], [])  # type: ignore[arg-type]
    assert codes.acled.event_type and codes.acled.sub_event_type
    assert (codes.plover == ()) is (type == "displacement")
    assert (codes.cameo == ()) is (type == "displacement")


@pytest.mark.parametrize(
    ("role", "sub_event"),
    [
        ("MIL", "Government regains territory"),
        ("REB", "Non-state actor overtakes territory"),
        ("UAF", "Non-state actor overtakes territory"),
    ],
)
def test_who_takes_a_place_decides_its_sub_event(role: str, sub_event: str) -> None:
    assert crosswalk(ONTOLOGY, "territory_gain", [_who(role)], [], []).acled.sub_event_type == sub_event


@pytest.mark.parametrize(
    ("role", "event"),
    [
        ("CVL", "Violence against civilians"),
        ("MIL", "Battles"),
        ("REB", "Battles"),
    ],
)
def test_whom_an_assassination_hits_decides_its_event(role: str, event: str) -> None:
    assert crosswalk(ONTOLOGY, "assassination", [], [_who(role)], []).acled.event_type == event


def test_demonstrators_that_are_hurt_make_it_excessive_force() -> None:
    killed = Casualties(kind="killed", low=1, best=1, high=1, text="قتيل", span=NOWHERE)
    hurt = crosswalk(ONTOLOGY, "protest_repression", [], [], [killed]).acled.sub_event_type
    unhurt = crosswalk(ONTOLOGY, "protest_repression", [], [], []).acled.sub_event_type
    assert (hurt, unhurt) == ("Excessive force against protesters", "Protest with intervention")


@pytest.mark.parametrize(
    ("text", "acled", "plover", "cameo"),
    [
        ("قصفت المدفعية بلدة النيرب.", "Shelling/artillery/missile attack", "ASSAULT", "19"),
        ("شن الطيران غارة على مدينة صعدة.", "Air/drone strike", "ASSAULT", "19"),
        ("انفجرت عبوة ناسفة بسيارة في مدينة الباب.", "Remote explosive/landmine/IED", "ASSAULT", "18"),
        ("اعتقلت قوات الأمن شابا في مدينة القامشلي.", "Arrests", "COERCE", "17"),
    ],
)
def test_an_event_carries_its_codes(only: Only, text: str, acled: str, plover: str, cameo: str) -> None:
    event = only(text)
    assert event.acled.sub_event_type == acled
    assert plover in event.plover and cameo in event.cameo
