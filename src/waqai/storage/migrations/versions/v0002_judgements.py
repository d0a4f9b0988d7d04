"""Permanent incident ids, what became of them, judgements on footprints of events, and statuses that people gave."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MEMBERS = """
    SELECT member.incident, event.id, event.payload, document.stem FROM incident_event AS member
    JOIN event ON event.id = member.event JOIN document ON document.number = event.document
    ORDER BY member.incident, event.id
"""


def _text(name: str, *, null: bool = False, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=null)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True)


def _undoing() -> tuple[sa.Column[str], ...]:
    return _text("undone_at", null=True, length=40), _text("undone_by", null=True), _text("undone_because", null=True)


def upgrade() -> None:
    """Create the tables, and enter the incidents that are there as the first to bear their ids."""
    op.create_table(
        "incident_identity",
        _number(),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        _text("founder", null=True),
        sa.Column("living", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "incident_member",
        sa.Column("incident", sa.Text(), primary_key=True),
        sa.Column("event", sa.Text(), primary_key=True),
        _text("footprint"),
    )
    op.create_table("incident_succession", _number(), _text("id"), _text("kind"), _text("into"), _text("at", length=40))
    op.create_index("ix_incident_succession_id", "incident_succession", ["id"])
    op.create_table(
        "status_override",
        _number(),
        _text("incident"),
        _text("status"),
        _text("by"),
        _text("at", length=40),
        _text("because"),
        *_undoing(),
    )
    op.create_index("ix_status_override_incident", "status_override", ["incident"])
    for side in ("left_events", "right_events"):
        op.add_column("judgement", sa.Column(side, sa.Text(), nullable=False, server_default="[]"))
    for column in _undoing():
        op.add_column("judgement", column)
    _enter_incidents()


def _enter_incidents() -> None:
    connection = op.get_bind()
    founders: dict[str, str] = {}
    for incident, event, payload, stem in connection.execute(sa.text(_MEMBERS)).all():
        record = json.loads(payload)
        footprint = {"event_id": event, "document_id": record["document_id"], "stem": stem}
        footprint |= {"type": record["type"], "triggers": record["triggers"]}
        text = json.dumps(footprint, ensure_ascii=False, separators=(",", ":"))
        founders.setdefault(incident, text)
        values = {"incident": incident, "event": event, "footprint": text}
        connection.execute(sa.text("INSERT INTO incident_member VALUES (:incident, :event, :footprint)"), values)
    for id, founder in founders.items():
        insert = sa.text("INSERT INTO incident_identity (id, founder, living) VALUES (:id, :founder, :living)")
        connection.execute(insert, {"id": id, "founder": founder, "living": True})


def downgrade() -> None:
    """Drop the tables and columns."""
    for column in ("left_events", "right_events", "undone_at", "undone_by", "undone_because"):
        op.drop_column("judgement", column)
    for table in ("status_override", "incident_succession", "incident_member", "incident_identity"):
        op.drop_table(table)
