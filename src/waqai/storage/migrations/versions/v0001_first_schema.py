"""The first schema: captures, documents, events, decisions, incidents, what was set aside, runs, judgements, state."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None


def _text(name: str, *, null: bool = False, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=null)


def _capture(*, null: bool) -> sa.Column[str]:
    return sa.Column("capture", sa.String(64), sa.ForeignKey("capture.sha256"), nullable=null)


def _document(*, null: bool = False) -> sa.Column[int]:
    return sa.Column("document", sa.Integer(), sa.ForeignKey("document.number", ondelete="CASCADE"), nullable=null)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True)


def _where_and_when() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("day_start", sa.Date()),
        sa.Column("day_end", sa.Date()),
        sa.Column("lat", sa.Double()),
        sa.Column("lon", sa.Double()),
    )


def upgrade() -> None:
    """Create the tables."""
    _create_intake()
    _create_coding()
    _create_work()


def _create_intake() -> None:
    op.create_table(
        "capture",
        sa.Column("sha256", sa.String(64), primary_key=True),
        _text("name"),
        _text("media_type"),
        sa.Column("bytes", sa.Integer(), nullable=False),
        _text("at", length=40),
        _text("read_at", null=True, length=40),
    )
    op.create_table(
        "document",
        _number(),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        _text("stem"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Boolean(), nullable=False),
        _text("fingerprint", length=64),
        _capture(null=False),
        _text("located"),
        _text("source", null=True),
        _text("publisher_id", null=True),
        _text("published", null=True, length=40),
        _text("title", null=True),
        _text("text"),
        _text("url", null=True),
        _text("language", null=True),
        _text("sha256", length=64),
        _text("coder_version", null=True),
        sa.UniqueConstraint("stem", "version"),
    )
    for column in ("stem", "publisher_id", "coder_version"):
        op.create_index(f"ix_document_{column}", "document", [column])
    op.create_table(
        "set_aside",
        _number(),
        _text("located"),
        _text("sha256", length=64),
        _text("code"),
        _text("message"),
        _text("remedy", null=True),
        _capture(null=True),
        _document(null=True),
        _text("at", length=40),
    )
    for column in ("located", "capture", "document"):
        op.create_index(f"ix_set_aside_{column}", "set_aside", [column])


def _create_coding() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Text(), primary_key=True),
        _document(),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        _text("type"),
        *_where_and_when(),
        _text("scope"),
        _text("polarity"),
        _text("payload"),
    )
    op.create_table("decision", _number(), _document(), _text("event"), _text("payload"))
    op.create_table(
        "incident",
        sa.Column("id", sa.Text(), primary_key=True),
        _text("type"),
        _text("status"),
        *_where_and_when(),
        _text("payload"),
    )
    op.create_table(
        "incident_event",
        sa.Column("incident", sa.Text(), sa.ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("event", sa.Text(), sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    )
    for table, columns in (
        ("event", ("document", "type", "day_start")),
        ("decision", ("document", "event")),
        ("incident", ("type", "status", "day_start")),
        ("incident_event", ("event",)),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def _create_work() -> None:
    op.create_table(
        "run",
        _number(),
        _text("kind"),
        _text("version"),
        _text("started", length=40),
        _text("finished", null=True, length=40),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("set_aside", sa.Integer(), nullable=False),
    )
    op.create_table(
        "judgement",
        _number(),
        _text("left"),
        _text("right"),
        _text("verdict"),
        _text("by"),
        _text("at", length=40),
        _text("because", null=True),
    )
    op.create_index("judgement_pair", "judgement", ["left", "right"])
    op.create_table(
        "state", sa.Column("name", sa.Text(), primary_key=True), sa.Column("value", sa.Integer(), nullable=False)
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "state",
        "judgement",
        "run",
        "incident_event",
        "incident",
        "decision",
        "event",
        "set_aside",
        "document",
        "capture",
    ):
        op.drop_table(table)
