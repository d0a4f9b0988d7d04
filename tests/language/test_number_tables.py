"""The tables of number words, row by row."""

from typing import get_args

import pytest

from waqai.language.folding import fold, fold_key
from waqai.language.number_words import Effect, Part, Rule, modifiers_before, neighbours, number_words
from waqai.language.numerals import numbers
from waqai.language.table import rows, several
from waqai.language.tokens import tokenise

WORDS = list(rows("number_words", ("forms", "part", "value")))
MODIFIERS = list(rows("number_modifiers", ("phrases", "place", "effect")))
NEIGHBOURS = list(rows("number_neighbours", ("rule", "words")))
_LIMITS = {
    "one": (1, 1),
    "any": (1, 1),
    "unit": (2, 10),
    "tens": (20, 90),
    "hundred": (100, 100),
    "hundreds": (200, 900),
    "scale": (1000, 10**9),
    "scale_plural": (1000, 10**9),
    "scale_dual": (1000, 10**9),
    "fraction": (2, 10),
    "vague": (2, 100),
    "ordinal": (1, 10),
    "ordinal_one": (1, 1),
}


def _bounds(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [(number.low, number.best, number.high) for number in numbers(tokenise(fold(text)))]


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["forms"][:40])
def test_a_number_word_is_found_as_its_part_and_value(row: dict[str, str]) -> None:
    assert row["part"] in get_args(Part)
    low, dash, high = row["value"].partition("-")
    least, greatest = _LIMITS[row["part"]]
    assert least <= int(low) <= greatest
    assert bool(dash) == (row["part"] == "vague")
    assert not high or int(low) < int(high)
    for form in several(row["forms"]):
        words = [*fold_key(form).split(), "", "", "", ""]
        hit = number_words().at(words, 0)
        assert hit is not None
        assert (hit.end, hit.meaning.part, hit.meaning.value) == (len(words) - 4, row["part"], int(low))


@pytest.mark.parametrize(
    "row", [row for row in WORDS if row["part"] in ("unit", "tens", "hundred", "hundreds", "scale")], ids=str
)
def test_a_cardinal_word_counts_in_a_text(row: dict[str, str]) -> None:
    value = int(row["value"])
    for form in several(row["forms"]):
        twice = row["part"] == "scale" and form.endswith("ا")  # ألفا شخص
        expected = 2 * value if twice else value
        assert _bounds(f"نزح {form} شخصا هناك") == [(expected, expected, expected)]


def test_no_form_stands_in_two_rows() -> None:
    forms = [form for row in WORDS for form in {fold_key(form) for form in several(row["forms"])}]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize("row", MODIFIERS, ids=lambda row: row["phrases"][:40])
def test_a_modifier_does_its_work_where_it_stands(row: dict[str, str]) -> None:
    assert row["effect"] in get_args(Effect)
    assert row["place"] in ("before", "after")
    expected = {"about": (50, 50, 50), "at_least": (50, 50, None), "at_most": (None, 50, 50)}[row["effect"]]
    for phrase in several(row["phrases"]):
        text = f"سقط {phrase} 50 قتيلا" if row["place"] == "before" else f"سقط 50 {phrase} هناك"
        assert _bounds(text) == [expected], phrase


@pytest.mark.parametrize("row", NEIGHBOURS, ids=lambda row: row["rule"])
def test_the_neighbours_of_a_rule_are_its_words(row: dict[str, str]) -> None:
    assert row["rule"] in get_args(Rule)
    found = neighbours(next(rule for rule in get_args(Rule) if rule == row["rule"]))
    assert found == {fold_key(word) for word in several(row["words"])}
    assert all(" " not in word for word in found)


def test_every_rule_has_a_row() -> None:
    assert sorted(row["rule"] for row in NEIGHBOURS) == sorted(get_args(Rule))


def test_modifiers_are_kept_by_their_last_word_longest_first() -> None:
    for last, found in modifiers_before().items():
        assert all(modifier.words[0] == last for modifier in found)
        lengths = [len(modifier.words) for modifier in found]
        assert lengths == sorted(lengths, reverse=True)
