"""Lines owed to the ledger, where it ended, and where in the WARC files a capture lies."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _place() -> tuple[sa.Column[str], sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("warc", sa.Text(), nullable=True),
        sa.Column("warc_offset", sa.Integer(), nullable=True),
        sa.Column("warc_length", sa.Integer(), nullable=True),
    )


def upgrade() -> None:
    """Create the tables and columns. What the ledger lacks of an earlier project is owed by the first payment."""
    op.create_table(
        "owed_line",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("line", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ledger_end",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("entries", "start", "length")),
        sa.Column("digest", sa.String(64), nullable=False),
        *_place(),
    )
    for column in _place():
        op.add_column("capture", column)


def downgrade() -> None:
    """Drop the tables and columns."""
    for column in _place():
        op.drop_column("capture", column.name)
    for table in ("ledger_end", "owed_line"):
        op.drop_table(table)
