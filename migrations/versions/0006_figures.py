"""figures: facts waiting to be counted, sealed counts, and what is released of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _bytes(name: str = "bytes") -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _name(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def upgrade() -> None:
    """Upgrade."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "fact",
        sa.Column("id", number, autoincrement=False, nullable=False),
        _bytes(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    op.create_table(
        "tally",
        _name("organisation"),
        _name("quarter", 6),
        _bytes(),
        sa.PrimaryKeyConstraint("organisation", "quarter", name=op.f("pk_tally")),
    )
    op.create_table(
        "prepared",
        _name("organisation"),
        _bytes(),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_prepared")),
    )
    op.create_table(
        "release",
        _name("series"),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        _bytes(),
        _bytes("signatures"),
        sa.PrimaryKeyConstraint("series", "sequence", name=op.f("pk_release")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER release_refuses_{change.lower()} BEFORE {change} ON release "
                "BEGIN SELECT RAISE(ABORT, 'what was published is never changed'); END"
            )
