"""Stanza rows across many reports: found missing, added, taken away."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, exists, insert, select

from reporting import ids
from reporting.ids import AccountId, ReportId
from reporting.store.tables import report, stanza


def stanza_values(report_id: ReportId, account: AccountId, data: bytes) -> dict[str, object]:
    """Return the columns of a new row."""
    return {"id": ids.new_id(), "report_id": report_id, "account_id": account, "bytes": data}


def find_missing(
    connection: Connection, account: AccountId, peers: Collection[AccountId], most: int
) -> dict[ReportId, bytes]:
    """Return id and header of up to `most` reports where a peer has a row and `account` none."""
    found = connection.execute(
        select(report.c.id, report.c.header)
        .where(
            exists().where(stanza.c.account_id.in_(list(peers)), stanza.c.report_id == report.c.id),
            ~exists().where(stanza.c.account_id == account, stanza.c.report_id == report.c.id),
        )
        .limit(most)
    )
    return {ReportId(row.id): row.header for row in found}


def insert_rows(
    connection: Connection, account: AccountId, rows: Iterable[tuple[ReportId, bytes]]
) -> None:
    """Give one account a row in each of some reports."""
    values = [stanza_values(number, account, data) for number, data in rows]
    if values:
        connection.execute(insert(stanza), values)


def delete_rows(connection: Connection, account: AccountId) -> None:
    """Take away every row of one account."""
    connection.execute(delete(stanza).where(stanza.c.account_id == account))
