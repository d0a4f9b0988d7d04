"""Folding and its offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.folding import Folded, fold, fold_key

PLAIN = st.text(alphabet="ابتجدرسلمنوهي 3.،\n", max_size=60).filter(lambda text: fold(text).text == text)
ANY = st.text(
    alphabet=st.one_of(
        st.sampled_from(list('أإآاىيةهؤئءبتقصفلمنو  ـــ..*/-@#_«»"؟،:\n\r٣5aZﻻﷲكگپ\u064b\u064e\u0651\u200f\u200d🔴')),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("قُصِفَتْ", "قصفت"),
        ("الأُسْرَةُ", "الاسره"),
        ("عـــاجــل", "عاجل"),
        ("مستشفى", "مستشفي"),
        ("مسؤول شاطئ ماء", "مسوول شاطي ماء"),
        ("مدینة گرگان", "مدينه كركان"),
        ("٢٥ و ۳۷ و 4", "25 و 37 و 4"),
        ("٣٫٥٪", "3.5%"),
        ("#ريف_البلدة.", " ريف البلده."),
        ("البلدة#عاجل", "البلده عاجل"),
        ("BBC عربي", "bbc عربي"),
        ("\u202bخبر\u202c\u200f", "خبر"),
        ("كتاب\u00adنا", "كتابنا"),
        ("عااااجل", "عاجل"),
        ("الله", "الله"),
        ("⚠️ تنبيه", "⚠ تنبيه"),
    ],
)
def test_one_spelling_for_all_ways_of_writing(written: str, folded: str) -> None:
    assert fold(written).text == folded


def test_a_ligature_gives_letters_that_share_one_offset() -> None:
    folded = fold("ﻻ خبر")
    assert folded.text == "لا خبر"
    assert list(folded.starts) == [0, 0, 1, 2, 3, 4, 5]
    assert folded.span(0, 2) == (0, 1)
    assert folded.span(1, 2) == (0, 1)


def test_line_breaks_of_all_systems_become_one_newline() -> None:
    assert fold("سطر\r\nسطر\rسطر\u2028سطر").text == "سطر\nسطر\nسطر\nسطر"


def test_a_span_ends_at_the_last_letter_and_leaves_a_closing_vowel_outside() -> None:
    text = "بيتٌ كبيرٌ"
    folded = fold(text)
    assert text[slice(*folded.span(0, 3))] == "بيت"


def test_a_span_takes_the_whole_of_a_drawn_out_letter() -> None:
    text = "يا رباااااه عاااا"
    folded = fold(text)
    assert folded.text == "يا رباه عا"
    assert text[slice(*folded.span(3, 7))] == "رباااااه"
    assert text[slice(*folded.span(8, 10))] == "عاااا"


def test_an_empty_span_stays_where_it_is() -> None:
    assert fold("خبر").span(3, 3) == (3, 3)


def test_a_tatweel_that_stands_apart_is_a_dash() -> None:
    assert fold("عمان ـ وكالات").text == "عمان - وكالات"
    assert fold("عام 2007ـ2008").text == "عام 2007-2008"


def test_a_tatweel_after_a_proclitic_is_no_dash() -> None:
    assert fold("لـ«المنار»").text == "ل«المنار»"
    assert fold("ناطق بـ ـ «الدفاع»").text.replace(" ", "") == "ناطقب«الدفاع»"
    assert fold("الـ15 بـ 20").text == "ال15 ب 20"


def test_a_verb_with_three_letters_of_its_own_is_not_drawn_out() -> None:
    assert fold("تتتبع القوة أثرهم").text == "تتتبع القوه اثرهم"


def test_names_spelt_letter_by_letter_become_words() -> None:
    assert fold("قناة سي.إن.إن ولـ(بي.بي.سي)").text == "قناه سي ان ان ول(بي بي سي)"


@given(ANY)
def test_starts_never_decrease_and_end_at_the_end(text: str) -> None:
    folded = fold(text)
    starts = list(folded.starts)
    assert len(starts) == len(folded.text) + 1
    assert starts == sorted(starts)
    assert starts[-1] == len(text)
    assert folded.original == text


@given(ANY)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(ANY, st.data())
def test_a_span_goes_to_the_original_and_back(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert folded.folded(first) <= start
    assert folded.starts[folded.folded(first)] == folded.starts[start]
    if start < end:
        assert last > folded.starts[end - 1]
        assert last <= max(folded.starts[end], folded.starts[end - 1] + 1)


@given(PLAIN, st.data())
def test_in_plain_text_every_slice_folds_to_the_slice_of_the_folded(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert folded.text[folded.folded(start) : folded.folded(end)] == text[start:end]
    assert folded.span(start, end) == (start, end)


@given(st.text(alphabet="أإآىةؤئﺔكی٣ب", max_size=30))
def test_a_change_of_letters_alone_keeps_every_offset(text: str) -> None:
    if all(fold(text[at : at + 3]).text == fold(text[at : at + 3]).text[:3] for at in range(len(text))):
        folded = fold(text)
        for at, start in enumerate(folded.starts[:-1]):
            assert fold(text[start]).text == folded.text[at]


@given(ANY)
def test_a_key_is_the_folded_text_with_single_spaces(text: str) -> None:
    assert fold_key(text) == " ".join(fold(text).text.split())


def test_a_key_forgets_the_spelling() -> None:
    assert fold_key("  دَيْر   الزَّوْر ") == fold_key("ديرـ الزور") == "دير الزور"


def test_folded_text_is_immutable() -> None:
    folded = fold("خبر")
    assert isinstance(folded, Folded)
    with pytest.raises(AttributeError):
        folded.text = ""  # type: ignore[misc]
