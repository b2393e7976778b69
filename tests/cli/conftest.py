"""The `reporting` command in this process, on instances that are copies of one another."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reporting import clock
from reporting.cli import main
from reporting.instance import make_instance
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.services import (
    DEFAULT_BINDS,
    DEMO_SERVICE_FILE,
    Services,
    database_url,
    services_from_environment,
)
from reporting.setup import make_demo
from reporting.store.engine import open_store
from reporting.store.migrate import upgrade
from tests.support.cast import demo_service
from tests.support.deposits import Holder, unlock

ADDRESSES = {surface: f"http://{bind}" for surface, bind in DEFAULT_BINDS.items()}


@dataclass
class Shell:
    """One instance folder and the commands run on it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, typed: str = "") -> Result:
        """Run one command; `typed` is what a person enters at its prompts."""
        return CliRunner().invoke(main, arguments, input=typed, env=self._environment)

    def done(self, *arguments: str, typed: str = "") -> str:
        """Run one command that has to succeed, and return what it said."""
        result = self.run(*arguments, typed=typed)
        assert (0, None) == (result.exit_code, result.exception), result.output
        return result.output

    @property
    def _environment(self) -> dict[str, str]:
        return {"REPORTING_INSTANCE": str(self.folder), **self.environment}

    @property
    def services(self) -> Services:
        """What a surface would work with."""
        return services_from_environment("command", self._environment)

    @property
    def accounts(self) -> dict[str, dict[str, str]]:
        """How the people of the demo sign in, by user name."""
        listed = json.loads((self.folder / "demo.json").read_bytes())["accounts"]
        return {account["username"]: account for account in listed}

    def holder(self, username: str) -> Holder:
        """Return somebody of the demo with their identity."""
        return unlock(self.services, username, self.accounts[username]["passphrase"])


def real_service(folder: Path) -> str:
    """Write a service file that is not a demo's, and return its path."""
    text = DEMO_SERVICE_FILE.read_text("utf-8").replace("demo = true", "demo = false")
    path = folder / "service.toml"
    path.write_text(text.replace("example = true", "example = false"), "utf-8")
    return str(path)


@pytest.fixture(autouse=True)
def _quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch passphrases cheaply: what is tested here is not their protection."""
    quick = partial(PassphraseStretcher, profile=CHEAPEST)
    for module in ("demo", "people", "init", "roster"):
        monkeypatch.setattr(f"reporting.cli.{module}.PassphraseStretcher", quick)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo instance, to be copied."""
    folder = tmp_path_factory.mktemp("cli") / "instance"
    instance = make_instance(folder, demo=True)
    store = open_store(database_url(folder, {}), folder)
    upgrade(store)
    stretcher = PassphraseStretcher(instance.run, CHEAPEST)
    make_demo(instance, demo_service(), store, stretcher, clock.system_now(), ADDRESSES)
    store.engine.dispose()
    (folder / "reporting.sqlite").chmod(0o600)  # as the command's umask makes it
    return folder


@pytest.fixture
def demo(template: Path, tmp_path: Path) -> Shell:
    """A demo instance of one's own."""
    folder = tmp_path / "instance"
    shutil.copytree(template, folder)
    return Shell(folder)


@pytest.fixture
def make_shell(tmp_path: Path) -> Callable[..., Shell]:
    """Call to get a shell on a folder where there is nothing yet; arguments are settings."""
    return lambda **settings: Shell(tmp_path / "new", settings)
