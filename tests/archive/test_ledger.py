"""Every change of the ledger is found at its place, and what a crash left of a line breaks nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waqai.archive import End, Ledger, Line
from waqai.archive import ledger as ledger_module
from waqai.errors import ProjectError

AT = datetime(2024, 6, 1, tzinfo=UTC)
FIRST_VERSION = (
    '{"at":"2024-06-01T00:00:00Z","name":"a.txt","sha256":"ab","bytes":2,"media_type":"text/plain","previous":"'
    + "0" * 64
    + '","seal":"bc0f0df43d8f3d14c4ee3c1b4b9ffc3c3a2fbb71f2c2c5d0a53f0c7cc64ef19f"}'
)


def _line(name: str, **fields: object) -> Line:
    return Line.model_validate(
        {"at": AT, "name": name, "sha256": "ab", "bytes": 2, "media_type": "text/plain", **fields}
    )


def _filled(root: Path, count: int = 3) -> tuple[Ledger, End]:
    ledger = Ledger(root / "ledger.jsonl")
    end = End()
    for number in range(count):
        _, end = ledger.append([_line(f"report-{number}.txt")], end)
    return ledger, end


def _faults(ledger: Ledger) -> list[tuple[int, str]]:
    return [(step.line, step.fault) for step in ledger.walk() if step.fault]


def test_entries_come_out_in_order_and_numbered(tmp_path: Path) -> None:
    ledger, end = _filled(tmp_path)
    entries = list(ledger.entries())
    assert [(entry.number, entry.name) for entry in entries] == [(n + 1, f"report-{n}.txt") for n in range(3)]
    assert (end.entries, end.length) == (3, ledger.path.stat().st_size)


def test_a_batch_is_written_as_single_lines_are(tmp_path: Path) -> None:
    ledger, end = _filled(tmp_path / "single")
    other = Ledger(tmp_path / "batch" / "ledger.jsonl")
    _, also = other.append([_line(f"report-{number}.txt") for number in range(3)])
    assert other.path.read_bytes() == ledger.path.read_bytes()
    assert also == end


@pytest.mark.parametrize("line", [0, 1])
@pytest.mark.parametrize("change", ["edit", "remove", "garble", "repeat", "blank"])
def test_a_change_is_found_at_its_place(tmp_path: Path, line: int, change: str) -> None:
    ledger, _ = _filled(tmp_path)
    lines = ledger.path.read_bytes().splitlines(keepends=True)
    changed = {
        "edit": [lines[line].replace(b"2024", b"2023")],
        "remove": [],
        "garble": [b"{}\n"],
        "repeat": [lines[line], lines[line]],
        "blank": [b"\n", lines[line]],
    }[change]
    ledger.path.write_bytes(b"".join([*lines[:line], *changed, *lines[line + 1 :]]))
    place = line + (2 if change == "repeat" else 1)
    assert _faults(ledger)[0][0] == place
    with pytest.raises(ProjectError, match=f"ledger.jsonl:{place}"):
        list(ledger.entries())


def test_a_change_of_the_last_line_is_seen(tmp_path: Path) -> None:
    ledger, _ = _filled(tmp_path)
    ledger.path.write_bytes(ledger.path.read_bytes().replace(b"report-2.txt", b"report-9.txt"))
    assert _faults(ledger) == [(3, "was changed: it does not fit its seal")]


def test_the_entries_behind_a_broken_one_are_looked_at_too(tmp_path: Path) -> None:
    ledger, _ = _filled(tmp_path, 5)
    content = ledger.path.read_bytes()
    ledger.path.write_bytes(content.replace(b"report-1.txt", b"report-7.txt").replace(b"report-3.txt", b"report-8.txt"))
    assert [line for line, _ in _faults(ledger)] == [2, 3, 4, 5], "the changed ones, and those chained to them"


@pytest.mark.parametrize("kept", [1, 20, -2, -1])
def test_an_entry_that_a_crash_cut_short_breaks_nothing(tmp_path: Path, kept: int) -> None:
    ledger, _ = _filled(tmp_path)
    content = ledger.path.read_bytes()
    start = content.rindex(b"\n", 0, -1) + 1
    ledger.path.write_bytes(content[:start] + content[start:][:kept])
    _, end = ledger.append([_line("later.txt"), _line("last.txt")])
    names = [entry.name for entry in ledger.entries()]
    assert names[-2:] == ["later.txt", "last.txt"]
    assert len(names) == end.entries == (5 if kept == -1 else 4), "a whole entry that lacks its line break counts"
    ledger.append([_line("after.txt")], end)
    assert _faults(ledger) == []


def test_two_crashes_in_a_row_break_nothing(tmp_path: Path) -> None:
    ledger, end = _filled(tmp_path, 1)
    with ledger.path.open("ab") as file:
        file.write(b'{"at": "20\n{"at": "2024-')
    ledger.append([_line("later.txt")], end)
    assert [entry.name for entry in ledger.entries()] == ["report-0.txt", "later.txt"]


def test_what_a_crash_left_cannot_be_changed_unseen(tmp_path: Path) -> None:
    ledger, end = _filled(tmp_path, 1)
    with ledger.path.open("ab") as file:
        file.write(b'{"at": "20')
    ledger.append([_line("later.txt")], end)
    ledger.path.write_bytes(ledger.path.read_bytes().replace(b'{"at": "20\n', b'{"at": "19\n'))
    assert _faults(ledger) == [(3, "does not follow from what stands before it")]


def test_entries_behind_a_remembered_end_are_those_of_a_run_that_was_cut_off(tmp_path: Path) -> None:
    ledger, end = _filled(tmp_path)
    ledger.append([_line("a", owed=7), _line("b", owed=8)], end)
    assert [(entry.name, entry.owed) for entry in ledger.since(end)] == [("a", 7), ("b", 8)]
    with ledger.path.open("ab") as file:
        file.write(b'{"at"')
    assert len(ledger.since(end)) == 2


@pytest.mark.parametrize("change", ["cut", "gone", "edit"])
def test_nothing_is_appended_to_a_ledger_that_lacks_what_was_acknowledged(tmp_path: Path, change: str) -> None:
    ledger, end = _filled(tmp_path)
    content = ledger.path.read_bytes()
    ledger.path.write_bytes(content.replace(b"report-2", b"report-9") if change == "edit" else content[:-1])
    if change == "gone":
        ledger.path.unlink()
    before = ledger.path.read_bytes() if ledger.path.exists() else None
    with pytest.raises(ProjectError, match="acknowledged" if change == "edit" else "cut off"):
        ledger.append([_line("later.txt")], end)
    if before is not None:
        assert ledger.path.read_bytes() == before


def test_lines_of_the_first_version_hold_and_are_gone_on_with(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    old = json.loads(FIRST_VERSION)
    old["seal"] = ledger_module.digest(
        json.dumps({k: old[k] for k in old if k != "seal"}, separators=(",", ":")).encode()
    )
    ledger.path.write_text(json.dumps(old, separators=(",", ":")) + "\n", encoding="utf-8")
    ledger.append([_line("b.txt")])
    assert [(entry.number, entry.name) for entry in ledger.entries()] == [(None, "a.txt"), (2, "b.txt")]


def test_a_line_of_any_length_is_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, end = _filled(tmp_path, 1)
    with ledger.path.open("ab") as file:
        file.write(b"x" * 10_000)
    ledger.append([_line("later.txt")], end)
    monkeypatch.setattr(ledger_module, "LONGEST", 1_000)
    assert [entry.name for entry in ledger.entries()] == ["report-0.txt", "later.txt"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(data=st.data())
def test_no_change_of_any_byte_passes(tmp_path: Path, data: st.DataObject) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.path.unlink(missing_ok=True)
    ledger, end = _filled(tmp_path)
    content = ledger.path.read_bytes()
    start = data.draw(st.integers(0, len(content) - 1))
    stop = data.draw(st.integers(start, min(len(content), start + 400)))
    changed = content[:start] + data.draw(st.binary(max_size=20)) + content[stop:]
    if changed.startswith(content):
        return
    ledger.path.write_bytes(changed)
    seen = [step for step in ledger.walk() if step.entry]
    whole = len(changed) >= len(content) and len(seen) >= end.entries
    assert _faults(ledger) or not whole or changed[end.start : end.length - 1] != content[end.start : end.length - 1]
