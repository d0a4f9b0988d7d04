"""The sample reports: invented, complete, and true to their own week."""

import json
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from waqai.knowledge.publishers import PublisherIndex
from waqai.language.folding import fold_key
from waqai.samples import path

REPORTS: list[dict[str, str]] = [json.loads(line) for line in path().read_text(encoding="utf-8").splitlines()]
INDEX = PublisherIndex()
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
MONTHS = {"آذار": 3, "مارس": 3}
WEEK = (date(2025, 3, 3), date(2025, 3, 9))

every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])


def test_there_are_at_least_28_reports_with_ids_of_their_own() -> None:
    assert len(REPORTS) >= 28
    assert len({report["id"] for report in REPORTS}) == len(REPORTS)


@every_report
def test_every_report_has_the_fields_of_the_input_format(report: dict[str, str]) -> None:
    assert list(report) == ["id", "source", "published", "title", "text"]


@every_report
def test_every_report_is_of_an_invented_outlet(report: dict[str, str]) -> None:
    publisher = INDEX.find(report["source"])
    assert publisher is not None and publisher.sample


@every_report
def test_every_report_is_published_in_the_week_and_in_its_outlets_zone(report: dict[str, str]) -> None:
    published = datetime.fromisoformat(report["published"])
    publisher = INDEX.find(report["source"])
    assert publisher is not None
    assert WEEK[0] <= published.date() <= WEEK[1]
    assert published.utcoffset() == published.astimezone(ZoneInfo(publisher.time_zone)).utcoffset()


@every_report
def test_every_text_is_of_the_length_of_a_report(report: dict[str, str]) -> None:
    assert 150 <= len(report["text"]) <= 1200
    assert report["text"] == report["text"].strip()


@every_report
def test_today_and_yesterday_are_the_days_that_the_text_names(report: dict[str, str]) -> None:
    day = datetime.fromisoformat(report["published"]).weekday()
    for word, shift in (("اليوم", 0), ("أمس", -1)):
        for named in re.findall(rf"{word} ({'|'.join(WEEKDAYS)})", report["text"]):
            assert named == WEEKDAYS[(day + shift) % 7]


@every_report
def test_weekdays_and_dates_agree(report: dict[str, str]) -> None:
    pattern = rf"({'|'.join(WEEKDAYS)}) (\d+) (?:من )?({'|'.join(MONTHS)})"
    for weekday, number, month in re.findall(pattern, report["text"]):
        assert WEEKDAYS[date(2025, MONTHS[month], int(number)).weekday()] == weekday


def test_several_outlets_tell_each_incident() -> None:
    outlets: dict[str, set[str]] = {}
    for report in REPORTS:
        outlets.setdefault(report["id"].rpartition("-")[0], set()).add(report["source"])
    assert len(outlets) == 7
    assert all(len(sources) >= 3 for sources in outlets.values())


def test_a_syndicated_copy_repeats_the_agencys_text() -> None:
    texts = {report["id"]: report["text"] for report in REPORTS}
    original, copy = texts["bukamal-4"].partition(" - ")[2], texts["bukamal-5"]
    assert copy.endswith(original) and "نقلاً عن وكالة" in copy


@pytest.mark.parametrize(
    "words",
    [
        "يعتقد أنها",
        "ولم يعلن",
        "طلب عدم ذكر اسمه",
        "نفى",
        "غارتين",
        "ثلاثة عشر",
        "شبه يومي",
        "وكانت",
        "قصـ.ـف",
        "#ادلب",
    ],
)
def test_the_reports_show_what_they_are_for(words: str) -> None:
    assert any(words in report["text"] for report in REPORTS)


def test_broken_spelling_folds_to_the_word() -> None:
    texts = {report["id"]: fold_key(report["text"]) for report in REPORTS}
    assert fold_key("قصف بقذائف الهاون") in texts["idlib-2"]
    assert fold_key("انفجار عبوة ناسفة") in texts["mosul-2"]


def test_the_readme_tells_of_every_incident() -> None:
    readme = path().with_name("README.md").read_text(encoding="utf-8")
    for incident in {report["id"].rpartition("-")[0] for report in REPORTS}:
        assert f"`{incident}-" in readme
