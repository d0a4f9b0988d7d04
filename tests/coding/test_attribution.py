"""Attribution: with what stance, through which chain, and how surely a source speaks of an act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


def _stances(event: Event) -> list[tuple[str | None, str]]:
    return [(a.source.text, a.stance) for a in event.attributions]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("تبنت جماعة الحوثي الهجوم على مطار إيلات.", "جماعة الحوثي"),
        ("تبنى تنظيم داعش الهجوم على حاجز للجيش قرب تدمر.", "تنظيم داعش"),
        ("أعلن تنظيم داعش مسؤوليته عن الهجوم على حاجز للجيش قرب تدمر.", "تنظيم داعش"),
        ("أعلنت جماعة الحوثي مسؤوليتها عن قصف مدينة مأرب.", "جماعة الحوثي"),
        ("أعلنت المقاومة الإسلامية في العراق أنها استهدفت قاعدة عين الأسد بمسيّرة.", "المقاومة الإسلامية في العراق"),
        ("قال حزب الله إنه قصف ثكنة زرعيت بصلية صاروخية.", "حزب الله"),
        ("أعلنت كتائب القسام أنها قصفت مدينة سديروت برشقة صاروخية.", "كتائب القسام"),
        ("أعلن حزب الله في بيان استهداف تجمع لجنود إسرائيليين قرب بلدة مارون الراس.", "حزب الله"),
        ("قال الجيش الإسرائيلي إنه شن غارة على بلدة الخيام.", "الجيش الإسرائيلي"),
        ("أعلنت وزارة الدفاع التركية أنها قصفت مواقع قرب عين عيسى.", "وزارة الدفاع التركية"),
        ("أعلنت سرايا القدس مسؤوليتها عن استهداف آلية عسكرية في جنين.", "سرايا القدس"),
        ("حزب الله: استهدفنا ثكنة زرعيت بصلية صاروخية.", "حزب الله"),
    ],
)
def test_who_speaks_of_its_own_act_claims_it_and_is_its_doer(only: Only, text: str, source: str) -> None:
    event = only(text)
    assert any(source in (name or "") and stance == "claims" for name, stance in _stances(event)), _stances(event)
    assert any(source in agent.text for agent in event.agents), [agent.text for agent in event.agents]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قُصفت بلدة النيرب صباح اليوم. ونفى الجيش السوري قصف البلدة.", "الجيش السوري"),
        ("استهدفت غارة مستشفى في مدينة صعدة. ونفت القوات الأمريكية استهداف المستشفى.", "القوات الأمريكية"),
        ("قُصفت مدينة مأرب صباح اليوم، فيما نفت جماعة الحوثي مسؤوليتها عن القصف.", "جماعة الحوثي"),
    ],
)
def test_a_denial_is_an_attribution_of_the_act_and_no_second_event(only: Only, text: str, source: str) -> None:
    event = only(text)
    assert event.polarity == "affirmed"
    assert any(source in (name or "") and stance == "denies" for name, stance in _stances(event)), _stances(event)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("استهدفت غارة مستودعا في البوكمال. ولم تعلن الولايات المتحدة تنفيذها أي غارة.", "الولايات المتحدة"),
        ("استهدفت غارة مستودعا في البوكمال. ولم تعلق إسرائيل على الغارة.", "إسرائيل"),
        ("استهدفت غارة مستودعا في البوكمال. ولم يعلن التحالف الدولي تنفيذ أي هجوم في المنطقة.", "التحالف الدولي"),
        ("استهدفت طائرة مسيرة سيارة في مدينة الباب. ولم يصدر تعليق من التحالف الدولي على الاستهداف.", "التحالف الدولي"),
        ("استهدفت غارة مستودعا في البوكمال، ورفض الجيش الأمريكي التعليق على الغارة.", "الجيش الأمريكي"),
    ],
)
def test_silence_of_a_party_declines(only: Only, text: str, source: str) -> None:
    event = only(text)
    assert event.polarity == "affirmed"
    assert any(source in (name or "") and stance == "declines" for name, stance in _stances(event)), _stances(event)
    assert not any(source in agent.text for agent in event.agents)


@pytest.mark.parametrize(
    "text",
    [
        "انفجرت سيارة مفخخة في مدينة الباب. ولم تتبنَّ أي جهة التفجير.",
        "انفجرت سيارة مفخخة في مدينة الباب، ولم تعلن أي جهة مسؤوليتها عن التفجير.",
        "انفجرت سيارة مفخخة في مدينة الباب دون أن تتبنى أي جهة العملية.",
    ],
)
def test_an_absence_of_any_claim_is_no_attribution(only: Only, text: str) -> None:
    assert _stances(only(text)) == [(None, "reports")]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("اتهم الجيش السوداني قوات الدعم السريع بقصف مدينة الأبيض.", "الجيش السوداني"),
        ("اتهمت السلطات اليمنية جماعة الحوثي باستهداف مستشفى في مأرب.", "السلطات اليمنية"),
        ("حمّل ناشطون قوات الدعم السريع مسؤولية قصف مدينة الأبيض.", "ناشطون"),
        ("قال الجيش السوداني إن قوات الدعم السريع قصفت مدينة الأبيض.", "الجيش السوداني"),
    ],
)
def test_who_lays_an_act_on_its_enemy_accuses(only: Only, text: str, source: str) -> None:
    event = only(text)
    assert any(source in (name or "") and stance == "accuses" for name, stance in _stances(event)), _stances(event)
    assert not any(source in agent.text for agent in event.agents)


@pytest.mark.parametrize(
    "text",
    [
        "أعلن الجيش الإسرائيلي اعتراض طائرة مسيرة فوق مدينة إيلات.",
        "أعلن الجيش اللبناني مقتل جنديين بانفجار لغم في جرود عرسال.",
        "أعلنت وزارة الصحة مقتل خمسة أشخاص في غارة على بلدة الخيام.",
        "أعلن الدفاع المدني مقتل ثلاثة مدنيين بقصف على بلدة النيرب.",
    ],
)
def test_an_interception_a_loss_or_a_count_is_reported(events: Events, text: str) -> None:
    stances = {a.stance for event in events(text) for a in event.attributions}
    assert stances == {"reports"}


def test_a_confirmation_confirms(only: Only) -> None:
    event = only("استهدفت غارة مستودعا في البوكمال. وأكد الجيش الأمريكي وقوع الغارة.")
    assert any(stance in ("confirms", "claims") for _, stance in _stances(event))


@pytest.mark.parametrize(
    ("text", "chain", "source"),
    [
        ("نقلت وكالة سانا عن مصدر عسكري قوله إن المدفعية قصفت بلدة النيرب.", ["سانا"], "مصدر عسكري"),
        ("نقلت قناة الميادين عن مصادر محلية أن المدفعية قصفت بلدة النيرب.", ["الميادين"], "مصادر محلية"),
        ("ذكرت صحيفة الأخبار، نقلا عن مصدر أمني، أن المدفعية قصفت بلدة الخيام.", ["الأخبار"], "مصدر أمني"),
        ("قال مصدر أمني لوكالة رويترز إن المدفعية قصفت بلدة الخيام.", ["رويترز"], "مصدر أمني"),
    ],
)
def test_a_chain_runs_from_the_outlet_to_the_one_it_quotes(
    only: Only, text: str, chain: list[str], source: str
) -> None:
    attributions = only(text).attributions
    inner = [a for a in attributions if source in (a.source.text or "")]
    assert inner, _stances(only(text))
    names = [s.text or "" for s in inner[0].chain]
    assert len(names) == len(chain) and all(name in words for name, words in zip(chain, names, strict=True)), names


@pytest.mark.parametrize(
    "text",
    [
        "قال أحد سكان البلدة، طلب عدم ذكر اسمه، إن المدفعية قصفت بلدة النيرب.",
        "قالت مواطنة من البلدة، رفضت الكشف عن هويتها، إن المدفعية قصفت بلدة النيرب.",
        "قال شاهد عيان فضّل عدم ذكر اسمه لأسباب أمنية إن المدفعية قصفت بلدة النيرب.",
        "شخصان من سكان بلدة النيرب، تتحفظ الصحيفة على اسميهما لأسباب أمنية، قالا إن المدفعية قصفت البلدة.",
        "قال ممرض (اسم مستعار) في البلدة إن المدفعية قصفت بلدة النيرب.",
    ],
)
def test_a_source_whose_name_is_withheld_is_protected(only: Only, text: str) -> None:
    attributions = only(text).attributions
    assert [a.protected for a in attributions if a.source.kind != "publisher"] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "قال رئيس البلدية إن المدفعية قصفت بلدة النيرب.",
        "قال المرصد السوري لحقوق الإنسان إن المدفعية قصفت بلدة النيرب.",
    ],
)
def test_a_named_office_is_not_protected(only: Only, text: str) -> None:
    assert not any(a.protected for a in only(text).attributions)


@pytest.mark.parametrize(
    "text",
    [
        "قال مصدر: «المدفعية قصفت بلدة النيرب صباح اليوم».",
        'وقال المتحدث: "قصفت المدفعية بلدة النيرب".',
    ],
)
def test_the_words_of_a_source_are_kept_as_its_quote(only: Only, text: str) -> None:
    quotes = [a.quote for a in only(text).attributions if a.quote is not None]
    assert quotes and "بلدة النيرب" in quotes[0].text
    assert all(text[quote.span[0] : quote.span[1]] == quote.text for quote in quotes)


@pytest.mark.parametrize(
    "text",
    [
        "رجّح مصدر عسكري أن طائرة أمريكية استهدفت مستودعا في البوكمال.",
        "زعمت جماعة الحوثي أنها استهدفت سفينة في البحر الأحمر.",
    ],
)
def test_a_source_that_is_unsure_is_hedged(only: Only, text: str) -> None:
    assert "hedged" in [a.certainty for a in only(text).attributions]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قصفت المدفعية بلدة النيرب، كما قال شهود عيان.", "شهود عيان"),
        ("قصفت المدفعية بلدة النيرب، على ما أفاد به مصدر أمني.", "مصدر أمني"),
        ("قصفت المدفعية بلدة النيرب، حسب ما نشر ناشطون على فيسبوك.", "ناشطون"),
        ("وفق الدفاع المدني فإن المدفعية قصفت بلدة النيرب.", "الدفاع المدني"),
        ("بحسب المرصد السوري لحقوق الإنسان، قصفت المدفعية بلدة النيرب.", "المرصد السوري لحقوق الإنسان"),
        ("ونقل المراسل عن أحد الأهالي قوله إن المدفعية قصفت بلدة النيرب.", "أحد الأهالي"),
        ("وأكدت مصادر متطابقة قصف المدفعية بلدة النيرب.", "مصادر"),
        ("وأشار الدفاع المدني إلى أن المدفعية قصفت بلدة النيرب.", "الدفاع المدني"),
        ("وكشف مصدر أمني عن قصف المدفعية بلدة النيرب.", "مصدر أمني"),
        ("قصفت المدفعية بلدة النيرب، في حين ذكر ناشطون أن القصف استمر ساعة.", "ناشطون"),
    ],
)
def test_a_source_may_stand_before_or_behind_what_it_says(only: Only, text: str, source: str) -> None:
    event = only(text)
    assert any(source in (name or "") and stance in ("reports", "confirms") for name, stance in _stances(event)), (
        _stances(event)
    )


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        (
            "قال الدفاع المدني إن غارة استهدفت مبنى في بلدة الخيام. وقال الجيش الإسرائيلي إنه استهدف مقرا في البلدة.",
            {("الدفاع المدني", "reports"), ("الجيش الإسرائيلي", "claims")},
        ),
        (
            "اتهم ناشطون الجيش السوداني بقصف سوق في مدينة نيالا، ونفى الجيش ذلك.",
            {("ناشطون", "accuses"), ("الجيش", "denies")},
        ),
        (
            "قال شهود إن طائرة مسيرة استهدفت سيارة في مدينة القامشلي. ولم تعلق تركيا على الهجوم.",
            {("شهود", "reports"), ("تركيا", "declines")},
        ),
    ],
)
def test_several_voices_keep_each_its_stance(only: Only, text: str, stances: set[tuple[str, str]]) -> None:
    assert set(_stances(only(text))) == stances


@pytest.mark.parametrize(
    "text",
    [
        "قال مصدر عسكري إن لغما انفجر بسيارة قرب مدينة سراقب. واستهدفت غارة مدينة صعدة.",
        "انفجر لغم بسيارة قرب مدينة سراقب، بحسب مصدر عسكري. واستهدفت غارة مدينة صعدة.",
    ],
)
def test_a_source_does_not_speak_for_the_next_sentence(events: Events, text: str) -> None:
    first, second = events(text)
    assert [a.source.text for a in first.attributions] == ["مصدر عسكري"]
    assert [a.source.kind for a in second.attributions] == ["publisher"]
