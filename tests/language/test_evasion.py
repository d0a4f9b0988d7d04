"""Words broken against filters are whole again; ordinary writing is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.folding import fold


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("اعتقـ.ـال", "اعتقال"),
        ("قصـ..ـف", "قصف"),
        ("الـ.ـقصف", "القصف"),
        ("إصـ.ـابات", "اصابات"),
        ("عملـ.ية", "عمليه"),
        ("عمل.ـية", "عمليه"),
        ("مقـ ـتل", "مقتل"),
        ("استـ ـهـ ـداف", "استهداف"),
        ("تفـ...ـــ..ـ..ـجير", "تفجير"),
        ("قـ*ـتل", "قتل"),
        ("غـ/ـارة", "غاره"),
        ("هجــ*ـوم", "هجوم"),
        ("يسـ,ـتهدف", "يستهدف"),
        ("قـ💥ـصف", "قصف"),
        ('قـ"ـصف', "قصف"),
        ("قـ1ـصف", "قصف"),
        ("مُصـ ـاب", "مصاب"),
        ("ق.ت.ل", "قتل"),
        ("ق.ت.يل", "قتيل"),
        ("مد.ا.ه.م.ة", "مداهمه"),
        ("ش.هيد", "شهيد"),
        ("قص.ف", "قصف"),
        ("القص.ف", "القصف"),
        ("صوار.يخ", "صواريخ"),
        ("إصا.بة", "اصابه"),
        ("الحـ.ـر.بي", "الحربي"),
        ("استهد9اف", "استهداف"),
        ("ق1صف", "قصف"),
        ("تفج٣ير", "تفجير"),
        ("داعــ١١ـش", "داعش"),
        ("ال*احتلال", "الاحتلال"),
        ("قت@ل", "قتل"),
        ("اعتقaل", "اعتقل"),
        ("قص💣ف", "قصف"),
        ("ا ع ت ق ل", "اعتقل"),
        ("د ا عـ ـش", "داعش"),
    ],
)
def test_a_broken_word_is_whole_again(broken: str, whole: str) -> None:
    assert fold(broken).text == whole
    assert fold(f"قالت {broken} أمس").text == f"قالت {whole} امس"


@pytest.mark.parametrize(
    "written",
    [
        "قتل.وقال",
        "القريه.ثم عاد",
        "الطريق.و",
        "البلده...بعد",
        "18.00",
        "3.5",
        "1,500",
        "د.احمد",
        "ا.د.محمد",
        "ج.ترامب",
        "ع.الرحمن",
        "خالد.ع",
        "تي.في",
        "1445ه.وقال",
        "كوفيد19",
        "م16",
        "18شخص",
        "5الاف",
        "12قتيلا",
        "مقتل3مدنيين",
        "علي بعد10كم",
        "بين2و3",
        "ب3صواريخ",
        "ال20عنصرا",
        "الساعه8صباحا",
        "حمص/حماه",
        "شباط/فبراير",
        "شمال-شرق",
        "سوريا🇸🇾الان",
        "*عاجل*قصف",
        "القناه|عاجل",
        "ا و ب و ج",
        "ا ف ب",
        "قال:نعم",
        "نعم!وقال",
        "لا،بل",
    ],
)
def test_ordinary_writing_is_left_alone(written: str) -> None:
    assert fold(written).text == written


@pytest.mark.parametrize(("written", "folded"), [("1445هـ.وقال", "1445ه.وقال"), ("1180هـ وهو", "1180ه وهو")])
def test_the_abbreviation_of_the_hijri_year_breaks_no_word(written: str, folded: str) -> None:
    assert fold(written).text == folded


def test_the_span_of_a_mended_word_covers_all_that_was_written() -> None:
    text = "وقعت غـ.ـارة عنيفة"
    folded = fold(text)
    at = folded.text.index("غاره")
    assert text[slice(*folded.span(at, at + 4))] == "غـ.ـارة"


@given(st.sampled_from(["قصف", "اعتقال", "استهداف", "مداهمه"]), st.integers(1, 8), st.sampled_from(". ..*/-~,"))
def test_a_word_broken_by_tatweels_at_any_place_is_found(word: str, place: int, mark: str) -> None:
    cut = min(place, len(word) - 1)
    assert fold(f"{word[:cut]}ـ{mark}ـ{word[cut:]}").text == word
