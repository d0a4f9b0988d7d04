"""A project with all that a project has, and its backup."""

from __future__ import annotations

import gzip
import io
import runpy
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from waqai.records.capture import Capture
from waqai.storage.backups.encryption import Key, Seal, in_the_open
from waqai.storage.backups.restoring import restore
from waqai.storage.captures import Captures
from waqai.storage.judging import Proposed
from waqai.storage.project import Project

PLAIN = runpy.run_path(str(Path(__file__).parents[1] / "conftest.py"))
WordCoder, write_reports, contents = (PLAIN[name] for name in ("WordCoder", "write_reports", "contents"))
READING, NOW = PLAIN["READING"], PLAIN["NOW"]
OPEN = Key()


def filled(root: Path) -> Project:
    """A project with files, captures from the web, judgements, a table of its own, and what no backup is to hold."""
    project = Project.create(root, clock=lambda: NOW)
    project.add([write_reports(root.parent / "first.jsonl", 12)], reading=READING)
    project.process(WordCoder())
    one, two = [incident.id for incident in project.incidents()][:2]
    with project.judging() as judging:
        judging.judge(Proposed(left=one, right=two, verdict="same", by="سلمى"))
    project.process(WordCoder())
    fetch(project, b"<p>one</p>", b"<p>two</p>", b"<p>one</p>")
    (root / "tables").mkdir()
    (root / "tables" / "جهات.tsv").write_text("# a table\nname\nفصيل\n", encoding="utf-8")
    for name in ("telegram.session", ".incoming-x", "tables/.hidden", "archive/incoming/x", "notes.txt"):
        (root / name).write_text("a secret")
    return project


def fetch(project: Project, *bodies: bytes) -> None:
    """Let answers of the web come in."""
    captures = [
        Capture(
            url=f"https://news.example/{number}",
            at=NOW,
            request=b"GET / HTTP/1.1\r\n\r\n",
            status=200,
            head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
            body=body,
        )
        for number, body in enumerate(bodies)
    ]
    with Captures(project._engine, project.archive).entering(captures):
        pass


def backed_up(project: Project, seal: Seal = in_the_open, **options: Any) -> bytes:
    """The bytes of a backup."""
    out = io.BytesIO()
    project.back_up(out, seal, **options)
    return out.getvalue()


def restored(data: bytes, folder: Path, key: Key = OPEN, *, damaged: bool = False) -> Project:
    """The project `r` in the folder that a backup gives."""
    file = folder / "backup"
    file.write_bytes(data)
    try:
        restore(file, folder / "r", key, damaged=damaged)
    finally:
        file.unlink()
    return Project.open(folder / "r", clock=lambda: NOW)


def members(data: bytes) -> dict[str, bytes]:
    """The files in a backup that is not encrypted, as Python's own reader of tar finds them."""
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as tar:
        return {info.name: tar.extractfile(info).read() for info in tar}  # type: ignore[union-attr]


def packed(files: Iterable[tuple[str | tarfile.TarInfo, bytes]]) -> bytes:
    """A backup of these files, put together by Python's own writer of tar."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name, data in files:
            info = tarfile.TarInfo(name) if isinstance(name, str) else name
            if isinstance(name, str):
                info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    size = out.tell()
    text = out.getvalue().rstrip(b"\0")
    text += bytes(-len(text) % 512)
    return gzip.compress(text + bytes(1024) if size else b"", 1)
