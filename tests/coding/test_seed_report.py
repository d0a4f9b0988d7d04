"""A whole report of the press, with everything that makes such reports hard, coded event by event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from waqai.records import Attribution, CodedDocument, Event

Code = Callable[..., CodedDocument]

REPORT = "\n".join(
    [
        (
            "ردت القوات الأمريكية في محافظة الحسكة شمال شرقي سوريا على هجوم طال قاعدة «خراب الجير»، مصدره "
            "أراض غربي نهر الخابور."
        ),
        (
            "وأفاد مراسل ضفاف في الحسكة أن انفجارات هزت، الثلاثاء 4 من آذار، قاعدة «خراب الجير»، التي "
            "يقيم فيها جنود أمريكيون."
        ),
        "ثم قصفت مدفعية القوات الأمريكية مواقع للميليشيات جنوبي محافظة الحسكة.",
        (
            "موقع «ضفاف الخابور» المحلي، الذي يتابع أحوال المحافظة، ذكر عبر «تلغرام» أن طيران القوات "
            "الأمريكية ضرب، مساء الثلاثاء، نقاطا للميليشيات الإيرانية في بلدة الشدادي جنوبي الحسكة."
        ),
        (
            "مدنيان من سكان بلدة الهول، تتحفظ ضفاف على اسميهما حرصا على سلامتهما، ذكرا أن طائرة مسيرة قصفت "
            "مزرعة عند أطراف بلدة الهول."
        ),
        (
            "أما «المرصد السوري لحقوق الإنسان» فقال إن طائرة يعتقد أنها أمريكية شنت غارتين على "
            "مخزنين للسلاح في محيط مدينة الميادين بريف دير الزور، ما أدى إلى انفجارات ثانوية "
            "سببتها الذخيرة المخزنة."
        ),
        "ولم تعلن واشنطن حتى الآن أنها شنت غارات في سوريا.",
        "في المقابل أعلنت «المقاومة الإسلامية في العراق» أنها قصفت قاعدة «خراب الجير» برشقتين صاروخيتين، الثلاثاء.",
        ("وتتكرر الهجمات على القواعد الأمريكية في المنطقة منذ منتصف تشرين الأول 2024، وصارت هذه الهجمات شبه يومية."),
        "وتكرر عثور «قسد» على قواذف صواريخ معدة للإطلاق قرب هذه القواعد شمال شرقي سوريا.",
    ]
)

TUESDAY = date(2025, 3, 4)


@pytest.fixture(scope="module")
def coded(code: Code) -> CodedDocument:
    return code(REPORT, source="sample_difaf", published="2025-03-05T10:00:00+03:00")


def _at(coded: CodedDocument, name: str) -> list[Event]:
    """The specific events whose narrowest site bears a name."""
    return [
        event
        for event in coded.events
        if event.scope == "specific" and event.places and name in f"{event.places[0].text} {event.places[0].name_ar}"
    ]


def _one(coded: CodedDocument, name: str) -> Event:
    found = _at(coded, name)
    assert len(found) == 1, [(event.type, [t.text for t in event.triggers]) for event in found]
    return found[0]


def _by(event: Event, name: str) -> list[Attribution]:
    return [a for a in event.attributions if name in (a.source.text or "")]


def test_the_hit_on_the_base_is_one_event_of_all_its_mentions(coded: CodedDocument) -> None:
    event = _one(coded, "خراب الجير")
    assert event.type in ("shelling", "explosion")
    assert event.strikes is not None and event.strikes.number == 2
    assert len(event.triggers) >= 2


def test_the_correspondent_reports_the_hit_and_the_group_claims_it(coded: CodedDocument) -> None:
    event = _one(coded, "خراب الجير")
    assert [a.stance for a in _by(event, "مراسل ضفاف")] == ["reports"]
    assert [a.stance for a in _by(event, "المقاومة الإسلامية")] == ["claims"]
    assert any("المقاومة الإسلامية في العراق" in agent.text for agent in event.agents)


def test_artillery_answers_the_hit(coded: CodedDocument) -> None:
    base = _one(coded, "خراب الجير")
    fire = [e for e in coded.events if e.type == "shelling" and e.scope == "specific" and e.id != base.id]
    assert [event.responds_to for event in fire] == [base.id]
    assert any("القوات الأمريكية" in agent.text for agent in fire[0].agents)


def test_the_local_site_speaks_on_telegram_of_the_air_strike_that_answers(coded: CodedDocument) -> None:
    event = _one(coded, "الشدادي")
    assert event.type == "air_strike"
    assert event.responds_to == _one(coded, "خراب الجير").id
    assert event.time is not None and event.time.part_of_day == "evening"
    [voice] = _by(event, "ضفاف الخابور")
    assert (voice.stance, voice.via) == ("reports", "telegram")


def test_two_residents_are_protected(coded: CodedDocument) -> None:
    event = _one(coded, "الهول")
    assert event.type == "drone_strike"
    [voice] = _by(event, "مدنيان")
    assert voice.protected and voice.source.kind == "witness"


def test_the_monitors_aircraft_is_believed_american_and_washington_declines(coded: CodedDocument) -> None:
    event = _one(coded, "الميادين")
    assert (event.type, event.certainty) == ("air_strike", "hedged")
    assert event.strikes is not None and event.strikes.number == 2
    assert event.places[0].geo_precision == 2
    assert [a.stance for a in _by(event, "المرصد السوري")] == ["reports"]
    assert [a.stance for a in _by(event, "واشنطن")] == ["declines"]


def test_every_act_is_of_tuesday(coded: CodedDocument) -> None:
    days = {event.time.start for event in coded.events if event.scope == "specific" and event.time is not None}
    assert days == {TUESDAY}


def test_no_act_is_invented(coded: CodedDocument) -> None:
    specific = [event for event in coded.events if event.scope == "specific"]
    assert len(specific) == 5, [(e.type, [p.text for p in e.places], [t.text for t in e.triggers]) for e in specific]


def test_what_went_on_for_months_and_what_was_found_again_and_again_are_patterns(coded: CodedDocument) -> None:
    patterns = [event for event in coded.events if event.scope == "recurring"]
    assert "weapons_disrupted" in [event.type for event in patterns]
    since = [event.time.start for event in patterns if event.time is not None and event.time.start is not None]
    assert any(date(2024, 10, 10) <= day <= date(2024, 10, 20) for day in since)


def test_every_span_is_its_words(coded: CodedDocument) -> None:
    for event in coded.events:
        for span in event.triggers:
            assert REPORT[span.span[0] : span.span[1]] == span.text
