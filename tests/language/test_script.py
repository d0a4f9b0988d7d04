"""The language of a text."""

import pytest

from waqai.language.script import language_of


@pytest.mark.parametrize(
    "text",
    [
        "قصف على القرية فجر اليوم",
        "انفجار يهز المدينة",
        "عاجل",
        "عنصر گبیر في المدینة",
        "قصف عنیف علی مدینة کبیرة",
        "ﻗﺼﻒ ﻋﻨﻴﻒ",
        "عـ.ـاجل قصـ.ـف",
        "Breaking: غارة على أطراف البلدة قبل قليل",
        "غارة على البلدة\nhttps://news.example/a/b/c @some_channel #Breaking_News #Now",
        "سقط صاروخ قرب الجسر ولم تقع إصابات. A rocket fell near the bridge; nobody was hurt there.",
    ],
)
def test_arabic_is_not_lost(text: str) -> None:
    assert language_of(text) == "ar"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("حمله به یک پایگاه در جنوب شهر انجام شد", "fa"),
        ("حمله اي كه در شمال شهر انجام شد تلفات داشته است", "fa"),
        ("فوج نے علاقے میں کارروائی کی ہے", "ur"),
        ("لە شارەکە تەقینەوەیەک ڕوویدا بۆ جاری دووەم", "ckb"),
        ("په ښار کې یوه چاودنه وشوه", "ps"),
        ("The village was shelled at dawn and two houses burned", "en"),
        ("Le village a été bombardé à l'aube et deux maisons ont brûlé", "fr"),
        ("הכפר הופגז עם שחר ושני בתים נשרפו", "he"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_foreign_text_with_an_arabic_word_stays_foreign() -> None:
    assert language_of("The channel said the word غارة was used in the post about the village") == "en"


@pytest.mark.parametrize("text", ["", "   ", "123 🔴 ...", "https://news.example/page", "@channel"])
def test_without_words_the_language_is_undetermined(text: str) -> None:
    assert language_of(text) == "und"
