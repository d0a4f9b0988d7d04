"""People's judgements in the store: made on ids, kept as footprints of events, undone but never deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from waqai.errors import UnknownId, UsageError
from waqai.linking.footprint import Footprint, Successors, footprint_of
from waqai.linking.rulings import Rulings, Stated, rulings
from waqai.records import Event, JudgementEntry, Standing, Undoing, Verdict
from waqai.storage.event_footprints import footprints_of
from waqai.storage.identities import history, is_living
from waqai.storage.models import DocumentRow, EventRow, IncidentEventRow, JudgementRow, StatusOverrideRow
from waqai.storage.rows import event_of

_VERDICTS: Mapping[str, Verdict] = {"same": "same", "different": "different", "unsure": "unsure"}
PREFIX = "j"
"""What the id of a judgement begins with: `j12`."""

_SIDE: TypeAdapter[tuple[Footprint, ...]] = TypeAdapter(tuple[Footprint, ...])
Side = tuple[Footprint, ...]


def sides(session: Session, left: str, right: str) -> tuple[Side, Side]:
    """The footprints of what two ids stand for now; an event set against its own incident, against the others in it.

    Raises UnknownId where an id is that of no incident and no event in one, UsageError where both stand for one thing.
    """
    one, other = _events(session, left), _events(session, right)
    mine, theirs = {event.id for event, _ in one}, {event.id for event, _ in other}
    if mine == theirs:
        raise UsageError(
            "both ids stand for one and the same.", where=f"{left} {right}", remedy="Name two events or incidents."
        )
    if mine < theirs:
        other = [item for item in other if item[0].id not in mine]
    elif theirs < mine:
        one = [item for item in one if item[0].id not in theirs]
    return _side(one), _side(other)


def _side(events: Iterable[tuple[Event, str]]) -> Side:
    return tuple(footprint_of(event, stem) for event, stem in events)


def _events(session: Session, id: str) -> list[tuple[Event, str]]:
    """What the id stands for, with the stems of the documents: of an incident the earliest report's events first."""
    joined = select(EventRow, DocumentRow).join(DocumentRow, DocumentRow.number == EventRow.document)
    members = joined.join(IncidentEventRow, IncidentEventRow.event == EventRow.id)
    rows = session.execute(members.where(IncidentEventRow.incident == id)).all()
    if not rows:
        rows = session.execute(members.where(EventRow.id == id)).all()
    if not rows:
        raise unknown(session, id)
    ordered = sorted(rows, key=lambda row: (str(row[1].published or "~"), row[1].number, row[0].ordinal))
    return [(event_of(event), document.stem) for event, document in ordered]


def unknown(session: Session, id: str) -> UnknownId | UsageError:
    """Why an id stands for nothing that can be judged, and what to do."""
    row = session.get(EventRow, id)
    if row is not None:
        what = row.scope if row.scope != "specific" else row.polarity
        remedy = "Only what happened once is in an incident." if (what != "affirmed") else "Run `waqai process` first."
        return UsageError(f"the event is in no incident ({what}).", where=id, remedy=remedy)
    if is_living(session, id) is False and (past := history(session, id)):
        last = past[-1]
        remedy = f"Judge {' or '.join(last.into)}." if last.into else "No report tells of it any more."
        return UnknownId(f"the incident was {last.kind}.", where=id, remedy=remedy)
    return UnknownId(
        "the project holds no incident or event of this id.", where=id, remedy="`waqai incidents` lists them."
    )


def no_incident(session: Session, id: str) -> UnknownId | UsageError:
    """Why an id is that of no incident, and what to do: for an event in one, which."""
    holder = session.scalar(select(IncidentEventRow.incident).where(IncidentEventRow.event == id))
    if holder is None:
        return unknown(session, id)
    return UsageError("this is an event, and only incidents have a status.", where=id, remedy=f"Its own is {holder}.")


def add(
    session: Session,
    judged: tuple[str, str, str],
    both: tuple[Side, Side],
    by: str,
    at: datetime,
    because: str | None,
) -> JudgementRow:
    """Enter a judgement: verdict, left and right id, and the footprints of both."""
    verdict, left, right = judged
    row = JudgementRow(left=left, right=right, verdict=verdict, by=by, at=at, because=because)
    row.left_events, row.right_events = (_SIDE.dump_json(side).decode() for side in both)
    session.add(row)
    session.flush()
    return row


