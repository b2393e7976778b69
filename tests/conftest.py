"""What holds for every test: this machine alone, no settings from outside, repeatable examples."""

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ("tests.support.browser", "tests.support.postgresql", "tests.support.world")

LONG = ("slow", "browser")  # marks of which pyproject.toml says what they mean

# Examples are the same on every run: a red run must mean a change, never bad luck. To look
# further, run with HYPOTHESIS_PROFILE=search.
settings.register_profile(
    "repeatable",
    deadline=None,
    max_examples=50,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "search",
    settings.get_profile("repeatable"),
    max_examples=2000,
    derandomize=False,
    print_blob=True,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the same tests run on the other store: `--database=postgresql`."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first: handed out last, one would run on alone."""
    long = {item.path for mark in LONG for item in items if item.get_closest_marker(mark)}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests reaches the service."""
    for name in list(os.environ):
        if name.startswith("REPORTING_"):
            monkeypatch.delenv(name)
