"""Sources and what they came to, what is to be fetched, pages that were, and texts that are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _text(name: str, *, null: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null, primary_key=key)


def _moment(name: str, *, null: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(40), nullable=null)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _whether(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True)


def _capture() -> sa.Column[str]:
    return sa.Column("capture", sa.String(64), sa.ForeignKey("capture.sha256"), nullable=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "source",
        _text("name", key=True),
        *(_moment(name) for name in ("tried_at", "succeeded_at", "due_at")),
        _whether("round_open"),
        _whether("round_failed"),
        _moment("failing_since"),
        _count("failures"),
        _text("failure_code", null=True),
        _text("failure", null=True),
        *(_count(name) for name in ("documents", "versions", "gone")),
        _text("memory"),
    )
    op.create_table(
        "wanted",
        _number(),
        *(_text(name) for name in ("source", "url", "purpose")),
        _text("hint", null=True),
        _text("host"),
        _whether("root"),
        _count("tries"),
        _moment("not_before"),
        _capture(),
        *(_text(name, null=True) for name in ("answer_url", "media_type", "charset", "encodings")),
        _moment("answered_at"),
        sa.UniqueConstraint("source", "url", "purpose"),
        sqlite_autoincrement=True,
    )
    op.create_index("wanted_host", "wanted", ["host", "number"])
    op.create_index("ix_wanted_capture", "wanted", ["capture"])
    op.create_table(
        "page",
        _text("source", key=True),
        _text("url", key=True),
        _text("purpose"),
        *(_text(name, null=True) for name in ("hint", "etag", "last_modified")),
        _capture(),
        _moment("first_at", null=False),
        _moment("fetched_at", null=False),
        _text("stem", null=True),
        _count("rechecks"),
        _moment("recheck_at"),
        _moment("missing_since"),
    )
    op.create_index("ix_page_stem", "page", ["stem"])
    op.create_index("ix_page_recheck_at", "page", ["recheck_at"])
    op.create_table(
        "disappearance",
        _number(),
        *(_text(name) for name in ("stem", "source", "url")),
        _moment("since", null=False),
        _text("because"),
        _capture(),
        _moment("ended_at"),
    )
    op.create_index("ix_disappearance_stem", "disappearance", ["stem"])
