"""Bad input gets a clear error with a code, the rest is processed, and nothing is lost: for `code` and for `add`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
REPORT = "وقع قصف في درعا صباح اليوم، وقال شهود إن النيران اشتعلت في السوق"
UNCLOSED = f"<html><body><div><p>{REPORT}<p>وقال شاهد <b>إن النار"

REFUSED = {
    "empty.txt": (b"", "empty-input"),
    "blank.txt": (b" \n\t\n", "empty-input"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(200), "not-text"),
    "paper.pdf": (b"%PDF-1.7\n", "not-text"),
    "program.txt": (bytes(range(32)) * 40, "not-text"),
    "bare.html": (b"<html><head></head><body></body></html>", "empty-input"),
    "huge.txt": ((REPORT + "\n").encode() * 500_000, "too-large"),
    "cut.jsonl": (b'{"id": "a", "text": "half of a li', "broken-record"),
    "list.jsonl": (b'["a", "b"]', "broken-record"),
}
TAKEN = {
    "windows-1256.txt": REPORT.encode("cp1256"),
    "utf-16.txt": REPORT.encode("utf-16"),
    "mixed.txt": REPORT.encode() + b"\n" + REPORT.encode("cp1256"),
    "unclosed.html": UNCLOSED.encode(),
    "latin-label.html": f'<html><meta charset="iso-8859-1"><body><p>{REPORT}'.encode("cp1256"),
    "marked.jsonl": b"\xef\xbb\xbf" + json.dumps({"text": REPORT}).encode(),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("command", ["code", "add"])
def test_what_cannot_be_taken_is_named_with_its_code_and_the_status_is_3(
    run: Run, tmp_path: Path, command: str, name: str
) -> None:
    data, code = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    run("init", "p")
    ended = run("code", name) if command == "code" else run("add", "-p", "p", name)
    assert ended.status == 3
    assert f"set aside: [{code}] {name}" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("name", TAKEN)
def test_text_in_an_odd_dress_is_coded_as_it_was_written(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TAKEN[name])
    ended = run("code", name)
    assert (ended.status, ended.err) == (0, "")
    line = json.loads(ended.out)
    assert REPORT in line["document"]["text"]
    assert line["events"]


@pytest.mark.parametrize("command", ["code", "add"])
def test_a_folder_with_good_and_bad_files_loses_none(run: Run, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (data, _) in REFUSED.items():
        (folder / name).write_bytes(data)
    for name, data in TAKEN.items():
        (folder / name).write_bytes(data)
    run("init", "p")
    ended = run("code", "in") if command == "code" else run("add", "-p", "p", "in")
    assert ended.status == 1
    listed = [line for line in ended.err.splitlines() if line.startswith("set aside: ")]
    assert len(listed) == len(REFUSED)
    taken = len(ended.out.splitlines()) if command == "code" else int(ended.out.split()[0])
    assert taken == len(TAKEN)


def test_a_line_broken_in_the_middle_of_a_good_file_costs_only_itself(run: Run, tmp_path: Path) -> None:
    good = [json.dumps({"id": f"r{number}", "text": REPORT}, ensure_ascii=False) for number in range(20)]
    lines = [*good[:10], good[10][:25], *good[11:]]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    coded = run("code", "a.jsonl")
    assert (coded.status, len(coded.out.splitlines())) == (1, 19)
    assert coded.err.startswith("set aside: [broken-record] a.jsonl:11: ")
    run("init", "p")
    added = run("add", "-p", "p", "a.jsonl")
    assert (added.status, added.out.startswith("19 new documents")) == (1, True)
    (tmp_path / "a.jsonl").write_text("\n".join(good), encoding="utf-8")
    mended = run("add", "-p", "p", "a.jsonl")
    assert (mended.status, mended.out.startswith("1 new document,")) == (0, True)


@pytest.mark.parametrize("day", ["1800-05-01", "1799-12-31T10:00:00Z", "2999-01-01"])
def test_an_impossible_date_is_refused_and_the_line_after_it_taken(run: Run, tmp_path: Path, day: str) -> None:
    records = [{"id": "old", "published": day, "text": REPORT}, {"id": "new", "text": REPORT}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    for ended in (run("code", "a.jsonl"), (run("init", "p"), run("add", "-p", "p", "a.jsonl"))[1]):
        assert ended.status == 1
        assert "[implausible-date] a.jsonl:1: published" in ended.err


def test_a_large_text_is_taken_where_the_limit_is_raised(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT * 20, encoding="utf-8")
    refused = run("code", "--max-bytes", "1000", "a.txt")
    assert (refused.status, "--max-bytes" in refused.err) == (3, True)
    assert run("code", "--max-bytes", "100000", "a.txt").status == 0


@pytest.mark.parametrize("command", [["code", "none.txt"], ["add", "-p", "p", "none.txt"]])
def test_a_missing_file_is_said_to_be_missing(run: Run, command: list[str]) -> None:
    run("init", "p")
    ended = run(*command)
    assert (ended.status, "[input] none.txt: there is no such file." in ended.err) == (3, True)
