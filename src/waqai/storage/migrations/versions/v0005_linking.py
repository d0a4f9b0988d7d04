"""What linking keeps of accounts, so that a change is linked by its neighbourhood alone."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _number(name: str, *, key: bool = False, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), primary_key=key, autoincrement=False, nullable=null)


def _text(name: str, *, key: bool = False, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), primary_key=key, nullable=False, unique=unique or None)


def upgrade() -> None:
    """Create the tables, empty: the next linking fills them. Members of incidents are found by the stem."""
    _create_accounts()
    op.create_table("changed_document", _number("document", key=True))
    op.create_table(
        "ruling", _text("left", key=True), _text("right", key=True), _text("verdict"), sqlite_with_rowid=False
    )
    op.create_index("ix_ruling_right", "ruling", ["right"])
    op.create_table("judged_stem", _text("stem", key=True))
    op.add_column("incident_member", sa.Column("stem", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE incident_member SET stem = json_extract(footprint, '$.stem')")
    op.create_index("ix_incident_member_stem", "incident_member", ["stem"])


def _create_accounts() -> None:
    op.create_table(
        "account",
        _number("number", key=True),
        _text("event", unique=True),
        _number("document"),
        _number("first", null=True),
        _number("last", null=True),
        _text("profile"),
        _number("incident", null=True),
    )
    op.create_index("ix_account_document", "account", ["document"])
    op.create_table(
        "account_text",
        _number("document", key=True),
        _text("words"),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "account_block",
        _number("day", key=True),
        _text("key", key=True),
        _number("account", key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "account_pair",
        _number("left", key=True),
        _number("right", key=True),
        sa.Column("score", sa.Double(), nullable=False),
        _number("met"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_account_pair_right", "account_pair", ["right"])


def downgrade() -> None:
    """Drop the tables and the column."""
    op.drop_index("ix_incident_member_stem", "incident_member")
    op.drop_column("incident_member", "stem")
    for table in (
        "judged_stem",
        "ruling",
        "changed_document",
        "account_pair",
        "account_block",
        "account_text",
        "account",
    ):
        op.drop_table(table)
