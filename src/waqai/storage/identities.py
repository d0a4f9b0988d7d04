"""Incident ids in the store: which were ever given out, what each stands for or stood for last."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from waqai.linking.footprint import Footprint, Successors
from waqai.linking.identity import Group, Known, Naming, named
from waqai.records import Incident, Tombstone
from waqai.storage.models import IdentityRow, MemberRow, SuccessionRow

Footprints = Mapping[str, Footprint]
"""By event id."""


def name_incidents(
    session: Session, incidents: Sequence[Incident], footprints: Footprints, at: datetime
) -> list[Incident]:
    """The incidents under their permanent ids, which are entered in the store; in the caller's transaction."""
    groups = [Group(incident.id, frozenset(incident.event_ids)) for incident in incidents]
    held = _members(session)
    naming = named(_known(session, held, footprints), groups, at)
    _enter(session, naming, groups, footprints)
    _keep_members(session, held, naming, groups, footprints)
    return [
        incident if incident.id == id else incident.model_copy(update={"id": id})
        for incident, id in zip(incidents, naming.ids, strict=True)
    ]


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


def _members(session: Session) -> dict[str, dict[str, str]]:
    """For each id the footprints of the events it stands for or stood for last, as JSON, by the ids they had then."""
    held: dict[str, dict[str, str]] = defaultdict(dict)
    for row in session.execute(select(MemberRow.incident, MemberRow.event, MemberRow.footprint)):
        held[row.incident][row.event] = row.footprint
    return held


def _known(session: Session, held: Mapping[str, Mapping[str, str]], footprints: Footprints) -> list[Known]:
    successors = Successors(footprints.values())
    unchanged = {footprint.model_dump_json(): event for event, footprint in footprints.items()}

    def now(text: str) -> str | None:
        return unchanged.get(text) or successors.of(Footprint.model_validate_json(text))

    rows = session.scalars(select(IdentityRow).order_by(IdentityRow.number))
    return [
        Known(
            id=row.id,
            events=frozenset(id for text in held.get(row.id, {}).values() if (id := now(text))),
            founder=now(row.founder) if row.founder else None,
            living=row.living,
        )
        for row in rows
    ]


def _enter(session: Session, naming: Naming, groups: Sequence[Group], footprints: Footprints) -> None:
    """Enter new ids, mark which live, and write down what became of the others."""
    given = {row.id: row.living for row in session.execute(select(IdentityRow.id, IdentityRow.living))}
    new = [
        {"id": id, "founder": _founder(group, footprints), "living": True}
        for id, group in zip(naming.ids, groups, strict=True)
        if id not in given
    ]
    if new:
        session.execute(insert(IdentityRow), new)
    back = [id for id in naming.ids if given.get(id) is False]
    died = [tombstone.id for tombstone in naming.tombstones]
    for ids, living in ((back, True), (died, False)):
        for id in ids:
            session.execute(update(IdentityRow).where(IdentityRow.id == id).values(living=living))
    for record in sorted((*naming.tombstones, *naming.splits), key=lambda record: record.id):
        into = json.dumps(record.into, ensure_ascii=False)
        session.add(SuccessionRow(id=record.id, kind=record.kind, into=into, at=record.at))


def _keep_members(
    session: Session,
    held: Mapping[str, Mapping[str, str]],
    naming: Naming,
    groups: Sequence[Group],
    footprints: Footprints,
) -> None:
    """Bring the members of living ids up to date; those of dead ids stay as they were."""
    fresh = []
    for id, group in zip(naming.ids, groups, strict=True):
        members = {event: footprints[event].model_dump_json() for event in group.events if event in footprints}
        before = held.get(id, {})
        if members == before:
            continue
        if before:
            session.execute(delete(MemberRow).where(MemberRow.incident == id))
        fresh += [{"incident": id, "event": event, "footprint": text} for event, text in sorted(members.items())]
    if fresh:
        session.execute(insert(MemberRow), fresh)


def _founder(group: Group, footprints: Footprints) -> str | None:
    first = min(group.events, default="")
    return footprints[first].model_dump_json() if first in footprints else None


def _tombstone(row: SuccessionRow) -> Tombstone:
    into = tuple(json.loads(row.into))
    return Tombstone.model_validate({"id": row.id, "kind": row.kind, "into": into, "at": row.at})
