"""All tables; docs/data.md is this file in words, and a test compares them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from reporting.casework.chain import NO_EVENTS
from reporting.store import figuretables, watchtables
from reporting.store.schema import (
    RandomId,
    bytes_column,
    metadata,
    of_report,
    random_id,
)

# Their tables belong to the same schema, so that whoever has this has all.
__all__ = ["figuretables", "metadata", "watchtables"]

# The long column stands last, so that lists which do not read it need not touch its pages.
report = Table(
    "report",
    metadata,
    random_id(),
    Column("revision", BigInteger, nullable=False),
    Column("received", Integer, nullable=False),
    Column("due", Integer, nullable=False),
    Column("expiry", Integer, nullable=False),
    Column("locator", LargeBinary, nullable=False, unique=True),
    bytes_column("header"),
    bytes_column("wrapped"),
    bytes_column("status"),
    bytes_column("triage"),
    bytes_column("payload"),
    # What the watch goes by. They stand last because they came last; an upgrade adds columns.
    Column("rung", Integer, nullable=False),
    Column("wake", Integer, nullable=False),
    Column("urgent", Boolean, nullable=False),
    bytes_column("note"),
    # What is done to a case: the head of its events, and what lists show of it.
    bytes_column("chain"),
    bytes_column("card"),
    # What the rows of its events add up to, for who can open none of them.
    Column("event_sum", LargeBinary, nullable=False, default=NO_EVENTS),
    Index("ix_report_id_revision", "id", "revision"),
    Index("ix_report_due", "due"),
    Index("ix_report_wake", "wake"),
)

stanza = Table(
    "stanza",
    metadata,
    random_id(),
    of_report(index=True),
    Column("account_id", BigInteger, nullable=False),
    bytes_column("bytes"),
    Index("ix_stanza_account_id", "account_id", "report_id", unique=True),
)


def _rows_of_report(name: str) -> Table:
    """Return a table of sealed or signed rows that belong to a report and go with it."""
    return Table(name, metadata, random_id(), of_report(index=True), bytes_column("bytes"))


message = _rows_of_report("message")

event = _rows_of_report("event")

# Cleaned files, in chunks of one size.
attachment = Table(
    "attachment",
    metadata,
    random_id(),
    of_report(),
    Column("file", BigInteger, nullable=False),
    Column("chunk", Integer, nullable=False),
    bytes_column("bytes"),
    Index("ix_attachment_report_id", "report_id", "file", "chunk", unique=True),
)

# What accounts did to a case. Append-only while the report is there; they go with it.
case_event = _rows_of_report("case_event")

# What one person outside a case is asked. No column here names a report.
referral = Table(
    "referral",
    metadata,
    random_id(),
    Column("purge", Integer, nullable=False),
    Column("answered", Boolean, nullable=False),
    bytes_column("status"),
    bytes_column("bytes"),
)


def _of_referral() -> Column[int]:
    return Column(
        "referral_id",
        RandomId,
        ForeignKey("referral.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )


referral_stanza = Table(
    "referral_stanza",
    metadata,
    random_id(),
    _of_referral(),
    Column("account_id", BigInteger, nullable=False),
    bytes_column("bytes"),
    Index("ix_referral_stanza_account_id", "account_id", "referral_id", unique=True),
)

referral_message = Table(
    "referral_message",
    metadata,
    random_id(),
    _of_referral(),
    bytes_column("bytes"),
)

account = Table(
    "account",
    metadata,
    random_id(),
    Column("username", String(64), nullable=False, unique=True),
    Column("role", String(32), nullable=False),
    Column("body", String(64)),
    Column("organisation", String(64)),
    Column("declarations", String, nullable=False),
    Column("disabled", Boolean, nullable=False),
    bytes_column("wrap_public"),
    bytes_column("signing_public"),
    bytes_column("salt"),
    bytes_column("verifier"),
    bytes_column("sealed"),
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
    bytes_column("bytes"),
)

session = Table(
    "session",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("purge", Integer, nullable=False),
    bytes_column("bytes"),
)

draft = Table(
    "draft",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("turn", BigInteger, nullable=False),
    Column("purge", Integer, nullable=False),
    bytes_column("bytes"),
)

# Files that are not sent yet. No column joins them to a draft or to one another but the owner, a
# digest of the cookie's secret.
draft_file = Table(
    "draft_file",
    metadata,
    random_id(),
    bytes_column("owner"),
    Column("file", BigInteger, nullable=False),
    Column("chunk", Integer, nullable=False),
    Column("purge", Integer, nullable=False),
    bytes_column("bytes"),
    Index("ix_draft_file_owner", "owner", "file", "chunk", unique=True),
)

roster = Table(
    "roster",
    metadata,
    Column("body", String(64), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    bytes_column("bytes"),
)

# What a reporter told one lead of worse treatment, or nothing: all rows look alike.
check_in = Table(
    "check_in",
    metadata,
    random_id(),
    Column("purge", Integer, nullable=False),
    bytes_column("bytes"),
)

# How often an account asked for a report that did not open; of which, nothing is kept.
attempt = Table(
    "attempt",
    metadata,
    random_id(),
    Column("account_id", BigInteger, ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("day", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    Index("ix_attempt_account_id", "account_id", "day", unique=True),
)

# Who may make an account of a body; gone as soon as they have.
invitation = Table(
    "invitation",
    metadata,
    random_id(),
    Column("username", String(64), nullable=False, unique=True),
    Column("role", String(32), nullable=False),
    Column("body", String(64), nullable=False),
    Column("organisation", String(64)),
    Column("serves", String),
    bytes_column("digest"),
    Column("purge", Integer, nullable=False),
)

# The next list of a body while its leads sign it: the file that comes into force when enough have.
roster_proposal = Table(
    "roster_proposal",
    metadata,
    Column("body", String(64), primary_key=True),
    bytes_column("bytes"),
)

# What the next list is to say of somebody else than the one in force, until a list does.
roster_change = Table(
    "roster_change",
    metadata,
    Column(
        "account_id",
        BigInteger,
        ForeignKey("account.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("kind", String(16), primary_key=True),
    bytes_column("bytes"),
)
