"""What is out of date in a project's incidents: counters of changes, and the documents that changed.

`coded` grows with every change of events, `judged` with every change of judgements; `linked` and `ruled` are their
values at the last linking, and `linker` is the version of what linked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from waqai.storage.models import ChangedDocumentRow, DocumentRow, StateRow

_COUNTERS = (("coded", "linked"), ("judged", "ruled"))
_LINKER = "linker"
MOST_CHANGED = 0.25
"""Share of the documents from which on linking all anew is faster than linking what changed."""


def advance(session: Session, counter: Literal["coded", "judged"] = "coded") -> None:
    """Count a change of events or judgements: the incidents are out of date from here on."""
    _set(session, **{counter: _counters(session).get(counter, 0) + 1})


def changed(session: Session, documents: Iterable[int]) -> None:
    """Note that these documents came, were coded anew, are no longer the latest version, or went."""
    wanted = set(documents)
    known = select(ChangedDocumentRow.document).where(ChangedDocumentRow.document.in_(wanted))
    if fresh := wanted.difference(session.scalars(known)):
        session.execute(insert(ChangedDocumentRow), [{"document": document} for document in sorted(fresh)])


def changed_documents(session: Session) -> list[int]:
    """The numbers of the documents that changed since the last linking."""
    return list(session.scalars(select(ChangedDocumentRow.document).order_by(ChangedDocumentRow.document)))


def is_stale(session: Session) -> bool:
    """Whether events changed since the last linking: incidents then no longer stand for what they show."""
    counters = _counters(session)
    return counters.get("coded", 0) != counters.get("linked", 0)


def judgements_changed(session: Session) -> bool:
    """Whether judgements changed since the last linking."""
    counters = _counters(session)
    return counters.get("judged", 0) != counters.get("ruled", 0)


def is_current(session: Session, linker: int) -> bool:
    """Whether neither events nor judgements nor the version of what links them changed since the last linking."""
    counters = _counters(session)
    unchanged = all(counters.get(name, 0) == counters.get(done, 0) for name, done in _COUNTERS)
    return unchanged and (not counters.get("coded") or counters.get(_LINKER) == linker)


def is_to_be_linked_anew(session: Session, linker: int) -> bool:
    """Whether all is to be linked anew: something else linked before, or so many documents changed."""
    if _counters(session).get(_LINKER) != linker:
        return True
    documents = session.scalar(select(func.max(DocumentRow.number))) or 0  # as many as there ever were
    return len(changed_documents(session)) > MOST_CHANGED * documents


def is_kept(session: Session) -> bool:
    """Whether the accounts and their pairs are in the store: they are not in one that an earlier release linked."""
    return _LINKER in _counters(session)


def set_linked(session: Session, linker: int) -> None:
    """Note that all changes so far are linked, by the linker of that version."""
    counters = _counters(session)
    _set(session, **{done: counters.get(name, 0) for name, done in _COUNTERS}, **{_LINKER: linker})
    session.execute(delete(ChangedDocumentRow))


def _counters(session: Session) -> dict[str, int]:
    return {row.name: row.value for row in session.execute(select(StateRow.name, StateRow.value))}


def _set(session: Session, **values: int) -> None:
    session.execute(delete(StateRow).where(StateRow.name.in_(values)))
    session.execute(insert(StateRow), [{"name": name, "value": value} for name, value in values.items()])
