"""What all tables are made of: the schema itself, and the columns that several of them have."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData

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
RandomId = BigInteger().with_variant(Integer, "sqlite")


def random_id(name: str = "id") -> Column[int]:
    """Return the random number of a row, its key."""
    return Column(name, RandomId, primary_key=True, autoincrement=False)


def of_report(*, index: bool = False) -> Column[int]:
    """Return the report a row belongs to and goes with."""
    return Column(
        "report_id",
        RandomId,
        ForeignKey("report.id", ondelete="CASCADE"),
        nullable=False,
        index=index,
    )


def bytes_column(name: str) -> Column[bytes]:
    """Return a column of bytes that every row has."""
    return Column(name, LargeBinary, nullable=False)


def as_bytes(value: object) -> bytes:
    """Return what a column of bytes holds; nothing where something else was put into it.

    SQLite lets its owner put a value of any type into any column, and no reader expects one.
    """
    return value if isinstance(value, bytes) else b""


def of_account() -> Column[int]:
    """Return the account a row belongs to and goes with."""
    return Column(
        "account_id",
        BigInteger,
        ForeignKey("account.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )
