"""what they serve: owners and interpreters, who are in the rosters from now on."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade."""
    op.add_column("account", sa.Column("serves", sa.String(), nullable=True))
