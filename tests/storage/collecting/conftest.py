"""A project whose clock a test moves, and a site for it to collect from."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.servers import WebServer
from waqai.storage.collect_report import CollectReport, Happened
from waqai.storage.project import Project

from .site import NewsSite

SETTINGS = """\
[collecting]
pause_seconds = 0
allow_addresses = ["127.0.0.0/8"]
tries = 1

"""


class Desk:
    """A project in `root` that collects from sources written in TOML, at a time that the test sets."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = datetime(2016, 10, 10, 12, 0, tzinfo=UTC)
        self.happened: list[Happened] = []
        Project.create(root, clock=self.clock).close()

    @classmethod
    def copy_of(cls, other: Desk, root: Path) -> Desk:
        """A copy of a desk in another folder, at its time."""
        shutil.copytree(other.root, root)
        copy = cls.__new__(cls)
        copy.root, copy.now, copy.happened = root, other.now, []
        return copy

    def clock(self) -> datetime:
        """The time that the test set."""
        return self.now

    def sources(self, *tables: str) -> None:
        """Write the settings anew with these sources."""
        text = SETTINGS + "\n".join(f"[[sources]]\n{table}\n" for table in tables)
        (self.root / "waqai.toml").write_text(text, encoding="utf-8")

    def project(self) -> Project:
        """The project, opened anew as another process would."""
        return Project.open(self.root, clock=self.clock)

    def collect(self, *names: str, now: bool = False) -> CollectReport:
        """One collecting."""
        project = self.project()
        try:
            return asyncio.run(project.collector(listener=self.happened.append).once(names, now=now))
        finally:
            project.close()

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def texts(self) -> dict[str, str]:
        """The latest text of each document, by id without version."""
        project = self.project()
        try:
            return {item.document.id.partition("@")[0]: item.document.text for item in project.coded()}
        finally:
            project.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with WebServer() as web:
        yield NewsSite(web)
