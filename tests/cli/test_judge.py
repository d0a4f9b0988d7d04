"""A person decides what the program cannot, from a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from waqai.publication import Projection

Run = Callable[..., Any]
WHO = ("--by", "سلمى", "--because", "شهدت ذلك")
TEXTS = {"a": "وقع قصف في درعا", "b": "سمع أهل الحي صوت قصف في درعا", "c": "خرج احتجاج في درعا"}


@pytest.fixture
def three(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs in a project whose reports a and b tell of one shelling and c of a protest."""
    lines = (
        json.dumps({"id": id, "source": f"جهة {id}", "published": "2024-05-02", "text": text}, ensure_ascii=False)
        for id, text in TEXTS.items()
    )
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run("init", "p")
    monkeypatch.chdir(tmp_path / "p")
    run("add", str(tmp_path / "in.jsonl"))
    run("process")
    return run


def ids(run: Run) -> dict[str, list[str]]:
    lines = [json.loads(line) for line in run("incidents", "--format", "jsonl").out.splitlines()]
    return {line["id"]: line["event_ids"] for line in lines}


def test_same_joins_at_once_and_show_follows_the_old_id(three: Run) -> None:
    shelling, protest = sorted(ids(three), key=lambda id: ids(three)[id])
    ended = three("judge", "same", shelling, protest, *WHO)
    assert (ended.status, "1 incident in the project" in ended.out) == (0, True)
    shown = three("show", protest)
    assert shelling in shown.out
    assert f"{protest} was merged into {shelling}" in shown.err
    undone = three("judge", "undo", "j1", "--by", "سلمى")
    assert "2 incidents" in undone.out
    log = three("judge", "log").out
    assert ("[undone]" in log, "شهدت" in log) == (True, True)


def test_a_split_is_said_where_the_incident_is_shown(three: Run) -> None:
    three("judge", "different", "a#1", "b#1", *WHO)
    [keeper] = [id for id, events in ids(three).items() if events == ["a#1"]]
    [part] = [id for id, events in ids(three).items() if events == ["b#1"]]
    assert f"part of it became {part}" in three("show", keeper).out


def test_a_contradiction_is_warned_of(three: Run) -> None:
    three("judge", "different", "a#1", "b#1", *WHO)
    ended = three("judge", "same", "a#1", "b#1", *WHO)
    assert (ended.status, "contradicts j1" in ended.err) == (0, True)
    assert "[overruled by j2]" in three("judge", "log").out


def test_a_given_status_is_shown_with_who_and_why_beside_the_computed_one(three: Run) -> None:
    id = next(iter(ids(three)))
    assert three("judge", "status", id, "denied", *WHO).out == f"s1: {id} is denied.\n"
    shown = three("show", id).out
    for words in ("denied", "a member of the project", "شهدت", "by the rules"):
        assert words in shown
    assert ids(three).keys() - {json.loads(three("incidents", "--format", "jsonl", "--status", "denied").out)["id"]}
    three("judge", "undo", "s1", "--by", "سلمى")
    assert "by the rules" not in three("show", id).out


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("same", "no-such", "a#1"), 3, "[unknown-id] no-such"),
        (("same", "a#1", "a#1"), 2, "one and the same"),
        (("same", "", "a#1"), 2, "an id is empty"),
        (("status", " ", "denied"), 2, "an id is empty"),
        (("status", "no-such", "denied"), 3, "[unknown-id] no-such"),
        (("status", "no-such", "true"), 2, "denied"),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(
    three: Run, arguments: tuple[str, ...], status: int, words: str
) -> None:
    ended = three("judge", *arguments, *WHO)
    assert (ended.status, words in ended.err) == (status, True)
    assert three("judge", "log").out == ""


def test_a_decision_needs_a_name_and_a_reason(three: Run) -> None:
    assert three("judge", "same", "a#1", "b#1").status == 2
    ended = three("judge", "same", "a#1", "b#1", "--by", " ", "--because", "x")
    assert (ended.status, "--by" in ended.err) == (2, True)


