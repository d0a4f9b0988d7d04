"""How the sources of a project fare, as people are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from waqai.acquisition.source import address_of
from waqai.storage import source_rounds
from waqai.storage.settings import Settings
from waqai.storage.wanted import waiting


@dataclass(frozen=True, slots=True)
class Health:
    """How a source fares. Moments are null where there is none yet; `waiting` requests are still to be made."""

    name: str
    kind: str
    address: str
    paused: bool
    tried_at: datetime | None
    succeeded_at: datetime | None
    due_at: datetime | None
    failing_since: datetime | None
    failures: int
    failure_code: str | None
    failure: str | None
    documents: int
    versions: int
    gone: int
    waiting: int


def health(engine: Engine, settings: Settings) -> list[Health]:
    """How each source of the settings fares, in their order."""
    with Session(engine) as session:
        rows = source_rounds.rows(session)
        found = []
        for source in settings.sources:
            row = rows.get(source.name) or source_rounds.untried(source.name)
            found.append(
                Health(
                    name=source.name,
                    kind=source.kind,
                    address=address_of(source),
                    paused=source.paused,
                    tried_at=row.tried_at,
                    succeeded_at=row.succeeded_at,
                    due_at=row.due_at,
                    failing_since=row.failing_since,
                    failures=row.failures,
                    failure_code=row.failure_code,
                    failure=row.failure,
                    documents=row.documents,
                    versions=row.versions,
                    gone=row.gone,
                    waiting=waiting(session, source.name),
                )
            )
        return found
