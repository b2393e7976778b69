"""the ladder: how far each report is on it, whom the watch may tell, and what it has done."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Values of this release, written out: a later one may count differently.
_FOUNDING_HOURS, _RED_HOURS, _QUARTERS, _START, _AFTER = 24, 20, 4, 2, 4096


def upgrade() -> None:
    """Upgrade."""
    dialect = op.get_bind().dialect.name
    # One column after another: putting the table together anew would, on SQLite, remove every
    # stanza with the old one.
    op.add_column("report", _whole("rung"))
    op.add_column("report", _whole("wake"))
    no = sa.text("0" if dialect == "sqlite" else "false")
    op.add_column("report", sa.Column("urgent", sa.Boolean(), nullable=False, server_default=no))
    empty = sa.text("x''" if dialect == "sqlite" else "''::bytea")
    op.add_column(
        "report", sa.Column("note", sa.LargeBinary(), nullable=False, server_default=empty)
    )
    _place_on_ladder()
    op.create_index("ix_report_wake", "report", ["wake"])
    op.create_table(
        "event",
        _random_id("id"),
        _random_id("report_id"),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_event_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_report_id"), "event", ["report_id"])


def _place_on_ladder() -> None:
    """Watch the reports that are there already, by what their columns tell of them.

    Before the first answer the word is due exactly 24 hours after the report came, and
    afterwards weeks later.
    """
    report = sa.table("report", *(sa.column(name) for name in ("received", "due", "rung", "wake")))
    waiting = report.c.due - report.c.received <= _FOUNDING_HOURS
    op.execute(
        sa.update(report)
        .where(waiting)
        .values(rung=_START, wake=(report.c.received + _RED_HOURS) * _QUARTERS)
    )
    op.execute(sa.update(report).where(~waiting).values(rung=_AFTER, wake=report.c.due * _QUARTERS))


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))


def _random_id(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, autoincrement=False, nullable=False)
