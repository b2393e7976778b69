"""`reporting serve` starts the right programs, and says in one sentence why it cannot."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reporting.cli.serve import children_from, intake, serve, workers_from
from reporting.errors import SettingError

TOOL = Path(__file__).parents[2] / "tools" / "serve"


def test_everything_is_three_surfaces_and_the_watch(tmp_path):
    """Each is a program of its own; the surfaces have addresses."""
    children = children_from({"REPORTING_INSTANCE": str(tmp_path)})

    assert {
        "intake": "http://127.0.0.1:8000",
        "desk": "http://127.0.0.1:8001",
        "statistics": "http://127.0.0.1:8002",
        "watch": None,
    } == {child.name: child.address for child in children}
    assert {child.name for child in children} == {child.command[-1] for child in children}


def test_plain_http_is_for_demos_only(tmp_path):
    """Only an instance that `init --demo` made is served without TLS."""
    environment = {"REPORTING_INSTANCE": str(tmp_path)}

    real = children_from(environment)
    (tmp_path / "demo.json").write_text("{}")
    demo = children_from(environment)

    assert [{}] * 4 == [child.environment for child in real]
    assert [{"REPORTING_INSECURE_HTTP": "1"}] * 4 == [child.environment for child in demo]


@pytest.mark.parametrize("text", ["0", "-1", "65", "two", "", "1.5"])
def test_a_wrong_number_of_workers_is_told(text):
    """The sentence names the setting, the value and what is allowed."""
    with pytest.raises(SettingError, match=r"REPORTING_WORKERS is '.*'; allowed is 1 to 64"):
        workers_from({"REPORTING_WORKERS": text})


def test_two_workers_unless_told_otherwise():
    """The usual number and a chosen one."""
    assert (2, 5) == (workers_from({}), workers_from({"REPORTING_WORKERS": "5"}))


def test_a_taken_port_ends_the_command_with_one_sentence(monkeypatch):
    """No trace, exit code 1."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("REPORTING_INTAKE_BIND", f"127.0.0.1:{taken.getsockname()[1]}")

        result = CliRunner().invoke(intake)

    assert 1 == result.exit_code
    assert 1 == len(result.output.splitlines())
    assert "REPORTING_INTAKE_BIND" in result.output


def test_without_an_instance_nothing_is_started(monkeypatch, tmp_path):
    """One sentence says what to run first, instead of four programs failing."""
    monkeypatch.setenv("REPORTING_INSTANCE", str(tmp_path / "nowhere"))

    result = CliRunner().invoke(serve)

    assert 1 == result.exit_code
    assert 1 == len(result.output.splitlines())
    assert "reporting init" in result.output


def test_no_demo_is_made_where_a_port_is_taken(tmp_path):
    """`make serve` looks first: making a demo takes a while, and would be for nothing."""
    instance = tmp_path / "instance"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        settings = {"REPORTING_INSTANCE": str(instance), "REPORTING_DESK_BIND": bind}
        # The other two are free, whatever else runs here.
        settings |= {f"REPORTING_{name}_BIND": "127.0.0.1:0" for name in ("INTAKE", "STATISTICS")}

        done = subprocess.run(
            [sys.executable, TOOL],
            env=os.environ | settings,
            capture_output=True,
            text=True,
            check=False,
        )

    assert 1 == done.returncode
    (said,) = done.stderr.splitlines()
    assert said.startswith(f"Error: {bind} cannot be listened on because it is in use already")
    assert "REPORTING_DESK_BIND" in said
    assert not instance.exists()
