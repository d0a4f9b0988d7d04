"""`waqai backup` and `waqai restore`: a project in one file, encrypted unless one says otherwise, and back."""

from __future__ import annotations

import os
import resource
import runpy
import signal
import sys
import traceback
from pathlib import Path

import pytest

from waqai.storage.project import Project

PLAIN = runpy.run_path(str(Path(__file__).parents[1] / "storage" / "conftest.py"))
Run = runpy.run_path(str(Path(__file__).with_name("conftest.py")))["Run"]


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Path:
    run("init", "p")
    source = PLAIN["write_reports"](tmp_path / "reports.jsonl", 6)
    assert run("add", "--project", "p", str(source)).status == 0
    return tmp_path


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_key_is_made_and_what_it_encrypts_is_restored(run: Run, made: Path) -> None:
    public = run("backup", "--new-key", "key").out.strip()
    ended = run("backup", "b.age", "--project", "p", "--recipient", public)
    assert (ended.status, "backed up in b.age" in ended.out) == (0, True)
    assert {(made / name).stat().st_mode & 0o777 for name in ("key", "b.age")} == {0o600}
    assert run("restore", "b.age", "r", "--identity", "key").status == 0
    assert (run("verify", "-p", "r").status, run("process", "-p", "r").status) == (0, 0)
    assert "6 documents" not in run("add", "-p", "r", "reports.jsonl").out


def test_without_a_way_to_encrypt_it_says_what_ways_there_are(run: Run, made: Path) -> None:
    ended = run("backup", "b", "--project", "p")
    assert (ended.status, (made / "b").exists()) == (2, False)
    assert all(way in ended.err for way in ("--recipient", "--passphrase-file", "--plain", "--new-key"))


def test_one_that_is_not_encrypted_says_so(run: Run, made: Path) -> None:
    ended = run("backup", "b", "--project", "p", "--plain")
    assert (ended.status, "It is not encrypted." in ended.err) == (0, True)
    assert run("restore", "b", "r").status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("backup", "b", "-p", "p", "--plain", "--recipient", "age1"),
        ("backup", "b", "-p", "p", "--recipient", "age1"),
        ("backup", "b", "-p", "p", "--passphrase-file", "nowhere"),
        ("backup", "reports.jsonl", "-p", "p", "--plain"),
        ("backup", "no/b", "-p", "p", "--plain"),
        ("backup",),
        ("backup", "b", "--new-key", "k"),
        ("backup", "--new-key", "reports.jsonl"),
        ("restore", "nowhere", "r"),
        ("restore", "reports.jsonl", "p"),
        ("restore", "reports.jsonl", "."),
        ("restore", "reports.jsonl", "r", "--identity", "reports.jsonl"),
        ("restore", "reports.jsonl", "r", "--identity", "k", "--passphrase-file", "k"),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(run: Run, made: Path, arguments: tuple[str, ...]) -> None:
    before = _names(made)
    assert (run(*arguments).status, _names(made)) == (2, before)


def test_a_foreign_file_is_told_and_leaves_nothing(run: Run, made: Path) -> None:
    before = _names(made)
    ended = run("restore", "reports.jsonl", "r")
    assert (ended.status, "[backup] reports.jsonl: it is no backup of Waqai" in ended.err) == (3, True)
    assert _names(made) == before


def test_what_does_not_hold_is_listed_and_ends_with_1(run: Run, made: Path) -> None:
    next((made / "p" / "archive").glob("[0-9a-f]?/*")).unlink()
    assert run("backup", "b", "-p", "p", "--plain").status == 3
    saved = run("backup", "b", "-p", "p", "--plain", "--damaged")
    assert (saved.status, "is missing" in saved.err) == (1, True)
    assert (run("restore", "b", "r").status, (made / "r").exists()) == (3, False)
    back = run("restore", "b", "r", "--damaged")
    assert (back.status, "are missing" in back.err) == (1, True)


def _on_a_full_disk(most_bytes: int, *arguments: str) -> tuple[int, str]:
    """The command in a forked process in which no file grows beyond so many bytes; its status and what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 4
        try:
            os.dup2(writing, 2)
            sys.stderr = os.fdopen(2, "w")
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
            sys.argv = ["waqai", *arguments]
            from waqai.cli import main

            main.run()
            status = 0
        except SystemExit as ended:
            status = int(ended.code or 0)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        said = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("way", ["--plain", "--recipient"])
def test_a_full_disk_leaves_nothing_of_a_backup(run: Run, made: Path, way: str, share: float) -> None:
    """The database is small and the archive large, so that it is the backup that finds no room."""
    source = made / "large.csv"
    source.write_text("text\n" + "".join(f"{os.urandom(24).hex()}\n" for _ in range(60_000)))
    _archived_alone(made / "p", source)
    source.unlink()
    ways = ("--plain",) if way == "--plain" else (way, run("backup", "--new-key", "k").out.strip())
    run("backup", "whole", "-p", "p", *ways)
    before = _names(made) | _names(made / "p")
    assert _on_a_full_disk(1 << 13, "backup", "b", "-p", "p", *ways)[0] == 3
    size = int((made / "whole").stat().st_size * share)
    status, said = _on_a_full_disk(max(size, 700_000), "backup", "b", "-p", "p", *ways)
    assert (status, "the disk is full" in said) == (3, True), said
    assert _names(made) | _names(made / "p") == before


def test_a_full_disk_leaves_nothing_of_a_restored_project(run: Run, made: Path) -> None:
    run("backup", "b", "-p", "p", "--plain")
    before = _names(made)
    status, said = _on_a_full_disk(50_000, "restore", "b", "r")
    assert (status, "the disk is full" in said) == (3, True), said
    assert _names(made) == before


def _archived_alone(root: Path, source: Path) -> None:
    """Let a file come into the archive without its documents, as one that waits to be read."""
    from sqlalchemy.orm import Session

    from waqai.storage.models import CaptureRow
    from waqai.storage.owed_lines import owe
    from waqai.storage.statements import capture_line

    project = Project.open(root)
    with source.open("rb") as stream:
        digest, size = project.archive.put_stream(stream)
    with Session(project._engine) as session, session.begin():
        row = CaptureRow(
            sha256=digest, name="large", media_type="text/csv", bytes=size, at=PLAIN["NOW"], read_at=PLAIN["NOW"]
        )
        session.add(row)
        owe(session, capture_line(row))
    project.close()


@pytest.mark.parametrize("inside", [True, False])
def test_a_project_that_names_root_certificates_is_restored(run: Run, made: Path, inside: bool) -> None:
    """Those in its folder come with it; those elsewhere are looked for by `waqai verify` alone."""
    roots = made / "p" / "roots.pem" if inside else made / "elsewhere.pem"
    roots.write_text("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n")
    with (made / "p" / "waqai.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[stamps]\nroots = "{"roots.pem" if inside else roots}"\n')
    assert run("backup", "b", "-p", "p", "--plain").status == 0
    roots.unlink()
    assert run("restore", "b", "q").status == 0
    assert (made / "q" / "roots.pem").is_file() == inside
