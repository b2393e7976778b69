"""referrals: what one person outside a case is asked, and what they answer."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _number(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, autoincrement=False, nullable=False)


def _bytes(name: str = "bytes") -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "referral",
        _number("id"),
        sa.Column("purge", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        _bytes("status"),
        _bytes(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    _create_part("referral_stanza", sa.Column("account_id", sa.BigInteger(), nullable=False))
    _create_part("referral_message")
    op.create_index(
        op.f("ix_referral_stanza_account_id"),
        "referral_stanza",
        ["account_id", "referral_id"],
        unique=True,
    )


def _create_part(name: str, *more: sa.Column[int]) -> None:
    op.create_table(
        name,
        _number("id"),
        _number("referral_id"),
        *more,
        _bytes(),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f(f"fk_{name}_referral_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_referral_id"), name, ["referral_id"])