def test_the_log_of_one_project_can_be_imported_again(three: Run, tmp_path: Path) -> None:
    three("judge", "different", "a#1", "b#1", *WHO)
    three("judge", "unsure", "a#1", "c#1", *WHO)
    (tmp_path / "log.jsonl").write_text(three("judge", "log", "--format", "jsonl").out, encoding="utf-8")
    three("judge", "undo", "j1", "--by", "سلمى")
    three("judge", "undo", "j2", "--by", "سلمى")
    ended = three("judge", "import", str(tmp_path / "log.jsonl"))
    assert ended.out.startswith("2 judgements taken.\n3 incidents")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a#1,b#1,same,x\nb#1,c#1,same,x\na#1,c#1,different,x\n", "[judgement]"),
        ("a#1,b#1,same,x\nno,c#1,same,x\n", "j.csv:3: no: the project holds no incident"),
        ("a#1,b#1,perhaps,x\n", "[broken-record]"),
        ("a#1,b#1,same,\n", "[broken-record]"),
    ],
    ids=["a cycle", "an unknown id", "no verdict", "nobody"],
)
def test_nothing_of_a_bad_import_is_taken(three: Run, tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "j.csv").write_text(f"left,right,verdict,by\n{content}", encoding="utf-8")
    ended = three("judge", "import", str(tmp_path / "j.csv"))
    assert (ended.status, words in ended.err) == (3, True)
    assert three("judge", "log").out == ""


def test_unsure_lists_no_pair_that_was_judged(three: Run) -> None:
    ended = three("incidents", "--unsure")
    assert ended.status == 0
    three("judge", "unsure", "a#1", "c#1", *WHO)
    again = three("incidents", "--unsure", "--limit", "5")
    assert "a#1 c#1" not in again.out


