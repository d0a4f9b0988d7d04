"""Rare words: names of persons, streets and farms stay; what every report says does not."""

from __future__ import annotations

import pytest

from waqai.linking.rare_words import MOST_WORDS, RareWords, bare

RARE = RareWords.load()


def test_names_stay_and_common_words_do_not() -> None:
    assert RARE.of("قتل الشاب زعيتر البلحوس في قصف على المدينة مساء اليوم") == {"زعيتر", "بلحوس"}


@pytest.mark.parametrize("wording", ["البلحوس", "والبلحوس", "بالبلحوس", "للبلحوس"])
def test_a_word_is_one_whatever_is_written_together_with_its_article(wording: str) -> None:
    assert RARE.of(wording) == {"بلحوس"}


def test_marks_and_spellings_make_no_other_word() -> None:
    assert RARE.of("#البَلحوس") == RARE.of("البلحوس") == {"بلحوس"}


def test_names_of_actors_and_publishers_are_no_rare_words() -> None:
    assert not RARE.of("قوات سوريا الديمقراطية قسد والمرصد السوري لحقوق الإنسان")


def test_numbers_short_words_and_other_scripts_are_none() -> None:
    assert not RARE.of("1234 قصغ2 ضز Zabriskie")


def test_a_list_of_names_without_end_is_cut() -> None:
    letters = "ضصثقفغعهخحجد"
    text = " ".join(f"ظ{one}ظ{other}ظ" for one in letters for other in letters)
    assert len(RARE.of(text)) == MOST_WORDS


def test_words_that_name_places_and_persons_of_the_event_are_taken_out() -> None:
    assert RARE.without(frozenset({"بلحوس", "زعيتر"}), ["قرية البلحوس"]) == {"زعيتر"}


def test_the_table_of_common_words_is_folded_and_in_order() -> None:
    from importlib.resources import as_file, files

    from waqai.knowledge.table import rows
    from waqai.language.folding import fold_key

    with as_file(files("waqai.linking") / "tables") as directory:
        words = [row["word"] for row in rows("common_words", ("word",), directory)]
    assert words == sorted(set(words))
    assert all(fold_key(word) == word and bare(word) for word in words)
