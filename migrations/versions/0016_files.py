"""files: attachments of reports, and files that wait to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "attachment",
        sa.Column("id", number, autoincrement=False, nullable=False),
        sa.Column("report_id", number, nullable=False),
        sa.Column("file", sa.BigInteger(), nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_attachment_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(
        op.f("ix_attachment_report_id"), "attachment", ["report_id", "file", "chunk"], unique=True
    )
    op.create_table(
        "draft_file",
        sa.Column("id", number, autoincrement=False, nullable=False),
        sa.Column("owner", sa.LargeBinary(), nullable=False),
        sa.Column("file", sa.BigInteger(), nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("purge", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_file")),
    )
    op.create_index(
        op.f("ix_draft_file_owner"), "draft_file", ["owner", "file", "chunk"], unique=True
    )