def test_explain_says_why_reports_were_joined(three: Run) -> None:
    id = next(id for id, events in ids(three).items() if len(events) == 2)
    explained = three("explain", "-p", ".", id).out
    for words in ("2 reports, 2 independent origins", "joined  a#1 and b#1", "kind +2"):
        assert words in explained


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("j.jsonl", "[" * 100_000, "not JSON"),
        ("j.csv", 'left,right,verdict,by\na#1,b#1,same,"x\nb#1,c#1,same,x\n', "not CSV"),
        ("j.csv", "left,right,verdict,by,at\na#1,b#1,same,x,2024-01-01T00:00\n", "at:"),
        ("j.csv", "left,right,verdict,by\na#1,b#1,same,  \n", "by:"),
        ("j.jsonl", '{"left":"a#1","right":"b#1","verdict":"same","by":"\\ud800"}', "by:"),
    ],
    ids=["deep nesting", "an open quotation mark", "a moment without zone", "a blank name", "half a character"],
)
def test_garbage_in_an_import_is_told_by_line(three: Run, tmp_path: Path, name: str, content: str, words: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    ended = three("judge", "import", str(tmp_path / name))
    assert (ended.status, "[broken-record]" in ended.err, words in ended.err) == (3, True, True)
    assert (three("judge", "log").status, three("judge", "log").out) == (0, "")


def test_an_import_of_excel_is_read_with_mark_carriage_returns_and_lines_within_a_reason(
    three: Run, tmp_path: Path
) -> None:
    rows = '\ufeffleft,right,verdict,by,because\r\na#1,b#1,different,سلمى,"سطر أول\r\nسطر ثان"\r\n'
    (tmp_path / "J.CSV").write_bytes(rows.encode("utf-8"))
    assert three("judge", "import", str(tmp_path / "J.CSV")).out.startswith("1 judgement taken.")
    entry = json.loads(three("judge", "log", "--format", "jsonl").out)
    assert entry["because"].splitlines() == ["سطر أول", "سطر ثان"]


def test_the_log_keeps_to_its_lines_and_colours_whatever_a_name_holds(three: Run) -> None:
    three("judge", "unsure", "a#1", "b#1", "--by", "x\x1b[31m\ny", "--because", "one\u2028two\nthree")
    table = three("judge", "log").out
    assert (len(table.splitlines()), "\x1b" in table) == (2, False)


def test_words_that_are_no_utf8_are_refused(three: Run) -> None:
    for arguments in (("a\udcff", "b#1", *WHO), ("a#1", "b#1", "--by", "\udcff", "--because", "x")):
        ended = three("judge", "same", *arguments)
        assert (ended.status, "not UTF-8" in ended.err) == (2, True)
    assert three("show", "\udcff").status == three("explain", "\udcff").status == 2


def test_a_status_for_an_event_is_refused_with_its_incident(three: Run) -> None:
    holder = next(id for id, events in ids(three).items() if "a#1" in events)
    ended = three("judge", "status", "a#1", "denied", *WHO)
    assert (ended.status, holder in ended.err) == (2, True)


def test_explain_names_the_incident_that_goes_on_with_an_old_id(three: Run) -> None:
    shelling, protest = sorted(ids(three), key=lambda id: ids(three)[id])
    three("judge", "same", shelling, protest, *WHO)
    ended = three("explain", protest)
    assert (ended.status, f"was merged. Explain {shelling}." in ended.err) == (3, True)


def test_unsure_refuses_what_it_would_not_heed(three: Run) -> None:
    for arguments in (("--format", "csv"), ("--place", "درعا"), ("--tombstones", "t.csv")):
        ended = three("incidents", "--unsure", *arguments)
        assert (ended.status, "--unsure" in ended.err) == (2, True)


def test_an_explanation_names_the_judgement_that_joined_a_pair_by_whom_and_why(three: Run) -> None:
    shelling, _ = sorted(ids(three), key=lambda id: ids(three)[id])
    assert "judged" not in three("explain", shelling).out
    three("judge", "same", "b#1", "c#1", *WHO)
    out = three("explain", shelling).out
    assert "judged  j1: b#1 is the same as c#1" in out
    assert re.search(r"by \W?سلمى\W? on \d{4}-\d\d-\d\d: \W?شهدت ذلك", out)
    assert "joined  b#1 and c#1: judged the same (j1), by the program " in out
    assert "joined  a#1 and b#1: judged" not in out
    three("judge", "undo", "j1", "--by", "سلمى")
    assert "judged" not in three("explain", shelling).out


def test_an_explanation_names_the_judgement_that_parts_an_incident_from_another(three: Run) -> None:
    three("judge", "different", "a#1", "b#1", *WHO)
    for id in ids(three):
        parted = "judged  j1: a#1 is not b#1" in three("explain", id).out
        assert parted == (ids(three)[id] != ["c#1"])


def test_an_explanation_tells_a_given_status_and_that_of_the_rules(three: Run) -> None:
    id = next(iter(ids(three)))
    three("judge", "status", id, "denied", *WHO)
    out = three("explain", id).out
    assert "denied: a person says so" in out
    assert "by the rules" in out


def test_a_protected_name_in_a_reason_is_withheld_and_under_an_embargo_reasons_are_not_told(
    three: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shelling, _ = sorted(ids(three), key=lambda id: ids(three)[id])
    three("judge", "same", "b#1", "c#1", "--by", "سلمى", "--because", "أكده أبو سالم")
    monkeypatch.setattr(Projection, "_names", lambda *_: ["أبو سالم"])
    out = three("explain", shelling).out
    assert "judged  j1" in out
    assert "سالم" not in out
    (tmp_path / "p" / "waqai.toml").write_text("embargo_hours = 1\n")
    assert "judged" not in three("explain", shelling).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("x" * 1001, "a#1", *WHO), "longer than 1,000 characters"),
        (("a#1", "b#1", "--by", "س" * 201, "--because", "x"), "--by: 201 characters are too long. Keep to 200."),
        (
            ("a#1", "b#1", "--by", "x", "--because", "س" * 2001),
            "--because: 2,001 characters are too long. Keep to 2,000.",
        ),
    ],
    ids=["id", "name", "reason"],
)
def test_what_is_too_long_to_keep_is_refused_in_words(three: Run, arguments: tuple[str, ...], words: str) -> None:
    ended = three("judge", "same", *arguments)
    assert (ended.status, words in ended.err, len(ended.err) < 300) == (2, True, True)
    assert three("judge", "log").out == ""


