"""The tables of the store. A record is kept whole as JSON; what is searched by stands beside it in columns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A moment with its offset, as ISO 8601: SQLite has no type that keeps the offset of a publication."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        """The moment as written to the database."""
        return value.isoformat() if value is not None else None

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        """The moment as read from the database."""
        return datetime.fromisoformat(value) if value is not None else None


class Base(DeclarativeBase):
    """The store's tables."""


class CaptureRow(Base):
    """Bytes that came in once. `read_at` is null until all their documents are stored. `warc` and what follows tell the
    record that holds them; they are null for a file."""

    __tablename__ = "capture"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    bytes: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    warc: Mapped[str | None] = mapped_column(Text)
    warc_offset: Mapped[int | None]
    warc_length: Mapped[int | None]


class OwedLineRow(Base):
    """A line that the ledger is to get, as JSON. No number is ever given twice: the ledger tells by it what it has."""

    __tablename__ = "owed_line"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    line: Mapped[str] = mapped_column(Text)


class LedgerEndRow(Base):
    """Where the ledger ended when lines were last struck off, and what of the WARC files it told of last; one row."""

    __tablename__ = "ledger_end"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[int]
    start: Mapped[int]
    length: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    warc: Mapped[str | None] = mapped_column(Text)
    warc_offset: Mapped[int | None]
    warc_length: Mapped[int | None]


