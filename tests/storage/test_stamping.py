"""A stamp of the ledger is kept and entered, and proves the entries before it as long as they stay as they were."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.servers.stamp_authority import StampAuthority
from waqai.archive import Ledger
from waqai.archive.chain import GENESIS, digest, parsed, sealed
from waqai.errors import NotConnected, ProjectError, StampError
from waqai.storage import stamping
from waqai.storage.project import Project
from waqai.storage.settings import Settings, StampSettings

PLAIN = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
NOW, READING, write_reports = (PLAIN[name] for name in ("NOW", "READING", "write_reports"))
ADDRESS = "https://stamps.example/tsr"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> StampAuthority:
    return StampAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def made(authority: StampAuthority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two files, a stamp, and a third file."""
    root = tmp_path_factory.mktemp("made") / "p"
    project = Project.create(root, clock=lambda: NOW)
    for number in range(2):
        _add(project, number)
    stamped = project.stamp(ADDRESS, ask=authority.answer)
    assert stamped is not None
    assert (stamped.entry, stamped.authority, stamped.signed) == (2, authority.name, False)
    _add(project, 2)
    project.close()
    return root


@pytest.fixture
def stamped(made: Path, tmp_path: Path) -> Project:
    shutil.copytree(made, tmp_path / "p")
    return Project.open(tmp_path / "p", clock=lambda: NOW)


def _add(project: Project, number: int) -> None:
    project.add([write_reports(project.root.parent / f"{number}.jsonl", 2, number * 2)], reading=READING)


def _token(project: Project) -> Path:
    [entry] = [entry for entry in project.archive.ledger.entries() if entry.kind == "stamp"]
    return project.archive.path_of(entry.sha256)


def test_a_stamp_is_a_line_of_the_ledger_and_the_ledger_goes_on(stamped: Project) -> None:
    kinds = [entry.kind for entry in stamped.archive.ledger.entries()]
    assert kinds == [None, None, "stamp", None]
    found = stamped.verification()
    assert (found.entries, found.waiting, found.faults, found.unchecked) == (4, 0, [], 0)
    [stamp] = found.stamps
    assert (stamp.entry, stamp.line, stamp.address, stamp.signed) == (2, 3, ADDRESS, False)


def test_the_token_is_about_the_text_of_the_line(stamped: Project, authority: StampAuthority, tmp_path: Path) -> None:
    """As anybody can check without Waqai."""
    (tmp_path / "line").write_bytes(stamped.archive.ledger.path.read_bytes().split(b"\n")[1])
    command = ["openssl", "ts", "-verify", "-data", "line", "-in", str(_token(stamped)), "-CAfile", authority.roots]
    assert "Verification: OK" in subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout


def test_with_roots_the_signature_is_proven_or_a_fault(
    stamped: Project, authority: StampAuthority, tmp_path: Path
) -> None:
    assert [stamp.signed for stamp in stamped.verification(roots=authority.roots).stamps] == [True]
    other = StampAuthority(tmp_path / "other", "Another")
    found = stamped.verification(roots=other.roots)
    assert found.stamps == []
    assert "entry 3 (time stamp of entry 2 by https://stamps.example/tsr): it is not signed under" in str(found.first)
    assert stamped.verify() is None


def test_roots_of_the_settings_are_found_from_the_project(stamped: Project, authority: StampAuthority) -> None:
    shutil.copy(authority.roots, stamped.root / "authorities.pem")
    with (stamped.root / "waqai.toml").open("a", encoding="utf-8") as file:
        file.write('\n[stamps]\nroots = "authorities.pem"\n')
    opened = Project.open(stamped.root)
    assert [stamp.signed for stamp in opened.verification().stamps] == [True]
    (stamped.root / "authorities.pem").unlink()
    with pytest.raises(StampError, match=r"authorities\.pem"):
        opened.verification()


def test_a_stamp_that_the_roots_do_not_bear_is_not_taken(tmp_path: Path, authority: StampAuthority) -> None:
    late = StampAuthority(tmp_path / "late", "Late", expired=True)
    settings = Settings(stamps=StampSettings(roots=str(late.roots)))
    project = Project.create(tmp_path / "p", settings, clock=lambda: NOW)
    _add(project, 0)
    for answerer, why in ((authority, "unable to get"), (late, "expired")):
        with pytest.raises(StampError, match=why):
            project.stamp(ADDRESS, ask=answerer.answer)
    assert [entry.kind for entry in project.archive.ledger.entries()] == [None]


def test_what_the_authority_has_stamped_already_is_not_stamped_again(
    project: Project, authority: StampAuthority
) -> None:
    _add(project, 0)
    assert project.stamp(ADDRESS, ask=authority.answer)
    assert project.stamp(ADDRESS, ask=authority.answer) is None
    other = project.stamp("https://other.example/", ask=authority.answer)
    assert other is not None
    assert other.entry == 2
    _add(project, 1)
    again = project.stamp(ADDRESS, ask=authority.answer)
    assert again is not None
    assert again.entry == 4
    assert [stamp.entry for stamp in project.verification().stamps] == [1, 2, 4]


def test_an_empty_ledger_is_not_stamped(project: Project, authority: StampAuthority) -> None:
    with pytest.raises(ProjectError, match="the ledger is empty"):
        project.stamp(ADDRESS, ask=authority.answer)


def test_a_ledger_that_was_cut_off_is_not_stamped(stamped: Project, authority: StampAuthority) -> None:
    path = stamped.archive.ledger.path
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:3]))
    with pytest.raises(ProjectError, match="cut off"):
        stamped.stamp(ADDRESS, ask=authority.answer)


def _down(_: bytes) -> bytes:
    raise NotConnected("no connection could be made.")


@pytest.mark.parametrize("answer", [b"", b"<html>", b"0" * 3_000])
def test_an_answer_that_does_not_hold_leaves_no_trace(project: Project, answer: bytes) -> None:
    _add(project, 0)
    for ask, error in ((lambda _: answer, StampError), (_down, NotConnected)):
        with pytest.raises(error):
            project.stamp(ADDRESS, ask=ask)
    assert len(list(project.archive.ledger.entries())) == 1
    assert project.verify() is None


def test_entries_that_come_in_meanwhile_stand_before_the_stamp(project: Project, authority: StampAuthority) -> None:
    """The project is not locked while an authority is asked."""
    _add(project, 0)

    def slow(query: bytes) -> bytes:
        _add(project, 1)
        return authority.answer(query)

    project.stamp(ADDRESS, ask=slow)
    [stamp] = project.verification(roots=authority.roots).stamps
    assert (stamp.entry, stamp.line) == (1, 3)


def test_an_altered_token_is_named(stamped: Project, authority: StampAuthority) -> None:
    token = _token(stamped)
    token.chmod(0o644)
    data = token.read_bytes()
    token.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert "entry 3 (time stamp of entry 2" in str(stamped.verify())
    assert "were altered" in str(stamped.verify())
    token.unlink()
    assert "are missing" in str(stamped.verify())


def _forge(project: Project, **third: object) -> None:
    """Seal and chain every line of the ledger anew, with changes in the third, and let the store believe it."""
    path, lines, previous = project.archive.ledger.path, [], GENESIS
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        entry = parsed(line)
        assert entry is not None
        changes = third if number == 3 else {}
        written = sealed(entry.model_copy(update={**changes, "previous": previous}))[1]
        previous = digest(written)
        lines.append(written + b"\n")
    path.write_bytes(b"".join(lines))
    end = {"s": sum(map(len, lines[:-1])), "l": sum(map(len, lines)), "d": previous}
    with project._engine.begin() as connection:
        connection.execute(text("UPDATE ledger_end SET start = :s, length = :l, digest = :d"), end)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("time stamp of entry 1 by https://stamps.example/tsr", "it is not about entry 1 as it stands here"),
        ("time stamp of entry 3 by https://stamps.example/tsr", "it names no entry before it"),
        ("time stamp of entry 0 by https://stamps.example/tsr", "it names no entry before it"),
        ("time stamp", "it names no entry before it"),
    ],
)
def test_a_stamp_proves_no_other_entry(stamped: Project, name: str, fault: str) -> None:
    _forge(stamped, name=name)
    found = stamped.verification()
    assert fault in str(found.first)
    assert found.stamps == []


def test_bytes_that_are_no_stamp_are_named(stamped: Project) -> None:
    sha256 = stamped.archive.put(b"no stamp")
    _forge(stamped, sha256=sha256, bytes=8)
    assert "no answer of a time stamp authority" in str(stamped.verify())


def test_a_ledger_that_was_written_anew_does_not_fit_its_stamp(stamped: Project) -> None:
    """Whoever can seal every line and change the store cannot have stamped what they wrote."""
    path = stamped.archive.ledger.path
    first = parsed(path.read_bytes().splitlines()[0])
    assert first is not None
    lines = path.read_bytes().replace(b'"name":"' + first.name.encode(), b'"name":"another')
    path.write_bytes(lines)
    with stamped._engine.begin() as connection:
        connection.execute(text("UPDATE capture SET name = 'another' WHERE sha256 = :s"), {"s": first.sha256})
    _forge(stamped)
    found = stamped.verification()
    assert "it is not about entry 2 as it stands here" in str(found.first)


def test_after_a_break_nothing_more_is_proven(stamped: Project) -> None:
    path = stamped.archive.ledger.path
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0].replace(b"application", b"applicatiom"), *lines[1:]]))
    assert stamped.verification(every=True).stamps == []
    path.write_bytes(b"".join([*lines[:3], lines[3].replace(b"application", b"applicatiom")]))
    assert [stamp.entry for stamp in stamped.verification(every=True).stamps] == [2]


class _Killed(BaseException):
    """The process ends here."""


def _kill(*_: object) -> None:
    raise _Killed


@pytest.mark.parametrize("at", ["token", "owed", "entered"])
def test_killed_anywhere_nothing_is_lost(
    project: Project, authority: StampAuthority, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """Between token and line the next stamping asks anew; a line that is owed is entered by the next command."""
    _add(project, 0)
    with monkeypatch.context() as patch:
        if at == "token":
            patch.setattr(stamping, "owe", _kill)
        elif at == "owed":
            patch.setattr(Ledger, "append", _kill)
        else:
            patch.setattr("waqai.storage.owed_lines._acknowledge", _kill)
        with pytest.raises(_Killed):
            project.stamp(ADDRESS, ask=authority.answer)
    assert project.verify() is None
    _add(project, 1)
    kinds = [entry.kind for entry in project.archive.ledger.entries()]
    assert kinds == ([None, None] if at == "token" else [None, "stamp", None])
    assert project.verify() is None
    assert project.stamp(ADDRESS, ask=authority.answer)
    assert project.verification(roots=authority.roots).faults == []
