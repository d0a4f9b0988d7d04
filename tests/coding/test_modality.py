"""Modality: whether the act happened, as what it is told, and how surely."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    "text",
    [
        "لم يقصف الجيش السوري بلدة النيرب اليوم.",
        "لم تُقصف بلدة النيرب اليوم.",
        "لم يتم استهداف بلدة النيرب اليوم.",
        "لا صحة لقصف بلدة النيرب اليوم.",
        "لم تتعرض بلدة النيرب لأي قصف اليوم.",
        "لم يشن الطيران غارات على بلدة النيرب اليوم.",
        "أنباء قصف بلدة النيرب عارية عن الصحة.",
        "ما قصفت المدفعية بلدة النيرب اليوم.",
    ],
)
def test_a_negated_act_never_counts_as_one_that_happened(events: Events, text: str) -> None:
    assert all(event.polarity == "negated" for event in events(text))


@pytest.mark.parametrize(
    "text",
    [
        "هددت إسرائيل بقصف بلدة الخيام.",
        "توعدت جماعة الحوثي باستهداف مدينة مأرب.",
        "سيقصف الجيش السوري بلدة النيرب غدا.",
        "سوف تستهدف القوات بلدة النيرب.",
        "يعتزم الجيش التركي شن هجوم على مدينة عين العرب.",
        "حذرت الأمم المتحدة من هجوم على مدينة رفح.",
        "دعا الحزب إلى قصف مدينة مأرب.",
        "أمر القائد بقصف بلدة النيرب.",
        "يستعد الجيش لاقتحام مدينة الفاشر.",
        "مخاوف من هجوم وشيك على مدينة الفاشر.",
        "إذا قصف الجيش بلدة النيرب فسيرد المقاتلون.",
        "طالبت النائبة بضرب مواقع المسلحين في مدينة الباب.",
        "تعتزم القوات تنفيذ غارات على مدينة صعدة.",
        "يخطط التنظيم لاستهداف مدينة كركوك.",
    ],
)
def test_threats_plans_and_orders_are_planned(events: Events, text: str) -> None:
    found = events(text)
    assert all(event.scope == "planned" for event in found), [(e.type, e.scope) for e in found]


@pytest.mark.parametrize(
    "text",
    [
        "تتعرض بلدة النيرب لقصف شبه يومي منذ مطلع العام.",
        "تقصف القوات بلدة النيرب بشكل يومي.",
        "يتكرر قصف بلدة النيرب منذ شهرين.",
        "ومنذ منتصف كانون الثاني تتكرر الهجمات على القواعد في محافظة الحسكة.",
        "عادة ما تقصف المدفعية بلدة النيرب ليلا.",
        "دأبت القوات على قصف بلدة النيرب.",
        "تشهد المنطقة قصفا متكررا على بلدة النيرب.",
        "تستهدف الطائرات المسيّرة بين الحين والآخر سيارات في ريف الحسكة.",
        "تواصلت الاعتقالات اليومية في مدينة القامشلي منذ أسابيع.",
    ],
)
def test_a_pattern_is_recurring_and_no_incident(events: Events, text: str) -> None:
    found = events(text)
    assert found and all(event.scope == "recurring" for event in found), [(e.type, e.scope) for e in found]


@pytest.mark.parametrize(
    "text",
    [
        "وكانت طائرات حربية قد قصفت بلدة النيرب عام 2019.",
        "في عام 2014 سيطر تنظيم داعش على مدينة الموصل.",
        "يذكر أن المدفعية قصفت بلدة النيرب في تشرين الأول 2023.",
        "سبق أن قصفت الطائرات بلدة النيرب في حزيران 2020.",
        "وقصفت القوات بلدة النيرب في أيار الماضي.",
        "تحيي البلدة الذكرى العاشرة لقصف السوق.",
        "وكان مسلحون قد خطفوا الطبيب في مدينة السويداء العام الماضي.",
    ],
)
def test_an_old_act_retold_is_background(events: Events, text: str) -> None:
    found = events(text)
    assert all(event.scope == "background" for event in found), [(e.type, e.scope) for e in found]


@pytest.mark.parametrize(
    "text",
    [
        "وكانت المدفعية قد قصفت بلدة النيرب أمس.",
        "يذكر أن المدفعية قصفت بلدة النيرب يوم الاثنين.",
        "وكانت طائرة مسيرة قد استهدفت سيارة في مدينة الباب قبل يومين.",
    ],
)
def test_a_recent_act_retold_is_specific(only: Only, text: str) -> None:
    assert only(text).scope == "specific"


@pytest.mark.parametrize(
    "text",
    [
        "يعتقد أن طائرة مسيرة استهدفت سيارة في مدينة الباب.",
        "طائرة يعتقد أنها أمريكية نفذت غارة على مستودع في البوكمال.",
        "استهدفت طائرة مسيرة يرجح أنها تركية سيارة في مدينة القامشلي.",
        "غارة يُعتقد أنها إسرائيلية استهدفت مستودعا في القصير.",
        "أنباء عن قصف مدفعي على بلدة النيرب.",
        "ربما قصفت المدفعية بلدة النيرب.",
        "يشتبه بأن مسلحي التنظيم هاجموا حاجزا قرب تدمر.",
        "يبدو أن المدفعية قصفت بلدة النيرب.",
        "قصف محتمل على بلدة النيرب.",
        "معلومات غير مؤكدة عن قصف مدفعي على بلدة النيرب.",
    ],
)
def test_what_is_believed_or_likely_is_hedged(only: Only, text: str) -> None:
    assert only(text).certainty == "hedged"


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("طائرة حربية يعتقد أنها أمريكية نفذت غارة على مستودع في البوكمال.", "طائرة"),
        ("استهدفت طائرة مسيرة يرجح أنها تركية سيارة في مدينة القامشلي.", "طائرة"),
        ("نفذت طائرة يشتبه بأنها إسرائيلية غارة على مستودع في القصير.", "طائرة"),
    ],
)
def test_a_hedge_on_the_doer_hedges_the_doer(only: Only, text: str, agent: str) -> None:
    agents = only(text).agents
    assert [who.certainty for who in agents if agent in who.text] == ["hedged"]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت المدفعية بلدة النيرب صباح اليوم.",
        "أكد شهود أن المدفعية قصفت بلدة النيرب.",
        "لا تزال المدفعية تقصف بلدة النيرب.",
        "لم تكن السماء صافية حين قصفت المدفعية بلدة النيرب.",
        "قصفت المدفعية بلدة النيرب من دون تسجيل إصابات.",
        "قصفت المدفعية بلدة النيرب ولم ترد أنباء عن إصابات.",
        "قصفت المدفعية بلدة النيرب، ولم يُعرف مصدر القذائف.",
        "قصفت المدفعية بلدة النيرب وسط مخاوف من نزوح السكان.",
    ],
)
def test_what_is_told_as_news_happened(events: Events, text: str) -> None:
    found = [event for event in events(text) if event.type == "shelling"]
    assert [(e.polarity, e.scope, e.certainty) for e in found] == [("affirmed", "specific", "asserted")]
    assert not any(e.type == "attack" and e.polarity == "affirmed" for e in events(text))


def test_a_foiled_bombing_is_a_weapon_disrupted_and_no_bombing(events: Events) -> None:
    found = events("أحبطت قوات الأمن محاولة تفجير سيارة مفخخة في مدينة كركوك.")
    kinds = {e.type for e in found if e.scope == "specific" and e.polarity == "affirmed"}
    assert kinds <= {"weapons_disrupted"} and kinds


@pytest.mark.parametrize(
    "text",
    [
        "سجل المرصد 14 غارة على مدينة صعدة خلال شهر كانون الثاني.",
        "وشهدت بلدة النيرب خلال الأشهر الماضية عمليات قصف متكررة.",
        "لا تتوقف المدفعية عن قصف بلدة النيرب منذ أشهر.",
        "وتشن الطائرات التركية بشكل مستمر غارات على مواقع شمالي العراق.",
        "وتتعرض القواعد في المنطقة لهجمات متكررة بالصواريخ.",
        "تشهد مدينة درعا عمليات اغتيال شبه يومية.",
    ],
)
def test_sums_over_months_and_habits_are_patterns(events: Events, text: str) -> None:
    found = events(text)
    assert found and all(event.scope in ("recurring", "background") for event in found), [
        (e.type, e.scope, [t.text for t in e.triggers]) for e in found
    ]


@pytest.mark.parametrize(
    "text",
    [
        "دعت الأمم المتحدة إلى وقف القصف على مدينة الفاشر.",
        "طالب المحتجون بوقف الغارات.",
        "ينص القانون على معاقبة من يخطف مدنيا.",
        "تدرب الجنود على صد هجوم بطائرات مسيرة.",
        "أجرت القوات مناورات على قصف أهداف افتراضية.",
        "حوكم متهم بخطف طبيب في مدينة السويداء.",
        "تمتلك القوات صواريخ قادرة على ضرب مدينة إيلات.",
        "بحث الوزيران سبل منع استهداف السفن.",
    ],
)
def test_talk_of_acts_is_no_act_that_happened(events: Events, text: str) -> None:
    counted = [
        e
        for e in events(text)
        if e.polarity == "affirmed" and e.scope == "specific" and e.type not in ("protest", "military_activity")
    ]
    assert [(e.type, [t.text for t in e.triggers]) for e in counted] == []


@pytest.mark.parametrize(
    "text",
    [
        "الطيران الحربي لا يزال يقصف أحياء مدينة إدلب",
        "لا تزال بلدة النيرب تتعرض لقصف عنيف",
        "ما زالت المدفعية تقصف بلدة النيرب",
        "لم تزل الطائرات تقصف بلدة النيرب",
    ],
)
def test_what_still_goes_on_is_not_denied(only: Only, text: str) -> None:
    event = only(text)
    assert (event.polarity, event.scope) == ("affirmed", "specific")


def test_what_nobody_ceases_to_do_is_a_pattern_and_not_denied(only: Only) -> None:
    event = only("لم تتوقف المدفعية عن قصف بلدة النيرب")
    assert (event.polarity, event.scope) == ("affirmed", "recurring")


def test_what_is_not_done_stays_denied(only: Only) -> None:
    assert only("قال المتحدث إن الجيش لا يقصف المدنيين في مدينة إدلب").polarity == "negated"