def undo(session: Session, id: str, by: str, at: datetime, because: str | None) -> JudgementRow:
    """Take a judgement back. Raises UnknownId, or UsageError where it was taken back before."""
    row = session.get(JudgementRow, number_of(id, PREFIX))
    if row is None:
        raise UnknownId("there is no judgement of this id.", where=id, remedy="`waqai judge log` lists them.")
    mark_undone(row, id, by, at, because)
    return row


def mark_undone(row: JudgementRow | StatusOverrideRow, id: str, by: str, at: datetime, because: str | None) -> None:
    """Write beside a decision who took it back, when and why. Raises UsageError where somebody did before."""
    if row.undone_at is not None:
        raise UsageError(f"it was undone by {row.undone_by} before.", where=id)
    row.undone_at, row.undone_by, row.undone_because = at, by, because


def number_of(id: str, prefix: str) -> int:
    """The number in an id such as `j12`, 0 where it is none."""
    digits = id.removeprefix(prefix)
    return int(digits) if id.startswith(prefix) and digits.isascii() and digits.isdigit() and len(digits) < 18 else 0


def standing_rulings(session: Session) -> Rulings:
    """What the judgements that were not undone come to for the present events."""
    rows = list(session.scalars(select(JudgementRow).where(JudgementRow.undone_at.is_(None))))
    return rulings(_stated(session, rows))


def stems_of(session: Session) -> set[str]:
    """The stems of the documents of which judgements that were not undone speak."""
    rows = session.scalars(select(JudgementRow).where(JudgementRow.undone_at.is_(None)))
    return {footprint.stem for row in rows for side, _ in _both(row) for footprint in side}


def _stated(session: Session, rows: Sequence[JudgementRow]) -> Iterator[Stated]:
    """The judgements with the present ids of their events."""
    stems = {footprint.stem for row in rows for side, _ in _both(row) for footprint in side}
    successors = Successors(footprints_of(session, stems).values())
    for row in rows:
        left, right = (_present(side, id, successors) for side, id in _both(row))
        yield Stated(row.number, _verdict(row), left, right)


def asked(session: Session) -> set[tuple[str, str]]:
    """Pairs of present events that a person has judged, also as unsure, smaller id first."""
    rows = list(session.scalars(select(JudgementRow).where(JudgementRow.undone_at.is_(None))))
    return {
        (min(left, right), max(left, right))
        for judgement in _stated(session, rows)
        for left in judgement.left
        for right in judgement.right
    }


def log(session: Session) -> list[JudgementEntry]:
    """Every judgement ever made, in order, with what has become of it."""
    found = standing_rulings(session)
    return [_entry(row, found) for row in session.scalars(select(JudgementRow).order_by(JudgementRow.number))]


def entry_id(number: int) -> str:
    """The id of the judgement of that number."""
    return f"{PREFIX}{number}"


def _entry(row: JudgementRow, found: Rulings) -> JudgementEntry:
    undone = None
    standing: Standing = "in_force"
    if row.undone_at is not None:
        undone = Undoing(by=row.undone_by or "", at=row.undone_at, because=row.undone_because)
        standing = "undone"
    elif row.number in found.overruled:
        standing = "overruled"
    elif row.number in found.lapsed:
        standing = "lapsed"
    left, right = (tuple(footprint.event_id for footprint in side) or (id,) for side, id in _both(row))
    return JudgementEntry(
        id=entry_id(row.number),
        left=row.left,
        right=row.right,
        verdict=_verdict(row),
        by=row.by,
        at=row.at,
        because=row.because,
        left_events=left,
        right_events=right,
        standing=standing,
        overruled_by=tuple(map(entry_id, found.overruled.get(row.number, ()))) if standing == "overruled" else (),
        undone=undone,
    )


def _both(row: JudgementRow) -> Sequence[tuple[Side, str]]:
    return (
        (_SIDE.validate_json(row.left_events), row.left),
        (_SIDE.validate_json(row.right_events), row.right),
    )


def _present(side: Side, id: str, successors: Successors) -> tuple[str, ...]:
    """The present events of a side, in its order; one that was kept without footprints stands for its id."""
    if not side:
        return (id,)
    return tuple(dict.fromkeys(found for footprint in side if (found := successors.of(footprint))))


def _verdict(row: JudgementRow) -> Verdict:
    return _VERDICTS[row.verdict]
