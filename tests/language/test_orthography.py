"""Seats of the hamza and the fall of the vowels."""

import pytest

from waqai.language.folding import fold_key
from waqai.language.orthography import folded_letters, settled, shadda_first, spelled, surfaces


@pytest.mark.parametrize(
    ("vowelled", "written"),
    [
        ("سَءَل", "سأل"),
        ("يُءَخِّر", "يؤخر"),
        ("سُءِل", "سئل"),
        ("قَاءِل", "قائل"),
        ("تَسَاءَل", "تساءل"),
        ("مَسْءُول", "مسؤول"),
        ("قَرَءُوا", "قرؤوا"),
        ("بَرِيءَة", "بريئة"),
        ("قِرَاءَة", "قراءة"),
        ("اِجْلَاء", "اجلاء"),
        ("مَبْدَء", "مبدأ"),
        ("شَاطِء", "شاطئ"),
        ("تَبَاطُء", "تباطؤ"),
        ("شَيْء", "شيء"),
        ("ءَءْخُذ", "آخذ"),
        ("ءَاخَذ", "آخذ"),
        ("ءَعْلَنْنَا", "أعلنا"),
    ],
)
def test_a_hamza_sits_where_school_orthography_puts_it(vowelled: str, written: str) -> None:
    assert spelled(vowelled) == written


def test_the_spelling_of_the_press_stands_beside_that_of_the_school() -> None:
    """قرؤوا and قرأوا, مسؤول and مسئول."""
    assert surfaces("قَرَءُوا") == ("قرووا", "قراوا")
    assert surfaces("مَسْءُول") == ("مسوول", "مسيول")
    assert surfaces("قَصَفُوا") == ("قصفوا",)


def test_a_weak_letter_is_drawn_to_the_vowel_before_it() -> None:
    assert settled("اِوْقَاع") == "اِيقَاع"
    assert settled("مُيْقِظ") == "مُوقِظ"


def test_a_shadda_stands_before_its_vowel_however_it_was_typed() -> None:
    vowel_first, shadda_before = "دَ" + "ّ", "د" + "ّ" + "َ"
    assert shadda_first(vowel_first) == shadda_before
    assert shadda_first(shadda_before) == shadda_before


@pytest.mark.parametrize("word", ["إجلاؤهم", "آخر", "لاجئة", "مستشفى", "قَصْف", "تبوؤون"])
def test_letters_fold_as_texts_do(word: str) -> None:
    assert folded_letters(word) == fold_key(word)
