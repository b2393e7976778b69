"""The tables of the watch, and of who is on duty for it (docs/promise.md)."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from reporting.store.schema import RandomId, bytes_column, metadata, of_account, random_id

# One row, of the watch itself.
watch = Table(
    "watch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("beat", Integer, nullable=False),
    Column("slot", Integer, nullable=False),
    bytes_column("bytes"),
)

# Append-only: triggers on SQLite, grants on PostgreSQL.
missed = Table("missed", metadata, random_id(), bytes_column("bytes"))

notice = Table(
    "notice",
    metadata,
    random_id(),
    Column("since", Integer, nullable=False),
    Column("next", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    bytes_column("bytes"),
    Index("ix_notice_next", "next"),
)

contact = Table(
    "contact",
    metadata,
    Column(
        "account_id",
        BigInteger,
        ForeignKey("account.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    bytes_column("bytes"),
)

duty = Table(
    "duty",
    metadata,
    random_id(),
    Column("body", String(64), nullable=False),
    Column("day", Integer, nullable=False),
    Column("shift", Integer, nullable=False),
    of_account(),
    Index("ix_duty_body", "body", "day", "shift", "account_id", unique=True),
)

absence = Table(
    "absence",
    metadata,
    random_id(),
    of_account(),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)

swap = Table(
    "swap",
    metadata,
    random_id(),
    Column(
        "duty_id",
        RandomId,
        ForeignKey("duty.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    of_account(),
)

test_report = Table("test_report", metadata, random_id(), bytes_column("bytes"))

# Public, signed by the watch. Append-only as missed promises are.
service_fact = Table(
    "service_fact",
    metadata,
    Column("period", String(7), primary_key=True),
    bytes_column("bytes"),
)
