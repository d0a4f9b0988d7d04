"""Stretches between two times."""

from datetime import datetime

import pytest

from waqai.language.calendar import Moment, moments
from waqai.language.folding import fold
from waqai.language.tokens import tokenise

TUESDAY = datetime(2024, 1, 23, 12)


def times(text: str, anchor: datetime | None = TUESDAY) -> list[Moment]:
    """The times of a text that was published on Tuesday 23 January 2024."""
    return moments(tokenise(fold(text)), anchor)


def days(text: str, anchor: datetime | None = TUESDAY) -> tuple[str, str]:
    """The first and the last day of the one time of a text."""
    (moment,) = times(text, anchor)
    return str(moment.first), str(moment.last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("من 3 إلى 5 آذار", ("2023-03-03", "2023-03-05")),
        ("من ٣ إلى ٥ آذار ٢٠٢٢", ("2022-03-03", "2022-03-05")),
        ("بين 3 و5 شباط 2023", ("2023-02-03", "2023-02-05")),
        ("بين الثالث والخامس من شباط 2023", ("2023-02-03", "2023-02-05")),
        ("ما بين 28 شباط و3 آذار 2023", ("2023-02-28", "2023-03-03")),
        ("من 28 كانون الأول إلى 3 كانون الثاني", ("2023-12-28", "2024-01-03")),
        ("بين 1/3/2023 و15/3/2023", ("2023-03-01", "2023-03-15")),
        ("بين الأحد والثلاثاء", ("2024-01-21", "2024-01-23")),
        ("من الجمعة حتى الأحد", ("2024-01-19", "2024-01-21")),
        ("من يوم السبت إلى يوم الاثنين", ("2024-01-20", "2024-01-22")),
        ("بين شباط وآذار 2023", ("2023-02-01", "2023-03-31")),
        ("بين عامي 2011 و2014", ("2011-01-01", "2014-12-31")),
        ("عامي 2015 و2016", ("2015-01-01", "2016-12-31")),
        ("ما بين عام 2011 وعام 2014", ("2011-01-01", "2014-12-31")),
        ("بين منتصف آذار ونهاية نيسان 2023", ("2023-03-13", "2023-04-30")),
    ],
)
def test_a_stretch_runs_from_the_first_time_to_the_last(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("من 3 إلى 5 آذار", "week"),
        ("من 3 إلى 25 آذار", "month"),
        ("بين شباط وآذار 2023", "month"),
        ("بين عامي 2011 و2014", "year"),
    ],
)
def test_the_precision_of_a_stretch_is_that_of_its_length(text: str, precision: str) -> None:
    (moment,) = times(text)
    assert moment.precision == precision


def test_the_first_time_is_read_as_the_last_one_sees_it() -> None:
    assert days("بين السبت والاثنين الماضي") == ("2024-01-20", "2024-01-22")
    assert days("من 20 كانون الأول إلى 5 كانون الثاني 2023") == ("2022-12-20", "2023-01-05")


@pytest.mark.parametrize("text", ["بين عامي 2014 و2011", "من 5/3/2023 إلى 1/3/2023"])
def test_a_stretch_that_runs_backwards_is_none(text: str) -> None:
    assert all(moment.first != moment.last or moment.precision == "day" for moment in times(text))


@pytest.mark.parametrize("text", ["من المدينة إلى القرية", "بين المدنيين والعسكريين", "ما بين 3 و5 صواريخ"])
def test_other_stretches_are_no_times(text: str) -> None:
    assert times(text) == []


def test_without_an_anchor_a_stretch_of_explicit_days_is_known() -> None:
    assert days("بين 3 شباط 2023 و5 آذار 2023", None) == ("2023-02-03", "2023-03-05")
    assert days("بين الأحد والثلاثاء", None) == ("None", "None")
