"""Tokens of a folded text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.folding import fold
from waqai.language.tokens import tokenise


def pieces(text: str) -> list[tuple[str, str]]:
    return [(token.text, token.kind) for token in tokenise(fold(text))]


def test_words_numbers_marks_and_emoji_are_told_apart() -> None:
    assert pieces("🔴 أصيب 3 أشخاص.") == [
        ("🔴", "emoji"),
        ("اصيب", "word"),
        ("3", "number"),
        ("اشخاص", "word"),
        (".", "mark"),
    ]


@pytest.mark.parametrize("number", ["1,500", "3.5", "18.00", "1,250,000", "٣٬٤٠٠"])
def test_a_number_with_its_marks_is_one_token(number: str) -> None:
    assert [kind for _, kind in pieces(number)] == ["number"]


def test_a_stop_after_a_number_is_a_mark() -> None:
    assert pieces("عام 2019.") == [("عام", "word"), ("2019", "number"), (".", "mark")]


@pytest.mark.parametrize(
    ("glued", "parts"),
    [("18شخصا", ["18", "شخصا"]), ("م16", ["م", "16"]), ("الـ20", ["ال", "20"]), ("5km", ["5", "km"])],
)
def test_a_figure_glued_to_a_word_is_a_token_of_its_own(glued: str, parts: list[str]) -> None:
    assert [text for text, _ in pieces(glued)] == parts


def test_a_line_break_is_a_mark() -> None:
    assert pieces("أ\n\nب") == [("ا", "word"), ("\n", "mark"), ("\n", "mark"), ("ب", "word")]


def test_a_flag_is_one_emoji() -> None:
    assert pieces("🇾🇪🇸🇩") == [("🇾🇪", "emoji"), ("🇸🇩", "emoji")]


def test_marks_come_one_by_one() -> None:
    assert [text for text, _ in pieces("نعم...»؟")] == ["نعم", ".", ".", ".", "»", "؟"]


def test_a_hashtag_is_words() -> None:
    assert pieces("#ريف_القرية") == [("ريف", "word"), ("القريه", "word")]


def test_latin_and_arabic_side_by_side_are_two_words() -> None:
    assert [text for text, _ in pieces("Newsعاجل")] == ["news", "عاجل"]


def test_offsets_point_into_the_original_and_the_folded_text() -> None:
    text = "شنّـت غـ.ـارةً قُربَ القرية"
    folded = fold(text)
    tokens = tokenise(folded)
    assert [text[token.start : token.end] for token in tokens] == ["شنّـت", "غـ.ـارة", "قُرب", "القرية"]
    assert all(folded.text[token.at : token.at + len(token.text)] == token.text for token in tokens)


@given(st.text(max_size=80))
def test_tokens_cover_all_but_the_spaces(text: str) -> None:
    folded = fold(text)
    tokens = tokenise(folded)
    assert "".join(token.text for token in tokens) == "".join(c for c in folded.text if c == "\n" or not c.isspace())
    for token in tokens:
        assert folded.span(token.at, token.at + len(token.text)) == (token.start, token.end)
        assert token.start < token.end


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("القريةوقال", ["القريه", "وقال"]),
        ("الحسكةقصـ.ـفت", ["الحسكه", "قصفت"]),
        ("وداعاأيها", ["وداعا", "ايها"]),
        ("ماأدى", ["ما", "ادي"]),
        ("#عاجلغارة", ["عاجل", "غاره"]),
        ("#عاجـــلاعتقال", ["عاجل", "اعتقال"]),
    ],
)
def test_words_are_cut_where_a_line_break_between_them_was_lost(glued: str, parts: list[str]) -> None:
    assert [text for text, _ in pieces(glued)] == parts


@pytest.mark.parametrize("word", ["مدينةً", "قريةـ", "عاجلة", "#عاجلة", "وعاجلتهم", "الإنسان", "لإدارة", "الأمة"])
def test_a_whole_word_has_no_seam(word: str) -> None:
    assert len(pieces(word)) == 1


@given(st.text(alphabet="ابةتقلأإ عاجل#ـ.", max_size=30))
def test_cut_tokens_keep_their_place_in_the_text(text: str) -> None:
    folded = fold(text)
    tokens = tokenise(folded)
    assert all(token.start < token.end for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    assert all(folded.text[token.at : token.at + len(token.text)] == token.text for token in tokens)
