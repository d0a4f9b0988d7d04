"""The whole document coded by hand, where it is at hand: under `$WAQAI_GOLD`, or beside the project."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import pytest

from waqai.language.folding import fold_key
from waqai.records import CodedDocument, Event

Code = Callable[..., CodedDocument]

GOLD = Path(os.environ.get("WAQAI_GOLD", Path(__file__).parents[3] / "shared" / "gold")) / "articles" / "seed.jsonl"
pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason="the gold documents are not on this machine")


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    record: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8").splitlines()[0])
    return record


@pytest.fixture(scope="module")
def coded(code: Code, gold: dict[str, Any]) -> CodedDocument:
    return code(gold["text"], source=gold["source"], published=gold["published"])


def _specific(coded: CodedDocument) -> list[Event]:
    return [event for event in coded.events if event.scope == "specific"]


def _named(event: Event, names: list[str]) -> bool:
    """Whether the narrowest place of an event is one that has a name of `names`."""
    keys = {fold_key(name) for name in names}
    words = {fold_key(word) for place in event.places for word in (place.text, place.name_ar) if word}
    return any(key in word or word in key for key in keys for word in words)


def _near(event: Event, lat: float, lon: float) -> bool:
    for place in event.places:
        if place.lat is not None and place.lon is not None:
            km = 111 * hypot(place.lat - lat, (place.lon - lon) * cos(radians(lat)))
            if km <= 10:
                return True
    return False


def _matches(event: Event, wanted: dict[str, Any]) -> bool:
    """Whether a coded event is that of the gold: kind, and one of its words."""
    evidence = [fold_key(words) for words in wanted["evidence"]]
    triggers = [fold_key(span.text) for span in event.triggers]
    kind = event.type == wanted["type"] or event.type in wanted["type_ok"]
    return kind and any(t in words or words in t for t in triggers for words in evidence)


def _right(event: Event, wanted: dict[str, Any]) -> bool:
    if not _matches(event, wanted):
        return False
    days = [date.fromisoformat(day) for day in wanted["date"] or ()]
    if days and (event.time is None or event.time.start != days[0]):
        return False
    for place in wanted["places"]:
        if place["lat"] is not None and not _near(event, place["lat"], place["lon"]):
            return False
    return any(_named(event, place["names"]) for place in wanted["places"])


def test_all_specific_events_are_found_with_type_day_and_place(coded: CodedDocument, gold: dict[str, Any]) -> None:
    wanted = [event for event in gold["events"] if event["scope"] == "specific"]
    missing = [w["evidence"][0] for w in wanted if not any(_right(event, w) for event in _specific(coded))]
    assert missing == []


def test_no_event_is_invented(coded: CodedDocument, gold: dict[str, Any]) -> None:
    wanted = [event for event in gold["events"] if event["scope"] == "specific"]
    assert len(_specific(coded)) == len(wanted)


def test_both_patterns_are_kept_out_of_the_incidents(coded: CodedDocument, gold: dict[str, Any]) -> None:
    patterns = [event for event in gold["events"] if event["scope"] == "recurring"]
    recurring = [event for event in coded.events if event.scope == "recurring"]
    assert all(any(_matches(event, wanted) for event in recurring) for wanted in patterns)


def test_the_two_civilians_are_protected(coded: CodedDocument) -> None:
    voices = [a for event in coded.events for a in event.attributions if "مدنيان" in (a.source.text or "")]
    assert voices and all(voice.protected for voice in voices)


def test_has_not_announced_declines_and_the_group_claims(coded: CodedDocument) -> None:
    stances = {(a.source.text, a.stance) for event in _specific(coded) for a in event.attributions}
    assert any("الولايات المتحدة" in (text or "") and stance == "declines" for text, stance in stances)
    assert any("المقاومة الإسلامية" in (text or "") and stance == "claims" for text, stance in stances)


def test_believed_american_is_hedged_and_no_other_strike(coded: CodedDocument) -> None:
    hedged = [event for event in _specific(coded) if event.certainty == "hedged"]
    assert len(hedged) == 1
    assert any("أمريكية" in agent.text for agent in hedged[0].agents)


def test_the_coalitions_strikes_answer_the_hit_on_the_base(coded: CodedDocument) -> None:
    base = next(event for event in _specific(coded) if _named(event, ["كونيكو"]))
    answers = [event for event in _specific(coded) if event.responds_to == base.id]
    assert {event.type for event in answers} == {"shelling", "air_strike"}
