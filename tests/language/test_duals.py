"""The dual: two of something in one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.duals import dual_stem
from waqai.language.folding import fold_key
from waqai.language.table import rows, several

NOT_DUALS = list(rows("not_duals", ("words", "reason")))


@pytest.mark.parametrize(
    ("word", "singular"),
    [
        ("غارتين", "غارة"),
        ("غارتان", "غارة"),
        ("قتيلان", "قتيل"),
        ("قتيلين", "قتيل"),
        ("صاروخين", "صاروخ"),
        ("قذيفتين", "قذيفة"),
        ("طفلان", "طفل"),
        ("مسيّرتين", "مسيّرة"),
        ("القريتين", "القرية"),
        ("بصاروخين", "بصاروخ"),
        ("وغارتان", "وغارة"),
        ("مرتين", "مرة"),
        ("سنتين", "سنة"),
        ("بيتين", "بيت"),
        ("بنتان", "بنت"),
        ("وقتين", "وقت"),
        ("جنديين", "جندي"),
        ("غارتا", "غارة"),
        ("عمليتي", "عملية"),
    ],
)
def test_the_singular_of_a_dual(word: str, singular: str) -> None:
    assert dual_stem(fold_key(word)) == fold_key(singular)


@pytest.mark.parametrize(
    "word",
    ["غارة", "قتلى", "مدنيين", "مسلحين", "نيسان", "لبنان", "ميدان", "عشرين", "بين", "كان", "تأمين", "تحصين", "حين", ""],
)
def test_words_that_only_end_like_a_dual_are_none(word: str) -> None:
    assert dual_stem(fold_key(word)) is None


@pytest.mark.parametrize("row", NOT_DUALS, ids=lambda row: row["reason"])
def test_no_word_of_the_table_is_a_dual_with_or_without_article(row: dict[str, str]) -> None:
    words = several(row["words"])
    assert words
    assert row["reason"]
    for word in words:
        assert dual_stem(fold_key(word)) is None
        assert dual_stem("ال" + fold_key(word)) is None


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", max_size=10))
def test_a_singular_is_shorter_than_its_dual_and_never_empty(word: str) -> None:
    found = dual_stem(word)
    assert found is None or 2 <= len(found) < len(word)
