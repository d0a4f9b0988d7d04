"""Whether archive, ledger and store are whole and say the same: the proof behind `waqai verify`.

Another process may write meanwhile: a store commits before its ledger tells of it, and strikes off what it owes after.
So what the store said at the beginning and did not owe must be in the ledger, and what the ledger tells must be in the
store when it is looked up then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from waqai.archive import Archive, End, Entry
from waqai.archive.archive import STAMP
from waqai.archive.chain import Step, digest, sealed
from waqai.archive.time_stamp import Roots
from waqai.storage.models import CaptureRow
from waqai.storage.owed_lines import acknowledged, owed, unentered
from waqai.storage.stamping import StampCheck, Stamped
from waqai.storage.statements import key_of, statements

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Fault:
    """Something that does not hold: the entry of the ledger that it is about, if any, and what is wrong, in words."""

    entry: int | None
    words: str


@dataclass
class Verification:
    """How many entries of the ledger were looked at, how many lines wait to be entered, and what does not hold.

    `stamps` are the time stamps that hold, `unchecked` those that could not be read here.
    """

    entries: int = 0
    waiting: int = 0
    faults: list[Fault] = field(default_factory=list)
    stamps: list[Stamped] = field(default_factory=list)
    unchecked: int = 0

    @property
    def first(self) -> str | None:
        """The first thing that does not hold, in words; None where all does."""
        return self.faults[0].words if self.faults else None


@dataclass(frozen=True)
class _Said:
    """What the store said at one moment: its statements, those that may lack in the ledger, and the ledger's end."""

    keys: frozenset[bytes]
    excused: frozenset[bytes]
    end: End


def verify(
    engine: Engine, archive: Archive, *, every: bool = False, roots: Roots = (), progress: Progress | None = None
) -> Verification:
    """Look at all of it, and name the first fault, or `every` one. `progress` is told entries.

    Time stamps must be signed under one of the `roots`, where any are given.
    """
    stamps = StampCheck(archive, roots)
    result = Verification(stamps=stamps.stamps)
    for fault in _Verifying(engine, archive, result, stamps, progress).faults():
        result.faults.append(fault)
        if not every:
            break
    result.unchecked = stamps.unchecked
    return result


class _Verifying:
    def __init__(
        self, engine: Engine, archive: Archive, result: Verification, stamps: StampCheck, progress: Progress | None
    ) -> None:
        self._engine = engine
        self._archive = archive
        self._result = result
        self._stamps = stamps
        self._progress = progress
        self._said = _said(engine)
        self._told: set[bytes] = set()
        self._doubtful: list[tuple[int, Entry]] = []
        self._last = ""
        result.waiting = len(self._said.excused)

    def faults(self) -> Iterator[Fault]:
        """Every fault: of the entries in their order, then of the end, then what the ledger lacks."""
        for step in self._archive.ledger.walk():
            if step.entry is not None:
                self._count(step.entry)
                self._stamps.pass_by(step.entry, holds=not step.fault)
            words = self._broken(step)
            if words:
                yield from self._unsaid()
                yield Fault(self._result.entries if step.entry else None, words)
        yield from self._unsaid()
        yield from self._end()
        yield from self._lacking()

    def _count(self, entry: Entry) -> None:
        self._result.entries += 1
        if self._result.entries == self._said.end.entries:
            self._last = digest(sealed(entry)[1])
        if self._progress:
            self._progress(self._result.entries, max(self._said.end.entries, self._result.entries))

    def _broken(self, step: Step) -> str | None:
        """What is wrong with a line in itself or with the bytes that it speaks of, in words."""
        ledger, entry = self._archive.ledger.path, step.entry
        if step.fault or entry is None:
            return f"{ledger}:{step.line}: the ledger is broken: this line {step.fault}."
        key = key_of(entry)
        self._told.add(key)
        if key not in self._said.keys and entry.kind != STAMP:
            self._doubtful.append((self._result.entries, entry))
        words = self._archive.fault_of(entry)
        if not words and entry.kind == STAMP:
            words = self._stamps.fault(self._result.entries, entry)
        return f"entry {self._result.entries} ({entry.name}): {words}" if words else None

    def _unsaid(self) -> Iterator[Fault]:
        """Entries so far that the store does not say: looked up anew, since another process may have added them."""
        if not self._doubtful:
            return
        doubtful, self._doubtful = self._doubtful, []
        keys = _said(self._engine).keys
        with Session(self._engine) as session:
            for number, entry in doubtful:
                if key_of(entry) in keys or (entry.kind is None and _is_captured(session, entry)):
                    continue
                what = entry.kind or "capture"
                yield Fault(number, f"entry {number} ({what} {entry.name}): the store does not say this.")

    def _end(self) -> Iterator[Fault]:
        end, path = self._said.end, self._archive.ledger.path
        missing = end.entries - self._result.entries
        if missing > 0:
            yield Fault(None, f"the ledger's end was cut off: {_entries(missing)} of {end.entries} missing.")
        elif end.length > (path.stat().st_size if path.exists() else 0):
            yield Fault(None, "the ledger's end was cut off: it is shorter than it was.")
        elif end.entries and self._last != end.digest:
            yield Fault(end.entries, f"entry {end.entries} of the ledger is not the one that was acknowledged.")

    def _lacking(self) -> Iterator[Fault]:
        """What the store said and the ledger does not."""
        lacking = self._said.keys - self._said.excused - self._told
        if not lacking:
            return
        with Session(self._engine) as session:
            for line in statements(session):
                if key_of(line) in lacking:
                    what = f"the {line.kind or 'capture'} {line.name} ({line.sha256})"
                    yield Fault(None, f"the ledger does not say what the store says of {what}: one was changed.")


def _entries(missing: int) -> str:
    return "1 entry" if missing == 1 else f"{missing} entries"


def _said(engine: Engine) -> _Said:
    with Session(engine) as session:
        end = acknowledged(session)
        excused = {key_of(line) for line in owed(session)}
        if end is None:
            excused |= {key_of(line) for line in unentered(session, excused)}
        return _Said(frozenset(map(key_of, statements(session))), frozenset(excused), end or End())


def _is_captured(session: Session, entry: Entry) -> bool:
    """Whether the store knows bytes that came in more than once, and therefore under other names or at other times."""
    row = session.get(CaptureRow, entry.sha256)
    return row is not None and row.bytes == entry.bytes
