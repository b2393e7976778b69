"""What the database server is set to keep besides our rows."""

from typing import NamedTuple

from sqlalchemy import Connection, text

# Setting -> values under which the server keeps no further record of what was written when; the
# first is the one to set.
QUIET = {
    "archive_mode": ("off",),
    "log_statement": ("none",),
    "log_duration": ("off",),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_autovacuum_min_duration": ("-1",),
    "log_checkpoints": ("off",),
    "log_connections": ("off", ""),
    "log_disconnections": ("off",),
    "log_lock_waits": ("off",),
    "log_temp_files": ("-1",),
    "log_transaction_sample_rate": ("0",),
    "track_commit_timestamp": ("off",),
}


class Loud(NamedTuple):
    """A setting that keeps a record of moments or statements, and the value that keeps none."""

    name: str
    value: str
    wanted: str


def find_loud_settings(connection: Connection) -> list[Loud]:
    """Return the settings of a PostgreSQL server by which it records moments or statements."""
    rows = connection.execute(text("SELECT name, setting FROM pg_settings"))
    settings = {row.name: row.setting for row in rows}
    return [
        Loud(name, settings[name], quiet[0])
        for name, quiet in QUIET.items()
        if name in settings and settings[name] not in quiet
    ]
