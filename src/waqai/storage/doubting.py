"""The pairs of events most worth a person's time, from the pairs that the last linking kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from waqai.errors import ProjectError
from waqai.linking.doubt import ABOVE, Doubt, Key, Suspect, worthiest
from waqai.linking.linker import Linker
from waqai.storage.accounts import Accounts
from waqai.storage.linking_state import is_kept
from waqai.storage.models import AccountPairRow, AccountRow, EventRow, IdentityRow, IncidentEventRow, IncidentRow
from waqai.storage.pieces import pieces
from waqai.storage.rows import event_of


def check_pairs_are_kept(session: Session, root: Path) -> None:
    """Raise ProjectError, which names the project's folder `root`, where a release linked last that kept no pairs."""
    if not is_kept(session) and session.scalar(select(IncidentRow.id).limit(1)) is not None:
        raise ProjectError(
            "an earlier release joined the incidents, and kept no pairs of events.",
            where=str(root),
            remedy="Run `waqai process` first.",
        )


def doubts(session: Session, linker: Linker, asked: Collection[Key], limit: int) -> list[Doubt]:
    """The pairs most worth a person's time, the worthiest first, at most `limit`; none that is in `asked`."""
    join = linker.comparison.join
    found = worthiest(_suspects(session, join), asked, _settled(session, asked), join, limit)
    accounts = Accounts(session, linker)
    return [_doubt(session, accounts, linker, suspect) for suspect in found]


def _suspects(session: Session, join: float) -> Iterator[Suspect]:
    """The pairs of two incidents, and those of one that are not far above what joins."""
    names = dict(session.execute(select(IdentityRow.number, IdentityRow.id)).all())
    counted = select(AccountRow.incident, func.count()).group_by(AccountRow.incident)
    sizes = dict(session.execute(counted).all())
    left, right = aliased(AccountRow), aliased(AccountRow)
    query = (
        select(left.event, right.event, left.incident, right.incident, AccountPairRow.score)
        .join(left, left.number == AccountPairRow.left)
        .join(right, right.number == AccountPairRow.right)
        .where(or_(left.incident != right.incident, AccountPairRow.score <= join + ABOVE))
        .execution_options(yield_per=1000)
    )
    for one, other, mine, theirs, score in session.execute(query):
        if mine is None or theirs is None:
            continue
        if one > other:
            one, other, mine, theirs = other, one, theirs, mine
        yield Suspect(one, other, (names[mine], names[theirs]), (sizes[mine], sizes[theirs]), score)


def _settled(session: Session, asked: Collection[Key]) -> set[Key]:
    """The pairs of incidents of which a pair of events was asked about."""
    holder: dict[str, str] = {}
    for piece in pieces({event for pair in asked for event in pair}):
        query = select(IncidentEventRow.event, IncidentEventRow.incident).where(IncidentEventRow.event.in_(piece))
        holder |= dict(session.execute(query).all())
    return {
        (min(holder[left], holder[right]), max(holder[left], holder[right]))
        for left, right in asked
        if left in holder and right in holder
    }


def _doubt(session: Session, accounts: Accounts, linker: Linker, suspect: Suspect) -> Doubt:
    numbers = accounts.numbers((suspect.left, suspect.right))
    profiles = accounts.profiles(numbers.values())
    likeness = linker.comparison.likeness(profiles[numbers[suspect.left]], profiles[numbers[suspect.right]])
    rows = {row.id: row for row in session.scalars(select(EventRow).where(EventRow.id.in_(list(numbers))))}
    left, right = (event_of(rows[id]) for id in (suspect.left, suspect.right))
    return Doubt(left, right, suspect.incidents, likeness, suspect.worth(linker.comparison.join))
