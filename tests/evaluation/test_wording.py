"""Two wordings are alike by their words: marks, spelling and articles make no difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.evaluation.kin import load_kin
from waqai.evaluation.pairing import Sentences
from waqai.evaluation.wording import alike, overlap, words_of

WORDS = st.lists(st.sampled_from(["قوات", "الجيش", "بلدة", "والقرية", "x"]), max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("الرُّقّة", {"رقه"}),
        ("بالمدفعية الثقيلة", {"مدفعيه", "ثقيله"}),
        ("إلى أحـمد", {"الي", "احمد"}),
        ("للجيش و«الفصائل»", {"جيش", "و", "فصائل"}),
        ("ال", {"ال"}),
        ("", set()),
    ],
)
def test_words_are_folded_and_lose_their_article(written: str, words: set[str]) -> None:
    assert words_of(written) == words


def test_half_of_the_words_of_two_names_make_them_alike() -> None:
    assert alike("قوات التحالف", "التحالف الدولي")
    assert not alike("قوات التحالف الدولي", "طائرات التحالف")


@given(WORDS, WORDS)
def test_overlap_is_symmetric_and_1_for_the_same(left: str, right: str) -> None:
    assert overlap(left, right) == overlap(right, left)
    assert overlap(left, left) == 1.0
    assert 0.0 <= overlap(left, right) <= 1.0


def test_a_full_stop_belongs_to_the_sentence_that_it_ends() -> None:
    text = "وقع قصف. ثم هدأ الوضع؟\nوعاد السكان"
    sentences = Sentences(text)
    assert sentences.holding([0]) == sentences.holding([text.index(".")])
    assert len(sentences.holding([0, text.index("هدأ"), text.index("السكان")])) == 3


def test_every_kind_of_event_has_its_group() -> None:
    kin = load_kin()
    assert kin["air_strike"] == kin["drone_strike"] != kin["shelling"]
