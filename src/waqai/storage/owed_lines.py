"""Lines that the store owes the ledger, so that both agree after any crash.

A transaction writes beside what it changes the line that it owes (`owe`). Afterwards, and at the beginning of every
command that writes, what is owed is appended to the ledger and struck off (`pay`). Cut off between the two, the next
payment finds the line's number in the ledger and does not write it twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from waqai.archive import End, Ledger, Line, Location
from waqai.errors import ProjectError
from waqai.storage.models import CaptureRow, LedgerEndRow, OwedLineRow
from waqai.storage.statements import key_of, statements

_BATCH = 5_000
"""Lines appended in one piece."""


def owe(session: Session, *lines: Line) -> None:
    """Note within the transaction that the ledger is to get these lines."""
    session.add_all(OwedLineRow(line=line.model_dump_json(exclude_none=True)) for line in lines)


def pay(engine: Engine, ledger: Ledger) -> None:
    """Append what is owed to the ledger, and strike it off. The caller holds the project's lock.

    Raises ProjectError where the ledger lacks what was acknowledged, or tells of what the store does not know.
    """
    _begin(engine, ledger)
    while _pay_some(engine, ledger):
        pass


def acknowledged(session: Session) -> End | None:
    """Where the ledger ended when something was last struck off; None in a project that never did."""
    row = session.get(LedgerEndRow, 1)
    return None if row is None else End(row.entries, row.start, row.length, row.digest)


def last_records(session: Session) -> Location | None:
    """What the ledger acknowledged last of the WARC files: `last` of `Archive.put_captures`."""
    row = session.get(LedgerEndRow, 1)
    if row is None or row.warc is None or row.warc_length is None or row.warc_offset is None:
        return None
    return Location(file=row.warc, offset=row.warc_offset, length=row.warc_length)


def owed(session: Session) -> list[Line]:
    """What is owed now, in order, each line with its number."""
    return [_line(row) for row in session.scalars(select(OwedLineRow).order_by(OwedLineRow.number))]


def _pay_some(engine: Engine, ledger: Ledger) -> int:
    with Session(engine) as session:
        rows = session.scalars(select(OwedLineRow).order_by(OwedLineRow.number).limit(_BATCH))
        lines, after = [_line(row) for row in rows], acknowledged(session) or End()
    if not lines:
        return 0
    there = _written(ledger, after, lines)
    _, end = ledger.append([line for line in lines if line.owed not in there], after)
    with Session(engine) as session, session.begin():
        session.execute(delete(OwedLineRow).where(OwedLineRow.number <= (lines[-1].owed or 0)))
        _acknowledge(session, end, lines)
    return len(lines)


def _written(ledger: Ledger, after: End, lines: Sequence[Line]) -> set[int | None]:
    """The numbers of owed lines that a run wrote before it was cut off. Raises ProjectError where others are there."""
    known = {line.owed: key_of(line) for line in lines}
    there = {entry.owed: key_of(entry) for entry in ledger.since(after)}
    for number, key in there.items():
        if known.get(number) != key:
            raise ProjectError(
                "the ledger tells of something that the database does not know: they are not of the same time.",
                where=str(ledger.path),
                remedy="Restore the whole project from one backup.",
            )
    return set(there)


def _begin(engine: Engine, ledger: Ledger) -> None:
    """Take up a ledger that no end was ever remembered of: it is new, or of a version that entered captures alone."""
    with Session(engine) as session, session.begin():
        if acknowledged(session) is not None:
            return
        entered = {key_of(line) for lines in (ledger.entries(), owed(session)) for line in lines}
        owe(session, *unentered(session, entered))
        _acknowledge(session, ledger.append((), None)[1], ())


def unentered(session: Session, entered: set[bytes]) -> Iterable[Line]:
    """What a version that entered captures alone left to enter: decisions, and captures of a run that was cut off."""
    cut_off = set(session.scalars(select(CaptureRow.sha256).where(CaptureRow.read_at.is_(None))))
    for line in statements(session):
        if key_of(line) not in entered and (line.kind is not None or line.sha256 in cut_off):
            yield line


def _acknowledge(session: Session, end: End, lines: Sequence[Line]) -> None:
    row = session.get(LedgerEndRow, 1) or LedgerEndRow(number=1)
    row.entries, row.start, row.length, row.digest = end
    records = [line.records for line in lines if line.records is not None]
    if records:
        row.warc, row.warc_offset, row.warc_length = records[-1].file, records[-1].offset, records[-1].length
    session.add(row)


def _line(row: OwedLineRow) -> Line:
    return Line.model_validate_json(row.line).model_copy(update={"owed": row.number})
