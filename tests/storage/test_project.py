"""A project takes files once, codes and links them, and gives back what it holds."""

from __future__ import annotations

import io
import json
import runpy
from datetime import date
from pathlib import Path

import pytest

from waqai.errors import ProjectError, UnknownId
from waqai.storage.incidents import IncidentFilter
from waqai.storage.lock import exclusive
from waqai.storage.project import Project
from waqai.storage.settings import Settings

PLAIN = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
WordCoder, write_reports, contents = (PLAIN[name] for name in ("WordCoder", "write_reports", "contents"))
READING, NOW = PLAIN["READING"], PLAIN["NOW"]


def _line(**record: object) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def _process(project: Project, version: str = "1", workers: int = 1):  # type: ignore[no-untyped-def]
    return project.process(WordCoder(version), workers=workers)


def test_a_project_is_made_once_and_opened_again(tmp_path: Path) -> None:
    made = Project.create(tmp_path / "new" / "one", Settings(name="حمص", embargo_hours=48))
    assert Project.open(made.root).settings == Settings(name="حمص", embargo_hours=48)
    with pytest.raises(ProjectError, match="already"):
        Project.create(made.root)


def test_a_creation_that_was_cut_off_can_be_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("waqai.storage.settings.write_settings", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            Project.create(tmp_path)
    with pytest.raises(ProjectError, match="waqai init"):
        Project.open(tmp_path)
    assert Project.create(tmp_path).counts().documents == 0


def test_a_folder_without_project_or_database_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="waqai init"):
        Project.open(tmp_path)
    project = Project.create(tmp_path / "p")
    project.close()
    (project.root / "waqai.db").unlink()
    with pytest.raises(ProjectError, match="lacks its database"):
        Project.open(project.root)


def test_text_pages_lines_and_folders_become_documents(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes("وقع قصف في درعا".encode("cp1256"))
    (folder / "b.html").write_text("<html><body><p>وقع احتجاج في السويداء</p></body></html>", encoding="utf-8")
    (folder / "c.pdf").write_bytes(b"%PDF-1.5")
    write_reports(folder / "d.jsonl", 3)
    report = project.add([folder, io.BytesIO("غارة في إدلب صباحا".encode())], reading=READING)
    assert (report.files, report.documents, len(report.set_aside)) == (5, 6, 1)
    assert report.set_aside[0].error.code == "not-text"
    assert project.document("r1").text.startswith("وقع غارة")
    assert project.counts().captures == 4
    assert project.verify() is None


def test_adding_the_same_bytes_twice_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "in.jsonl", 5)
    project.add([path], reading=READING)
    _process(project)
    before = contents(project)
    ledger = project.archive.ledger.path.read_bytes()
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(path.read_bytes())
    report = project.add([path, copy], reading=READING)
    assert (report.documents, report.versions, report.files_known) == (0, 0, 2)
    assert contents(project) == before
    assert project.archive.ledger.path.read_bytes() == ledger
    assert _process(project).coded == 0


def test_the_same_documents_in_another_file_are_known(project: Project, tmp_path: Path) -> None:
    project.add([write_reports(tmp_path / "a.jsonl", 3)], reading=READING)
    report = project.add([write_reports(tmp_path / "b.jsonl", 5)], reading=READING)
    assert (report.documents, report.documents_known) == (2, 3)


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(project: Project, tmp_path: Path) -> None:
    texts = ["وقع قصف في درعا", "وقع قصف في درعا وسقط جرحى", "وقع قصف في درعا ولم يصب أحد"]
    for number, text in enumerate([*texts, texts[0]]):
        path = tmp_path / f"{number}.jsonl"
        path.write_text(_line(id="post/7", text=text, title=str(number % 3)), encoding="utf-8")
        report = project.add([path], reading=READING)
        assert (report.documents, report.versions) == ((1, 0) if number == 0 else (0, int(number < 3)))
    assert [project.document(name).text for name in ("post/7", "post/7@2", "post/7@3")] == texts
    _process(project)
    [incident] = project.incidents()
    assert incident.document_ids == ("post/7@3",)
    assert project.counts().events == 3


