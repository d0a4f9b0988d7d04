"""A project of the first schema, which knew no permanent ids, is opened and goes on under the ids it had."""

from __future__ import annotations

import json
import runpy
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from waqai.storage import migrations
from waqai.storage.judging import Proposed
from waqai.storage.layout import DATABASE
from waqai.storage.project import Project

PLAIN = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
NOW, READING, WordCoder, contents = PLAIN["NOW"], PLAIN["READING"], PLAIN["WordCoder"], PLAIN["contents"]
TEXTS = {"a": "وقع قصف في درعا", "b": "سمع أهل الحي صوت قصف في درعا", "c": "خرج احتجاج في درعا"}
TABLES = ("capture", "document", "event", "decision", "incident", "incident_event", "run", "state")


def first_schema(path: Path) -> None:
    """An empty database of the first schema."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()


@pytest.fixture
def modern(project: Project, tmp_path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a processed project holds; its database is then taken back to the first schema."""
    lines = (
        json.dumps({"id": id, "source": f"جهة {id}", "published": "2024-05-02", "text": text}, ensure_ascii=False)
        for id, text in TEXTS.items()
    )
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    project.add([tmp_path / "in.jsonl"], reading=READING)
    project.process(WordCoder())
    held: dict[str, list[tuple[object, ...]]] = contents(project)
    project.close()
    database, late = project.root / DATABASE, tmp_path / "late.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM INTO ?", (str(late),))
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    first_schema(database)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("ATTACH ? AS late", (str(late),))
        for table in TABLES:
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO main.{table} SELECT {columns} FROM late.{table}")  # noqa: S608 - as above
        connection.execute(
            'INSERT INTO judgement ("left", "right", verdict, "by", at, because) VALUES (?, ?, ?, ?, ?, ?)',
            ("a#1", "b#1", "unsure", "سلمى", NOW.isoformat(), "قديم"),
        )
        connection.commit()
    return held


@pytest.fixture
def opened(modern: object, project: Project) -> Iterator[Project]:
    again = Project.open(project.root, clock=lambda: NOW)
    yield again
    again.close()


def test_its_incidents_are_the_first_to_bear_their_ids(
    modern: dict[str, list[tuple[object, ...]]], opened: Project
) -> None:
    now = contents(opened)
    for table in ("incident", "incident_event", "incident_identity", "incident_member", "event"):
        assert now[table] == modern[table], table
    assert now["incident_succession"] == []
    with opened._engine.connect() as connection:
        query = "SELECT id, founder FROM incident_identity"
        founders = {id: json.loads(founder)["event_id"] for id, founder in connection.exec_driver_sql(query)}
    assert founders == {incident.id: min(incident.event_ids) for incident in opened.incidents()}


def test_its_ids_survive_a_coding_anew_and_a_merge_leaves_a_tombstone(opened: Project) -> None:
    before = {incident.id: incident.event_ids for incident in opened.incidents()}
    opened.process(WordCoder("2"))
    assert {incident.id: incident.event_ids for incident in opened.incidents()} == before
    shelling, protest = sorted(before, key=lambda id: before[id])
    with opened.judging() as judging:
        judging.judge(Proposed(left=shelling, right=protest, verdict="same", by="سلمى"))
    opened.relink()
    assert [(grave.id, grave.into) for grave in opened.tombstones()] == [(protest, (shelling,))]


def test_its_judgements_stand_in_the_log_and_are_not_asked_again(opened: Project) -> None:
    [entry] = opened.judged.log()
    assert (entry.id, entry.standing, entry.because) == ("j1", "in_force", "قديم")
    assert opened.judged.asked() == {("a#1", "b#1")}
    with opened.judging() as judging:
        judging.undo("j1", "سلمى", None)
    assert opened.judged.asked() == set()
