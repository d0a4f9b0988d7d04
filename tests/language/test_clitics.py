"""Clitics before and after a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.clitics import Split, best_split, object_pronoun, splits

WORDS = {"جيش", "مدينه", "واشنطن", "بغداد", "لبنان", "كتيبه", "لجنه", "الي", "سوريا", "غاره", "يقصف", "فلسطين", "حلب"}


def known(word: str) -> bool:
    return word in WORDS


@pytest.mark.parametrize(
    ("word", "split"),
    [
        ("جيش", ("", "", False, "جيش", 0)),
        ("الجيش", ("", "", True, "جيش", 2)),
        ("والجيش", ("و", "", True, "جيش", 3)),
        ("فالجيش", ("ف", "", True, "جيش", 3)),
        ("بالمدينه", ("", "ب", True, "مدينه", 3)),
        ("كالجيش", ("", "ك", True, "جيش", 3)),
        ("للجيش", ("", "ل", True, "جيش", 2)),
        ("وللجيش", ("و", "ل", True, "جيش", 3)),
        ("وبالمدينه", ("و", "ب", True, "مدينه", 4)),
        ("وبغاره", ("و", "ب", False, "غاره", 2)),
        ("لحلب", ("", "ل", False, "حلب", 1)),
        ("للبنان", ("", "ل", False, "لبنان", 1)),
        ("للجنه", ("", "ل", True, "لجنه", 1)),
        ("لالجيش", ("", "ل", True, "جيش", 3)),
        ("سيقصف", ("", "س", False, "يقصف", 1)),
        ("وسيقصف", ("و", "س", False, "يقصف", 2)),
    ],
)
def test_a_known_stem_is_found_behind_its_clitics(word: str, split: tuple[str, str, bool, str, int]) -> None:
    if word == "للجنه":
        assert Split(*split) in splits(word)
    else:
        assert best_split(word, known) == Split(*split)


@pytest.mark.parametrize("word", ["واشنطن", "بغداد", "لبنان", "كتيبه", "فلسطين", "سوريا"])
def test_a_word_that_begins_with_such_a_letter_is_not_cut(word: str) -> None:
    assert best_split(word, known) == Split("", "", False, word, 0)


def test_the_same_word_is_found_behind_a_clitic() -> None:
    assert best_split("وواشنطن", known) == Split("و", "", False, "واشنطن", 1)
    assert best_split("ببغداد", known) == Split("", "ب", False, "بغداد", 1)


def test_a_word_known_with_its_article_keeps_it_apart() -> None:
    assert best_split("بالقايم", {"القايم"}.__contains__).stem == "القايم"
    assert best_split("للقايم", {"القايم"}.__contains__) == Split("", "ل", True, "قايم", 2)


def test_an_unknown_word_stays_whole() -> None:
    assert best_split("وبالقريه", known) == Split("", "", False, "وبالقريه", 0)


def test_no_future_before_what_cannot_be_an_imperfect() -> None:
    assert all(split.preposition != "س" for split in splits("سوريا"))


@pytest.mark.parametrize("word", ["", "و", "ال", "وا", "لل"])
def test_short_words_are_not_cut(word: str) -> None:
    assert splits(word) == (Split("", "", False, word, 0),)


@given(st.text(alphabet="ولبكفسايتنجه", max_size=9))
def test_every_analysis_accounts_for_the_whole_word(word: str) -> None:
    found = splits(word)
    assert found[0] == Split("", "", False, word, 0)
    assert [split.cut for split in found] == sorted(split.cut for split in found)
    assert len(found) == len(set(found))
    for split in found[1:]:
        assert word[split.cut :] == split.stem
        assert len(split.stem) >= 2
        assert word.startswith(split.conjunction + split.preposition)


@given(st.text(alphabet="جرمدطصق", min_size=2, max_size=6), st.sampled_from(["", "و", "ف"]), st.sampled_from("بكل"))
def test_clitics_put_before_a_stem_are_found_again(stem: str, conjunction: str, preposition: str) -> None:
    written = "لل" if preposition == "ل" else preposition + "ال"
    word = conjunction + written + stem
    assert best_split(word, stem.__eq__) == Split(conjunction, preposition, True, stem, len(word) - len(stem))


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("استهدافهم", ("استهداف", "هم")),
        ("غارته", ("غاره", "ه")),
        ("غارته", ("غارت", "ه")),
        ("طايراتها", ("طايرات", "ها")),
        ("اعتداوه", ("اعتداء", "ه")),
        ("اعتدايها", ("اعتداء", "ها")),
        ("قتلوهم", ("قتلوا", "هم")),
        ("مستشفاهم", ("مستشفي", "هم")),
        ("استهدفني", ("استهدف", "ني")),
        ("منازلنا", ("منازل", "نا")),
        ("منازلكم", ("منازل", "كم")),
        ("منازلهما", ("منازل", "هما")),
    ],
)
def test_a_pronoun_is_cut_from_its_word(word: str, cut: tuple[str, str]) -> None:
    assert cut in object_pronoun(word)


def test_the_longest_pronoun_comes_first() -> None:
    assert [pronoun for _, pronoun in object_pronoun("استهدفني")] == ["ني", "ي"]


@pytest.mark.parametrize("word", ["منه", "لها", "دمه", "قصف", ""])
def test_fewer_than_three_letters_before_it_carry_no_pronoun(word: str) -> None:
    assert object_pronoun(word) == ()
