"""Harm: tolls with their ranges and victims, and damage, on the act that caused them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]
Toll = tuple[str, int | None, int | None, int | None]


def _exactly(**counts: int) -> set[Toll]:
    return {(kind, count, count, count) for kind, count in counts.items()}


def _tolls(event: Event) -> set[Toll]:
    return {(row.kind, row.low, row.best, row.high) for row in event.casualties}


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("قُتل ثلاثة مدنيين بقصف مدفعي على بلدة النيرب.", _exactly(killed=3)),
        ("قتل شخصان وأصيب خمسة آخرون بقصف مدفعي على بلدة النيرب.", _exactly(killed=2, injured=5)),
        ("أسفر القصف المدفعي على بلدة النيرب عن مقتل أربعة مدنيين وإصابة ستة.", _exactly(killed=4, injured=6)),
        ("استشهد طفل بغارة إسرائيلية على بلدة الخيام.", _exactly(killed=1)),
        ("مقتل ثلاثة عشر شخصا في غارة على مدينة صعدة.", _exactly(killed=13)),
        ("قتل 7 أشخاص وجرح 14 آخرون في انفجار سيارة مفخخة بمدينة الباب.", _exactly(killed=7, injured=14)),
        ("أصيب مدنيان بانفجار لغم قرب بلدة كفرنبل.", _exactly(injured=2)),
        ("لقي جنديان مصرعهما بانفجار عبوة ناسفة في كركوك.", _exactly(killed=2)),
        ("ارتقى خمسة شهداء بغارة على مخيم جباليا.", _exactly(killed=5)),
        ("قتل رجل وأصيبت امرأة بقصف مدفعي على بلدة النيرب.", _exactly(killed=1, injured=1)),
        ("قُتل ١٢ شخصا بقصف مدفعي على مدينة الفاشر.", _exactly(killed=12)),
        ("اعتقلت قوات الأمن تسعة شبان في مدينة القامشلي.", _exactly(detained=9)),
        ("خطف مسلحون ثلاثة عمال قرب مدينة سبها.", _exactly(abducted=3)),
        ("استهدفت غارة بلدة الخيام، ما أدى إلى سقوط قتيلين وثلاثة جرحى.", _exactly(killed=2, injured=3)),
        ("غارة على بلدة الخيام توقع 4 قتلى و9 جرحى.", _exactly(killed=4, injured=9)),
        ("قصف مدفعي على بلدة النيرب أدى لمقتل مدني وجرح آخر.", _exactly(killed=1, injured=1)),
        ("غارة على مدينة صعدة خلفت عشرين قتيلا بينهم أطفال.", _exactly(killed=20)),
        ("نزحت خمسون عائلة من بلدة النيرب بعد القصف.", set()),
    ],
)
def test_a_toll_is_read_in_digits_words_and_duals(events: Events, text: str, tolls: set[Toll]) -> None:
    found: set[Toll] = set()
    for event in events(text):
        found |= {toll for toll in _tolls(event) if toll[0] != "displaced"}
    assert found == tolls


@pytest.mark.parametrize(
    ("text", "kind", "low", "best", "high"),
    [
        ("قتل ما لا يقل عن عشرة أشخاص بقصف على مدينة الفاشر.", "killed", 10, 10, None),
        ("قتل أكثر من عشرين شخصا بقصف على مدينة الفاشر.", "killed", 20, None, None),
        ("قتل بين خمسة وسبعة أشخاص بقصف على مدينة الفاشر.", "killed", 5, None, 7),
        ("قتل نحو ثلاثين شخصا بقصف على مدينة الفاشر.", "killed", None, 30, None),
        ("قتل عشرات المدنيين بقصف على مدينة الفاشر.", "killed", 10, None, None),
    ],
)
def test_ranges_and_vague_counts_keep_their_bounds(
    only: Only, text: str, kind: str, low: int | None, best: int | None, high: int | None
) -> None:
    rows = [row for row in only(text).casualties if row.kind == kind]
    assert len(rows) == 1
    row = rows[0]
    assert low is None or (row.low is not None and row.low >= low)
    assert best is None or row.best == best
    assert high is None or row.high == high


@pytest.mark.parametrize(
    "text",
    [
        "سقط قتلى وجرحى بقصف على مدينة الفاشر.",
        "أوقع القصف المدفعي على مدينة الفاشر قتلى وجرحى.",
        "قصف مدفعي على مدينة الفاشر وأنباء عن قتلى وجرحى.",
    ],
)
def test_dead_and_wounded_without_a_number_are_null(only: Only, text: str) -> None:
    assert _tolls(only(text)) == {("killed", None, None, None), ("injured", None, None, None)}


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("قُتل ثلاثة مدنيين بقصف مدفعي على بلدة النيرب.", "civilian"),
        ("قُتل أربعة جنود بانفجار عبوة ناسفة في كركوك.", "combatant"),
        ("قُتلت طفلتان بقصف مدفعي على بلدة النيرب.", "child"),
        ("قُتلت امرأة بقصف مدفعي على بلدة النيرب.", "woman"),
        ("قُتل شخصان بقصف مدفعي على بلدة النيرب.", "unknown"),
        ("قُتل خمسة عناصر من تنظيم داعش بغارة قرب كركوك.", "combatant"),
    ],
)
def test_the_victims_are_who_the_text_says(only: Only, text: str, victims: str) -> None:
    assert victims in [row.victims for row in only(text).casualties if row.kind == "killed"]


def test_harm_is_on_the_act_that_caused_it_and_no_event_of_its_own(only: Only) -> None:
    event = only("قصفت المدفعية بلدة النيرب. وقتل في القصف مدنيان وجرح ثلاثة.")
    assert event.type == "shelling"
    assert _tolls(event) == _exactly(killed=2, injured=3)


@pytest.mark.parametrize(
    "text",
    [
        "عثر الأهالي على جثة شاب قُتل بالرصاص في مدينة درعا.",
        "قُتل شاب في مدينة درعا صباح اليوم.",
    ],
)
def test_harm_without_any_act_is_an_attack(only: Only, text: str) -> None:
    assert only(text).type in ("attack", "assassination")


def test_two_acts_have_each_its_own_toll(events: Events) -> None:
    text = "قُتل مدنيان بقصف مدفعي على بلدة النيرب، وأصيب أربعة أشخاص بانفجار عبوة ناسفة في مدينة الباب."
    found = {event.type: _tolls(event) for event in events(text)}
    assert found == {"shelling": _exactly(killed=2), "ied": _exactly(injured=4)}


def test_a_toll_over_two_sites_stands_on_the_first_event_only(events: Events) -> None:
    first, second = events("قُتل خمسة مدنيين بقصف مدفعي على بلدتي النيرب وكفرنبل.")
    assert _tolls(first) == _exactly(killed=5)
    assert _tolls(second) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قصفت المدفعية بلدة النيرب، ما أدى إلى تدمير منزل.", "destroyed"),
        ("قصفت المدفعية بلدة النيرب وألحقت أضرارا مادية بالمنازل.", "damaged"),
        ("غارة على مستودع في مدينة القصير أدت إلى اندلاع حريق كبير.", "fire"),
        ("دمر القصف المدفعي على بلدة النيرب ثلاثة منازل.", "destroyed"),
        ("تضرر مسجد بقصف مدفعي على بلدة النيرب.", "damaged"),
    ],
)
def test_damage_is_on_the_act_with_its_kind(only: Only, text: str, kind: str) -> None:
    assert kind in [row.kind for row in only(text).damage]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت المدفعية بلدة النيرب دون وقوع إصابات.",
        "قصفت المدفعية بلدة النيرب من دون أن يسفر ذلك عن قتلى.",
        "قصفت المدفعية بلدة النيرب ولم يسقط ضحايا.",
        "قصفت المدفعية بلدة النيرب ولم تسجل إصابات بشرية.",
    ],
)
def test_no_harm_is_no_toll(only: Only, text: str) -> None:
    assert only(text).casualties == ()


def test_neutralised_persons_are_killed(only: Only) -> None:
    event = only("أعلنت وزارة الدفاع التركية تحييد ثلاثة عناصر من حزب العمال الكردستاني شمالي العراق.")
    assert ("killed", 3, 3, 3) in _tolls(event)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("انفجرت عبوة ناسفة في مدينة الباب مخلفة قتيلا وخمسة جرحى.", 1, 5),
        ("خلف انفجار السيارة المفخخة في مدينة الباب 3 قتلى و11 جريحا.", 3, 11),
        ("أدت غارة على مدينة صعدة إلى مقتل طفلين وامرأة.", 3, None),
        ("سقط ستة جرحى بقصف مدفعي على بلدة النيرب.", None, 6),
        ("قضى ثلاثة مدنيين بقصف مدفعي على بلدة النيرب.", 3, None),
        ("أودى قصف مدفعي على بلدة النيرب بحياة أربعة مدنيين.", 4, None),
        ("راح ضحية القصف المدفعي على بلدة النيرب خمسة مدنيين.", 5, None),
        ("غارة على بلدة الخيام: شهيدان و3 جرحى.", 2, 3),
        ("قصف مدفعي على بلدة النيرب، والحصيلة قتيلان.", 2, None),
        ("قُتل رجل وزوجته بقصف مدفعي على بلدة النيرب.", 2, None),
        ("أصيب مدني بجروح خطيرة بقصف مدفعي على بلدة النيرب.", None, 1),
        ("ارتفع عدد قتلى الغارة على مدينة صعدة إلى تسعة.", 9, None),
        ("بلغت حصيلة القصف المدفعي على مدينة الفاشر 17 قتيلا.", 17, None),
        ("قُتل القيادي واثنان من مرافقيه بغارة على مدينة صعدة.", 3, None),
    ],
)
def test_tolls_in_the_wordings_of_the_press(events: Events, text: str, killed: int | None, injured: int | None) -> None:
    found = events(text)
    assert len(found) == 1, [(e.type, [t.text for t in e.triggers]) for e in found]
    best = {(row.kind): row.best for row in found[0].casualties if row.victims != "child" or row.kind == "injured"}
    total = sum(row.best or 0 for row in found[0].casualties if row.kind == "killed")
    assert killed is None or killed in (best.get("killed"), total)
    assert injured is None or best.get("injured") == injured


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("مقتل قائد ميداني في غارة على سيارته في مدينة تدمر، وقتل معه ثلاثة من مرافقيه.", _exactly(killed=4)),
        ("استشهد طبيب في غارة على بلدة الخيام. واستشهدت معه ممرضة.", _exactly(killed=2)),
        ("قصفت مسيرة سيارة في بلدة الخيام فقتل سائقها وقتلت معه امرأة.", _exactly(killed=2)),
    ],
)
def test_those_who_died_with_somebody_add_to_the_toll(only: Only, text: str, tolls: set[Toll]) -> None:
    assert _tolls(only(text)) == tolls


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("قتلوا شابا في مدينة نابلس بعد إصابته في صدره.", _exactly(killed=1)),
        ("توفي طفل في مدينة تعز متأثرا بإصابته بانفجار لغم.", _exactly(killed=1)),
        ("قتل الجنود شابا في مدينة نابلس، ووقوع إصابتين.", _exactly(killed=1, injured=2)),
    ],
)
def test_the_wound_of_one_who_died_is_no_second_victim(only: Only, text: str, tolls: set[Toll]) -> None:
    assert _tolls(only(text)) == tolls


@pytest.mark.parametrize(
    "text",
    [
        "قتل 17 شخصا ونحو 12 مصابا بتفجير داخل سوق الخضار القديم.",
        "قتل تسعون شخصا هذا الأسبوع في أعمال عنف بالعاصمة.",
    ],
)
def test_counted_people_are_the_dead_and_never_the_killers(events: Callable[..., tuple[Event, ...]], text: str) -> None:
    assert not [agent for event in events(text) for agent in event.agents]


@pytest.mark.parametrize(
    "text",
    ["إصابات عدة في بلدة النيرب", "إصابات عديدة جراء العدوان على بلدة النيرب", "إصابات جراء انفجار في بلدة النيرب"],
)
def test_wounded_without_a_figure_are_told(only: Only, text: str) -> None:
    rows = only(text).casualties
    assert [(row.kind, row.best) for row in rows] == [("injured", None)]


def test_a_definite_noun_of_an_act_is_the_subject_of_its_effect(only: Only) -> None:
    event = only("والقصف تسبب بإصابة عدد من الأشخاص في بلدة النيرب")
    assert event.type == "shelling"
    assert [who.text for who in event.targets] == ["عدد من الأشخاص"]


def test_the_wounded_who_are_wished_well_are_those_of_the_act_before(only: Only) -> None:
    event = only(
        "استهدف العدو مقر القوة في بلدة النيرب وقتل أحد جنودها. إن هذا ادعاء باطل. نحرص على دور القوة. "
        "نتقدم بالتعازي إلى عائلة الجندي، متمنين الشفاء العاجل للمصابين"
    )
    assert [(row.kind, row.best) for row in event.casualties] == [("killed", 1), ("injured", None)]


def test_what_the_victim_of_a_rape_suffers_is_no_wound_beside_it(only: Only) -> None:
    event = only("اغتصب المسلحون فتاة في بلدة النيرب وتركوها تنزف")
    assert (event.type, event.casualties) == ("sexual_violence", ())


def test_somebody_else_who_was_hurt_by_the_doers_of_a_rape_is_counted(only: Only) -> None:
    event = only("اغتصب المسلحون فتاة في بلدة النيرب وأصابوا والدها بجروح")
    assert [(row.kind, row.best) for row in event.casualties] == [("injured", 1)]
