"""What judgements come to for the present events, kept so that a change of them is known."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from waqai.storage import judgements
from waqai.storage.models import JudgedStemRow, RulingRow
from waqai.storage.pieces import pieces

Pair = tuple[str, str]


def speaks_of(session: Session, stems: Collection[str]) -> bool:
    """Whether a judgement of the last linking speaks of documents with these stems."""
    query = select(JudgedStemRow.stem)
    return any(session.scalar(query.where(JudgedStemRow.stem.in_(piece)).limit(1)) for piece in pieces(stems))


def refresh(session: Session) -> set[str]:
    """Bring the rulings up to date; gives the events of those that changed."""
    query = select(RulingRow.left, RulingRow.right, RulingRow.verdict)
    before: dict[Pair, str] = {(left, right): verdict for left, right, verdict in session.execute(query)}
    found = judgements.standing_rulings(session)
    after = {**dict.fromkeys(found.same, "same"), **dict.fromkeys(found.different, "different")}
    changed = {pair for pair in before.keys() | after.keys() if before.get(pair) != after.get(pair)}
    if former := changed & before.keys():
        here = (RulingRow.left == bindparam("one"), RulingRow.right == bindparam("other"))
        pairs = [{"one": left, "other": right} for left, right in former]
        session.connection().execute(delete(RulingRow).where(*here), pairs)
    fresh = [{"left": pair[0], "right": pair[1], "verdict": after[pair]} for pair in sorted(changed & after.keys())]
    if fresh:
        session.execute(insert(RulingRow), fresh)
    session.execute(delete(JudgedStemRow))
    if stems := judgements.stems_of(session):
        session.execute(insert(JudgedStemRow), [{"stem": stem} for stem in sorted(stems)])
    return {event for pair in changed for event in pair}
