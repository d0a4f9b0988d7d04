"""Closed lists of phrases and what may be written together with their first word."""

import pytest

from waqai.language.phrases import Phrases, Spelling, spellings

_LIST = Phrases([("الليلة", "tonight"), ("الليلة الماضية", "last night"), ("أحد", "one"), ("والي", "governor")])


def at(text: str, start: int = 0) -> tuple[int, str] | None:
    hit = _LIST.at([*text.split(), "", "", ""], start)
    return (hit.end, hit.meaning) if hit else None


def test_the_longest_phrase_wins() -> None:
    assert at("الليله الماضيه") == (2, "last night")
    assert at("الليله وصلوا") == (1, "tonight")


def test_a_phrase_may_stand_anywhere() -> None:
    assert at("قصف الحي الليله", 2) == (3, "tonight")
    assert at("قصف الحي الليله", 1) is None


@pytest.mark.parametrize(
    ("word", "conjunction", "preposition"),
    [("احد", "", ""), ("واحد", "و", ""), ("فاحد", "ف", ""), ("باحد", "", "ب"), ("ولاحد", "و", "ل")],
)
def test_what_is_written_together_with_a_phrase_is_told(word: str, conjunction: str, preposition: str) -> None:
    hit = _LIST.at([word, "", ""], 0)
    assert hit is not None
    assert (hit.conjunction, hit.preposition, hit.meaning) == (conjunction, preposition, "one")


def test_the_reading_with_fewer_letters_before_it_wins() -> None:
    both = Phrases([("الي", "to"), ("والي", "governor")])
    hit = both.at(["والي", ""], 0)
    assert hit is not None
    assert (hit.conjunction, hit.meaning) == ("", "governor")


def test_l_before_the_article_writes_one_letter_less() -> None:
    assert Spelling("للاثنين", "", "ل") in list(spellings("الاثنين"))
    assert Spelling("وللاثنين", "و", "ل") in list(spellings("الاثنين"))


def test_spellings_that_are_other_words_are_left_out() -> None:
    phrases = Phrases([("ست", 6)], without=frozenset({"لست"}))
    assert "ست" in phrases
    assert "بست" in phrases
    assert "لست" not in phrases


def test_a_list_may_forbid_what_is_written_together() -> None:
    assert set(Phrases([("فأكثر", 1)], prefixed=False)) == {"فاكثر"}


def test_entries_tell_every_word_with_its_meanings() -> None:
    assert ("الليله", "tonight") in set(_LIST.entries())
    assert ("الليله", "last night") in set(_LIST.entries())