@pytest.mark.parametrize("field", ["left", "by", "because"])
def test_what_is_too_long_in_an_import_is_named_by_line_and_field(three: Run, tmp_path: Path, field: str) -> None:
    line = {"left": "a#1", "right": "b#1", "verdict": "same", "by": "x", "because": "y"}
    lines = [line, {**line, "right": "c#1", field: "س" * 2001}]
    (tmp_path / "j.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    ended = three("judge", "import", str(tmp_path / "j.jsonl"))
    assert (ended.status, f"j.jsonl:2: {field}: " in ended.err, len(ended.err) < 500) == (3, True, True)
    assert three("judge", "log").out == ""


def test_the_longest_that_may_be_is_kept(three: Run) -> None:
    ended = three("judge", "unsure", "a#1", "b#1", "--by", "س" * 200, "--because", "ش" * 2000)
    assert ended.status == 0
    assert "ش" * 2000 in three("judge", "log").out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("left;right;verdict;by\na#1;b#1;same;x\n", "j.csv:1: no column is headed by, left, right, verdict."),
        ("left,right,verdict,by,because\na#1,b#1,same,x,seen, heard\n", "j.csv:2: more cells than columns."),
        ("left,right,verdict,by\na#1,no-such,same,x\n", "j.csv:2: no-such: the project holds no incident"),
        ("left,right,verdict,by\na#1,a#1,same,x\n", "j.csv:2: a#1 a#1: both ids stand for one and the same"),
        ("x" * 200_000, "j.csv:1: "),
        ("\0" * 1000, "j.csv:1: "),
    ],
    ids=["semicolons", "a comma in a reason", "an unknown id", "one thing twice", "an endless line", "zeros"],
)
def test_what_is_wrong_in_a_csv_is_told_by_its_line(three: Run, tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "j.csv").write_text(content, encoding="utf-8")
    ended = three("judge", "import", str(tmp_path / "j.csv"))
    assert ended.status in (2, 3)
    assert words in ended.err
    assert three("judge", "log").out == ""


def test_a_csv_of_a_spreadsheet_is_taken_with_its_mark_blanks_and_arabic_names(three: Run, tmp_path: Path) -> None:
    content = 'left,right,verdict,by,because\r\n a#1 , b#1,different ,هناء العلي,"سبب، طويل, وسطر\r\nآخر"\r\n'
    (tmp_path / "j.csv").write_bytes(content.encode("utf-8-sig"))
    assert three("judge", "import", str(tmp_path / "j.csv")).out.startswith("1 judgement taken.")
    log = json.loads(three("judge", "log", "--format", "jsonl").out)
    assert (log["left"], log["by"], log["because"]) == ("a#1", "هناء العلي", "سبب، طويل, وسطر\nآخر")


def test_an_id_cannot_write_to_the_terminal(three: Run) -> None:
    ended = three("judge", "same", "\x1b[31mred\u202e", "a#1", *WHO)
    assert "[unknown-id] [31mred: " in ended.err


@pytest.mark.parametrize("command", ["same", "different", "unsure", "status", "undo", "log", "import"])
def test_help_shows_examples(run: Run, command: str) -> None:
    assert f"waqai judge {command}" in run("judge", command, "--help").out.partition("Examples:")[2]
