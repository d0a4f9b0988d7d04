"""What each character becomes."""

import unicodedata

import pytest

from waqai.language.letters import _VARIANTS, DROPPED, LETTER_NAMES, CharacterTable, folded_character


@pytest.mark.parametrize(("base", "variants"), _VARIANTS.items())
def test_every_variant_folds_to_its_base_letter(base: str, variants: str) -> None:
    assert {folded_character(variant) for variant in variants} == {base}


def test_no_variant_is_listed_twice() -> None:
    listed = "".join(_VARIANTS.values())
    assert len(listed) == len(set(listed))


def test_base_letters_fold_to_themselves() -> None:
    for code in (*range(0x0621, 0x063B), *range(0x0641, 0x064B)):
        folded = folded_character(chr(code))
        assert folded_character(folded) == folded


def test_folding_a_character_twice_changes_nothing() -> None:
    """No character of the basic plane or of the emoji blocks needs a second pass."""
    for code in (*range(0xD800), *range(0xE000, 0x10000), *range(0x1D400, 0x1FB00)):
        folded = folded_character(chr(code))
        if folded != DROPPED:
            assert "".join(folded_character(part) for part in folded) == folded, hex(code)


def test_every_decimal_digit_becomes_one_of_ten() -> None:
    assert [folded_character(digit) for digit in "٠٩۰۹5９"] == ["0", "9", "0", "9", "5", "9"]


def test_marks_and_controls_are_dropped() -> None:
    marks = "\u064b\u0652\u0670\u0654\u06d6\u200c\u200d\u200e\u202b\u2069\ufeff\ufe0f\u00ad\u0301\x07"
    assert {folded_character(mark) for mark in marks} == {DROPPED}


def test_presentation_forms_become_their_letters() -> None:
    assert folded_character("ﻻ") == "لا"
    assert folded_character("ﻷ") == "لا"
    assert folded_character("ﷲ") == "الله"
    assert folded_character("ﺔ") == "ه"


def test_a_vowel_sign_shown_on_its_own_is_dropped() -> None:
    assert {folded_character(sign) for sign in "ﹰﹱﹷﹽﱞ"} == {DROPPED}


def test_every_arabic_presentation_letter_gives_plain_letters() -> None:
    for code in (*range(0xFE80, 0xFEFD),):
        folded = folded_character(chr(code))
        assert all("ARABIC LETTER" in unicodedata.name(letter) for letter in folded)
        assert all(folded_character(letter) == letter for letter in folded)


def test_spaces_become_one_kind_and_line_breaks_another() -> None:
    assert {folded_character(space) for space in " \t\u00a0\u2003\u3000"} == {" "}
    assert {folded_character(line) for line in "\n\x0b\x0c\u2028\u2029"} == {"\n"}


def test_emoji_and_ellipsis_stay() -> None:
    assert [folded_character(sign) for sign in "🔴…«"] == ["🔴", "…", "«"]


def test_the_table_learns_a_character_once() -> None:
    table = CharacterTable()
    assert "أ".translate(table) == "ا"
    assert table == {ord("أ"): "ا"}


def test_letter_names_are_written_folded() -> None:
    assert all("".join(folded_character(letter) for letter in name) == name for name in LETTER_NAMES)
