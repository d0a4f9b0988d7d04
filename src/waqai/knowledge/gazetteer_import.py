"""Importing gazetteer files: GeoNames dumps and alternate names, OCHA P-code tables, any table with coordinates.

A file is taken whole or not at all, in one transaction; rows that cannot be taken are set aside with line and reason.
The rows are kept as they were read, so that a gazetteer that is built anew has them again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Literal

from waqai.errors import GazetteerError
from waqai.knowledge.gazetteer_assembly import Assembly
from waqai.knowledge.gazetteer_build import ensure
from waqai.knowledge.gazetteer_dump import NAME, is_dump, is_names, read_dump, read_names
from waqai.knowledge.gazetteer_file import MAX_BYTES, GazetteerFile, open_file
from waqai.knowledge.gazetteer_pcodes import delimiter, fields_of, is_table, read_table
from waqai.knowledge.gazetteer_rows import SetAside
from waqai.knowledge.gazetteer_schema import locked
from waqai.knowledge.gazetteer_sources import SourceRow

Format = Literal["geonames", "geonames-names", "table"]
_READERS: dict[Format, Callable[[GazetteerFile], Iterator[SourceRow | SetAside]]] = {
    "geonames": read_dump,
    "geonames-names": read_names,
    "table": read_table,
}
_BATCH = 1000
_SAMPLE = 300
"""Rows by whose coordinates the country of a file is told that does not name one."""


@dataclass(frozen=True)
class ImportReport:
    """What an import did. `new` places were added, `joined` rows added names, codes or ancestry to places there were.

    `unchanged` is true where the same file had been imported before; nothing was done then.
    """

    file: str
    format: Format
    encoding: str
    sha256: str
    new: int = 0
    joined: int = 0
    set_aside: tuple[SetAside, ...] = ()
    unchanged: bool = False

    @property
    def taken(self) -> int:
        """How many rows were taken."""
        return self.new + self.joined


def recognise(file: GazetteerFile) -> Format:
    """The format of a file, told by its first line. Raises GazetteerError where it is none that is known."""
    with file.lines() as lines:
        first = next((line for line in lines if line.strip()), "").rstrip("\r\n")
    cells = first.split("\t")
    if is_dump(cells):
        return "geonames"
    header = first.split(delimiter(first))
    if is_table([cell.strip('"') for cell in header]) or fields_of(header):
        return "table"
    if is_names(cells):
        return "geonames-names"
    raise GazetteerError(
        f"the first line is neither of a GeoNames file nor a header with known columns: {first[:80]}",
        where=f"{file.path}:1",
        remedy="Name the columns name_ar, name_en, lat, lon (and pcode, ADM1_EN …).",
    )


def import_file(
    path: Path,
    gazetteer_path: Path,
    format: Format | None = None,
    now: datetime | None = None,
    max_bytes: int = MAX_BYTES,
) -> ImportReport:
    """Import a file into a gazetteer, which is built first where it is missing or old.

    `format` is told by the file's content where it is not given. Raises EmptyInput, NotText, WrongEncoding, TooLarge,
    and GazetteerError where the file has no known form or no row of it can be taken; the gazetteer is as before then.
    """
    file = open_file(path, max_bytes)
    chosen = format or recognise(file)
    if chosen not in _READERS:
        raise GazetteerError(f"there is no format {chosen!r}.", remedy=f"Known are {', '.join(_READERS)}.")
    report = ImportReport(path.name, chosen, file.encoding, file.sha256)
    ensure(gazetteer_path)
    with locked(gazetteer_path):
        connection = sqlite3.connect(gazetteer_path, isolation_level=None, timeout=60)
        try:
            if connection.execute("SELECT 1 FROM import WHERE sha256 = ?", (file.sha256,)).fetchone():
                return replace(report, unchanged=True)
            connection.execute("BEGIN IMMEDIATE")
            report = _take(connection, file, report)
            moment = (now or datetime.now(UTC)).isoformat(timespec="seconds")
            logged = (file.sha256, path.name, chosen, report.taken, len(report.set_aside), moment)
            connection.execute("INSERT INTO import VALUES (?, ?, ?, ?, ?, ?)", logged)
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise GazetteerError(f"the gazetteer cannot be written ({error}).", where=str(gazetteer_path)) from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.close()
    return report


def _take(connection: sqlite3.Connection, file: GazetteerFile, report: ImportReport) -> ImportReport:
    assembly = Assembly(connection)
    read = _READERS[report.format]
    country = _country(assembly, read(file))
    aside: list[SetAside] = []
    rows = _sorted_out(read(file), aside, country)
    counts: Counter[str] = Counter()
    while batch := list(islice(rows, _BATCH)):
        kept = [
            (file.sha256, json.dumps(row.to_json(), ensure_ascii=False)) for row in batch if _add(assembly, row, counts)
        ]
        connection.executemany("INSERT INTO imported (sha256, row) VALUES (?, ?)", kept)
    if not counts["new"] and not counts["joined"]:
        first = f": line {aside[0].line}, {aside[0].reason}" if aside else ""
        raise GazetteerError(f"no row of the file can be taken{first}.", where=str(file.path))
    assembly.finish()
    return replace(report, new=counts["new"], joined=counts["joined"], set_aside=tuple(aside))


def _add(assembly: Assembly, row: SourceRow, counts: Counter[str]) -> bool:
    """Add a row; false for a name whose place the gazetteer lacks."""
    if row.kind == NAME:
        taken = assembly.name(row.id, row.names)
        counts["joined"] += taken
        return taken
    counts["new" if assembly.add(row).new else "joined"] += 1
    return True


def _sorted_out(
    rows: Iterable[SourceRow | SetAside], aside: list[SetAside], country: str | None
) -> Iterator[SourceRow]:
    """The rows that can be taken, with the file's country where they name none; the others go to `aside`."""
    for row in rows:
        if isinstance(row, SetAside):
            aside.append(row)
        elif row.country or row.kind == NAME or country is None:
            yield row
        else:
            yield replace(row, country=country)


def _country(assembly: Assembly, rows: Iterable[SourceRow | SetAside]) -> str | None:
    """The country of a file's rows that name none, told by where the first of them lie."""
    nameless = (row for row in rows if isinstance(row, SourceRow) and not row.country and row.lat is not None)
    return assembly.country_at((row.lat or 0.0, row.lon or 0.0) for row in islice(nameless, _SAMPLE))