class DocumentRow(Base):
    """One version of one text. `number` is the order of arrival, `coder_version` what coded it last (null: nothing).

    Versions of one text share `stem`; `version` counts from 1 and `latest` marks the one that incidents rest on.
    `fingerprint` digests what the coder reads, so that the same content is known again under the same stem.
    """

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("stem", "version"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(Text, unique=True)
    stem: Mapped[str] = mapped_column(Text, index=True)
    version: Mapped[int]
    latest: Mapped[bool]
    fingerprint: Mapped[str] = mapped_column(String(64))
    capture: Mapped[str] = mapped_column(ForeignKey("capture.sha256"))
    located: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    publisher_id: Mapped[str | None] = mapped_column(Text, index=True)
    published: Mapped[datetime | None] = mapped_column(Moment)
    title: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    coder_version: Mapped[str | None] = mapped_column(Text, index=True)


class EventRow(Base):
    """An event of a document."""

    __tablename__ = "event"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    document: Mapped[int] = mapped_column(ForeignKey("document.number", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int]
    type: Mapped[str] = mapped_column(Text, index=True)
    day_start: Mapped[date | None] = mapped_column(index=True)
    day_end: Mapped[date | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    scope: Mapped[str] = mapped_column(Text)
    polarity: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)


class DecisionRow(Base):
    """Why a field of an event holds what it holds."""

    __tablename__ = "decision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document: Mapped[int] = mapped_column(ForeignKey("document.number", ondelete="CASCADE"), index=True)
    event: Mapped[str] = mapped_column(Text, index=True)
    payload: Mapped[str] = mapped_column(Text)


class IncidentRow(Base):
    """An incident, as the last linking found it."""

    __tablename__ = "incident"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    type: Mapped[str] = mapped_column(Text, index=True)
    status: Mapped[str] = mapped_column(Text, index=True)
    day_start: Mapped[date | None] = mapped_column(index=True)
    day_end: Mapped[date | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    payload: Mapped[str] = mapped_column(Text)


class IncidentEventRow(Base):
    """Which events an incident rests on."""

    __tablename__ = "incident_event"

    incident: Mapped[str] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True)
    event: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, index=True)


class SetAsideRow(Base):
    """What was not taken or not coded, and why. `document` is set where a stored document could not be coded."""

    __tablename__ = "set_aside"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    located: Mapped[str] = mapped_column(Text, index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    code: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str | None] = mapped_column(Text)
    capture: Mapped[str | None] = mapped_column(ForeignKey("capture.sha256"), index=True)
    document: Mapped[int | None] = mapped_column(ForeignKey("document.number", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)


class RunRow(Base):
    """A run of `add` or `process`: one that has no `finished` was cut off."""

    __tablename__ = "run"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    started: Mapped[datetime] = mapped_column(Moment)
    finished: Mapped[datetime | None] = mapped_column(Moment)
    done: Mapped[int]
    set_aside: Mapped[int]


class IdentityRow(Base):
    """An incident id that was given out once; `number` is its age. `founder` is the footprint of the event that it
    was first given for, `living` whether an incident bears it."""

    __tablename__ = "incident_identity"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(Text, unique=True)
    founder: Mapped[str | None] = mapped_column(Text)
    living: Mapped[bool]


class MemberRow(Base):
    """An event that an incident id stands for, or stood for last, with its footprint. It outlives a coding. `stem` is
    that of its document."""

    __tablename__ = "incident_member"

    incident: Mapped[str] = mapped_column(Text, primary_key=True)
    event: Mapped[str] = mapped_column(Text, primary_key=True)
    footprint: Mapped[str] = mapped_column(Text)
    stem: Mapped[str] = mapped_column(Text, index=True, server_default="")


class SuccessionRow(Base):
    """What became of an incident id at that moment: `into` is a JSON list of ids."""

    __tablename__ = "incident_succession"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str] = mapped_column(Text)
    into: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class JudgementRow(Base):
    """What a person decided about two events or incidents. `left` and `right` are the ids as given, `left_events` and
    `right_events` JSON lists of the footprints that they stood for."""

    __tablename__ = "judgement"
    __table_args__ = (Index("judgement_pair", "left", "right"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    left: Mapped[str] = mapped_column(Text)
    right: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    because: Mapped[str | None] = mapped_column(Text)
    left_events: Mapped[str] = mapped_column(Text, server_default="[]")
    right_events: Mapped[str] = mapped_column(Text, server_default="[]")
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by: Mapped[str | None] = mapped_column(Text)
    undone_because: Mapped[str | None] = mapped_column(Text)


class StatusOverrideRow(Base):
    """A status that a person gave an incident id."""

    __tablename__ = "status_override"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    incident: Mapped[str] = mapped_column(Text, index=True)
    status: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    because: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by: Mapped[str | None] = mapped_column(Text)
    undone_because: Mapped[str | None] = mapped_column(Text)


class ChangedDocumentRow(Base):
    """The number of a document that came, was coded anew or went since the last linking."""

    __tablename__ = "changed_document"

    document: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class AccountRow(Base):
    """An account that was linked: the event, its first and last day (ordinals; null where it meets nobody), and what
    linking compares of it. `incident` is the number of the identity that it was joined into."""

    __tablename__ = "account"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event: Mapped[str] = mapped_column(Text, unique=True)
    document: Mapped[int] = mapped_column(index=True)
    first: Mapped[int | None]
    last: Mapped[int | None]
    profile: Mapped[str] = mapped_column(Text)
    incident: Mapped[int | None]


class AccountTextRow(Base):
    """What linking compares of a document's text: its rare words, as a JSON list, and its sketch."""

    __tablename__ = "account_text"

    document: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(Text)
    sketch: Mapped[bytes] = mapped_column(LargeBinary)


class AccountBlockRow(Base):
    """That an account stands on a day (ordinal) in the block of a key (a JSON list)."""

    __tablename__ = "account_block"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy has it

    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    account: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class AccountPairRow(Base):
    """Two accounts that are alike, or nearly so, and the day (ordinal) on which they first met."""

    __tablename__ = "account_pair"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy has it

    left: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    right: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    score: Mapped[float]
    met: Mapped[int]


class RulingRow(Base):
    """What the judgements came to at the last linking: the verdict on two events, the smaller id first."""

    __tablename__ = "ruling"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy has it

    left: Mapped[str] = mapped_column(Text, primary_key=True)
    right: Mapped[str] = mapped_column(Text, primary_key=True, index=True)
    verdict: Mapped[str] = mapped_column(Text)


class JudgedStemRow(Base):
    """The stem of a document of which a judgement spoke at the last linking."""

    __tablename__ = "judged_stem"

    stem: Mapped[str] = mapped_column(Text, primary_key=True)


class StateRow(Base):
    """A number of the store. `coded` grows with every batch of coded documents and `judged` with every judgement;
    `linked` and `ruled` are their values at the last linking: where two differ, the incidents are out of date.
    `linker` is the version of what linked last."""

    __tablename__ = "state"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[int]


class SourceRow(Base):
    """What a source of the settings has come to.

    `round_failed` says that something which its present round began with failed; `failures` counts failed rounds in a
    row, since `failing_since`. `memory` is a JSON object of its kind's own.
    """

    __tablename__ = "source"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    tried_at: Mapped[datetime | None] = mapped_column(Moment)
    succeeded_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    round_open: Mapped[bool]
    round_failed: Mapped[bool]
    failing_since: Mapped[datetime | None] = mapped_column(Moment)
    failures: Mapped[int]
    failure_code: Mapped[str | None] = mapped_column(Text)
    failure: Mapped[str | None] = mapped_column(Text)
    documents: Mapped[int]
    versions: Mapped[int]
    gone: Mapped[int]
    memory: Mapped[str] = mapped_column(Text)


class WantedRow(Base):
    """Something to fetch, in order of number; once its answer is archived (`capture`), something to read. `root` is
    what a round begins with; `not_before` (UTC) is set after a failure that passes."""

    __tablename__ = "wanted"
    __table_args__ = (
        UniqueConstraint("source", "url", "purpose"),
        Index("wanted_host", "host", "number"),
        {"sqlite_autoincrement": True},  # a number given twice would be taken for one that was asked for
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    hint: Mapped[str | None] = mapped_column(Text)
    host: Mapped[str] = mapped_column(Text)
    root: Mapped[bool]
    tries: Mapped[int]
    not_before: Mapped[datetime | None] = mapped_column(Moment)
    capture: Mapped[str | None] = mapped_column(ForeignKey("capture.sha256"), index=True)
    answer_url: Mapped[str | None] = mapped_column(Text)
    media_type: Mapped[str | None] = mapped_column(Text)
    charset: Mapped[str | None] = mapped_column(Text)
    encodings: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)


class PageRow(Base):
    """An address that a source was fetched from: what to ask conditionally with, the last payload, the text it gave.

    `recheck_at` (UTC) is when it is asked for again, `rechecks` how often it was; `missing_since` the first moment at
    which it was no longer there.
    """

    __tablename__ = "page"

    source: Mapped[str] = mapped_column(Text, primary_key=True)
    url: Mapped[str] = mapped_column(Text, primary_key=True)
    purpose: Mapped[str] = mapped_column(Text)
    hint: Mapped[str | None] = mapped_column(Text)
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    capture: Mapped[str | None] = mapped_column(ForeignKey("capture.sha256"))
    first_at: Mapped[datetime] = mapped_column(Moment)
    fetched_at: Mapped[datetime] = mapped_column(Moment)
    stem: Mapped[str | None] = mapped_column(Text, index=True)
    rechecks: Mapped[int]
    recheck_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    missing_since: Mapped[datetime | None] = mapped_column(Moment)


class DisappearanceRow(Base):
    """A text that is no longer where it was: since when, how that was seen, and the capture that shows it. `ended_at`
    is when it was there again."""

    __tablename__ = "disappearance"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    stem: Mapped[str] = mapped_column(Text, index=True)
    source: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(Moment)
    because: Mapped[str] = mapped_column(Text)
    capture: Mapped[str | None] = mapped_column(ForeignKey("capture.sha256"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
