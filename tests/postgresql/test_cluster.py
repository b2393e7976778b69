"""The database server that tests use does what tests need of it."""

import psycopg
import pytest

pytestmark = pytest.mark.postgresql


def connect(url):
    """Connect to an address as the service writes it."""
    return psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)


def make_table(url):
    """Prepare a database with one table."""
    with connect(url) as connection:
        connection.execute("CREATE TABLE kept (word text)")


def test_databases_are_apart(postgresql):
    """What one test writes, no other test sees."""
    first = postgresql.new_database(make_table)
    second = postgresql.new_database(make_table)

    with connect(first) as connection:
        connection.execute("INSERT INTO kept VALUES ('mine')")

    with connect(second) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_it_keeps_commits_when_killed(own_postgresql):
    """A committed row is there after SIGKILL to every process and a new start."""
    url = own_postgresql.new_database(make_table)
    watching = connect(url)
    watching.execute("INSERT INTO kept VALUES ('committed')")

    own_postgresql.kill_hard()
    with pytest.raises(psycopg.OperationalError):
        watching.execute("SELECT 1")
    own_postgresql.start()

    with connect(url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("committed",)]


def test_it_stops_and_starts(own_postgresql):
    """A stopped server refuses, and answers again on the same port when started."""
    url = own_postgresql.url()

    own_postgresql.stop()
    with pytest.raises(psycopg.OperationalError):
        connect(url)
    own_postgresql.start()

    with connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
