"""Events: what a coded document holds, in which order, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from waqai.coding.coder import Coder
from waqai.errors import NotArabic
from waqai.records import CodedDocument, Document, Event, Record

Code = Callable[..., CodedDocument]
Only = Callable[..., Event]
Events = Callable[..., tuple[Event, ...]]

REPORT = """قُتل ثلاثة مدنيين وأصيب خمسة، مساء أمس الثلاثاء، بقصف مدفعي استهدف سوق بلدة النيرب بريف إدلب.
وقال الدفاع المدني إن القصف دمر منزلين. ونفى الجيش السوري قصف البلدة.
وفي مدينة الباب، انفجرت عبوة ناسفة بسيارة، ولم تتبنَّ أي جهة التفجير."""


def _spans(record: Record) -> Iterator[tuple[str, tuple[int, int]]]:
    text, span = getattr(record, "text", None), getattr(record, "span", None)
    if text is not None and span is not None:
        yield text, span
    for name in type(record).model_fields:
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Record) and not isinstance(item, Document):
                yield from _spans(item)


def test_every_span_is_the_words_that_it_points_to(code: Code) -> None:
    coded = code(REPORT)
    spans = list(_spans(coded))
    assert len(spans) > 20
    assert all(coded.document.text[start:end] == text for text, (start, end) in spans)


def test_ids_are_the_documents_id_and_an_ordinal(code: Code) -> None:
    coded = code(REPORT)
    assert [event.id for event in coded.events] == [f"t#{number}" for number in range(1, len(coded.events) + 1)]
    assert {event.document_id for event in coded.events} == {"t"}


def test_events_stand_in_the_order_of_their_words(events: Events) -> None:
    first = [event.triggers[0].span[0] for event in events(REPORT)]
    assert first == sorted(first)


def test_the_same_document_gives_the_same_events(code: Code) -> None:
    assert code(REPORT) == code(REPORT)


def test_every_decision_is_about_an_event_of_the_document(code: Code) -> None:
    coded = code(REPORT)
    assert {decision.event_id for decision in coded.decisions} <= {event.id for event in coded.events}
    assert all(decision.rule for decision in coded.decisions)


def test_a_filled_field_has_a_decision(code: Code) -> None:
    coded = code("قال الدفاع المدني إن المدفعية قصفت بلدة النيرب أمس.")
    fields = {decision.field for decision in coded.decisions}
    assert fields >= {"attributions", "places", "time", "agents"}


def test_a_text_in_another_language_is_set_aside(coder: Coder) -> None:
    with pytest.raises(NotArabic):
        coder.code(Document.of_text("Artillery shelled the town of Nayrab this morning, witnesses said.", id="t"))


def test_a_text_without_any_act_has_no_events(events: Events) -> None:
    assert events("افتتح رئيس البلدية الحديقة العامة بعد أعمال الصيانة.") == ()


def test_the_publisher_is_recognised(code: Code) -> None:
    assert code("قصفت المدفعية بلدة النيرب.", source="Difaf").document.publisher_id == "sample_difaf"


def test_what_is_inferred_is_marked_with_its_rule(only: Only) -> None:
    inferred = {inference.field: inference.rule for inference in only("قصفت المدفعية بلدة النيرب.").inferred}
    assert inferred.get("time") == "publication-day"


@pytest.mark.parametrize(
    ("text", "type", "place"),
    [
        ("🔴 #إدلب || قصـ.ـف مدفعي على بلدة #النيرب ‼️", "shelling", "النيرب"),
        ("عاجل | غاره جويه على مدينه #سراقب", "air_strike", "سراقب"),
        ("‼️انفجار عبوه ناسفه بسياره في مدينة الباب", "ied", "الباب"),
        ("🚨 مسيّرة تستهـ.ـدف سيارة في مدينة عفرين 🚨", "drone_strike", "عفرين"),
        ("اعتقـ.ـال ثلاثة شبان على حاجز في مدينة #منبج", "arrest", "منبج"),
        ("قصف مدفعى يستهدف مدينة الاتارب", "shelling", "الأتارب"),
        ("طيران الاحتلال يغير على بلدة #الخيام", "air_strike", "الخيام"),
        ("#عاجل: اشتبـ..ـاكات عنيفة في مدينة #الفاشر", "armed_clash", "الفاشر"),
        ("قـصـف مدفـعـي عـلى بـلدة النـيرب", "shelling", "النيرب"),
        ("اســـتهداف سيارة بطائرة مسيرة في مدينة عفرين", "drone_strike", "عفرين"),
    ],
)
def test_the_style_and_spelling_of_channels_is_read(only: Only, text: str, type: str, place: str) -> None:
    event = only(text)
    assert event.type == type
    assert place in (event.places[0].name_ar or "")


def test_a_hashtag_line_at_the_end_is_no_event(only: Only) -> None:
    event = only("قصف مدفعي على بلدة النيرب\n#قصف #إدلب #عاجل")
    assert event.places and "النيرب" in (event.places[0].name_ar or "")


@pytest.mark.parametrize(
    "text",
    [
        "قال المراسل إن جنديين أصيبا الأربعاء، جراء سقوط قذائف بجروح على حاجز في بلدة البارة.",
        "وأصيبا جراء انفجار عبوة ناسفة بجروح",
        "نقل المراسل عن شهود للهجوم",
        "قال المصدر ل",
        "أعلن الجيش ل",
        "بحسب",
        "وأضاف:",
        ":",
        "«»",
        "قصف قصف قصف قصف قصف على على على",
        "شن",
        "تعرضت ل",
        "بين و",
        "بيان",
        "التقرير",
        "قصفت المدفعية بلدة النيرب، وفق بيان",
        "قصفت المدفعية بلدة النيرب، وجاء ذلك في تقرير",
        "سقطت دفعتين، المصابين قذائف",
        "أصيبا سقوط قذائف بجروح في الموصل",
    ],
)
def test_a_cut_or_scrambled_text_is_coded_without_an_error(coder: Coder, text: str) -> None:
    coder.code(Document.of_text(text, id="t", language="ar"))
