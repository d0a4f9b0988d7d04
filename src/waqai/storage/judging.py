"""What people decide, in a project: judgements, statuses and their undoing, each one transaction."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pydantic import AwareDatetime, Field, field_validator
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from waqai.errors import JudgementError, ProjectError, UnknownId, UsageError
from waqai.linking.rulings import Rulings
from waqai.records import JudgementEntry, Status, StatusEntry, Tombstone, Verdict
from waqai.records.base import Record
from waqai.storage import judgements, overrides
from waqai.storage.identities import history, is_living
from waqai.storage.intake import Clock
from waqai.storage.linking_state import advance, is_stale
from waqai.storage.models import IncidentRow
from waqai.storage.owed_lines import owe
from waqai.storage.statements import judgement_line, status_line, undoing_line

LONGEST_ID, LONGEST_NAME, LONGEST_REASON = 1_000, 200, 2_000
"""Characters of an id (an address may be one), of the name of who decides, and of a reason."""


class Proposed(Record):
    """A judgement to be made; `at` is the present moment where it is null. `where` names the line it came from.

    Raises ValidationError where an id or the name is blank, a text is too long or no UTF-8, or `at` has no zone.
    """

    left: str = Field(max_length=LONGEST_ID)
    right: str = Field(max_length=LONGEST_ID)
    verdict: Verdict
    by: str = Field(max_length=LONGEST_NAME)
    because: str | None = Field(None, max_length=LONGEST_REASON)
    at: AwareDatetime | None = None
    where: str | None = None

    @field_validator("left", "right", "by")
    @classmethod
    def _filled(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("it is empty")
        return value

    @field_validator("left", "right", "by", "because")
    @classmethod
    def _storable(cls, value: str | None) -> str | None:
        if value is not None and not is_text(value):
            raise ValueError("half a character is no text")
        return value


def is_text(value: str) -> bool:
    """Whether UTF-8 can hold it: half a surrogate pair, or bytes of a command line that are no UTF-8, cannot be."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Made:
    """A judgement that was made: its id, and those that it overrules (by id)."""

    id: str
    overrules: tuple[str, ...] = ()


class Ruling(NamedTuple):
    """What a judgement in force says of a pair of present events, the smaller id first."""

    left: str
    right: str
    entry: JudgementEntry


