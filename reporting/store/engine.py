"""Connections: one write path on SQLite, plain transactions on PostgreSQL.

A write commits durably before it returns; every failure of the database becomes
`StoreUnavailable`, and then nothing of the transaction was kept. Where it is the commit that fails
nobody can tell, and it is `StoreUncertain`: all was kept, or nothing.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from reporting.errors import Changed, StoreUnavailable, StoreUncertain
from reporting.store.grants import GRANTS, role_of

_SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a receipt is shown only after the commit has reached the disk
    "secure_delete=ON",  # what is deleted is overwritten
    "temp_store=MEMORY",  # nothing spooled to a file
    "foreign_keys=ON",
    "busy_timeout=10000",
    "cache_size=-512",  # KiB a connection, of which there may be twenty; the system caches files
)


class Store:
    """A database, with one way to read and one way to write."""

    def __init__(self, engine: Engine, lock_file: Path | None) -> None:
        """Keep the engine; `lock_file` serialises writers of all processes on SQLite."""
        self.engine = engine
        self._lock_file = lock_file
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of every connection; the store can be used again."""
        self.engine.dispose()

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state and writes nothing."""
        try:
            with self.engine.connect() as connection:
                self._begin(connection, "BEGIN")
                yield connection
        except (DBAPIError, PoolTimeout, OSError):
            raise StoreUnavailable from None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a transaction: committed durably at the end, or not kept at all.

        Raises StoreUnavailable, StoreUncertain, or Changed where another was first.
        """
        committing = False
        try:
            with self._only_writer(), self.engine.begin() as connection:
                self._begin(connection, "BEGIN IMMEDIATE")
                yield connection
                committing = True
        except IntegrityError:
            # Keys are random or names were looked up before: only a race gets here.
            raise Changed from None
        except (DBAPIError, PoolTimeout, OSError):
            raise StoreUncertain if committing else StoreUnavailable from None

    @contextmanager
    def maintain(self) -> Iterator[Connection]:
        """Give a connection outside transactions, with no other writer on SQLite: for VACUUM."""
        options = {} if self.dialect == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
        try:
            with self._only_writer(), self.engine.connect() as connection:
                yield connection.execution_options(**options)
        except (DBAPIError, PoolTimeout, OSError):
            raise StoreUnavailable from None

    def _begin(self, connection: Connection, statement: str) -> None:
        # Python's driver of SQLite is told to begin nothing by itself (`isolation_level` None). A
        # listener of the engine could do it, but would make every other statement slower too.
        if self.dialect == "sqlite":
            connection.exec_driver_sql(statement)

    @contextmanager
    def _only_writer(self) -> Iterator[None]:
        # SQLite has one writer at a time. Waiting here costs nothing; its own busy handler
        # sleeps and retries, and a long queue of writers would then time out.
        if self._lock_file is None:
            yield
            return
        with self._lock, _opened(self._lock_file) as descriptor:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield


@contextmanager
def _opened(lock_file: Path) -> Iterator[int]:
    # Neither emptied nor written: its time of change would be the exact time of the last write.
    descriptor = os.open(lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)  # lets go of the lock


def open_store(url: str, instance: Path, surface: str | None = None) -> Store:
    """Open the database at `url`; on PostgreSQL take on the role of `surface`."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(url, instance)
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_size=10,
        max_overflow=10,
        pool_pre_ping=True,
        pool_timeout=5,
        connect_args={"connect_timeout": 5},
        hide_parameters=True,
    )
    if surface in GRANTS:
        _take_role(engine, role_of(surface))
    return Store(engine, None)


def _open_sqlite(url: str, instance: Path) -> Store:
    engine = create_engine(
        url, pool_size=20, connect_args={"isolation_level": None}, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        for pragma in _SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    run = instance / "run"
    run.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Store(engine, run / "write.lock")


def _take_role(engine: Engine, role: str) -> None:
    """Make every connection work with the few grants of one surface (store/grants.py)."""

    @event.listens_for(engine, "connect")
    def _set_role(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,))
            if cursor.fetchone() is not None:
                cursor.execute(f'SET ROLE "{role}"')
        connection.commit()
