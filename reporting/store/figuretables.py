"""The tables of figures (docs/facts.md, docs/release.md); no row of theirs is of a report."""

from sqlalchemy import Column, Index, Integer, String, Table

from reporting.store.schema import bytes_column, metadata, of_account, random_id

# Facts that wait, among dummies.
fact = Table("fact", metadata, random_id(), bytes_column("bytes"))

# A row for every organisation and every quarter, whether or not anything is counted in it.
tally = Table(
    "tally",
    metadata,
    Column("organisation", String(64), primary_key=True),
    Column("quarter", String(6), primary_key=True),
    bytes_column("bytes"),
)

# What a lead is asked to agree to: at most one row an organisation.
prepared = Table(
    "prepared",
    metadata,
    Column("organisation", String(64), primary_key=True),
    bytes_column("bytes"),
)

# What a lead agreed to on their page, for the release job: at most one row an organisation.
agreement = Table(
    "agreement",
    metadata,
    Column("organisation", String(64), primary_key=True),
    bytes_column("bytes"),
)

# Public and signed. Append-only as missed promises are.
release = Table(
    "release",
    metadata,
    Column("series", String(64), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    bytes_column("bytes"),
    bytes_column("signatures"),
)

# What boards and leads say in public, signed; every version stays. Append-only as releases are.
statement = Table(
    "statement",
    metadata,
    random_id(),
    Column("series", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("about", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    bytes_column("bytes"),
    Index("ix_statement_series", "series", "kind", "about", "version", unique=True),
)

feedback = Table(
    "feedback",
    metadata,
    random_id(),
    of_account(),
    Column("purge", Integer, nullable=False),
    bytes_column("bytes"),
)
