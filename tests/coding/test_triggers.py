"""Triggers: which words are acts, and of which kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Event

Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("قصفت مدفعية الجيش السوري بلدة النيرب بريف إدلب اليوم.", "shelling"),
        ("سقطت قذائف هاون على حي الزهراء في حمص.", "shelling"),
        ("أطلق مسلحون صواريخ كاتيوشا على قاعدة عين الأسد.", "shelling"),
        ("شن الطيران الحربي غارة على أطراف مدينة سراقب.", "air_strike"),
        ("ألقت مروحية براميل متفجرة على بلدة كفرنبل.", "air_strike"),
        ("أغارت طائرات حربية على مدينة صعدة.", "air_strike"),
        ("استهدفت طائرة مسيّرة سيارة في مدينة عفرين.", "drone_strike"),
        ("انفجرت عبوة ناسفة بدورية للشرطة في بعقوبة.", "ied"),
        ("انفجر لغم أرضي بشاحنة قرب تدمر.", "ied"),
        ("انفجرت سيارة مفخخة في سوق بمدينة الباب.", "ied"),
        ("فجّر انتحاري نفسه عند حاجز للجيش في مقديشو.", "suicide_bombing"),
        ("ألقى مجهولون قنبلة يدوية على منزل في مدينة نوى.", "grenade"),
        ("قُصفت بلدة سراقب بغاز الكلور.", "chemical_attack"),
        ("دوى انفجار مجهول السبب في مدينة اللاذقية.", "explosion"),
        ("اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في الفاشر.", "armed_clash"),
        ("سيطرت قوات الدعم السريع على مدينة ود مدني.", "territory_gain"),
        ("استعاد الجيش السوداني السيطرة على مدينة سنجة.", "territory_gain"),
        ("أطلق مسلحون النار على مدنيين في مدينة درعا.", "attack"),
        ("أعدم مسلحون ثلاثة مدنيين في قرية قرب الحسكة.", "attack"),
        ("اغتال مجهولون مختار بلدة الصنمين بريف درعا.", "assassination"),
        ("خطف مسلحون طبيبا في مدينة السويداء.", "abduction"),
        ("اعتقلت قوات الأمن خمسة شبان في مدينة القامشلي.", "arrest"),
        ("شنت الشرطة العسكرية حملة اعتقالات في مدينة رأس العين.", "arrest"),
        ("تظاهر مئات المواطنين في مدينة السويداء.", "protest"),
        ("نظم الأهالي وقفة احتجاجية في مدينة إدلب.", "protest"),
        ("فرقت قوات الأمن متظاهرين بالرصاص الحي في مدينة الناصرية.", "protest_repression"),
        ("أحرق مسلحون منازل المدنيين في قرية قرب الفاشر.", "property_destruction"),
        ("نهب عناصر من الدعم السريع منازل في ود مدني.", "property_destruction"),
        ("أسقطت الدفاعات الجوية طائرة مسيرة قرب أربيل.", "weapons_disrupted"),
        ("ضبطت قوات الأمن مستودعا للأسلحة في بلدة القصير.", "weapons_disrupted"),
        ("فككت فرق الهندسة عبوة ناسفة في مدينة درعا.", "weapons_disrupted"),
        ("اعترضت الدفاعات الجوية صاروخا باليستيا فوق مدينة إيلات.", "weapons_disrupted"),
        ("حلقت طائرات استطلاع تركية فوق مدينة عين عيسى.", "military_activity"),
        ("أرسل الجيش التركي تعزيزات عسكرية إلى مدينة رأس العين.", "military_activity"),
        ("اتفق الجيش السوري وقوات سوريا الديمقراطية على هدنة في حلب.", "agreement"),
        ("نزحت مئات العائلات من مدينة الفاشر.", "displacement"),
    ],
)
def test_every_kind_of_act_is_known_by_its_word(only: Only, text: str, type: str) -> None:
    assert only(text).type == type


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("قصف الجيش السوري بلدة النيرب.", "shelling"),
        ("يقصف الجيش السوري بلدة النيرب منذ ساعة.", "shelling"),
        ("قُصفت بلدة النيرب صباح اليوم.", "shelling"),
        ("تم قصف بلدة النيرب صباح اليوم.", "shelling"),
        ("جرى استهداف بلدة النيرب بالمدفعية.", "shelling"),
        ("قصف مدفعي على بلدة النيرب.", "shelling"),
        ("قصفٌ مدفعيٌّ من قبل الجيش السوري على بلدة النيرب.", "shelling"),
        ("تعرضت بلدة النيرب لقصف مدفعي.", "shelling"),
        ("تعرضت بلدة النيرب لقصفٍ بقذائف المدفعية.", "shelling"),
        ("شهدت بلدة النيرب قصفا مدفعيا.", "shelling"),
        ("طال القصف المدفعي بلدة النيرب.", "shelling"),
        ("شن الجيش السوري قصفا مدفعيا على بلدة النيرب.", "shelling"),
        ("نفذ الجيش السوري قصفا مدفعيا على بلدة النيرب.", "shelling"),
        ("القصف الذي نفذه الجيش السوري على بلدة النيرب اليوم كان مدفعيا.", "shelling"),
        ("تجدد القصف المدفعي على بلدة النيرب.", "shelling"),
        ("الجيش السوري يقصف بلدة النيرب.", "shelling"),
        ("بلدة النيرب تتعرض لقصف مدفعي.", "shelling"),
        ("قصفوا بلدة النيرب بالمدفعية.", "shelling"),
        ("وقصفتها القوات بالمدفعية في بلدة النيرب.", "shelling"),
        ("نفّذ الطيران الحربي غارات على بلدة النيرب.", "air_strike"),
        ("شنّت مقاتلات حربية غارتين على بلدة النيرب.", "air_strike"),
        ("غارة جوية تستهدف بلدة النيرب.", "air_strike"),
        ("غارات إسرائيلية على بلدة الخيام جنوبي لبنان.", "air_strike"),
        ("الطيران الحربي يغير على بلدة النيرب.", "air_strike"),
        ("ضربة جوية استهدفت مقرا في بلدة النيرب.", "air_strike"),
    ],
)
def test_one_act_is_known_in_all_its_constructions(only: Only, text: str, type: str) -> None:
    event = only(text)
    assert (event.type, event.scope, event.polarity) == (type, "specific", "affirmed")


@pytest.mark.parametrize(
    "text",
    [
        "ارتفعت أسعار الخبز في مدينة إدلب اليوم.",
        "افتتح المحافظ مدرسة جديدة في مدينة الرقة.",
        "فازت مسيرة المنتخب بإعجاب الجمهور في مدينة أربيل.",
        "سيطر الحزن على العائلة بعد وفاة والدها المسن.",
        "شن المدرب هجوما على الحكم بعد المباراة.",
        "تعرض اللاعب لإصابة في الركبة خلال المباراة.",
        "وصل موقع الجامعة على الإنترنت إلى مليون زائر.",
        "انطلق فجر اليوم سباق الدراجات في مدينة دبي.",
        "أعلنت الشركة خطة لإطلاق منصة تعليمية في بغداد.",
        "أكد الطبيب أن المريض تعرض لأزمة قلبية في بيروت.",
    ],
)
def test_words_of_conflict_in_other_news_are_no_acts(events: Events, text: str) -> None:
    assert [(event.type, [t.text for t in event.triggers]) for event in events(text)] == []


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("فجّر مقاتلون جسرا في مدينة الموصل.", "property_destruction"),
        ("فجّر انتحاري نفسه في سوق بمدينة كركوك.", "suicide_bombing"),
        ("فجّر مجهولون عبوة ناسفة قرب مقر للشرطة في كركوك.", "ied"),
        ("قتلت قوات الأمن متظاهرا خلال احتجاج في مدينة الناصرية.", "protest_repression"),
        ("اقتحمت قوات الاحتلال مخيم جنين واعتقلت ثلاثة شبان.", "arrest"),
        ("هدمت جرافات الجيش الإسرائيلي خمسة منازل في مخيم طولكرم.", "property_destruction"),
        ("عثرت قوات الأمن على منصة إطلاق صواريخ في ريف القنيطرة.", "weapons_disrupted"),
        ("أضرم مستوطنون النار في حقول القمح قرب نابلس.", "property_destruction"),
        ("اقتادت مجموعة مسلحة موظفا إلى جهة مجهولة في مدينة سبها.", "abduction"),
        ("نصب مقاتلون كمينا لرتل عسكري قرب مدينة نيالا.", "armed_clash"),
        ("استهدف قناص مدنيا في مدينة تعز.", "attack"),
        ("دهس سائق شاحنة دورية للشرطة في مدينة القدس.", "attack"),
    ],
)
def test_the_object_decides_between_readings_of_a_word(events: Events, text: str, type: str) -> None:
    assert type in {event.type for event in events(text)}


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("وقصفت المدفعية بلدة النيرب.", "قصفت"),
        ("تعرضت بلدة النيرب للقصف المدفعي.", "قصف"),
        ("استهدفت قذائف المدفعية بلدة النيرب.", "استهدفت"),
        ("#قصف مدفعي على بلدة #النيرب", "قصف"),
        ("قصـ.ـف مدفعي على بلدة النيرب", "قصـ.ـف"),
    ],
)
def test_the_trigger_is_evidence_without_its_conjunction(only: Only, text: str, trigger: str) -> None:
    event = only(text)
    assert any(trigger in span.text for span in event.triggers)
    assert all(not span.text.startswith("و") for span in event.triggers)
    assert all(text[span.span[0] : span.span[1]] == span.text for span in event.triggers)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("المستهدف بطيران التحالف قرب بلدة سرمدا هو سامر الحسن", "air_strike"),
        ("#إدلب المستهدف بطائرة مسيرة في بلدة النيرب هو خالد العلي", "drone_strike"),
    ],
)
def test_the_one_struck_heads_a_sentence_that_reports_the_strike(only: Only, text: str, type: str) -> None:
    assert only(text).type == type


@pytest.mark.parametrize(
    "text",
    ["المبنى المستهدف بالصواريخ في بلدة النيرب كان مدرسة", "ازدحام بسبب حادث سير على طريق حمص", "شرطة السير في حلب"],
)
def test_a_thing_that_was_struck_and_traffic_are_no_acts(events: Events, text: str) -> None:
    assert events(text) == ()
