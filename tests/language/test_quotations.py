"""Quotations: names and speech."""

import pytest

from waqai.language.folding import fold
from waqai.language.quotations import Quotation, quotations
from waqai.language.tokens import tokenise


def kinds(text: str) -> list[str]:
    return [quotation.kind for quotation in quotations(tokenise(fold(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "استهدفت الغارة «حقل الورد»",
        "نشرت “نهر الأخبار” صورا",
        "قالت «سي إن إن» إن الطريق مغلق",
        "قالت «صوت الوادي» إن الطريق مغلق",
        "أعلن أن «كتائب الوادي الأخضر الحر» انسحبت",
        "المصدر: «صوت الوادي»",
        "اغتيال «أبو صخر»",
        "«»",
    ],
)
def test_a_short_quotation_names(text: str) -> None:
    assert kinds(text) == ["name"]


@pytest.mark.parametrize(
    "text",
    [
        "قال الشاهد «خرجنا من البيت عند الفجر مع كل الجيران»",
        "قال: «انسحبنا»",
        "وأضاف المتحدث: «نحترم الهدنة تماما»",
        "أكد أن «الوضع في البلدة هادئ»",
        "قال «لن نغادر»",
        "وهتفوا «ارحلوا، ارحلوا عن أرضنا»",
        "وأوضح «سينسحبون غدا»",
        "وقال «ولن نعود»",
    ],
)
def test_a_long_or_announced_quotation_or_a_clause_is_speech(text: str) -> None:
    assert kinds(text) == ["speech"]


def test_a_quotation_gives_its_words_and_its_marks() -> None:
    assert quotations(tokenise(fold("استهدف القصف «حقل الورد» ليلا"))) == [Quotation(3, 5, 2, 5, "name")]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    tokens = tokenise(fold("قال «لن نغادر\nفقرة أخرى"))
    assert quotations(tokens) == [Quotation(2, 4, 1, 4, "speech")]
    assert tokens[4].text == "\n"


def test_the_inner_quotation_follows_the_outer() -> None:
    assert kinds("قال «إن صحيفة “الصوت” نشرت الخبر أمس ثم حذفته»") == ["speech", "name"]


def test_a_text_without_marks_has_none() -> None:
    assert quotations(tokenise(fold("خبر بلا اقتباس"))) == []
