"""When the watch took its last turn."""

from sqlalchemy import Connection, select

from reporting.store.tables import watch


def get_beat(connection: Connection) -> int | None:
    """Return the minute of the last turn; None if there was none yet."""
    return connection.execute(select(watch.c.beat)).scalar_one_or_none()
