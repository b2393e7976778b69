"""What reporters told of worse treatment, each to one lead, among dummies of no report."""

from sqlalchemy import Connection, delete, insert, select

from reporting.checkin import CheckInRow
from reporting.store.tables import check_in


def insert_check_in(connection: Connection, row: CheckInRow) -> None:
    """Add the row of one answer."""
    connection.execute(insert(check_in), row._asdict())


def list_check_ins(connection: Connection) -> list[CheckInRow]:
    """Return every row, in no order: a lead tries all, and opens their own."""
    return [
        CheckInRow(row.id, row.purge, row.bytes) for row in connection.execute(select(check_in))
    ]


def purge_check_ins(connection: Connection, day: int) -> int:
    """Remove rows whose day has come; return how many."""
    return connection.execute(delete(check_in).where(check_in.c.purge <= day)).rowcount
