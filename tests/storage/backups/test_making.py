"""A backup is what the project held at one moment, whole, whoever writes meanwhile; a failed one leaves nothing."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from sqlalchemy.orm import Session

from waqai.archive import Ledger, Line
from waqai.archive.archive import STAMP
from waqai.errors import BackupError
from waqai.storage.backups.encryption import Key, in_the_open, new_identity, read_identities, to_recipients
from waqai.storage.backups.members import HEAD, MANIFEST
from waqai.storage.backups.restoring import restore
from waqai.storage.models import CaptureRow
from waqai.storage.owed_lines import owe, owed, pay
from waqai.storage.project import Project
from waqai.storage.statements import capture_line

from .made import NOW, READING, WordCoder, backed_up, contents, fetch, filled, members, restored, write_reports

FORKED = multiprocessing.get_context("fork")


@pytest.fixture
def full(tmp_path: Path) -> Project:
    return filled(tmp_path / "p")


def test_it_holds_what_a_project_is_and_nothing_else(full: Project) -> None:
    found = members(backed_up(full))
    archived = {
        path.relative_to(full.root).as_posix() for path in (full.root / "archive").rglob("*") if path.name != "x"
    }
    files = {name for name in archived if (full.root / name).is_file()}
    assert set(found) == {HEAD, MANIFEST, "waqai.toml", "waqai.db", "tables/جهات.tsv"} | files
    lines = found[MANIFEST].decode().splitlines()
    assert lines == [
        f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in found.items() if name not in (HEAD, MANIFEST)
    ]
    assert b"a secret" not in b"".join(found.values())


def test_the_project_and_its_folder_stay_as_they_are(full: Project) -> None:
    before = {path: path.stat().st_mtime_ns for path in full.root.rglob("*") if "waqai.db" not in path.name}
    state = contents(full)
    backed_up(full)
    after = {path: path.stat().st_mtime_ns for path in full.root.rglob("*") if "waqai.db" not in path.name}
    assert contents(full) == state
    assert before.keys() == after.keys()


def test_what_comes_in_while_it_is_made_is_left_out(full: Project, tmp_path: Path) -> None:
    """Files, pages and lines of the ledger that come after the copy of the database are not in it."""
    expected = contents(full)

    def seal(pieces: Iterator[bytes], out: BinaryIO) -> None:
        full.add([write_reports(tmp_path / "later.jsonl", 5, 50)], reading=READING)
        fetch(full, b"<p>later</p>")
        in_the_open(pieces, out)

    project = restored(backed_up(full, seal), _made(tmp_path / "to"))
    assert project.verify() is None
    assert contents(project) == expected
    fetch(project, b"<p>later</p>")
    project.add([tmp_path / "later.jsonl"], reading=READING)
    assert project.verify() is None
    assert contents(project) == contents(full)


def test_lines_that_are_owed_stay_owed_also_where_the_ledger_has_them(
    full: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between the ledger's writing and the striking off; the copy of the ledger ends before it."""
    append = Ledger.append

    def cut_off(self: Ledger, *arguments: object) -> object:
        append(self, *arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Ledger, "append", cut_off)
        full.add([write_reports(tmp_path / "more.jsonl", 3, 90)], reading=READING)
    project = restored(backed_up(full), _made(tmp_path / "to"))
    with Session(project._engine) as session:
        assert owed(session)
    for each in (project, full):
        each.add([tmp_path / "more.jsonl"], reading=READING)
        assert each.verify() is None
    assert contents(project) == contents(full)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _go_on_adding(root: Path, folder: Path, rounds: int) -> None:
    project = Project.open(root, clock=lambda: NOW)
    for number in range(rounds):
        project.add([write_reports(folder / f"w{number}.jsonl", 2, 1_000 + 2 * number)], reading=READING)
        fetch(project, f"<p>page {number}</p>".encode())
    project.process(WordCoder())


def test_each_that_is_made_while_another_process_writes_is_whole(full: Project, tmp_path: Path) -> None:
    writer = FORKED.Process(target=_go_on_adding, args=(full.root, tmp_path, 40))
    writer.start()
    made = []
    while writer.is_alive() or not made:
        made.append(backed_up(full))
    writer.join()
    assert writer.exitcode == 0
    sizes = set()
    for number, data in enumerate((*made[:3], made[len(made) // 2], made[-1])):
        project = restored(data, _made(tmp_path / str(number)))
        assert project.verify() is None
        sizes.add(project.counts().captures)
        project.add(sorted(tmp_path.glob("w*.jsonl")), reading=READING)
        project.process(WordCoder())
        assert project.counts().documents == full.counts().documents
        assert project.verify() is None
    assert len(sizes) > 1


def _killed_at(root: Path, file: Path, piece: int) -> None:
    def seal(pieces: Iterator[bytes], out: BinaryIO) -> None:
        for number, data in enumerate(pieces):
            if number == piece:
                os.kill(os.getpid(), signal.SIGKILL)
            out.write(data)

    from waqai.cli.outfile import whole_file

    with whole_file(file) as out:
        Project.open(root).back_up(out, seal)


def test_one_that_is_killed_leaves_no_file_and_hinders_nothing(full: Project, tmp_path: Path) -> None:
    for number in range(4):
        fetch(full, os.urandom(1 << 20) + bytes([number]))
    for piece in range(4):
        run = FORKED.Process(target=_killed_at, args=(full.root, tmp_path / "b", piece))
        run.start()
        run.join()
        assert run.exitcode == -signal.SIGKILL
        assert not (tmp_path / "b").exists()
        assert not list(full.root.glob(".backup-*")), "the copy of the database stays behind"
    assert restored(backed_up(full), _made(tmp_path / "to")).verify() is None


def test_a_copy_that_a_killed_one_left_is_taken_away(full: Project) -> None:
    (full.root / ".backup-left").write_bytes(b"a database")
    backed_up(full)
    assert not list(full.root.glob(".backup-*"))


def test_a_file_that_was_altered_or_is_gone_is_told(full: Project, tmp_path: Path) -> None:
    file = next((full.root / "archive").glob("[0-9a-f]?/*"))
    file.chmod(0o644)
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + b"#")
    with pytest.raises(BackupError, match="was altered"):
        backed_up(full)
    file.write_bytes(whole[:-1])
    with pytest.raises(BackupError, match="lacks its last 1 bytes"):
        backed_up(full)
    file.unlink()
    with pytest.raises(BackupError, match="is missing"):
        backed_up(full)
    project = restored(backed_up(full, damaged=True), _made(tmp_path / "to"), damaged=True)
    assert "missing" in str(project.verify())
    assert contents(project) == contents(full)


def test_a_ledger_and_a_warc_file_that_were_cut_off_are_told(full: Project) -> None:
    warc = next((full.root / "archive" / "warc").iterdir())
    for file in (full.root / "archive" / "ledger.jsonl", warc):
        whole = file.read_bytes()
        file.write_bytes(whole[:-5])
        with pytest.raises(BackupError, match=f"{file.name} lacks its last 5 bytes"):
            backed_up(full)
        file.write_bytes(whole)


def test_what_lies_unacknowledged_behind_the_records_is_left_out(full: Project, tmp_path: Path) -> None:
    for file in (next((full.root / "archive" / "warc").iterdir()), full.root / "archive" / "ledger.jsonl"):
        with file.open("ab") as stream:
            stream.write(b"half a line")
    found = members(backed_up(full))
    assert not any(data.endswith(b"half a line") for data in found.values())
    assert restored(backed_up(full), _made(tmp_path / "to")).verify() is None


def test_a_damaged_database_is_not_backed_up(full: Project) -> None:
    full.close()
    database = full.root / "waqai.db"
    data = bytearray(database.read_bytes())
    data[8 * 4096 : 20 * 4096] = b"\xa5" * (12 * 4096)
    database.write_bytes(data)
    with pytest.raises(BackupError, match="its database"):
        backed_up(full)


def test_names_of_tables_that_no_tar_holds_plainly_are_told(full: Project) -> None:
    (full.root / "tables" / ("ج" * 60)).write_text("x")
    with pytest.raises(BackupError, match="no backup holds a file of that name"):
        backed_up(full)


def test_memory_does_not_grow_with_the_project(full: Project, tmp_path: Path) -> None:
    """128 MB go through encryption and back; most that is held at a time is some pieces of a megabyte."""
    block, large = os.urandom(1 << 20), tmp_path / "large"
    with large.open("wb") as file:
        file.writelines([block] * 128)
    with large.open("rb") as stream:
        digest, size = full.archive.put_stream(stream)
    with Session(full._engine) as session, session.begin():
        row = CaptureRow(sha256=digest, name="large", media_type="text/plain", bytes=size, at=NOW, read_at=NOW)
        session.add(row)
        owe(session, capture_line(row))
    secret, public = new_identity()
    (tmp_path / "key").write_text(secret)
    seal, key = to_recipients([public]), Key(read_identities(tmp_path / "key"))
    tracemalloc.start()
    try:
        with (tmp_path / "b").open("wb") as out:
            full.back_up(out, seal)
        restore(tmp_path / "b", tmp_path / "r", key)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (tmp_path / "b").stat().st_size > size
    assert peak < 16 << 20


def test_the_tokens_of_time_stamps_are_in_it_of_which_only_the_ledger_tells(full: Project) -> None:
    digests = [full.archive.put(token) for token in (b"a token", b"another")]
    for number, digest in enumerate(digests):
        line = Line(at=NOW, name="x", sha256=digest, bytes=7, media_type="application/x", kind=STAMP)
        with Session(full._engine) as session, session.begin():
            owe(session, line)
        if not number:
            pay(full._engine, full.archive.ledger)
    found = members(backed_up(full))
    assert [found[f"archive/{digest[:2]}/{digest[2:]}"] for digest in digests] == [b"a token", b"another"]
