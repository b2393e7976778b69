"""the work on a case: its events, the head that counts them, and its card for lists."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade."""
    dialect = op.get_bind().dialect.name
    empty = sa.text("x''" if dialect == "sqlite" else "''::bytea")
    # Empty in reports that are there already: only who holds the report key can seal them.
    for name in ("chain", "card"):
        op.add_column(
            "report", sa.Column(name, sa.LargeBinary(), nullable=False, server_default=empty)
        )
    op.create_table(
        "case_event",
        _random_id("id"),
        _random_id("report_id"),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_case_event_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    op.create_index(op.f("ix_case_event_report_id"), "case_event", ["report_id"])
    if dialect == "sqlite":
        _refuse_changes()


def _refuse_changes() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'events of a case are never changed'); END"
    op.execute(f"CREATE TRIGGER case_event_refuses_update BEFORE UPDATE ON case_event {refuse}")
    # They go with their report: its row is gone by then, so only a deletion of its own is refused.
    there = "EXISTS (SELECT 1 FROM report WHERE id = OLD.report_id)"
    before = f"BEFORE DELETE ON case_event WHEN {there}"
    op.execute(f"CREATE TRIGGER case_event_refuses_delete {before} {refuse}")


def _random_id(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, autoincrement=False, nullable=False)
