"""what the watch needs: notices, contacts, duty, missed promises, test reports."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_APPEND_ONLY = "missed promises are kept for ever"


def _random_id(name: str = "id") -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, autoincrement=False, nullable=False)


def _of_account(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f(f"fk_{table}_account_id"),
            ondelete="CASCADE",
        ),
    ]


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _bytes() -> sa.Column[bytes]:
    return sa.Column("bytes", sa.LargeBinary(), nullable=False)


def _key(table: str, column: str = "id") -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(column, name=op.f(f"pk_{table}"))


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "watch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *_whole("beat", "slot"),
        _bytes(),
        _key("watch"),
    )
    op.create_table("missed", _random_id(), _bytes(), _key("missed"))
    op.create_table(
        "notice", _random_id(), *_whole("since", "next", "tries"), _bytes(), _key("notice")
    )
    op.create_index("ix_notice_next", "notice", ["next"])
    op.create_table("contact", *_of_account("contact"), _bytes(), _key("contact", "account_id"))
    op.create_table(
        "duty",
        _random_id(),
        sa.Column("body", sa.String(length=64), nullable=False),
        *_whole("day", "shift"),
        *_of_account("duty"),
        _key("duty"),
    )
    op.create_index("ix_duty_body", "duty", ["body", "day", "shift", "account_id"], unique=True)
    op.create_index(op.f("ix_duty_account_id"), "duty", ["account_id"])
    op.create_table(
        "absence", _random_id(), *_of_account("absence"), *_whole("first", "last"), _key("absence")
    )
    op.create_index(op.f("ix_absence_account_id"), "absence", ["account_id"])
    op.create_table(
        "swap",
        _random_id(),
        _random_id("duty_id"),
        *_of_account("swap"),
        sa.ForeignKeyConstraint(
            ["duty_id"], ["duty.id"], name=op.f("fk_swap_duty_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("duty_id", name=op.f("uq_swap_duty_id")),
        _key("swap"),
    )
    op.create_index(op.f("ix_swap_account_id"), "swap", ["account_id"])
    op.create_table("test_report", _random_id(), _bytes(), _key("test_report"))
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER missed_refuses_{change.lower()} BEFORE {change} ON missed "
                f"BEGIN SELECT RAISE(ABORT, '{_APPEND_ONLY}'); END"
            )
