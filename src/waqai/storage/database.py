"""The database of a project: opened with SQLite's safeguards on, and brought to the present schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from waqai.errors import ProjectError

HEAD = "0005"
"""The schema that this version reads and writes: the newest of `migrations/versions`."""
_BUSY_SECONDS = 30


def open_database(path: Path) -> Engine:
    """An engine on the database at `path`, made or brought to the present schema where needed.

    WAL lets readers work beside the one writer; foreign keys are enforced; what is committed is on disk, since the
    ledger then tells of it. Raises ProjectError where the file is no database or its schema is of a later version.
    """
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    try:
        _migrate(engine, path)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        engine.dispose()
        cause = error.orig if isinstance(error, DatabaseError) else error
        raise ProjectError(
            f"the database cannot be used ({cause}).", where=str(path), remedy="Restore it from a copy."
        ) from error
    return engine


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """Turn SQLite's word that the disk is full into a ProjectError."""
    try:
        yield
    except OperationalError as error:
        if "disk is full" not in str(error.orig):
            raise
        raise ProjectError(
            "the disk is full.", where=str(path), remedy="Make room, then run the same command again."
        ) from error


def schema_of(connection: Connection) -> str | None:
    """The schema's version that the database says it has; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _configure(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin says, not where the driver guesses
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _migrate(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        found = schema_of(connection)
    if found == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise ProjectError(
            f"the project's schema ({found}) is of a later version of Waqai.", where=str(path), remedy="Update Waqai."
        )
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
