"""The tables of time words, row by row."""

import calendar as gregorian
from datetime import date, datetime
from typing import get_args

import pytest

from waqai.language.calendar import moments
from waqai.language.folding import fold, fold_key
from waqai.language.table import rows, several
from waqai.language.time_words import (
    Kind,
    Needs,
    PartOfDay,
    Unit,
    month_names,
    time_neighbours,
    time_words,
    unit_names,
    weekdays,
)
from waqai.language.tokens import tokenise

TUESDAY = datetime(2024, 1, 23, 12)
MONTHS = list(rows("months", ("names", "calendar", "month", "tradition", "needs")))
WEEKDAYS = list(rows("weekdays", ("names", "weekday")))
UNITS = list(rows("time_units", ("forms", "unit", "count", "article")))
WORDS = list(rows("time_words", ("phrases", "kind", "value", "part")))
NEIGHBOURS = list(rows("time_neighbours", ("rule", "words")))


@pytest.mark.parametrize("row", MONTHS, ids=lambda row: row["names"])
def test_a_month_is_read_as_its_calendar_says(row: dict[str, str]) -> None:
    assert row["calendar"] in ("gregorian", "hijri")
    assert row["needs"] in get_args(Needs)
    assert 1 <= int(row["month"]) <= 12
    assert row["tradition"] in ("levantine", "egyptian", "maghrebi", "moroccan", "hijri")
    assert (row["calendar"] == "hijri") == (row["tradition"] == "hijri")
    year = 1445 if row["calendar"] == "hijri" else 2023
    for name in several(row["names"]):
        (moment,) = moments(tokenise(fold(f"في 5 {name} {year}")), None)
        assert moment.first is not None
        assert moment.precision == "day"
        if row["calendar"] == "gregorian":
            assert moment.first == date(2023, int(row["month"]), 5)


def test_every_tradition_of_a_calendar_names_all_twelve_months() -> None:
    for traditions in (("levantine",), ("egyptian",), ("hijri",)):
        numbers = sorted(int(row["month"]) for row in MONTHS if row["tradition"] in traditions)
        assert numbers == list(range(1, 13))


@pytest.mark.parametrize("row", MONTHS, ids=lambda row: row["names"])
def test_a_month_that_needs_company_is_none_alone(row: dict[str, str]) -> None:
    for name in several(row["names"]):
        found = moments(tokenise(fold(f"رأينا {name} هناك")), TUESDAY)
        assert bool(found) == (row["needs"] == "alone")


@pytest.mark.parametrize("row", WEEKDAYS, ids=lambda row: row["names"])
def test_a_weekday_is_the_day_of_its_number(row: dict[str, str]) -> None:
    number = int(row["weekday"])
    assert 0 <= number <= 6
    for name in several(row["names"]):
        (moment,) = moments(tokenise(fold(f"قصف الحي يوم {name}")), TUESDAY)
        assert moment.first is not None
        assert moment.first.weekday() == number
        assert moment.anchor == "weekday"


def test_the_week_has_seven_days() -> None:
    assert sorted(int(row["weekday"]) for row in WEEKDAYS) == list(range(len(gregorian.day_name)))


@pytest.mark.parametrize("row", UNITS, ids=lambda row: row["forms"])
def test_a_unit_counts_back_or_takes_last(row: dict[str, str]) -> None:
    assert row["unit"] in get_args(Unit)
    assert row["article"] in ("yes", "no")
    count = int(row["count"])
    assert count in (0, 1, 2)
    for form in several(row["forms"]):
        assert form.startswith("ال") == (row["article"] == "yes")
        hit = unit_names().at([fold_key(form), "", "", ""], 0)
        assert hit is not None
        assert (hit.meaning.unit, hit.meaning.amount) == (row["unit"], count)
        if row["article"] == "no":
            text = f"قبل {form}" if count else f"قبل خمس {form}"
            found = moments(tokenise(fold(text)), TUESDAY)
            assert [(one.start, one.first is not None) for one in found] == [(0, True)]


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["phrases"][:40])
def test_a_time_word_is_found_as_its_kind(row: dict[str, str]) -> None:
    assert row["kind"] in get_args(Kind)
    assert row["part"] in ("", *get_args(PartOfDay))
    for phrase in several(row["phrases"]):
        words = [*fold_key(phrase).split(), "", "", "", ""]
        for kind, phrases in time_words().items():
            if kind == row["kind"]:
                hit = phrases.at(words, 0)
                assert hit is not None
                assert hit.end == len(words) - 4
                assert hit.meaning == (row["kind"], row["value"], row["part"] or None)


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["phrases"][:40])
def test_the_value_of_a_time_word_fits_its_kind(row: dict[str, str]) -> None:
    kind, value = row["kind"], row["value"]
    if kind in ("day", "course"):
        assert -2 <= int(value) <= 2
    elif kind in ("edge", "season"):
        first, last = map(int, value.split("-"))
        assert 1 <= first < last <= (31 if kind == "edge" else 14)
    elif kind == "period":
        assert value in ("week", "month", "year")
    elif kind == "year":
        assert value in ("1", "2")
    else:
        assert value in ("", "0")
    assert (row["part"] != "") == (kind in ("part", "adverb", "definite")) or kind == "day"


@pytest.mark.parametrize("row", [row for row in WORDS if row["kind"] == "day"], ids=lambda row: row["phrases"][:40])
def test_a_word_for_a_day_is_so_many_days_from_publication(row: dict[str, str]) -> None:
    for phrase in several(row["phrases"]):
        bare = phrase in ("غد", "الغد")
        text = f"مساء {phrase}" if bare else f"قصف الحي {phrase}"
        (moment,) = moments(tokenise(fold(text)), TUESDAY)
        assert moment.first is not None
        assert (moment.first - TUESDAY.date()).days == int(row["value"])
        assert moment.part_of_day == (row["part"] or ("evening" if bare else None))


@pytest.mark.parametrize(
    "row", [row for row in WORDS if row["kind"] in ("part", "adverb")], ids=lambda row: row["phrases"][:40]
)
def test_a_part_of_the_day_is_read_beside_its_day(row: dict[str, str]) -> None:
    for phrase in several(row["phrases"]):
        text = f"{phrase} السبت" if row["kind"] == "part" else f"السبت {phrase}"
        (moment,) = moments(tokenise(fold(text)), TUESDAY)
        assert moment.first == date(2024, 1, 20)
        assert moment.part_of_day == row["part"]


@pytest.mark.parametrize("row", NEIGHBOURS, ids=lambda row: row["rule"])
def test_the_neighbours_of_a_rule_are_single_folded_words(row: dict[str, str]) -> None:
    found = time_neighbours(row["rule"])
    assert found == {fold_key(word) for word in several(row["words"])}
    assert all(" " not in word for word in found)


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(LookupError, match="no rule"):
        time_neighbours("nowhere")


def test_no_name_stands_in_two_rows() -> None:
    for table, column in ((WEEKDAYS, "names"), (MONTHS, "names"), (UNITS, "forms")):
        names = [name for row in table for name in {fold_key(name) for name in several(row[column])}]
        assert len(names) == len(set(names))
    assert len({row["rule"] for row in NEIGHBOURS}) == len(NEIGHBOURS)


def test_the_tables_are_read_once() -> None:
    assert time_words() is time_words()
    assert month_names() is month_names()
    assert weekdays() is weekdays()