class Judging:
    """Makes, undoes and lists what people decide. The caller holds the project's lock where anything changes."""

    def __init__(self, engine: Engine, root: Path, clock: Clock) -> None:
        self._engine = engine
        self._root = root
        self._clock = clock

    def judge(self, proposed: Proposed) -> Made:
        """Make one judgement; the latest holds, and those that it contradicts are named.

        Raises UnknownId, UsageError, or ProjectError where the incidents are out of date.
        """
        with Session(self._engine) as session, session.begin():
            self._check_linked(session)
            before = judgements.standing_rulings(session)
            row = self._add(session, proposed)
            after = judgements.standing_rulings(session)
            advance(session, "judged")
            newly = after.overruled.keys() - before.overruled.keys()
            return Made(judgements.entry_id(row), tuple(map(judgements.entry_id, sorted(newly))))

    def take(self, proposed: Sequence[Proposed]) -> int:
        """Make all of these judgements or none. Raises JudgementError, which names them, where they contradict each
        other or what is in force; an unknown id is refused as for one.
        """
        with Session(self._engine) as session, session.begin():
            self._check_linked(session)
            before = judgements.standing_rulings(session)
            sources = {self._add(session, item): item for item in proposed}
            after = judgements.standing_rulings(session)
            self._refuse(before, after, sources)
            if proposed:
                advance(session, "judged")
        return len(proposed)

    def undo(self, id: str, by: str, because: str | None) -> bool:
        """Take a judgement or a given status back; whether the incidents are to be joined anew. Raises UnknownId,
        UsageError where it was undone before."""
        with Session(self._engine) as session, session.begin():
            given = id.startswith(overrides.PREFIX)
            take_back = overrides.undo if given else judgements.undo
            owe(session, undoing_line(take_back(session, id, by, self._clock(), because)))
            if not given:
                advance(session, "judged")
            return not given

    def give_status(self, incident: str, status: Status, by: str, because: str) -> str:
        """Give an incident a status, and say the id of that. Raises UnknownId."""
        with Session(self._engine) as session, session.begin():
            if session.get(IncidentRow, incident) is None:
                raise judgements.no_incident(session, incident)
            row = overrides.override(session, incident, status, by, self._clock(), because)
            owe(session, status_line(row))
            return overrides.entry_id(row.number)

    def log(self) -> list[JudgementEntry | StatusEntry]:
        """All that people decided, in order of time, with what has become of it."""
        with Session(self._engine) as session:
            entries: list[JudgementEntry | StatusEntry] = [*judgements.log(session), *overrides.log(session)]
        return sorted(entries, key=lambda entry: entry.at)

    def asked(self) -> set[tuple[str, str]]:
        """Pairs of present events that a person has judged, also as unsure."""
        with Session(self._engine) as session:
            return judgements.asked(session)

    def rulings_on(self, events: Set[str]) -> tuple[Ruling, ...]:
        """The judgements in force that join or part any of these present events, in order; for each one such pair."""
        with Session(self._engine) as session:
            found = judgements.standing_rulings(session)
            pairs: dict[str, tuple[str, str]] = {}
            for pair, number in chain(found.different.items(), found.same.items()):
                if not events.isdisjoint(pair):
                    id = judgements.entry_id(number)
                    pairs[id] = min(pair, pairs.get(id, pair))
            entries = judgements.log(session) if pairs else []
        return tuple(Ruling(*pairs[entry.id], entry) for entry in entries if entry.id in pairs)

    def follow(self, id: str) -> tuple[Tombstone, ...]:
        """The tombstones from an old incident id to those that go on with it, in order; none for an id that lives.

        Raises UnknownId where no incident ever bore it.
        """
        found: dict[str, Tombstone] = {}
        waiting = [id]
        with Session(self._engine) as session:
            if is_living(session, id) is None:
                raise UnknownId("the project holds nothing of this id.", where=id, remedy="Ids are case-sensitive.")
            while waiting:
                here = waiting.pop(0)
                if here in found or is_living(session, here):
                    continue
                if past := history(session, here):
                    found[here] = past[-1]
                    waiting += past[-1].into
        return tuple(found.values())

    def _add(self, session: Session, item: Proposed) -> int:
        try:
            both = judgements.sides(session, item.left, item.right)
        except (UnknownId, UsageError) as error:
            if item.where:
                error.where = f"{item.where}: {error.where}"
            raise
        names = (item.verdict, item.left, item.right)
        row = judgements.add(session, names, both, item.by, item.at or self._clock(), item.because)
        owe(session, judgement_line(row))
        return row.number

    def _check_linked(self, session: Session) -> None:
        if is_stale(session):
            raise ProjectError(
                "events were coded anew, and the incidents are not joined yet.",
                where=str(self._root),
                remedy="Run `waqai process` first, so that ids stand for what you saw.",
            )

    def _refuse(self, before: Rulings, after: Rulings, sources: dict[int, Proposed]) -> None:
        """Raise JudgementError where the new judgements contradict each other or earlier ones."""
        told = []
        for number in sorted(after.overruled.keys() - before.overruled.keys()):
            party = sorted({number, *after.overruled[number]})
            told.append(" against ".join(_named(one, sources.get(one)) for one in party))
        if told:
            raise JudgementError(
                f"judgements contradict each other: {'; '.join(told)}.",
                remedy="Take one of them out, or undo the earlier one. Nothing was taken.",
            )


def _named(number: int, item: Proposed | None) -> str:
    if item is None:
        return f"{judgements.entry_id(number)} of the project"
    return f"{item.where or 'one'} ({item.left} {item.verdict} {item.right})"
