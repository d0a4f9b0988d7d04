"""Near-copies: one text with little change is one text; two short reports in the same words are not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waqai.linking.near_copies import roots_of, shingles
from waqai.records import Document

START = datetime(2024, 5, 2, 9, tzinfo=UTC)
WIRE = (
    "قصفت مدفعية ثقيلة أطراف البلدة الجنوبية صباح اليوم الخميس ما أدى إلى أضرار في السوق القديم ومدرسة مجاورة له "
    "ونقلت فرق الإسعاف أربعة جرحى إلى المشفى الميداني بحسب ما ذكر مدير المشفى في حديث قصير مع الصحفيين"
)
OTHER = (
    "خرج عشرات الطلاب في وقفة أمام مبنى البلدية للمطالبة بإعادة الكهرباء إلى الحي الغربي بعد انقطاع دام أسبوعين "
    "وقال أحد المنظمين إن الوقفة ستتكرر كل يوم أحد حتى تستجيب الجهات المعنية لمطالب السكان"
)


def document(id: str, text: str, hours: int = 0) -> Document:
    return Document.of_text(text, id=id, published=START + timedelta(hours=hours))


def test_a_syndicated_text_leads_back_to_the_earliest() -> None:
    texts = [document("late", f"عاجل. {WIRE}", 2), document("first", WIRE), document("other", OTHER, 1)]
    assert roots_of(texts) == {"late": "first", "first": "first", "other": "other"}


def test_marks_and_spellings_make_no_difference() -> None:
    changed = WIRE.replace("أطراف", "اطـراف").replace("مدرسة", "مدرسه")
    assert roots_of([document("a", WIRE), document("b", changed, 1)])["b"] == "a"


def test_short_texts_are_never_copies() -> None:
    assert roots_of([document("a", "قصف مدفعي على البلدة"), document("b", "قصف مدفعي على البلدة", 1)])["b"] == "b"


def test_shingles_are_runs_of_three_words() -> None:
    assert shingles("قصف على البلدة القديمة") == {"قصف علي البلده", "علي البلده القديمه"}


@given(st.permutations([document(f"d{n}", f"{WIRE} {'ثم ' * n}", n) for n in range(4)] + [document("x", OTHER)]))
def test_the_order_of_documents_makes_no_difference(order: list[Document]) -> None:
    assert roots_of(order) == {"d0": "d0", "d1": "d0", "d2": "d0", "d3": "d0", "x": "x"}
