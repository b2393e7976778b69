"""Facts that wait to be counted, among dummies, and the sealed counts; no row is of a report."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select, text

from reporting.factrow import FactRow
from reporting.store.figuretables import fact, tally
from reporting.store.schema import as_bytes


def insert_facts(connection: Connection, rows: Iterable[FactRow]) -> None:
    """Add the rows of one writing, in the order of their random numbers."""
    values = [row._asdict() for row in sorted(rows)]
    if values:
        connection.execute(insert(fact), values)


def list_facts(connection: Connection) -> list[FactRow]:
    """Return every row that waits, in no order."""
    return [FactRow(row.id, as_bytes(row.bytes)) for row in connection.execute(select(fact))]


def list_numbers(connection: Connection) -> list[int]:
    """Return the numbers of the rows that wait, in no order."""
    return list(connection.execute(select(fact.c.id)).scalars())


def get_facts(connection: Connection, numbers: Iterable[int]) -> list[FactRow]:
    """Return the rows of these numbers that are there: a few, so one by one."""
    found = (connection.execute(select(fact).where(fact.c.id == each)).first() for each in numbers)
    return [FactRow(row.id, as_bytes(row.bytes)) for row in found if row is not None]


def replace_facts(connection: Connection, gone: Iterable[int], rows: Iterable[FactRow]) -> None:
    """Write `rows` in the place of those whose numbers are `gone`."""
    numbers = list(gone)
    for at in range(0, len(numbers), _AT_ONCE):
        connection.execute(delete(fact).where(fact.c.id.in_(numbers[at : at + _AT_ONCE])))
    insert_facts(connection, rows)


_AT_ONCE = 500  # numbers in one statement; some databases take no more than a thousand


def lock_tallies(connection: Connection) -> None:
    """Let one release job work at a time; on SQLite whoever writes is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


_LOCK = 0x666163747301  # any number that no other lock of this database uses


def list_tallies(connection: Connection) -> list[tuple[str, str]]:
    """Return organisation and quarter of all sealed counts there are."""
    return [(row[0], row[1]) for row in connection.execute(select(*_PLACE))]


_PLACE = (tally.c.organisation, tally.c.quarter)


def get_tally(connection: Connection, organisation: str, quarter: str) -> bytes | None:
    """Return the sealed counts of an organisation in a quarter, or None."""
    place = (tally.c.organisation == organisation, tally.c.quarter == quarter)
    found = connection.execute(select(tally.c.bytes).where(*place)).first()
    return None if found is None else as_bytes(found[0])


def put_tallies(connection: Connection, tallies: Mapping[tuple[str, str], bytes]) -> None:
    """Write sealed counts, in the place of older ones where there are some."""
    for (organisation, quarter), data in sorted(tallies.items()):
        values = {"organisation": organisation, "quarter": quarter, "bytes": data}
        place = (tally.c.organisation == organisation, tally.c.quarter == quarter)
        changed = connection.execute(tally.update().where(*place).values(bytes=data))
        if not changed.rowcount:
            connection.execute(insert(tally), values)
