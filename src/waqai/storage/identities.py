"""Incident ids in the store: which were ever given out, what each stands for or stood for last."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from waqai.linking.footprint import Footprint, Successors
from waqai.linking.identity import Group, Known, Naming, named
from waqai.records import Tombstone
from waqai.storage.event_footprints import footprints_of, footprints_of_events
from waqai.storage.models import AccountRow, DocumentRow, IdentityRow, MemberRow, SuccessionRow
from waqai.storage.pieces import pieces


def name_groups(
    session: Session, groups: Sequence[Group], replaced: Collection[int] | None, at: datetime
) -> tuple[str, ...]:
    """The permanent ids of the groups, in their order, which are entered in the store, in the caller's transaction.

    `replaced` are the numbers of the identities whose incidents these groups replace, None where they replace all.
    """
    known = _all_known(session) if replaced is None else _known(session, groups, replaced)
    ever: set[str] = {entry.id for entry in known}

    def given(id: str) -> bool:
        return replaced is not None and is_living(session, id) is not None

    naming = named(known, groups, at, given)
    _enter(session, naming, groups, ever)
    return naming.ids


def tombstones(session: Session) -> tuple[Tombstone, ...]:
    """What became of every id that stands for nothing any more, the latest word on each, by id."""
    dead = select(IdentityRow.id).where(IdentityRow.living.is_(False))
    rows = session.scalars(select(SuccessionRow).where(SuccessionRow.id.in_(dead)).order_by(SuccessionRow.number))
    return tuple(_tombstone(row) for _, row in sorted({row.id: row for row in rows}.items()))


def history(session: Session, id: str) -> tuple[Tombstone, ...]:
    """All that became of an id, in order: also what split from it while it lived on, or before it came back."""
    rows = session.scalars(select(SuccessionRow).where(SuccessionRow.id == id).order_by(SuccessionRow.number))
    return tuple(_tombstone(row) for row in rows)


def is_living(session: Session, id: str) -> bool | None:
    """Whether an incident bears the id now; None where the id was never given out."""
    return session.scalar(select(IdentityRow.living).where(IdentityRow.id == id))


def _known(session: Session, groups: Sequence[Group], replaced: Collection[int]) -> list[Known]:
    """The ids that these groups could bear: those replaced, and the dead that stood for events of their documents."""
    numbers = set(replaced)
    query = select(IdentityRow.number).join(MemberRow, MemberRow.incident == IdentityRow.id)
    query = query.where(IdentityRow.living.is_(False)).distinct()
    for piece in pieces(_stems(session, (event for group in groups for event in group.events))):
        numbers.update(session.scalars(query.where(MemberRow.stem.in_(piece))))
    return [entry for piece in pieces(sorted(numbers)) for entry in _described(session, piece)]


def _all_known(session: Session) -> list[Known]:
    """All ids ever given, the oldest first."""
    numbers = list(session.scalars(select(IdentityRow.number).order_by(IdentityRow.number)))
    return [entry for piece in pieces(numbers) for entry in _described(session, piece)]


def _described(session: Session, numbers: Sequence[int]) -> Iterator[Known]:
    """What is known of identities, by their numbers, with the present ids of their events."""
    rows = list(
        session.scalars(select(IdentityRow).where(IdentityRow.number.in_(numbers)).order_by(IdentityRow.number))
    )
    members: dict[str, list[Footprint]] = {row.id: [] for row in rows}
    for piece in pieces(members):
        query = select(MemberRow.incident, MemberRow.footprint).where(MemberRow.incident.in_(piece))
        for incident, text in session.execute(query):
            members[incident].append(Footprint.model_validate_json(text))
    founders = {row.id: Footprint.model_validate_json(row.founder) for row in rows if row.founder}
    all_footprints = [*founders.values(), *(footprint for group in members.values() for footprint in group)]
    present = footprints_of(session, {footprint.stem for footprint in all_footprints})
    successors = Successors(present.values())
    for row in rows:
        yield Known(
            id=row.id,
            events=frozenset(id for footprint in members[row.id] if (id := successors.of(footprint))),
            founder=successors.of(founders[row.id]) if row.id in founders else None,
            living=row.living,
        )


def _stems(session: Session, events: Iterable[str]) -> set[str]:
    """The stems of the documents of accounts."""
    query = select(DocumentRow.stem).join(AccountRow, AccountRow.document == DocumentRow.number).distinct()
    return {stem for piece in pieces(events) for stem in session.scalars(query.where(AccountRow.event.in_(piece)))}


def _enter(session: Session, naming: Naming, groups: Sequence[Group], ever: Collection[str]) -> None:
    """Enter new ids, mark which live, and write down what became of the others."""
    new = [(id, group) for id, group in zip(naming.ids, groups, strict=True) if id not in ever]
    for piece in pieces(new):
        first = {id: min(group.events) for id, group in piece}
        founders = footprints_of_events(session, first.values())
        rows = [{"id": id, "founder": founders[first[id]].model_dump_json(), "living": True} for id, _ in piece]
        session.execute(insert(IdentityRow), rows)
    died = [tombstone.id for tombstone in naming.tombstones]
    for ids, living in ((naming.ids, True), (died, False)):
        for some in pieces(id for id in ids if id in ever):
            here = (IdentityRow.id.in_(some), IdentityRow.living.is_not(living))
            session.execute(update(IdentityRow).where(*here).values(living=living))
    for record in sorted((*naming.tombstones, *naming.splits), key=lambda record: record.id):
        into = json.dumps(record.into, ensure_ascii=False)
        session.add(SuccessionRow(id=record.id, kind=record.kind, into=into, at=record.at))
    session.flush()


def _tombstone(row: SuccessionRow) -> Tombstone:
    into = tuple(json.loads(row.into))
    return Tombstone.model_validate({"id": row.id, "kind": row.kind, "into": into, "at": row.at})
