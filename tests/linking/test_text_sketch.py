"""Sketches: near-copies are known from a few numbers."""

from __future__ import annotations

from waqai.linking.text_sketch import SIZE, copied, sketch

WIRE = (
    "قصفت مدفعية ثقيلة أطراف البلدة الجنوبية صباح اليوم الخميس ما أدى إلى أضرار في السوق القديم ومدرسة مجاورة له "
    "ونقلت فرق الإسعاف أربعة جرحى إلى المشفى الميداني بحسب ما ذكر مدير المشفى في حديث قصير مع الصحفيين"
)


def test_a_text_with_a_word_more_is_a_copy() -> None:
    assert copied(sketch(WIRE), sketch(f"عاجل {WIRE}"))


def test_another_text_is_none() -> None:
    assert not copied(
        sketch(WIRE), sketch("خرج عشرات الطلاب في وقفة أمام مبنى البلدية للمطالبة بإعادة الكهرباء إلى الحي")
    )


def test_short_texts_are_never_copies() -> None:
    assert sketch("قصف على البلدة") == b""
    assert not copied(sketch("قصف على البلدة"), sketch("قصف على البلدة"))


def test_a_sketch_is_small() -> None:
    assert 0 < len(sketch(" ".join(f"{WIRE} {number}" for number in range(9)))) <= 4 * SIZE
