"""A text cut by its evidence is the text still, and each stretch knows what it is evidence of."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from waqai.publication.highlighting import evidence_of, stretches
from waqai.records import (
    AcledType,
    Attribution,
    Casualties,
    Damage,
    Event,
    EventPlace,
    Participant,
    Source,
    Span,
    Strikes,
    Time,
    Weapon,
)

TEXT = "قال شاهد إن طائرة قصفت سوقا في درعا أمس بصاروخين فقتل ثلاثة واحترق متجر"
ACLED = AcledType(event_type="Explosions/Remote violence", sub_event_type="Air/drone strike")


def event(**fields: Any) -> Event:
    return Event(**({"id": "d#1", "document_id": "d", "type": "air_strike", "acled": ACLED, "triggers": ()} | fields))


def at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": words, "span": (start, start + len(words))}


WHOLE = event(
    triggers=(Span(**at("قصفت")),),
    time=Time(precision="day", anchor="relative", **at("أمس")),
    places=(EventPlace(**at("درعا")),),
    agents=(Participant(**at("طائرة")),),
    targets=(Participant(**at("سوقا")),),
    weapons=(Weapon(kind="missile", **at("بصاروخين")),),
    strikes=Strikes(number=2, **at("صاروخين")),
    casualties=(Casualties(kind="killed", **at("فقتل ثلاثة")),),
    damage=(Damage(kind="fire", **at("واحترق متجر")),),
    attributions=(Attribution(source=Source(kind="witness", **at("شاهد")), quote=Span(**at(TEXT[9:]))),),
)


def test_every_field_with_words_is_evidence() -> None:
    fields = {item.field for item in evidence_of(WHOLE, 1)}
    assert fields == {
        "trigger",
        "time",
        "site",
        "agent",
        "target",
        "weapon",
        "strikes",
        "killed",
        "damage",
        "source",
        "words",
    }


def test_a_stretch_bears_all_that_covers_it() -> None:
    found = {stretch.text: [item.field for item in stretch.evidence] for stretch in stretches(TEXT, [WHOLE])}
    assert found["قصفت"] == ["words", "trigger"]
    assert found["صاروخين"] == ["words", "weapon", "strikes"]
    assert found["شاهد"] == ["source"]
    assert found["قال "] == []


def test_a_text_without_events_is_one_stretch_and_none_without_text() -> None:
    assert [stretch.text for stretch in stretches(TEXT, [])] == [TEXT]
    assert list(stretches("", [])) == []


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)).map(sorted), max_size=12))
def test_joined_the_stretches_are_the_text_and_cover_exactly_the_evidence(pairs: list[list[int]]) -> None:
    triggers = tuple(Span(text="x", span=(start, end)) for start, end in pairs)
    found = list(stretches(TEXT, [event(triggers=triggers)]))
    assert "".join(stretch.text for stretch in found) == TEXT
    covered = {
        index
        for stretch in found
        if stretch.evidence
        for index in range(stretch.start, stretch.start + len(stretch.text))
    }
    assert covered == {index for start, end in pairs for index in range(start, min(end, len(TEXT)))}
