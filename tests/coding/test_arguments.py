"""Arguments: who did what to whom, in every construction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


def _roles(event: Event) -> tuple[list[str], list[str]]:
    return [who.text for who in event.agents], [who.text for who in event.targets]


@pytest.mark.parametrize(
    ("text", "agent", "target"),
    [
        # verb, subject, object
        ("استهدف الجيش التركي مقرا لقوات سوريا الديمقراطية في عين عيسى.", "الجيش التركي", "مقر"),
        ("قصفت المدفعية الإسرائيلية موقعا لحزب الله قرب بلدة الخيام.", "المدفعية الإسرائيلية", "موقعا لحزب الله"),
        ("هاجمت قوات الدعم السريع مقر الفرقة السادسة في الفاشر.", "قوات الدعم السريع", "مقر الفرقة السادسة"),
        ("اعتقلت الشرطة العراقية ثلاثة متظاهرين في الناصرية.", "الشرطة العراقية", "متظاهرين"),
        ("خطف مسلحون مجهولون صحفيا في مدينة عدن.", "مسلحون مجهولون", "صحفي"),
        ("قتل جنود إسرائيليون شابا فلسطينيا في مخيم بلاطة.", "جنود إسرائيليون", "شاب"),
        # subject, verb, object
        ("الجيش التركي استهدف مقرا لقوات سوريا الديمقراطية في عين عيسى.", "الجيش التركي", "مقر"),
        ("المدفعية الإسرائيلية تقصف موقعا لحزب الله قرب بلدة الخيام.", "المدفعية الإسرائيلية", "موقعا لحزب الله"),
        ("إن قوات الدعم السريع هاجمت مقر الفرقة السادسة في الفاشر.", "قوات الدعم السريع", "مقر الفرقة السادسة"),
        ("مسلحون مجهولون يخطفون صحفيا في مدينة عدن.", "مسلحون مجهولون", "صحفي"),
        # object before subject
        ("استهدف موقعا لحزب الله قرب بلدة الخيام طيران إسرائيلي مسيّر.", "طيران إسرائيلي", "موقعا لحزب الله"),
        # noun with genitive and preposition
        ("قصف الجيش التركي لمقر قوات سوريا الديمقراطية في عين عيسى أوقع أضرارا.", "الجيش التركي", "مقر"),
        ("هجوم قوات الدعم السريع على مقر الفرقة السادسة في الفاشر استمر ساعات.", "قوات الدعم السريع", "مقر الفرقة"),
        ("استهداف الطيران الإسرائيلي موقعا لحزب الله قرب الخيام.", "الطيران الإسرائيلي", "موقعا لحزب الله"),
        ("قصف من الجيش التركي على مقر لقوات سوريا الديمقراطية في عين عيسى.", "الجيش التركي", "مقر"),
        ("هجوم للجيش السوداني على تجمعات الدعم السريع في بحري.", "لجيش السوداني", "الدعم السريع"),
        # light verbs
        ("شن الجيش السوداني هجوما على تجمعات الدعم السريع في بحري.", "الجيش السوداني", "الدعم السريع"),
        ("نفذ الطيران الأمريكي غارات على مواقع للحوثيين في صعدة.", "الطيران الأمريكي", "مواقع للحوثيين"),
        ("وجّهت القوات الأمريكية ضربة جوية إلى مواقع للحوثيين في صعدة.", "القوات الأمريكية", "مواقع للحوثيين"),
        # relative clauses
        (
            "الهجوم الذي شنته قوات الدعم السريع على مقر الفرقة السادسة في الفاشر اليوم.",
            "قوات الدعم السريع",
            "مقر الفرقة",
        ),
        ("الغارات التي نفذتها طائرات أمريكية اليوم على مواقع للحوثيين في صعدة.", "طائرات أمريكية", "مواقع للحوثيين"),
        # passive with its doer
        ("قُصف مقر لقوات سوريا الديمقراطية في عين عيسى من قبل الجيش التركي.", "الجيش التركي", "مقر"),
        ("استُهدفت دورية للجيش العراقي في كركوك من قبل عناصر تنظيم داعش.", "تنظيم داعش", "دورية للجيش العراقي"),
        ("تعرضت دورية للجيش العراقي في كركوك لهجوم من قبل تنظيم داعش.", "تنظيم داعش", "دورية للجيش العراقي"),
        ("تعرض مقر الفرقة السادسة في الفاشر لهجوم شنته قوات الدعم السريع.", "قوات الدعم السريع", "مقر الفرقة"),
        ("تعرضت دورية للجيش اللبناني لإطلاق نار من مسلحين في مدينة بعلبك.", "مسلحين", "دورية للجيش اللبناني"),
    ],
)
def test_doer_and_target_are_found_in_every_construction(only: Only, text: str, agent: str, target: str) -> None:
    agents, targets = _roles(only(text))
    assert any(agent in words for words in agents), (agents, targets)
    assert any(target in words for words in targets), (agents, targets)
    assert not any(target == words for words in agents)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("قُصف مستودع للذخيرة في بلدة القصير.", "مستودع للذخيرة"),
        ("استُهدف حاجز للشرطة في مدينة كركوك.", "حاجز للشرطة"),
        ("استهدف حاجز للشرطة في مدينة كركوك بعبوة ناسفة.", "حاجز للشرطة"),
        ("تعرض رتل عسكري لقصف مدفعي قرب مدينة مأرب.", "رتل عسكري"),
        ("غارة جوية على مستودع للذخيرة في بلدة القصير.", "مستودع للذخيرة"),
        ("اغتيل مختار القرية برصاص مجهولين قرب بعقوبة.", "مختار"),
        ("اعتُقل ناشطان في مدينة القامشلي.", "ناشطان"),
        ("استهداف حاجز للشرطة في مدينة كركوك.", "حاجز للشرطة"),
    ],
)
def test_who_is_not_said_to_have_done_it_is_not_guessed(only: Only, text: str, target: str) -> None:
    agents, targets = _roles(only(text))
    assert any(target in words for words in targets), (agents, targets)
    assert not any(target in words for words in agents)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("القصف الإسرائيلي على بلدة الخيام اليوم أوقع أضرارا.", "ISR"),
        ("غارة أمريكية استهدفت مدينة صعدة.", "USA"),
        ("ضربات جوية روسية على أطراف بلدة الأتارب.", "RUS"),
        ("قصف مدفعي تركي استهدف قرية قرب عين عيسى.", "TUR"),
        ("طائرات حربية إسرائيلية أغارت على بلدة القصير.", "ISR"),
        ("قصف صاروخي إيراني استهدف مدينة أربيل.", "IRN"),
        ("العدوان الأمريكي يستهدف مدينة صعدة بغارتين.", "USA"),
    ],
)
def test_an_adjective_of_nationality_tells_whose_act_it_is(only: Only, text: str, country: str) -> None:
    assert country in [agent.country for agent in only(text).agents]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في بحري.", "الجيش السوداني", "الدعم السريع"),
        ("اشتبك الجيش السوداني مع قوات الدعم السريع في بحري.", "الجيش السوداني", "الدعم السريع"),
        ("معارك عنيفة بين قوات الحكومة اليمنية وجماعة الحوثي في مأرب.", "الحكومة", "الحوثي"),
        ("اشتبكت وحدة من الجيش اللبناني مع مسلحين في مدينة بعلبك.", "الجيش اللبناني", "مسلحين"),
    ],
)
def test_of_two_sides_the_first_is_doer_and_the_other_target(only: Only, text: str, one: str, other: str) -> None:
    agents, targets = _roles(only(text))
    assert any(one in words for words in agents), (agents, targets)
    assert any(other in words for words in targets), (agents, targets)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("استهدفت المدفعية التركية مقرا ومستودعا لقوات سوريا الديمقراطية في عين عيسى.", "مقر", "مستودع"),
        ("اعتقلت قوات الأمن ناشطا وطبيبا في مدينة السويداء.", "ناشط", "طبيب"),
        ("غارة على مستودع للأسلحة وشاحنة ذخيرة في البوكمال.", "مستودع", "شاحنة"),
    ],
)
def test_joined_targets_are_all_kept(only: Only, text: str, first: str, second: str) -> None:
    words = " | ".join(who.text for who in only(text).targets)
    assert first in words and second in words


def test_joined_doers_are_both_kept(only: Only) -> None:
    event = only("هاجمت قوات الدعم السريع وعناصر الحركة الشعبية بلدة الرهد.")
    words = " | ".join(who.text for who in event.agents)
    assert "الدعم السريع" in words and "الحركة الشعبية" in words


@pytest.mark.parametrize(
    "text",
    [
        "وقعت غارة جوية صباح اليوم قرب مدينة صعدة.",
        "سُمع دوي انفجار في مدينة صيدا.",
    ],
)
def test_nobody_is_made_a_doer_or_a_target_where_nobody_is_named(only: Only, text: str) -> None:
    assert _roles(only(text)) == ([], [])


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("تعرضت ثكنة للجيش في البلدة إلى هجوم انتحاري، نسب إلى المتمردين.", "المتمردين"),
        ("وألقي اللوم على الجماعة في تفجيرات هزت سوق المدينة.", "الجماعة"),
        ("تمكن المقاتلون من استهداف الثكنة القديمة بالصواريخ.", "المقاتلون"),
        ("القوات الحكومية لم تتوقف عن قصف الحي الشرقي.", "القوات الحكومية"),
        ("لكن الحكومة ردت عبر اغتيال قائد الحركة.", "الحكومة"),
        ("قُتل أحد حراس المصنع بنيران مسلحين مجهولين.", "مسلحين مجهولين"),
        ("المهاجم فجر نفسه خلال لقاء لشيوخ القرية ليقتل ثلاثة من أعضاء المجلس.", "المهاجم"),
        ("إن انتحاريا يقود شاحنة مفخخة، فجر نفسه قرب موكب المحافظ.", "انتحاريا"),
    ],
)
def test_a_doer_is_found_with_another_verb_that_tells_of_him(events: Events, text: str, agent: str) -> None:
    assert [who.text for who in events(text)[0].agents] == [agent]


@pytest.mark.parametrize(
    "text", ["وألقي اللوم على سوء الأحوال في انفجار خزان وقود.", "تمكن السكان من الفرار بعد قصف الحي الشرقي."]
)
def test_blame_on_nobody_and_success_in_something_else_make_no_doer(events: Events, text: str) -> None:
    assert [who.text for event in events(text) for who in event.agents] == []
