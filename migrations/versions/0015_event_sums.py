"""event sums: what the events of each report add up to, for who holds no key."""

import sqlalchemy as sa
from alembic import op

from reporting.casework.chain import NO_EVENTS, add_to_sum
from reporting.ids import EventId

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade; what is there now is taken for whole, because nobody here can open it."""
    connection = op.get_bind()
    empty = "x''" if connection.dialect.name == "sqlite" else "''::bytea"
    op.add_column(
        "report",
        sa.Column("event_sum", sa.LargeBinary(), nullable=False, server_default=sa.text(empty)),
    )
    connection.execute(sa.text("UPDATE report SET event_sum = :none"), {"none": NO_EVENTS})
    read = sa.text("SELECT id, bytes FROM case_event WHERE report_id = :report")
    write = sa.text("UPDATE report SET event_sum = :total WHERE id = :report")
    reports = connection.execute(sa.text("SELECT DISTINCT report_id FROM case_event"))
    for report in reports.scalars().all():
        total = NO_EVENTS
        for number, box in connection.execute(read, {"report": report}):
            total = add_to_sum(total, EventId(number), bytes(box))
        connection.execute(write, {"total": total, "report": report})
