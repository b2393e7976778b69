"""What `init` and `check` say of a PostgreSQL server and of the login they have there."""

import os
import subprocess
import sys

import psycopg
import pytest

from tests.cli.conftest import real_service

pytestmark = pytest.mark.postgresql

ROLES = "reporting_intake, reporting_desk, reporting_statistics, reporting_release, reporting_watch"
MISSING = (
    "Surfaces run with the rights of the owner, because there is no role "
    f'{ROLES}: docs/operations.md, "PostgreSQL".\n'
)
REFUSED = f'The login "the-owner" may not take on {ROLES}; run: GRANT {ROLES} TO "the-owner";\n'


@pytest.fixture
def server(own_postgresql):
    """A server of its own: roles belong to the whole of it."""
    return own_postgresql


@pytest.fixture
def administer(server):
    """Call to run a statement as the administrator of the server."""

    def run(statement):
        with psycopg.connect(server.url().replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(statement)

    return run


@pytest.fixture
def run(server, administer, tmp_path):
    """Call to run a command on a database whose owner may make no roles; returns what it said.

    In a process of its own, which lets go of its connections as it ends.
    """
    database = server.new_database().rpartition("/")[2]
    administer('CREATE ROLE "the-owner" LOGIN')
    administer(f'ALTER DATABASE {database} OWNER TO "the-owner"')
    settings = {
        "REPORTING_INSTANCE": str(tmp_path / "instance"),
        "REPORTING_SERVICE_FILE": real_service(tmp_path),
        "REPORTING_DATABASE_URL": server.url(database, "the-owner"),
    }

    def run(command):
        done = subprocess.run(
            [sys.executable, "-m", "reporting", command],
            env=os.environ | settings,
            capture_output=True,
            text=True,
            check=False,
        )
        # A check complains: nothing has been signed here.
        assert (1 if command == "check" else 0) == done.returncode, done.stderr
        return done.stdout

    return run


def make_roles(administer):
    """Make the roles, as an administrator does for another instance on the server."""
    for role in ROLES.split(", "):
        administer(f"CREATE ROLE {role} NOLOGIN")


def test_missing_roles_are_told(run):
    """Without them every surface could do whatever the owner can."""
    made = run("init")

    checked = run("check")

    assert MISSING in made
    assert MISSING in checked


def test_roles_that_the_login_may_not_take_on_are_told(run, administer):
    """They are another instance's; every request would be answered by 503."""
    make_roles(administer)

    made = run("init")

    checked = run("check")
    assert REFUSED in made
    assert REFUSED in checked


def test_what_is_told_to_run_puts_it_right(run, administer):
    """After the statement nothing is said about roles."""
    make_roles(administer)
    run("init")

    administer(REFUSED.rpartition("run: ")[2])

    assert "reporting_" not in run("init")
    assert "reporting_" not in run("check")


def test_a_loud_setting_is_told_with_its_quiet_value(run):
    """What is off for one setting is -1 for another."""
    run("init")

    checked = run("check")

    recorded = "it records what was written when."
    assert f"PostgreSQL has log_checkpoints = on; {recorded} Set it to off.\n" in checked
    loud = "PostgreSQL has log_autovacuum_min_duration = 600000"
    assert f"{loud}; {recorded} Set it to -1.\n" in checked
