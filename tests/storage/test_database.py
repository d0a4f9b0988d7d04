"""The database opens with its safeguards on, at the present schema, or says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from waqai.errors import ProjectError
from waqai.storage import database, migrations
from waqai.storage.database import HEAD, open_database, schema_of
from waqai.storage.models import Base


def test_the_migrations_give_the_tables_that_the_models_describe(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "a.db")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert schema_of(connection) == HEAD


def test_the_schema_that_the_program_reads_is_that_of_the_newest_migration() -> None:
    assert ScriptDirectory(str(Path(migrations.__file__).parent)).get_current_head() == HEAD


def test_opening_again_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_database(tmp_path / "a.db").dispose()
    monkeypatch.setattr("alembic.command.upgrade", lambda *_: pytest.fail("migrated again"))
    with open_database(tmp_path / "a.db").connect() as connection:
        assert schema_of(connection) == HEAD


def test_readers_work_beside_a_writer_and_foreign_keys_are_enforced(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "a.db")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("INSERT INTO incident_event VALUES ('none', 'none')"))


def test_what_is_no_database_is_a_project_error(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"not a database at all, but long enough to be taken for a header" * 20)
    with pytest.raises(ProjectError, match="cannot be used"):
        open_database(path)


def test_a_schema_of_a_later_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "a.db")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ProjectError, match="Update Waqai"):
        open_database(tmp_path / "a.db")


def test_a_migration_that_was_cut_off_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = op.create_table

    def failing(name: str, *columns: object, **options: object) -> object:
        if name == "state":  # the last table
            raise RuntimeError("cut off")
        return made(name, *columns, **options)

    with monkeypatch.context() as patched:
        patched.setattr(op, "create_table", failing)
        with pytest.raises(RuntimeError):
            open_database(tmp_path / "a.db")
    with database.open_database(tmp_path / "a.db").connect() as connection:
        assert schema_of(connection) == HEAD
