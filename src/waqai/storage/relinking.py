"""Joining coded events into incidents, under the judgements in force and the ids that were given out before.

What changed since the last linking is linked by its neighbourhoods; everything is linked anew where another version of
the linker linked before, or too much changed. All is one transaction, with ids, what became of other ids, and the
counters: cut off anywhere, the next run does it again and ends in the same state.
"""

from __future__ import annotations

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from waqai.linking.linker import Linker
from waqai.storage.intake import Clock
from waqai.storage.linking_anew import link_anew
from waqai.storage.linking_changes import link_changes
from waqai.storage.linking_state import is_current, is_to_be_linked_anew, set_linked
from waqai.storage.models import IncidentRow


def relink(engine: Engine, linker: Linker, clock: Clock) -> int:
    """Join events where they or judgements changed since the last linking; gives the number of incidents."""
    with Session(engine) as session, session.begin():
        if not is_current(session, linker.version):
            anew = is_to_be_linked_anew(session, linker.version)
            (link_anew if anew else link_changes)(session, linker, clock())
            set_linked(session, linker.version)
        return session.scalar(select(func.count()).select_from(IncidentRow)) or 0
