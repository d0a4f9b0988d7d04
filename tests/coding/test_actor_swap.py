"""Actor swap: who does it changes neither what is done, nor whether it happened, nor how surely it is said."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import NamedTuple

import pytest

from waqai.records import Event

Events = Callable[..., tuple[Event, ...]]


class Kind(NamedTuple):
    """Actors of one kind and gender, and the sentences that any of them fits: `{}` is the actor."""

    actors: tuple[str, ...]
    templates: tuple[str, ...]


KINDS = {
    "forces of a feminine name": Kind(
        (
            "قوات سوريا الديمقراطية",
            "قوات الدعم السريع",
            "القوات التركية",
            "القوات الإسرائيلية",
            "الفصائل المسلحة",
            "هيئة تحرير الشام",
        ),
        (
            "قصفت {} بالمدفعية قرية قرب مدينة سراقب صباح اليوم.",
            "شنت {} هجوما بريا على مدينة رفح أمس.",
            "لم تقصف {} مدينة سراقب اليوم.",
            "هددت {} بقصف مدينة سراقب.",
            "قالت {} إنها استهدفت مدينة سراقب بقذائف الهاون.",
        ),
    ),
    "forces of a masculine name": Kind(
        ("الجيش السوداني", "الجيش التركي", "حزب الله", "تنظيم داعش", "الجيش الإسرائيلي", "فصيل مسلح"),
        (
            "قصف {} بالمدفعية قرية قرب مدينة سراقب صباح اليوم.",
            "فجّر {} عبوة ناسفة بدورية قرب مدينة كركوك.",
            "وكان {} قد قصف مدينة سراقب في عام 2018.",
            "يقصف {} مدينة سراقب بشكل شبه يومي.",
            "أعلن {} مسؤوليته عن قصف مدينة سراقب بالمدفعية.",
        ),
    ),
    "states by their adjective": Kind(
        ("إسرائيلية", "أمريكية", "روسية", "تركية", "إيرانية"),
        (
            "استهدفت غارة {} مستودعا في مدينة البوكمال.",
            "نفذت طائرات {} غارات على مدينة صعدة فجر اليوم.",
            "استهدفت طائرة مسيرة {} سيارة في مدينة القامشلي.",
            "طائرة يعتقد أنها {} نفذت غارة على مدينة البوكمال.",
        ),
    ),
    "armed persons": Kind(
        ("مسلحون مجهولون", "عناصر من التنظيم", "جنود أتراك", "مقاتلون حوثيون"),
        (
            "خطف {} طبيبا في مدينة السويداء.",
            "أطلق {} النار على مدنيين في مدينة درعا.",
            "اغتال {} مختار بلدة الصنمين أمس.",
        ),
    ),
}
PAIRS = [
    pytest.param(template, one, other, id=f"{kind}-{number}")
    for kind, (actors, templates) in KINDS.items()
    for number, (template, (one, other)) in enumerate(
        (template, pair) for template in templates for pair in permutations(actors, 2) if pair[0] < pair[1]
    )
]


def test_there_are_at_least_two_hundred_pairs() -> None:
    assert len(PAIRS) >= 200


@pytest.mark.parametrize(("template", "one", "other"), PAIRS)
def test_another_actor_of_the_kind_leaves_the_act_as_it_is(events: Events, template: str, one: str, other: str) -> None:
    coded = [
        [(event.type, event.type_certainty, event.certainty, event.scope, event.polarity) for event in events(text)]
        for text in (template.format(one), template.format(other))
    ]
    assert coded[0] == coded[1]
    assert coded[0]
