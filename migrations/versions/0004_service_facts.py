"""service facts: what the service publishes about itself, a row a quarter, never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "service_fact",
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_service_fact")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER service_fact_refuses_{change.lower()} "
                f"BEFORE {change} ON service_fact "
                "BEGIN SELECT RAISE(ABORT, 'public facts are never changed'); END"
            )
