"""A private PostgreSQL server on a free port of this machine, gone when the run ends.

    @pytest.mark.postgresql
    def test_...(postgresql):
        url = postgresql.new_database(prepare)   # an empty or prepared database of its own

`prepare(url)` is run once for each different function; further databases are copies of what
it made, which takes milliseconds.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event

import psycopg
import pytest
from psycopg import sql

ORDINARY_USER = "postgres"
SECONDS = 60
CONNECTIONS = 300
# The disk is never waited for: a killed process loses nothing the kernel already has, and
# tests do not pull the plug. Commits stay synchronous, since that is what a kill would show.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": str(CONNECTIONS),
    "shared_buffers": "64MB",
    "unix_socket_directories": "",
}


def programs_folder() -> Path:
    """Return the folder with initdb and postgres, the newest where there are several."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    if found is None:
        raise RuntimeError("PostgreSQL is missing; tools/debian-packages installs it")
    return Path(found).parent


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def children_of(parent: int) -> list[int]:
    """Return the process ids whose parent is `parent`."""
    children = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == parent:
            children.append(int(stat.parent.name))
    return children


def _is_running(process: int) -> bool:
    """Say whether a process has not ended yet; one that only waits to be collected has."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


class Cluster:
    """A PostgreSQL server with its files; may be stopped, killed and started again."""

    def __init__(self, settings: Mapping[str, str] | None = None) -> None:
        """Make the files and start the server; `settings` go over those above."""
        self._settings = {**SETTINGS, **(settings or {})}
        self._folder = Path(tempfile.mkdtemp(prefix="reporting-postgresql-"))
        self._data = self._folder / "data"
        self._as_user: list[str] = []
        # The server refuses to run as root.
        if os.geteuid() == 0:
            user = pwd.getpwnam(ORDINARY_USER)
            os.chown(self._folder, user.pw_uid, user.pw_gid)
            self._as_user = [
                "setpriv",
                f"--reuid={user.pw_uid}",
                f"--regid={user.pw_gid}",
                "--init-groups",
                "--",
            ]
        self.port = free_port()
        self._databases = 0
        self._templates: dict[Callable[[str], object], str] = {}
        self._pause = Event()  # never set: only waited for
        self._make_files()
        self.start()

    def _make_files(self) -> None:
        done = subprocess.run(
            [
                *self._as_user,
                programs_folder() / "initdb",
                f"--pgdata={self._data}",
                *("--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8"),
            ],
            cwd=self._folder,
            env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        if done.returncode != 0:
            raise RuntimeError(f"initdb failed: {done.stderr}")

    @property
    def log(self) -> Path:
        """The server's log."""
        return self._folder / "log"

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Return the address of a database, as REPORTING_DATABASE_URL takes it."""
        return f"postgresql+psycopg://{user}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start the server, on the same port as before, and wait until it answers."""
        settings = {**SETTINGS, "port": str(self.port)}
        # Our own child, not pg_ctl's: a killed server whose parent is gone stays a zombie where
        # no init collects it, and a new one would take it for alive.
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                [
                    # A run that is killed takes its server with it.
                    *(*self._as_user, "setpriv", "--pdeathsig=INT", "--"),
                    programs_folder() / "postgres",
                    *("-D", str(self._data)),
                    *(f"--{name}={value}" for name, value in settings.items()),
                ],
                cwd=self._folder,
                env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        for _ in range(SECONDS * 20):
            if self._server.poll() is not None:
                break
            try:
                psycopg.connect(self._address()).close()
            except psycopg.OperationalError:
                self._pause.wait(0.05)
            else:
                return
        raise RuntimeError(f"PostgreSQL does not start: {self.log.read_text()}")

    def _address(self) -> str:
        return f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"

    def stop(self) -> None:
        """Stop the server in good order, cutting off whoever is connected."""
        self._server.send_signal(signal.SIGINT)  # "fast shutdown"
        self._server.wait(SECONDS)

    def kill_hard(self) -> None:
        """Send SIGKILL to every process of the server at once, as a crash would."""
        # Stopped first, so that it cannot start a child between the list and the kill.
        self._server.send_signal(signal.SIGSTOP)
        children = children_of(self._server.pid)
        for process in children:
            with suppress(ProcessLookupError):  # it ended by itself
                os.kill(process, signal.SIGKILL)
        self._server.kill()
        self._server.wait(SECONDS)
        # One that is still ending holds the shared memory, and no new server would start.
        for _ in range(SECONDS * 20):
            if not any(map(_is_running, children)):
                return
            self._pause.wait(0.05)
        raise RuntimeError("PostgreSQL is killed and does not end")

    def new_database(self, prepare: Callable[[str], object] | None = None) -> str:
        """Return the address of a new database: empty, or a copy of what `prepare(url)` made."""
        template = "template0"
        if prepare is not None:
            if prepare not in self._templates:
                name = self._create("template0")
                prepare(self.url(name))
                self._templates[prepare] = name
            template = self._templates[prepare]
        return self.url(self._create(template))

    def _create(self, template: str) -> str:
        self._databases += 1
        name = f"test_{self._databases}"
        with psycopg.connect(self._address(), autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        return name

    def drop_database(self, url: str) -> None:
        """Remove a database, whoever is connected: two hundred of them fill a disk."""
        name = sql.Identifier(url.rpartition("/")[2])
        with psycopg.connect(self._address(), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def remove(self) -> None:
        """Stop the server where it runs, and remove every file."""
        if self._server.poll() is None:
            self.kill_hard()
        shutil.rmtree(self._folder)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """One server for the whole run; a test that kills it starts it again."""
    cluster = Cluster()
    yield cluster
    cluster.remove()


@pytest.fixture
def own_postgresql() -> Iterator[Cluster]:
    """A server for one test alone, to be killed and stopped at will."""
    cluster = Cluster()
    yield cluster
    cluster.remove()
