"""Participants: which actor of the table the words mean, and how far they reach."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]


@pytest.mark.parametrize(
    ("text", "country", "role"),
    [
        ("قصف الجيش التركي قرية قرب عين عيسى.", "TUR", "MIL"),
        ("قصفت القوات الروسية أطراف بلدة الأتارب.", "RUS", "MIL"),
        ("قصف الجيش الإسرائيلي بلدة الخيام.", "ISR", "MIL"),
        ("شن الطيران الأمريكي غارة على صعدة.", "USA", "MIL"),
        ("قصفت قوات الدعم السريع مدينة الفاشر.", "SDN", None),
        ("قصف الجيش السوداني مدينة نيالا.", "SDN", "MIL"),
        ("قصف حزب الله مستوطنة كريات شمونة.", "LBN", None),
        ("قصفت جماعة الحوثي مدينة مأرب.", "YEM", None),
        ("قصفت حركة حماس مدينة سديروت.", None, None),
        ("قصف الجيش اللبناني موقعا في جرود عرسال.", "LBN", "MIL"),
        ("اعتقلت الشرطة العراقية شابا في كركوك.", "IRQ", "COP"),
        ("هاجم تنظيم داعش حاجزا قرب تدمر.", None, None),
        ("قصفت قسد بلدة قرب منبج.", "SYR", None),
        ("قصفت القوات الحكومية اليمنية مواقع قرب تعز.", "YEM", None),
    ],
)
def test_a_named_force_is_an_actor_with_country_and_role(only: Only, text: str, country: str, role: str) -> None:
    agent = only(text).agents[0]
    assert agent.actor_id is not None
    if country is not None:
        assert agent.country == country
    if role is not None:
        assert agent.role == role


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قصفت قسد قرية قرب منبج.", "قصفت قوات سوريا الديمقراطية قرية قرب منبج."),
        ("هاجم داعش حاجزا قرب تدمر.", "هاجم تنظيم الدولة الإسلامية حاجزا قرب تدمر."),
        ("قصف الحوثيون مدينة مأرب.", "قصفت جماعة أنصار الله مدينة مأرب."),
        ("قصفت الدعم السريع مدينة الفاشر.", "قصفت قوات الدعم السريع مدينة الفاشر."),
        ("شنت الولايات المتحدة غارة على صعدة.", "شنت واشنطن غارة على صعدة."),
    ],
)
def test_two_names_of_one_actor_are_one_actor(only: Only, one: str, other: str) -> None:
    first, second = only(one).agents[0].actor_id, only(other).agents[0].actor_id
    assert first is not None
    assert first == second


@pytest.mark.parametrize(
    ("text", "source", "country"),
    [
        ("قصفت مدفعية العدو بلدة عيتا الشعب.", "sample_thaghr", "ISR"),
        ("قصف العدو الصهيوني بلدة عيتا الشعب.", None, "ISR"),
        ("قصفت مدفعية جيش الاحتلال بلدة بيت لاهيا.", None, "ISR"),
        ("شن طيران العدوان السعودي غارة على صعدة.", None, "SAU"),
    ],
)
def test_the_words_of_a_side_for_its_enemy_are_that_enemy(
    only: Only, text: str, source: str | None, country: str
) -> None:
    assert country in [agent.country for agent in only(text, source).agents]


@pytest.mark.parametrize(
    "text",
    [
        "اعتقلت قوات الأمن الشاب سامر الحلو في مدينة القامشلي.",
        "خطف مسلحون المهندس وليد الأسمر في مدينة السويداء.",
    ],
)
def test_a_private_person_is_no_actor_of_the_table(only: Only, text: str) -> None:
    targets = only(text).targets
    assert targets and all(who.actor_id is None for who in targets)


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("قصف الجيش التركي صباح اليوم قرية قرب عين عيسى.", "الجيش التركي"),
        ("قصف الجيش التركي بالمدفعية قرية قرب عين عيسى.", "الجيش التركي"),
        ("قصف الجيش التركي، الأربعاء، قرية قرب عين عيسى.", "الجيش التركي"),
        ("قصفت «قوات سوريا الديمقراطية» (قسد) قرية قرب منبج.", "قوات سوريا الديمقراطية"),
        ("اعتقلت قوات الأمن الداخلي (الأسايش) شابا في القامشلي.", "قوات الأمن الداخلي"),
    ],
)
def test_a_participant_ends_where_times_means_and_places_begin(only: Only, text: str, agent: str) -> None:
    words = only(text).agents[0].text
    assert words.strip('«»"” ').startswith(agent)
    assert not any(other in words for other in ("صباح", "المدفعية", "الأربعاء", "قرية", "شاب"))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("قصفت المدفعية مدرسة في مدينة الفاشر.", None),
        ("استهدفت طائرة مسيرة حاجزا للجيش قرب الأبيض.", "MIL"),
        ("اغتال مسلحون صحفيا في مدينة عدن.", "MED"),
        ("هاجم مسلحون قافلة للأمم المتحدة قرب جوبا.", None),
    ],
)
def test_a_target_has_the_role_of_what_it_is(only: Only, text: str, role: str | None) -> None:
    targets = only(text).targets
    assert targets
    if role is not None:
        assert targets[0].role == role
