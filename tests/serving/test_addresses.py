"""Addresses are checked before anything starts, and a taken one is told in one sentence."""

import socket

import pytest

from reporting.errors import SettingError
from reporting.serving.addresses import address_of, require_free, split_bind
from reporting.serving.surface import command_of, run_surface


@pytest.mark.parametrize(
    ("bind", "expected"),
    [("127.0.0.1:8000", ("127.0.0.1", 8000)), ("[::1]:80", ("::1", 80))],
)
def test_a_bind_is_host_and_port(bind, expected):
    """Brackets belong to the notation of IPv6 and not to the address."""
    assert expected == split_bind("X", bind)


@pytest.mark.parametrize("bind", ["", "8000", ":8000", "127.0.0.1:", "127.0.0.1:x", "a:70000"])
def test_a_wrong_bind_is_told_with_its_setting(bind):
    """The sentence names the setting, the value and what to write."""
    with pytest.raises(SettingError, match=r"REPORTING_X_BIND is .*127\.0\.0\.1:8000"):
        split_bind("REPORTING_X_BIND", bind)


def test_a_taken_port_is_told_before_anything_starts():
    """Also where one surface is started alone."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(SettingError, match=f"{bind} .*in use.*REPORTING_DESK_BIND"):
            run_surface("desk", bind, 1)


def test_a_free_port_and_a_socket_file_are_fine():
    """Nothing is raised, and nothing stays bound."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        bind = f"127.0.0.1:{probe.getsockname()[1]}"

    require_free("X", bind)
    require_free("X", bind)
    require_free("X", "unix:/run/reporting/intake")


def test_an_address_is_what_a_browser_takes():
    """A socket file has none."""
    assert "http://127.0.0.1:8000" == address_of("127.0.0.1:8000")
    assert address_of("unix:/run/reporting/intake") is None


def test_a_surface_is_served_by_its_factory():
    """Name, address and workers are on the command line; everything else is in our settings."""
    command = command_of("desk", "127.0.0.1:8001", 3)

    assert "reporting.desk:create_app()" == command[-1]
    assert {"desk", "127.0.0.1:8001", "3"} <= set(command)
    assert "python:reporting.serving.gunicorn_conf" in command
