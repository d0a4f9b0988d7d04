"""Sentences and paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.folding import fold
from waqai.language.sentences import paragraphs, sentences
from waqai.language.tokens import tokenise


def split(text: str) -> list[str]:
    """The sentences as they stand in the text."""
    tokens = tokenise(fold(text))
    return [text[tokens[start].start : tokens[end - 1].end] for start, end in sentences(tokens)]


@pytest.mark.parametrize(
    "text",
    [
        "سقطت قذيفة على الحي. ولم يصب أحد.",
        "من فعل هذا؟ لا أحد يعلم",
        "عاجل! انفجار في السوق",
        "توقف القصف… عاد الأهالي",
        "انتهى الهجوم.. وعاد الهدوء",
        "انسحبوا من القرية.ثم عادوا",
        "وقع الهجوم عام 2020. ولم يتبنه أحد",
        "حدث ذلك عام 2020 م. وتكرر بعده",
        "خبر أول\nخبر ثان",
    ],
)
def test_a_stop_or_a_line_break_ends_a_sentence(text: str) -> None:
    assert len(split(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "بلغت النسبة 3.5 في المئة",
        "وصل د. سامر إلى المشفى",
        "قال ج. الحداد إن الطريق مغلق",
        "شاهدوا t.me/example للمزيد",
        "بثت قناة تي.في المحلية الخبر",
        "نشرت منصة «أخبار!» المحلية صورا",
        "قال (...) ثم صمت",
        "هتفوا «لا للحرب. نعم للسلام» أمام المبنى",
        "1. قصف القرية",
        "تضرر المبنى (انظر الصورة. والخريطة) بالكامل",
    ],
)
def test_other_stops_do_not(text: str) -> None:
    assert split(text) == [text]


def test_a_closing_quote_or_bracket_belongs_to_the_sentence() -> None:
    assert split("قال «لن نغادر بيوتنا أبدا.» ثم مضى إلى أهله") == ["قال «لن نغادر بيوتنا أبدا.»", "ثم مضى إلى أهله"]
    assert split("(نقلت الوكالة ذلك عن شاهد.) وتابعت") == ["(نقلت الوكالة ذلك عن شاهد.)", "وتابعت"]


def test_stops_in_a_row_end_one_sentence() -> None:
    assert split("ماذا حدث؟!! لا أحد يعلم...") == ["ماذا حدث؟!!", "لا أحد يعلم..."]


def test_a_long_quotation_has_sentences_of_its_own() -> None:
    text = "قال «خرجنا من البيت عند الفجر مع الجيران جميعا إلى الطريق العام. ثم سمعنا صوت الطائرة فوقنا تماما»"
    assert len(split(text)) == 2


def test_an_unclosed_quotation_holds_nothing_together() -> None:
    assert len(split("قال «خرجنا. ثم عدنا")) == 2


def test_a_speaker_line_is_not_joined_to_what_follows() -> None:
    assert split("المتحدث باسم البلدية:\nأغلقنا الطريق") == ["المتحدث باسم البلدية:", "أغلقنا الطريق"]


def test_paragraphs_split_at_line_breaks_only() -> None:
    tokens = tokenise(fold("أول. ثان\n\nثالث؟ رابع"))
    assert [[token.text for token in tokens[start:end]] for start, end in paragraphs(tokens)] == [
        ["اول", ".", "ثان"],
        ["ثالث", "؟", "رابع"],
    ]


def test_nothing_has_no_sentence() -> None:
    assert sentences([]) == []
    assert paragraphs(tokenise(fold("\n\n"))) == []


@given(st.text(alphabet='ابدت 12.؟!…«»"()\n:', max_size=60))
def test_sentences_cover_every_token_but_the_line_breaks_once(text: str) -> None:
    tokens = tokenise(fold(text))
    covered = [at for start, end in sentences(tokens) for at in range(start, end)]
    assert covered == [at for at, token in enumerate(tokens) if token.text != "\n"]
    assert all(start < end for start, end in sentences(tokens))


def test_a_line_glued_to_the_one_before_is_a_sentence_of_its_own() -> None:
    assert split("مداهمة جنوب الحسكةاعتقلت القوات ثلاثة") == ["مداهمة جنوب الحسكة", "اعتقلت القوات ثلاثة"]


def test_two_words_written_together_are_no_border_of_sentences() -> None:
    assert split("هذا ماأدى إلى الهجوم") == ["هذا ماأدى إلى الهجوم"]
