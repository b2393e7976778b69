"""A demo instance of its own for every run, gone at the end."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reporting import clock
from reporting.services import Services, services_from_environment

SECONDS = 120


@dataclass(frozen=True)
class Person:
    """An account of the demo, as `demo.json` lists it."""

    username: str
    passphrase: str
    totp_secret: str
    role: str
    body: str | None
    organisation: str | None


@dataclass(frozen=True)
class Demo:
    """An instance: its folder, the environment its programs get, and its people."""

    folder: Path
    environment: Mapping[str, str]
    people: tuple[Person, ...]

    def services(self, surface: str) -> Services:
        """Return what a surface works with, for work done outside a server."""
        return services_from_environment(surface, dict(self.environment), clock.system_now)


@contextmanager
def new_demo(database_url: str | None = None) -> Iterator[Demo]:
    """Make a demo instance with the product's own command; SQLite where no address is given."""
    with tempfile.TemporaryDirectory(prefix="reporting-bench-") as place:
        folder = Path(place) / "instance"
        environment = {"REPORTING_INSTANCE": str(folder), "REPORTING_INSECURE_HTTP": "1"}
        if database_url is not None:
            environment["REPORTING_DATABASE_URL"] = database_url
        subprocess.run(
            [sys.executable, "-m", "reporting", "init", "--demo"],
            env=_clean(os.environ) | environment,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=SECONDS,
        )
        listed = json.loads((folder / "demo.json").read_text())["accounts"]
        yield Demo(folder, environment, tuple(_person(account) for account in listed))


def _person(account: Mapping[str, str | None]) -> Person:
    return Person(**{name: account[name] for name in Person.__dataclass_fields__})  # type: ignore[arg-type]  # JSON's


def _clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` without the settings of another instance."""
    return {k: v for k, v in environment.items() if not k.startswith("REPORTING_")}
