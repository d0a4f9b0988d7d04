"""Whose act it is in a speaker's mouth: its own forces, whom it accuses, what it denies, and where nobody speaks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


def _stances(event: Event) -> list[tuple[str | None, str]]:
    return [(a.source.text, a.stance) for a in event.attributions]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("يعلن لواء فرسان الوادي أن مقاتليه استهدفوا دبابة للعدو في مدينة مأرب.", "لواء فرسان الوادي"),
        ("قالت مديرية أمن الأنبار إن عناصرها أوقفوا ثلاثة مطلوبين في مدينة الرمادي.", "مديرية أمن الأنبار"),
    ],
)
def test_the_forces_of_a_body_without_a_row_are_that_body(only: Only, text: str, speaker: str) -> None:
    event = only(text)
    assert [agent.text for agent in event.agents] == [speaker]
    assert _stances(event) == [(speaker, "claims")]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("أعلنت حركة النجباء أن مجاهديها قصفوا قاعدة عين الأسد.", "harakat-al-nujaba"),
        ("قال الجيش الإسرائيلي إن قواته قصفت بلدة الخيام.", "armed-forces-of-israel"),
        ("قال الجيش الإسرائيلي إن سلاح الجو التابع له قصف مستودعا في بلدة الخيام.", "armed-forces-of-israel"),
    ],
)
def test_the_forces_of_a_known_body_are_known_for_it(only: Only, text: str, actor: str) -> None:
    event = only(text)
    assert [agent.actor_id for agent in event.agents] == [actor]
    assert [stance for _, stance in _stances(event)] == ["claims"]


def test_forces_that_a_nameless_officer_calls_his_own_keep_their_words(only: Only) -> None:
    event = only("مصدر عسكري: قواتنا الباسلة قصفت مدينة تلبيسة.")
    assert [agent.text for agent in event.agents] == ["قواتنا الباسلة"]
    assert _stances(event) == [("مصدر عسكري", "claims")]


@pytest.mark.parametrize(
    ("text", "accuser", "accused"),
    [
        ("حمّل ناشطون قوات الدعم السريع مسؤولية قصف مدينة الأبيض.", "ناشطون", "قوات الدعم السريع"),
        ("حمّل التحالف الوطني ميليشيا الشمال مسؤولية القصف على بلدة النيرب.", "التحالف الوطني", "ميليشيا الشمال"),
        ("اتهم ناشطون الجيش السوداني بقصف مدينة نيالا.", "ناشطون", "الجيش السوداني"),
    ],
)
def test_who_is_blamed_is_the_doer(only: Only, text: str, accuser: str, accused: str) -> None:
    event = only(text)
    assert [agent.text for agent in event.agents] == [accused]
    assert _stances(event) == [(accuser, "accuses")]


def test_the_latter_denies_and_lays_the_act_on_the_other(only: Only) -> None:
    event = only("اتهم الجيش قوات الدعم السريع بقصف مدينة نيالا، لكن الأخيرة نفت ذلك واتهمت الجيش.")
    assert _stances(event) == [
        ("الجيش", "accuses"),
        ("قوات الدعم السريع", "denies"),
        ("قوات الدعم السريع", "accuses"),
    ]


@pytest.mark.parametrize(
    "reply",
    [
        "وقال التحالف الدولي إن ذلك غير صحيح.",
        "ونفى التحالف الدولي ذلك.",
        "وقال المتحدث باسم التحالف الدولي إن طائرات التحالف الدولي لم تنفذ أي طلعات في المنطقة.",
    ],
)
def test_what_a_party_calls_untrue_is_denied_and_no_second_event(only: Only, reply: str) -> None:
    event = only(f"استهدفت غارة جوية مستودعا في مدينة البوكمال. {reply}")
    assert event.polarity == "affirmed"
    [(source, stance)] = [s for s in _stances(event) if s[0] is not None]
    assert "التحالف الدولي" in (source or "") and stance == "denies"


def test_an_accusation_that_its_object_calls_false_has_both_voices(only: Only) -> None:
    event = only("حزب الله:\nإن اتهام العدو لنا باستهداف مستشفى في بلدة الخيام ادعاء باطل.")
    assert set(_stances(event)) == {("العدو", "accuses"), ("حزب الله", "denies")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("#درعا: قصف مدفعي على بلدة الشيخ مسكين.", "publisher"),
        ("#درعا مراسلنا: قصف مدفعي على بلدة الشيخ مسكين.", "correspondent"),
        ("عاجل | مراسلنا: قصف مدفعي على بلدة الشيخ مسكين.", "correspondent"),
        ("الجيش يقصف بلدات الجنوب: قصف مدفعي على بلدة الخيام.", "publisher"),
    ],
)
def test_a_place_or_a_headline_before_a_colon_speaks_nothing(events: Events, text: str, kind: str) -> None:
    assert [a.source.kind for a in events(text)[-1].attributions] == [kind]


@pytest.mark.parametrize(
    ("text", "chain", "source"),
    [
        ('"الجزيرة" نقلا عن وزارة الصحة: مقتل ثلاثة بقصف على مدينة الفاشر.', ["الجزيرة"], "وزارة الصحة"),
        ("سانا عن مدير المستشفى: مقتل ثلاثة بقصف على مدينة دوما.", ["سانا"], "مدير المستشفى"),
        ("قال مصدر أمني إن الدفاع المدني أعلن مقتل ثلاثة بقصف على بلدة النيرب.", ["مصدر أمني"], "الدفاع المدني"),
    ],
)
def test_who_passes_on_stands_in_the_chain(only: Only, text: str, chain: list[str], source: str) -> None:
    [attribution] = only(text).attributions
    assert [s.text for s in attribution.chain] == chain
    assert attribution.source.text == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("وكانت وزارة الصحة قد أعلنت مقتل ثلاثة أشخاص بقصف على مدينة الفاشر.", "وزارة الصحة"),
        ("وأفادت وكالة الأنباء اللبنانية بمقتل ثلاثة أشخاص بقصف على بلدة الخيام.", "وكالة الأنباء اللبنانية"),
        ("ويحذر ناشطون من تكرار القصف على مدينة إدلب.", "ناشطون"),
        ("قال أحد سكان البلدة إن المدفعية قصفت بلدة النيرب.", "أحد سكان البلدة"),
    ],
)
def test_a_speaker_has_no_word_too_many_or_too_few(only: Only, text: str, source: str) -> None:
    assert [a.source.text for a in only(text).attributions] == [source]


@pytest.mark.parametrize(
    "text",
    [
        "فريق الرصد الأهلي يرصد حركة نزوح كبيرة من بلدة كفرنبل نتيجة القصف على البلدة.",
        "قُتل في القصف على مدينة إدلب مقاتل يدعى سالم كرم.",
        "كان الجيش يرصد التحركات، فما أن وصل الرتل حتى قصفته المدفعية في مدينة دوما.",
    ],
)
def test_what_is_seen_called_or_timed_is_nobodys_speech(events: Events, text: str) -> None:
    assert {a.source.kind for event in events(text) for a in event.attributions} == {"publisher"}


def test_the_latter_is_a_body_and_not_the_blame_that_is_laid_on_it(only: Only) -> None:
    event = only("حمّل الجيش قوات الدعم السريع مسؤولية قصف سوق المدينة أمس، لكن الأخيرة نفت ذلك.", source="موقع محلي")
    assert "قوات الدعم السريع" in [said.source.text for said in event.attributions if said.stance == "denies"]


def test_forces_that_a_speaker_calls_its_own_are_the_speaker(only: Only) -> None:
    event = only("أعلن الجيش التركي أن قواته قتلت مسلحا خلال عملية في ريف الحسكة.", source="وكالة محلية")
    assert [agent.text for agent in event.agents] == ["الجيش التركي"]
