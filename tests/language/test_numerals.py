"""The numbers of a text, and how exact they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.calendar import moments
from waqai.language.folding import fold
from waqai.language.numerals import Number, numbers
from waqai.language.tokens import tokenise

Bounds = tuple[int | None, int | None, int | None]

_VOCABULARY = """
ثلاثة وعشرون عشرين مئة مئتان ألف ألفا آلاف مليون ملايين نصف ونصف عشرات مئات بضعة عدة أحد واحد وواحد عشر أول الثاني
الخامسة من إلى بين و أو نحو أكثر أقل على الأقل الأكثر لا يقل عن في المئة % - / . : 3 12 1,500 2.5 2024 22/1/2024 18:30
كانون الثاني آذار عام منذ قبل أيام قتيل صاروخا الـ F 16 ميغ
"""
phrases_of_numbers = st.lists(st.sampled_from(_VOCABULARY.split()), max_size=14).map(" ".join)


def read(text: str) -> list[tuple[str, Number]]:
    """The numbers of a text, each with its words as they stand."""
    tokens = tokenise(fold(text))
    return [(text[tokens[one.start].start : tokens[one.end - 1].end], one) for one in numbers(tokens)]


def bounds(text: str) -> Bounds:
    """Low, best and high of the one number of a text."""
    ((_, number),) = read(text)
    return number.low, number.best, number.high


def words(text: str) -> list[str]:
    """The numbers of a text as they stand."""
    return [found for found, _ in read(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("قتل ثلاثة أشخاص في السوق", 3),
        ("أصيب خمسة وعشرون عاملا", 25),
        ("مقتل ثلاثة وعشرين مدنيا", 23),
        ("سقط أحد عشر قتيلا", 11),
        ("إصابة ثلاث عشرة امرأة", 13),
        ("باثنتي عشرة قذيفة", 12),
        ("نزوح 1,500 عائلة", 1500),
        ("نزوح ١٬٥٠٠ عائلة", 1500),
        ("سقوط ٣ صواريخ", 3),
        ("إصابة 18شخصا", 18),
        ("الـ15 جنديا", 15),
        ("نزح نصف مليون شخص", 500_000),
        ("12 ألفا و300 نازح", 12_300),
        ("صاروخا واحدا", 1),
        ("أحد عناصر الشرطة", 1),
        ("قتل أحدهم", 1),
        ("واحد من الجرحى", 1),
    ],
)
def test_an_exact_number_has_equal_bounds(text: str, value: int) -> None:
    assert bounds(text) == (value, value, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عشرات القتلى", (10, None, 99)),
        ("مئات الجرحى", (100, None, 999)),
        ("آلاف النازحين", (1000, None, 9999)),
        ("عشرات الآلاف", (10_000, None, 99_999)),
        ("مئات الآلاف من السكان", (100_000, None, 999_999)),
        ("ملايين", (1_000_000, None, 9_999_999)),
        ("بضعة أشخاص", (3, None, 9)),
        ("بضع قذائف", (3, None, 9)),
        ("بضعة عشر جنديا", (13, None, 19)),
        ("عدة غارات", (2, None, None)),
        ("عدة آلاف", (2000, None, None)),
        ("عدد من المدنيين", (2, None, None)),
        ("أكثر من عشرات القتلى", (10, None, None)),
        ("عدد من الجرحى على الأكثر", (2, None, None)),
    ],
)
def test_an_uncertain_count_has_bounds_and_no_best_guess(text: str, expected: Bounds) -> None:
    ((_, number),) = read(text)
    assert number.kind == "vague"
    assert (number.low, number.best, number.high) == expected


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("من 10 إلى 15 قتيلا", (10, 10, 15), "من 10 إلى 15"),
        ("بين 3 و5 صواريخ", (3, 3, 5), "بين 3 و5"),
        ("ما بين ثلاثة وخمسة صواريخ", (3, 3, 5), "ما بين ثلاثة وخمسة"),
        ("3-5 صواريخ", (3, 3, 5), "3-5"),
        ("ثلاثة أو أربعة مسلحين", (3, 3, 4), "ثلاثة أو أربعة"),
        ("من 3 إلى 5 آلاف", (3000, 3000, 5000), "من 3 إلى 5 آلاف"),
        ("٣ إلى ٥ قذائف", (3, 3, 5), "٣ إلى ٥"),
    ],
)
def test_a_range_has_its_lower_end_as_the_best_guess(text: str, expected: Bounds, found: str) -> None:
    assert bounds(text) == expected
    assert words(text) == [found]


def test_what_runs_downwards_is_no_range() -> None:
    assert words("5 إلى 3") == ["5", "3"]


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("نحو 20 صاروخا", (20, 20, 20), "نحو 20"),
        ("حوالي الـ100 مقاتل", (100, 100, 100), "حوالي الـ100"),
        ("ما يقارب أربعين جريحا", (40, 40, 40), "ما يقارب أربعين"),
        ("أكثر من خمسين قتيلا", (50, 50, None), "أكثر من خمسين"),
        ("ما لا يقل عن سبعة قتلى", (7, 7, None), "ما لا يقل عن سبعة"),
        ("بما لا يقل عن 7 قتلى", (7, 7, None), "بما لا يقل عن 7"),
        ("سبعة قتلى على الأقل", (7, 7, None), "سبعة"),
        ("سبعة على الأقل", (7, 7, None), "سبعة على الأقل"),
        ("خمسة من عناصر الشرطة على الأقل", (5, 5, None), "خمسة"),
        ("أقل من 10 قتلى", (None, 10, 10), "أقل من 10"),
        ("12 قتيلا على الأكثر", (None, 12, 12), "12"),
        ("12 أو أكثر", (12, 12, None), "12 أو أكثر"),
        ("40 جريحا تقريبا", (40, 40, 40), "40"),
    ],
)
def test_words_beside_a_number_say_how_exact_it_is(text: str, expected: Bounds, found: str) -> None:
    assert bounds(text) == expected
    assert words(text) == [found]


def test_at_least_belongs_to_the_number_before_it_only() -> None:
    assert [number.high for _, number in read("قتل ستة على الأقل وأصيب تسعة")] == [None, 9]
    assert [number.high for _, number in read("قتل ستة وأكثر من تسعة")] == [6, None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("الغارة الثانية", 2),
        ("للمرة الحادية عشرة", 11),
        ("الفرقة الخامسة والعشرين", 25),
        ("أول هجوم", 1),
    ],
)
def test_an_ordinal_is_no_count(text: str, value: int) -> None:
    ((_, number),) = read(text)
    assert (number.kind, number.best) == ("ordinal", value)


@pytest.mark.parametrize("text", ["نصف السكان", "ثلث المباني", "3.5 كيلومتر"])
def test_a_fraction_has_no_bounds(text: str) -> None:
    ((_, number),) = read(text)
    assert (number.kind, number.low, number.best, number.high) == ("fraction", None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "بنسبة 30%",
        "بنسبة ٣٠٪",
        "خمسون في المئة",
        "50 بالمئة",
        "22-1-2024",
        "22/1/2024",
        "2024-01-22",
        "22.1.2024",
        "الساعة 18:30",
        "الساعة الخامسة والنصف مساء",
        "عند الثالثة والربع فجرا",
        "في 22 كانون الثاني/ يناير 2024",
        "الخامس عشر من شهر رمضان 1444هـ",
        "من 3 إلى 5 آذار",
        "عام 2014",
        "بين عامي 2011 و2014",
        "منذ 2011",
        "قبل ثلاثة أيام",
        "خلال الـ48 ساعة الماضية",
        "أول أمس",
        "أول من أمس",
        "شارع 17 تموز",
        "ميدان السبعين",
        "مجموعة السبع",
        "كانون الثاني",
        "مقاتلة F-16",
        "طائرة ميغ-23",
        "طريق M5",
        "لم يصب أحد بجروح",
        "في آن واحد",
        "كل واحد",
        "يوم الأحد والاثنين",
        "لست هناك",
        "كمية كبيرة",
    ],
)
def test_percentages_times_names_and_designations_are_no_numbers(text: str) -> None:
    assert read(text) == []


def test_counts_beside_a_time_are_numbers() -> None:
    text = "قتل 3 في 22 كانون الثاني 2024 وجرح سبعة قبل ثلاثة أيام، و12 عام 2014"
    assert words(text) == ["3", "سبعة", "12"]


def test_a_count_in_a_month_is_a_number() -> None:
    assert words("قتل 5 في آذار الماضي") == ["5"]


def test_the_times_may_be_handed_in() -> None:
    tokens = tokenise(fold("أصيب 7 في 22 شباط 2023"))
    assert numbers(tokens, moments(tokens, None)) == numbers(tokens)
    assert [number.best for number in numbers(tokens, [])] == [7, 22, 2023]


def test_what_is_written_together_with_a_number_is_in_its_span() -> None:
    assert words("قتلى وخمسة جرحى و12 نازحا") == ["وخمسة", "12"]


@given(phrases_of_numbers)
def test_numbers_are_in_order_and_apart_and_their_bounds_hold(text: str) -> None:
    tokens = tokenise(fold(text))
    end = 0
    for number in numbers(tokens):
        assert end <= number.start < number.end <= len(tokens)
        end = number.end
        known = [bound for bound in (number.low, number.best, number.high) if bound is not None]
        assert known == sorted(known)
        assert (number.kind == "fraction") == (not known)


@given(phrases_of_numbers)
def test_a_number_and_a_time_never_share_a_token(text: str) -> None:
    tokens = tokenise(fold(text))
    timed = {at for moment in moments(tokens, None) for at in range(moment.start, moment.end)}
    assert timed.isdisjoint(at for number in numbers(tokens) for at in range(number.start, number.end))


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    for words_of_number, number in read(text):
        assert words_of_number
        assert number.start < number.end