def test_one_number_used_by_two_publishers_is_two_documents(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    for source in ("قناة أ", "قناة ب"):
        path.write_text(_line(id=7, source=source, text=f"وقع قصف في درعا {source}"), encoding="utf-8")
        assert project.add([path], reading=READING).documents == 1
    assert project.document("7").source == "قناة أ"
    assert project.document("قناة ب:7").source == "قناة ب"


def test_what_was_set_aside_is_listed_each_time_until_it_can_be_taken(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(_line(id="a", text="وقع قصف") + "{broken\n" + _line(id="b", text="وقع قصف", published="2024-06-20"))
    for _ in range(2):
        report = project.add([path], reading=READING)
        assert [(item.where, item.error.code) for item in report.set_aside] == [
            (f"{path}:2", "broken-record"),
            (f"{path}:3", "implausible-date"),
        ]
        assert [item.where for item in project.set_aside()] == [f"{path}:2", f"{path}:3"]
    later = READING.__class__(now=NOW.replace(month=7), language_of=READING.language_of)
    assert project.add([path], reading=later).documents == 1
    assert [item.where for item in project.set_aside()] == [f"{path}:2"]


def test_the_projects_own_files_are_not_taken(project: Project) -> None:
    (project.root / "report.txt").write_text("وقع قصف في درعا", encoding="utf-8")
    assert project.add([project.root], reading=READING).files == 1


def test_a_document_that_cannot_be_coded_is_set_aside_and_the_rest_goes_on(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(
        _line(id="a", text="قصف فى") + _line(id="b", text="عطل ا قصف") + _line(id="c", text="وقع احتجاج"),
        encoding="utf-8",
    )
    project.add([path], reading=READING)
    report = _process(project)
    assert report.coded == 1
    assert [(item.where, item.error.code) for item in report.set_aside] == [
        (f"{path}:1", "not-arabic"),
        (f"{path}:2", "error"),
    ]
    assert "ZeroDivisionError" in str(report.set_aside[1])
    assert _process(project).set_aside == [], "what a coder failed on is not tried again until there is another"
    assert len(project.set_aside()) == 2


def test_a_later_coder_codes_everything_anew(project: Project, tmp_path: Path) -> None:
    project.add([write_reports(tmp_path / "in.jsonl", 4)], reading=READING)
    _process(project)
    report = _process(project, version="2")
    assert report.coded == 4
    assert [decision.rule for decision in project.decisions("r0#1")] == ["word 2"]
    assert project.counts().events == 4


def test_several_workers_give_what_one_gives(tmp_path: Path) -> None:
    path = write_reports(tmp_path / "in.jsonl", 130)
    found = []
    for workers in (1, 2):
        project = Project.create(tmp_path / str(workers), clock=lambda: NOW)
        project.add([path], reading=READING)
        assert _process(project, workers=workers).coded == 130
        found.append(contents(project))
    assert found[0] == found[1]


def test_linking_is_done_only_where_something_was_coded(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.add([write_reports(tmp_path / "in.jsonl", 2)], reading=READING)
    _process(project)
    with monkeypatch.context() as patched:
        for step in ("link_anew", "link_changes"):
            patched.setattr(f"waqai.storage.relinking.{step}", lambda *_: pytest.fail("linked again"))
        report = project.process(WordCoder())
    assert report.incidents == 2


def test_progress_runs_to_the_number_of_documents(project: Project, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    project.add([write_reports(tmp_path / "in.jsonl", 60)], reading=READING)
    project.process(WordCoder(), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 60), (50, 60), (60, 60)]


def test_records_come_back_as_the_coder_gave_them(project: Project, tmp_path: Path) -> None:
    project.add([write_reports(tmp_path / "in.jsonl", 1)], reading=READING)
    _process(project)
    coded = WordCoder().code(project.document("r0"))
    assert project.events("r0") == coded.events
    assert project.event("r0#1") == coded.events[0]
    assert project.decisions("r0#1") == coded.decisions
    [incident] = project.incidents()
    assert project.incident(incident.id) == incident


@pytest.mark.parametrize("question", ["document", "event", "decisions", "incident"])
def test_an_unknown_id_is_an_error_of_its_own(project: Project, question: str) -> None:
    with pytest.raises(UnknownId, match="nope"):
        getattr(project, question)("nope")


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (IncidentFilter(), 20),
        (IncidentFilter(type="shelling"), 7),
        (IncidentFilter(type="grenade"), 0),
        (IncidentFilter(status="single_origin"), 20),
        (IncidentFilter(status="denied"), 0),
        (IncidentFilter(since=date(2024, 5, 18)), 3),
        (IncidentFilter(until=date(2024, 5, 2)), 2),
        (IncidentFilter(since=date(2024, 5, 3), until=date(2024, 5, 3)), 1),
        (IncidentFilter(place="درعا"), 20),
        (IncidentFilter(place="daraa"), 20),
        (IncidentFilter(place="حلب"), 0),
        (IncidentFilter(actor="anyone"), 0),
    ],
)
def test_incidents_are_found_by_kind_day_place_and_actor(
    project: Project, tmp_path: Path, wanted: IncidentFilter, count: int
) -> None:
    project.add([write_reports(tmp_path / "in.jsonl", 20)], reading=READING)
    _process(project)
    found = list(project.incidents(wanted))
    assert len(found) == count
    days = [incident.time.start for incident in found if incident.time and incident.time.start]
    assert days == sorted(days)


def test_a_second_writer_is_told_who_writes(project: Project, tmp_path: Path) -> None:
    path = write_reports(tmp_path / "in.jsonl", 1)
    with exclusive(project.root / ".waqai.lock"), pytest.raises(ProjectError, match="another process"):
        project.add([path], reading=READING)
    assert project.add([path], reading=READING).documents == 1


def test_a_ledger_whose_end_was_cut_off_is_noticed(project: Project, tmp_path: Path) -> None:
    for number in range(2):
        project.add([write_reports(tmp_path / f"{number}.jsonl", 1, number)], reading=READING)
    ledger = project.archive.ledger.path
    ledger.write_bytes(ledger.read_bytes().splitlines(keepends=True)[0])
    assert "cut off: 1 entry of 2" in str(project.verify())
    with pytest.raises(ProjectError, match="cut off"):
        project.add([write_reports(tmp_path / "2.jsonl", 1, 2)], reading=READING)
