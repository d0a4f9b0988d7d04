"""What a transaction owes the ledger gets there once, whatever happens in between."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from waqai.archive import Extent, Ledger, Line, Location
from waqai.errors import ProjectError
from waqai.storage import owed_lines
from waqai.storage.models import CaptureRow, JudgementRow
from waqai.storage.owed_lines import acknowledged, last_records, owe, owed, pay
from waqai.storage.project import Project

PLAIN = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
NOW, READING, write_reports = PLAIN["NOW"], PLAIN["READING"], PLAIN["write_reports"]


def _line(name: str, **fields: object) -> Line:
    return Line.model_validate(
        {"at": NOW, "name": name, "sha256": "ab", "bytes": 2, "media_type": "x", "kind": "version"} | fields
    )


def _owe(project: Project, *lines: Line) -> None:
    with Session(project._engine) as session, session.begin():
        owe(session, *lines)


def _names(project: Project) -> list[str]:
    return [entry.name for entry in project.archive.ledger.entries()]


def _owed(project: Project) -> list[str]:
    with Session(project._engine) as session:
        return [line.name for line in owed(session)]


def test_what_is_owed_is_entered_in_order_and_struck_off(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owed_lines, "_BATCH", 2)
    pay(project._engine, project.archive.ledger)
    _owe(project, *(_line(name) for name in "abcde"))
    pay(project._engine, project.archive.ledger)
    assert (_names(project), _owed(project)) == (list("abcde"), [])
    _owe(project, _line("f"))
    pay(project._engine, project.archive.ledger)
    entries = list(project.archive.ledger.entries())
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert [entry.owed for entry in entries] == [1, 2, 3, 4, 5, 6], "no number is given twice"


def test_a_transaction_that_fails_owes_nothing(project: Project) -> None:
    with pytest.raises(ZeroDivisionError), Session(project._engine) as session, session.begin():
        owe(session, _line("a"))
        raise ZeroDivisionError
    assert _owed(project) == []


@pytest.mark.parametrize("kept", [0, 1, 2, 3])
@pytest.mark.parametrize("torn", [b"", b'{"at":"20'])
def test_a_payment_that_was_cut_off_writes_nothing_twice(
    project: Project, kept: int, torn: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay(project._engine, project.archive.ledger)
    _owe(project, _line("first"))
    pay(project._engine, project.archive.ledger)
    _owe(project, *(_line(name) for name in "abc"))
    ledger = project.archive.ledger.path
    before = ledger.read_bytes()

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(owed_lines, "_acknowledge", cut_off)
        pay(project._engine, project.archive.ledger)
    lines = ledger.read_bytes()[len(before) :].splitlines(keepends=True)
    ledger.write_bytes(before + b"".join(lines[:kept]) + torn)
    _owe(project, _line("d"))
    pay(project._engine, project.archive.ledger)
    assert _names(project) == ["first", "a", "b", "c", "d"]
    assert _owed(project) == []


def test_a_database_older_than_the_ledger_is_not_gone_on_with(project: Project) -> None:
    pay(project._engine, project.archive.ledger)
    _owe(project, _line("a"))
    with project._engine.begin() as connection:
        ends = connection.execute(text("SELECT entries, start, length, digest FROM ledger_end")).one()
    pay(project._engine, project.archive.ledger)
    with project._engine.begin() as connection:  # as a copy of the database from before would have it
        connection.execute(
            text("UPDATE ledger_end SET entries = :entries, start = :start, length = :length, digest = :digest"),
            ends._asdict(),
        )
    before = project.archive.ledger.path.read_bytes()
    _owe(project, _line("b"))
    with pytest.raises(ProjectError, match="not of the same time"):
        pay(project._engine, project.archive.ledger)
    assert project.archive.ledger.path.read_bytes() == before


def test_the_end_of_what_the_web_gave_is_remembered(project: Project) -> None:
    pay(project._engine, project.archive.ledger)
    with Session(project._engine) as session:
        assert last_records(session) is None
    extents = [Extent(file=f"{name}.warc.gz", offset=3, length=4, sha256="ab") for name in "ab"]
    _owe(project, *(_line(extent.file, kind=None, records=extent) for extent in extents), _line("version"))
    pay(project._engine, project.archive.ledger)
    with Session(project._engine) as session:
        assert last_records(session) == Location(file="b.warc.gz", offset=3, length=4)


def test_a_ledger_of_captures_alone_gets_the_decisions_that_were_made(project: Project, tmp_path: Path) -> None:
    """A project of before the ledger told of decisions: one capture whole, one cut off before it was entered."""
    ledger = project.archive.ledger
    rows = [
        CaptureRow(sha256=project.archive.put(name.encode()), name=name, media_type="x", bytes=1, at=NOW, read_at=at)
        for name, at in (("a", NOW), ("b", None), ("c", NOW))
    ]
    ledger.append([_line("a", kind=None, sha256=rows[0].sha256, bytes=1)])
    judgement = JudgementRow(left="x", right="y", verdict="unsure", by="سلمى", at=NOW, undone_at=NOW, undone_by="علي")
    with Session(project._engine, expire_on_commit=False) as session, session.begin():
        session.add_all([*rows, judgement])
    assert "the capture c" in str(project.verify()), "it was read whole, and its entry was taken out"
    with Session(project._engine) as session, session.begin():
        session.delete(session.get(CaptureRow, rows[2].sha256))
    assert (project.verify(), project.verification().waiting) == (None, 3)
    pay(project._engine, ledger)
    said = [(entry.kind, entry.name) for entry in ledger.entries()]
    assert said == [(None, "a"), (None, "b"), ("judgement", "j1"), ("undoing", "j1")]
    assert "سلمى" not in ledger.path.read_text(encoding="utf-8")
    pay(project._engine, ledger)
    assert len(list(ledger.entries())) == 4
    with Session(project._engine) as session:
        assert acknowledged(session) is not None
    assert (project.verify(), project.verification().waiting) == (None, 0)


def test_adding_and_judging_pays_what_an_earlier_command_left(project: Project, tmp_path: Path) -> None:
    _owe(project, _line("left over"))
    project.add([write_reports(tmp_path / "a.jsonl", 1)], reading=READING)
    assert _names(project) == ["left over", str(tmp_path / "a.jsonl")]
    _owe(project, _line("again"))
    with project.judging():
        pass
    assert _names(project)[-1] == "again"
    assert isinstance(project.archive.ledger, Ledger)
