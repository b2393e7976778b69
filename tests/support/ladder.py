"""Show what happens to a report that nobody answers: `make ladder`.

A demo of its own is served, with a mailbox on this machine in the place of a mail server. A report
is sent, the clock of the demo is set forward from rung to rung, and each mail is told as it comes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from reporting.cli.serve import require_ports
from reporting.errors import SettingError
from reporting.services import DEFAULT_BINDS, bind_of, services_from_environment
from reporting.store.notices import list_notices
from tests.support.gunicorn import REPOSITORY
from tests.support.mailbox import HOST, Mailbox, open_mailbox
from tests.support.running import Service, wait_until

DOMAIN = "demo.example"
TOLD_ROLES = frozenset({"lead", "reviewer", "chair"})
WATCH_FILE = """\
sender = "notices@{domain}"

[[mail]]
host = "{host}"
port = {port}
security = "none"
"""
Say = Callable[[str], object]
_pause = Event()  # never set: only waited for


@dataclass(frozen=True)
class Stage:
    """How far the clock goes on, and what a person is told of it."""

    hours: float
    sentence: str


STAGES = (
    Stage(0, "The report has come. The database says its hour; nobody is told."),
    Stage(19, "After 19 hours: still nobody, but for who is on duty at a fixed time of day."),
    Stage(1, "After 20 hours, red: the readers who can open it."),
    Stage(4, "After 24 hours, missed and on record: the leads among them, and the board's chair."),
    Stage(24, "After 48 hours, handed over: the alternate body can open it, and is told as well."),
    Stage(24, "After 72 hours: everybody who can open it, and so on every day."),
)


@contextmanager
def serve_ladder(folder: Path, ports: Mapping[str, int]) -> Iterator[tuple[Service, Mailbox]]:
    """Give a demo that is served, whose people have mail addresses, and their mailbox."""
    service = Service(folder, ports=ports)
    service.command("init", "--demo")
    with open_mailbox() as mailbox:
        text = WATCH_FILE.format(domain=DOMAIN, host=HOST, port=mailbox.port)
        watch_file = service.instance / "watch.toml"
        watch_file.write_text(text)
        watch_file.chmod(0o600)
        for username, account in service.accounts.items():
            if account["role"] in TOLD_ROLES:
                _set_address(service, username)
        service.start()
        try:
            yield service, mailbox
        finally:
            service.stop()


def _set_address(service: Service, username: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "reporting", "account", "address", username, "--stdin"],
        cwd=REPOSITORY,
        env=service.environment,
        input=f"{username}@{DOMAIN}\n",
        stdout=subprocess.DEVNULL,
        text=True,
        check=True,
        timeout=60,
    )


def climb(service: Service, mailbox: Mailbox, say: Say, wait: Callable[[], object]) -> None:
    """Send a report, and set the clock forward from rung to rung."""
    service.reporter(quick=True).write_report()
    for stage in STAGES:
        seen = len(mailbox.mails)
        if stage.hours:
            service.command("demo", "later", str(stage.hours))
        say(f"\n{stage.sentence}")
        service.command("watch", "--once")
        wait_until(partial(_is_quiet, service), "mail does not leave")
        told = sorted(mail.recipient.partition("@")[0] for mail in mailbox.mails[seen:])
        say(f"  mail to: {', '.join(told) or 'nobody'}")
        wait()


def _is_quiet(service: Service) -> bool:
    """Say whether every mail has left; the watch that is served may be sending just now."""
    services = services_from_environment("command", service.environment)
    try:
        with services.store.read() as connection:
            return not list_notices(connection)
    finally:
        services.store.close()


def main() -> None:
    """Serve until Ctrl-C, on the demo's addresses; LADDER_SECONDS is the pause at a rung."""
    say = partial(print, flush=True)
    try:
        require_ports()  # told at once: making a demo takes a while, and would be for nothing
        seconds = float(os.environ.get("LADDER_SECONDS", "20"))
    except SettingError as error:
        sys.exit(f"Error: {error.sentence}")
    except ValueError:
        sys.exit("Error: LADDER_SECONDS is a number of seconds, such as 20")
    folder = Path(tempfile.mkdtemp(prefix="reporting-ladder-"))
    say("A demo of its own is made and started; this takes half a minute.")
    try:
        with serve_ladder(folder, _ports()) as (service, mailbox):
            for name, port in service.ports.items():
                say(f"{name:10}  http://{HOST}:{port}")
            say(f"How people sign in: REPORTING_INSTANCE={service.instance} "
                ".venv/bin/reporting account code NAME")  # fmt: skip
            climb(service, mailbox, say, partial(_pause.wait, seconds))
            say("\nLook around: sign in as north-lead-1 or south-lead-1. Ctrl-C ends it.")
            _pause.wait()
    except KeyboardInterrupt:
        pass
    finally:
        shutil.rmtree(folder)


def _ports() -> dict[str, int]:
    return {name: int(bind_of(name).rpartition(":")[2]) for name in DEFAULT_BINDS}


if __name__ == "__main__":
    main()
