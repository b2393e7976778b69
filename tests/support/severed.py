"""A database that does not say how a commit went: the connection breaks in that very moment.

    severed = sever(world)          # before the world's intake is made
    severed.next_commit = AFTER     # or BEFORE: the commit never arrives

On PostgreSQL this is a line of our own between program and server, which is cut; on SQLite, where
there is no line, the driver fails as it does on a disk that fails.
"""

import select
import socket
import sqlite3
from threading import Thread
from typing import Any

from sqlalchemy import make_url

from tests.support.world import World

BEFORE, AFTER = "before", "after"
COMMIT = b"COMMIT"
_MOST = 65_536


class Line:
    """Passes on what program and server say, until a commit is to be cut off."""

    def __init__(self, port: int) -> None:
        """Listen on a port of its own for a server on `port`."""
        self.next_commit, self._server_port = "", port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no connection any more."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                program, _ = self._listener.accept()
            except OSError:
                return
            Thread(target=self._pass_on, args=(program,), daemon=True).start()

    def _pass_on(self, program: socket.socket) -> None:
        with program, socket.create_connection(("127.0.0.1", self._server_port)) as server:
            while True:
                for source in select.select([program, server], [], [])[0]:
                    try:
                        data = source.recv(_MOST)
                    except OSError:
                        return
                    if not data:
                        return
                    if source is program and self.next_commit and COMMIT in data:
                        self._cut(server, data)
                        return
                    (server if source is program else program).sendall(data)

    def _cut(self, server: socket.socket, data: bytes) -> None:
        when, self.next_commit = self.next_commit, ""
        if when == AFTER:
            server.sendall(data)
            server.recv(_MOST)  # it is done, and the program will not hear of it


class Disk:
    """Lets the commits of an engine fail: done and not told, or not done."""

    def __init__(self, dialect: Any) -> None:
        """Take the place of how a dialect commits."""
        self.next_commit, self._commit = "", dialect.do_commit
        dialect.do_commit = self._do_commit

    def close(self) -> None:
        """Do nothing: the engine goes with its world."""

    def _do_commit(self, connection: Any) -> None:
        when, self.next_commit = self.next_commit, ""
        if when != BEFORE:
            self._commit(connection)
        if when:
            raise sqlite3.OperationalError("disk I/O error")


def sever(world: World) -> Line | Disk:
    """Return what breaks the commits of a world's intake, which is made here."""
    if not world.url.startswith("sqlite"):
        direct = make_url(world.url)
        assert direct.port is not None
        line = Line(direct.port)
        world.url = str(direct.set(port=line.port))
        store = world.intake.extensions["reporting"].store  # made now, so it goes through the line
        assert line.port == store.engine.url.port
        world.url = str(direct)
        return line
    return Disk(world.intake.extensions["reporting"].store.engine.dialect)
