"""The value of one number, against numbers that the test itself puts into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.cardinals import Value, cardinal, figure, ordinal
from waqai.language.folding import fold
from waqai.language.token import Token
from waqai.language.tokens import tokenise

_UNITS = ("", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_TENS = ("", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_HUNDREDS = ("", "مئة", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")


def _below_hundred(value: int, *, oblique: bool, feminine: bool) -> str:
    """A number from 1 to 99 before a noun of the gender: ثلاثة رجال, ثلاث نساء."""
    ending = "" if feminine else "ة"
    one, two = ("واحدة", "اثنتين" if oblique else "اثنتان") if feminine else ("واحد", "اثنين" if oblique else "اثنان")
    if value <= 2:
        return (one, two)[value - 1]
    if value <= 10:
        return _UNITS[value] + ending
    if value < 20:
        ten = "عشرة" if feminine else "عشر"
        if value == 11:
            return ("إحدى " if feminine else "أحد ") + ten
        if value == 12:
            return two[:-1] + " " + ten
        return f"{_UNITS[value - 10]}{ending} {ten}"
    tens = _TENS[value // 10] + ("ين" if oblique else "ون")
    unit = value % 10
    return f"{_below_hundred(unit, oblique=oblique, feminine=feminine)} و{tens}" if unit else tens


def _below_thousand(value: int, *, oblique: bool, feminine: bool) -> str:
    hundreds, rest = divmod(value, 100)
    parts = []
    if hundreds == 2:
        parts.append("مئتين" if oblique else "مئتان")
    elif hundreds:
        parts.append("مئة" if hundreds == 1 else _HUNDREDS[hundreds] + "مئة")
    if rest:
        parts.append(_below_hundred(rest, oblique=oblique, feminine=feminine))
    return " و".join(parts)


def _scaled(count: int, singular: str, dual: str, plural: str, *, oblique: bool) -> str:
    if count == 1:
        return singular
    if count == 2:
        return dual + ("ين" if oblique else "ان")
    few = 3 <= count % 100 <= 10
    return f"{_below_thousand(count, oblique=oblique, feminine=False)} {plural if few else singular}"


def in_words(value: int, *, oblique: bool = False, feminine: bool = False) -> str:
    """A number from 1 to 999,999,999 as an Arabic text writes it."""
    millions, rest = divmod(value, 1_000_000)
    thousands, units = divmod(rest, 1_000)
    parts = []
    if millions:
        parts.append(_scaled(millions, "مليون", "مليون", "ملايين", oblique=oblique))
    if thousands:
        parts.append(_scaled(thousands, "ألف", "ألف", "آلاف", oblique=oblique))
    if units:
        parts.append(_below_thousand(units, oblique=oblique, feminine=feminine))
    return " و".join(parts)


def read(text: str) -> tuple[list[Token], Value | None]:
    tokens = tokenise(fold(text))
    words = [token.text for token in tokens] + [""] * 8
    return tokens, cardinal(tokens, words, 0)


def value_of(text: str) -> int | None:
    """The number with which a text begins."""
    found = read(text)[1]
    return found.value if found else None


@given(st.integers(2, 999_999_999), st.booleans(), st.booleans())
def test_a_number_in_words_reads_as_what_was_written(value: int, oblique: bool, feminine: bool) -> None:
    text = in_words(value, oblique=oblique, feminine=feminine)
    tokens, found = read(text)
    assert found is not None
    assert (found.value, found.end) == (value, len(tokens)), text


@given(st.integers(2, 99_999), st.sampled_from(("و", "ب", "ل", "وب")))
def test_what_is_written_together_with_a_number_changes_nothing(value: int, clitic: str) -> None:
    assert value_of(clitic + in_words(value, oblique=True)) == value


@given(st.integers(2, 99_999), st.sampled_from(("أشخاص", "قتيلا", "من المدنيين", "في السوق", "")))
def test_a_number_ends_where_its_noun_begins(value: int, noun: str) -> None:
    text = in_words(value, oblique=True)
    _, found = read(f"{text} {noun}")
    assert found is not None
    assert (found.value, found.end) == (value, len(tokenise(fold(text))))


@given(st.integers(0, 999_999_999))
def test_figures_read_as_they_are_grouped_or_not(value: int) -> None:
    arabic = str(value).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for text in (str(value), f"{value:,}", arabic, f"{value:,}".replace(",", "٬")):
        assert value_of(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ثلاث مئة", 300),
        ("ثلاثمائة وخمسة وعشرين", 325),
        ("مئة وواحد", 101),
        ("خمسمئة وأحد عشر", 511),
        ("وأحد عشر قتيلا", 11),
        ("ألف وواحدة", 1001),
        ("مائتي جندي", 200),
        ("ألفي نازح", 2000),
        ("ألفا شخص", 2000),
        ("مليونا نازح", 2_000_000),
        ("مليارا دولار", 2_000_000_000),
        ("ألفا وخمسمئة جندي", 1500),
        ("ألفا في المدينة", 1000),
        ("ألفا تقريبا", 1000),
        ("خمسة عشر ألفا", 15_000),
        ("12 ألفا و300 نازح", 12_300),
        ("12 ألف شخص", 12_000),
        ("3 ملايين", 3_000_000),
        ("2.5 مليون", 2_500_000),
        ("2,5 مليون", 2_500_000),
        ("نصف مليون", 500_000),
        ("ربع مليون", 250_000),
        ("مليون ونصف", 1_500_000),
        ("مليون ونصف المليون", 1_500_000),
        ("ألف مليون", 1_000_000_000),
        ("ثلاثةعشر", 13),
        ("تلاتة", 3),
        ("الخمسين", 50),
    ],
)
def test_other_ways_of_writing_a_number(text: str, value: int) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize("text", ["", "قذائف", "الاثنين", "الأحد", "لست هنا", "كمية", "عشرات", "نصف الطريق", "3.5"])
def test_other_words_are_no_cardinals(text: str) -> None:
    assert value_of(text) is None


@pytest.mark.parametrize(
    ("text", "scale", "value"),
    [
        ("18", 1, 18),
        ("1,500", 1, 1500),
        ("1.500", 1, 1500),
        ("1.500", 1_000_000, 1_500_000),
        ("1,250,000", 1, 1_250_000),
        ("2.5", 1, None),
        ("2.5", 1000, 2500),
        ("0.5", 1_000_000, 500_000),
        ("1,50", 1, None),
        ("22.1.2024", 1, None),
        ("1234567890123", 1, None),
    ],
)
def test_a_token_of_figures(text: str, scale: int, value: int | None) -> None:
    assert figure(text, scale) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("الأول", 1),
        ("الأولى", 1),
        ("الثانية", 2),
        ("العاشر", 10),
        ("الحادي عشر", 11),
        ("الثالثة عشرة", 13),
        ("الحادي والعشرين", 21),
        ("الخامسة والعشرون", 25),
        ("والسابع", 7),
        ("ثلاثة", None),
        ("القرية", None),
    ],
)
def test_ordinals(text: str, value: int | None) -> None:
    words = [token.text for token in tokenise(fold(text))] + [""] * 8
    found = ordinal(words, 0)
    assert (found.value if found else None) == value
