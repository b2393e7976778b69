"""All tables; docs/data.md is this file in words, and a test compares them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


# On SQLite an INTEGER PRIMARY KEY *is* the row id. A table without one has a hidden row id that
# counts up, and so would keep the order in which rows came, VACUUM or not.
_RandomId = BigInteger().with_variant(Integer, "sqlite")


def _random_id(name: str = "id") -> Column[int]:
    return Column(name, _RandomId, primary_key=True, autoincrement=False)


def _of_report(*, index: bool = False) -> Column[int]:
    return Column(
        "report_id",
        _RandomId,
        ForeignKey("report.id", ondelete="CASCADE"),
        nullable=False,
        index=index,
    )


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


# The long column stands last, so that lists which do not read it need not touch its pages.
report = Table(
    "report",
    metadata,
    _random_id(),
    Column("revision", BigInteger, nullable=False),
    Column("received", Integer, nullable=False),
    Column("due", Integer, nullable=False),
    Column("expiry", Integer, nullable=False),
    Column("locator", LargeBinary, nullable=False, unique=True),
    _bytes("header"),
    _bytes("wrapped"),
    _bytes("status"),
    _bytes("triage"),
    _bytes("payload"),
    # What the watch goes by. They stand last because they came last; an upgrade adds columns.
    Column("rung", Integer, nullable=False),
    Column("wake", Integer, nullable=False),
    Column("urgent", Boolean, nullable=False),
    _bytes("note"),
    # What is done to a case: the head of its events, and what lists show of it.
    _bytes("chain"),
    _bytes("card"),
    Index("ix_report_id_revision", "id", "revision"),
    Index("ix_report_due", "due"),
    Index("ix_report_wake", "wake"),
)

stanza = Table(
    "stanza",
    metadata,
    _random_id(),
    _of_report(index=True),
    Column("account_id", BigInteger, nullable=False),
    _bytes("bytes"),
    Index("ix_stanza_account_id", "account_id", "report_id", unique=True),
)

message = Table(
    "message",
    metadata,
    _random_id(),
    _of_report(index=True),
    _bytes("bytes"),
)

event = Table(
    "event",
    metadata,
    _random_id(),
    _of_report(index=True),
    _bytes("bytes"),
)

# What accounts did to a case. Append-only while the report is there; they go with it.
case_event = Table(
    "case_event",
    metadata,
    _random_id(),
    _of_report(index=True),
    _bytes("bytes"),
)

# What one person outside a case is asked. No column here names a report.
referral = Table(
    "referral",
    metadata,
    _random_id(),
    Column("purge", Integer, nullable=False),
    Column("answered", Boolean, nullable=False),
    _bytes("status"),
    _bytes("bytes"),
)


def _of_referral() -> Column[int]:
    return Column(
        "referral_id",
        _RandomId,
        ForeignKey("referral.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )


referral_stanza = Table(
    "referral_stanza",
    metadata,
    _random_id(),
    _of_referral(),
    Column("account_id", BigInteger, nullable=False),
    _bytes("bytes"),
    Index("ix_referral_stanza_account_id", "account_id", "referral_id", unique=True),
)

referral_message = Table(
    "referral_message",
    metadata,
    _random_id(),
    _of_referral(),
    _bytes("bytes"),
)

account = Table(
    "account",
    metadata,
    _random_id(),
    Column("username", String(64), nullable=False, unique=True),
    Column("role", String(32), nullable=False),
    Column("body", String(64)),
    Column("organisation", String(64)),
    Column("declarations", String, nullable=False),
    Column("disabled", Boolean, nullable=False),
    _bytes("wrap_public"),
    _bytes("signing_public"),
    _bytes("salt"),
    _bytes("verifier"),
    _bytes("sealed"),
    # Last because it came last.
    Column("serves", String),
)

desk_index = Table(
    "desk_index",
    metadata,
    Column(
        "account_id",
        BigInteger,
        ForeignKey("account.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("chunk", Integer, primary_key=True, autoincrement=False),
    Column("turn", BigInteger, nullable=False),
    _bytes("bytes"),
)

session = Table(
    "session",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("purge", Integer, nullable=False),
    _bytes("bytes"),
)

draft = Table(
    "draft",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("turn", BigInteger, nullable=False),
    Column("purge", Integer, nullable=False),
    _bytes("bytes"),
)

roster = Table(
    "roster",
    metadata,
    Column("body", String(64), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _bytes("bytes"),
)

# From here on: what the watch needs (docs/promise.md). One row, of the watch itself.
watch = Table(
    "watch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("beat", Integer, nullable=False),
    Column("slot", Integer, nullable=False),
    _bytes("bytes"),
)

# Append-only: triggers on SQLite, grants on PostgreSQL.
missed = Table("missed", metadata, _random_id(), _bytes("bytes"))

notice = Table(
    "notice",
    metadata,
    _random_id(),
    Column("since", Integer, nullable=False),
    Column("next", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    _bytes("bytes"),
    Index("ix_notice_next", "next"),
)


def _of_account() -> Column[int]:
    return Column(
        "account_id",
        BigInteger,
        ForeignKey("account.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
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
    _bytes("bytes"),
)

duty = Table(
    "duty",
    metadata,
    _random_id(),
    Column("body", String(64), nullable=False),
    Column("day", Integer, nullable=False),
    Column("shift", Integer, nullable=False),
    _of_account(),
    Index("ix_duty_body", "body", "day", "shift", "account_id", unique=True),
)

absence = Table(
    "absence",
    metadata,
    _random_id(),
    _of_account(),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)

swap = Table(
    "swap",
    metadata,
    _random_id(),
    Column(
        "duty_id",
        _RandomId,
        ForeignKey("duty.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    _of_account(),
)

test_report = Table("test_report", metadata, _random_id(), _bytes("bytes"))

# Public, signed by the watch. Append-only as missed promises are.
service_fact = Table(
    "service_fact",
    metadata,
    Column("period", String(7), primary_key=True),
    _bytes("bytes"),
)

# From here on: figures (docs/facts.md, docs/release.md).
fact = Table("fact", metadata, _random_id(), _bytes("bytes"))

# A row for every organisation and every quarter, whether or not anything is counted in it.
tally = Table(
    "tally",
    metadata,
    Column("organisation", String(64), primary_key=True),
    Column("quarter", String(6), primary_key=True),
    _bytes("bytes"),
)

# What a lead is asked to agree to: at most one row an organisation.
prepared = Table(
    "prepared",
    metadata,
    Column("organisation", String(64), primary_key=True),
    _bytes("bytes"),
)

# Public and signed. Append-only as missed promises are.
release = Table(
    "release",
    metadata,
    Column("series", String(64), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _bytes("bytes"),
    _bytes("signatures"),
)
