"""Sentences as agencies write them: long, joined, with harm before the act and the speaker at either end."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from waqai.records import Event

Events = Callable[..., tuple[Event, ...]]


class Want(NamedTuple):
    """What one event of a sentence must hold; None is not asked."""

    type: str
    place: str | None = None
    killed: int | None = None
    injured: int | None = None
    day: str | None = None
    source: str | None = None
    agent: str | None = None
    scope: str = "specific"


def _toll(event: Event, kind: str) -> int | None:
    return next((row.best for row in event.casualties if row.kind == kind), None)


def _fits(event: Event, want: Want) -> list[str]:
    """The fields in which an event is not what is wanted."""
    place = next((f"{p.text} {p.name_ar}" for p in event.places if p.role != "origin"), "")
    wrong = [] if event.scope == want.scope else ["scope"]
    wrong += [] if want.place is None or want.place.replace(" ", "") in place.replace(" ", "") else ["place"]
    for kind, wanted in (("killed", want.killed), ("injured", want.injured)):
        wrong += [] if wanted is None or _toll(event, kind) == wanted else [kind]
    day = str(event.time.start) if event.time is not None else None
    wrong += [] if want.day is None or day == want.day else ["day"]
    sources = [a.source.text or "" for a in event.attributions]
    wrong += [] if want.source is None or any(want.source in name for name in sources) else ["source"]
    wrong += [] if want.agent is None or any(want.agent in who.text for who in event.agents) else ["agent"]
    return wrong


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        (
            "قتل خمسة أشخاص وأصيب 11 في انفجار سيارة مفخخة قرب سوق في بعقوبة، بحسب ما أعلنت الشرطة الأربعاء.",
            [Want("ied", "بعقوبة", 5, 11, source="الشرطة")],
        ),
        (
            "وقال الرائد في شرطة كركوك إن عبوة ناسفة انفجرت لدى مرور دورية، ما أسفر عن مقتل جنديين وإصابة ثلاثة.",
            [Want("ied", "كركوك", 2, 3, source="الرائد")],
        ),
        (
            "أعلنت مصادر طبية مقتل تسعة فلسطينيين، بينهم أطفال، في غارة استهدفت منزلا في خان يونس فجر اليوم.",
            [Want("air_strike", "خان يونس", 9, day="2025-03-05", source="مصادر طبية")],
        ),
        (
            "لقي أربعة مدنيين مصرعهم جراء قصف لقوات الدعم السريع على أحياء في الأبيض، وفق شبكة أطباء السودان.",
            [Want("shelling", "الأبيض", 4, source="شبكة أطباء السودان", agent="قوات الدعم السريع")],
        ),
        (
            "ارتفعت حصيلة التفجير الذي استهدف حافلة في مقديشو أمس إلى 15 قتيلا و23 جريحا.",
            [Want("ied", "مقديشو", 15, 23, day="2025-03-04")],
        ),
        (
            "فجّر انتحاري يرتدي حزاما ناسفا نفسه وسط تجمع لمتطوعي الشرطة في تلعفر، فقتل 12 شخصا على الأقل.",
            [Want("suicide_bombing", "تلعفر", 12)],
        ),
        (
            "اعتقلت القوات الإسرائيلية، فجر الأربعاء، سبعة فلسطينيين خلال حملة دهم في الخليل وبيت لحم.",
            [Want("arrest", "الخليل", day="2025-03-05"), Want("arrest", "بيت لحم", day="2025-03-05")],
        ),
        (
            "خرج المئات في تظاهرة وسط مدينة السويداء احتجاجا على تردي الأوضاع المعيشية.",
            [Want("protest", "السويداء")],
        ),
        (
            "اغتال مسلحون يستقلون دراجة نارية ضابطا في الشرطة أمام منزله بحي المنصورة في عدن.",
            [Want("assassination", "المنصورة")],
        ),
        (
            "دارت اشتباكات، مساء الثلاثاء، بين الجيش اليمني ومسلحي الحوثي غربي مدينة مأرب، أسفرت عن ستة قتلى.",
            [Want("armed_clash", "مأرب", 6, day="2025-03-04", agent="الجيش اليمني")],
        ),
        (
            "قُتل عنصران من قوات سوريا الديمقراطية بهجوم مسلح شنه مجهولون على حاجز في بلدة الشحيل بريف دير الزور.",
            [Want("armed_clash", "الشحيل", 2, agent="مجهولون")],
        ),
        (
            "أصيب ثلاثة أطفال، اليوم، بانفجار لغم من مخلفات الحرب في قرية قرب خان شيخون، بحسب الدفاع المدني السوري.",
            [Want("ied", "خان شيخون", None, 3, source="الدفاع المدني السوري")],
        ),
        (
            "سيطرت قوات الجيش على بلدة أم روابة بعد معارك استمرت يومين مع قوات الدعم السريع.",
            [Want("territory_gain", "أم روابة", agent="الجيش"), Want("armed_clash")],
        ),
        (
            "أفاد مصدر طبي وكالة الصحافة الفرنسية بأن المستشفى استقبل ستة قتلى سقطوا في قصف استهدف سوقا في أم درمان.",
            [Want("shelling", "أم درمان", 6, source="مصدر طبي")],
        ),
        (
            "خطف مسلحون عاملي إغاثة على الطريق بين الفاشر وطويلة، الاثنين، قبل أن يفرجوا عن أحدهما.",
            [Want("abduction", None, day="2025-03-03")],
        ),
        (
            "نفذت جرافات عسكرية عمليات هدم طالت ثلاثة منازل في بلدة سلوان.",
            [Want("property_destruction", "سلوان")],
        ),
        (
            "وقع الانفجار عند الساعة العاشرة والنصف صباح الثلاثاء في حي الكرادة، وأودى بحياة ثلاثة أشخاص.",
            [Want("explosion", "الكرادة", 3, day="2025-03-04")],
        ),
        (
            "قتل جندي لبناني وأصيب اثنان في إطلاق نار على دورية للجيش في مدينة بعلبك.",
            [Want("armed_clash", "بعلبك", 1, 2)],
        ),
    ],
)
def test_a_long_sentence_gives_its_acts_with_toll_place_day_and_source(
    events: Events, text: str, wants: list[Want]
) -> None:
    found = list(events(text))
    for want in wants:
        ranked = sorted((len(_fits(e, want)), n) for n, e in enumerate(found) if e.type == want.type)
        assert ranked, (want.type, [(e.type, [t.text for t in e.triggers]) for e in found])
        event = found.pop(ranked[0][1])
        assert _fits(event, want) == [], want
    assert [(e.type, [t.text for t in e.triggers]) for e in found if e.scope == "specific"] == []
