"""Where a command finds what only people have: passphrases, private roots, recovery shares."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from reporting.demo.file import read_demo
from reporting.errors import SettingError
from reporting.instance import Instance
from reporting.passwords import PassphraseStretcher
from reporting.people.ceremony import Proposal
from reporting.people.membership import Signers
from reporting.people.recovery import Recovered, join_shares, read_share
from reporting.people.rosterdiff import Difference, compare
from reporting.primitives import KEY_SIZE
from reporting.roster import Declaration
from reporting.serves import NOTHING, Serves
from reporting.services import Services, services_from_environment
from reporting.store.accounts import AccountRow

A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

passphrase_option = click.option(
    "--passphrase-file",
    "passphrase_files",
    multiple=True,
    metavar="NAME=PATH",
    help="Read the passphrase of a lead from a file instead of asking for it.",
)
root_option = click.option(
    "--root-private", type=A_FILE, help="The private root of the body, when a lead changes."
)
share_option = click.option(
    "--share",
    "shares",
    multiple=True,
    type=A_FILE,
    help="A recovery share; two of a body open its reports to write their rows anew.",
)
yes_option = click.option("--yes", is_flag=True, help="Sign the list without being asked.")


def open_services() -> Services:
    """Return the services of a command: the whole database, on PostgreSQL the login's own role."""
    return services_from_environment("command")


def make_signers(
    services: Services, passphrase_files: tuple[str, ...], root: Path | None, *, yes: bool
) -> Signers:
    """Return how to reach leads and root: people on a real instance, files in a demo."""
    instance = services.instance
    files = dict(_split(text) for text in passphrase_files)
    return Signers(
        stretcher=PassphraseStretcher(instance.run),
        passphrase_of=_passphrases(instance, files),
        root_seed_of=lambda body: read_root_seed(_root_file(instance, body, root)),
        confirm=(lambda _: None) if yes or instance.demo else confirm,
    )


def _split(text: str) -> tuple[str, Path]:
    name, equals, path = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} is not NAME=PATH", param_hint="--passphrase-file")
    return name, Path(path)


def _passphrases(instance: Instance, files: dict[str, Path]) -> Callable[[AccountRow], str]:
    known = (
        {one.username: one.passphrase for one in read_demo(instance)[1]} if instance.demo else {}
    )

    def passphrase_of(row: AccountRow) -> str:
        if row.username in files:
            return files[row.username].read_text("utf-8")
        if row.username in known:
            return known[row.username]
        text: str = click.prompt(f"Passphrase of {row.username}", hide_input=True, err=True)
        return text

    return passphrase_of


def _root_file(instance: Instance, body: str, root: Path | None) -> Path:
    if root is not None:
        return root
    if instance.demo:
        return instance.keys / f"{body}.root.private"
    raise SettingError(f"this changes who leads {body}; give its private root by --root-private")


def read_root_seed(path: Path) -> bytes:
    """Return the private root in a file, or raise SettingError."""
    seed = path.read_bytes()
    if len(seed) != KEY_SIZE:
        raise SettingError(f"{path.name} is not a private root")
    return seed


def read_shares(services: Services, paths: tuple[Path, ...]) -> list[Recovered]:
    """Return the recovery identities in share files; in a demo the ones beside its keys."""
    if not paths and services.instance.demo:
        paths = tuple(sorted(services.instance.keys.glob("*.share")))
    shares = [read_share(path.read_bytes()) for path in paths]
    bodies = sorted({share.body for share in shares})
    for body in bodies:
        if body not in services.service.bodies:
            raise SettingError(f"a recovery share belongs to {body}, which is no body here")
    return [join_shares([share for share in shares if share.body == body]) for body in bodies]


def confirm(proposal: Proposal) -> None:
    """Show who will be able to read, and go on only if a person agrees."""
    show_proposal(proposal)
    click.confirm("Sign this list?", abort=True, err=True)


def show_proposal(proposal: Proposal) -> None:
    """Print each member with fingerprint and declarations, and what has changed."""
    roster, before = proposal.roster, proposal.previous
    known = {member.account: member for member in before.members} if before else {}
    click.echo(f"Roster {roster.version} of {roster.body}, valid for {_days(proposal)} days:")
    for found in compare(roster, before):
        member, old = found.member, found.before
        click.echo(f"  {member.fingerprint}  {member.role:<12} {found.news.value}")
        if member.follows in known and old is None:
            click.echo(f"      in place of {known[member.follows].fingerprint}")
        if served := told_serves(member.serves):
            click.echo(f"      {served}")
        if member.active or (old is not None and old.active):
            for line in _declared(found):
                click.echo(f"      {line}")
    times = "1 time" if roster.recovered == 1 else f"{roster.recovered} times"
    click.echo(f"  The recovery shares have been used {times}.")


def _days(proposal: Proposal) -> int:
    return proposal.roster.valid_until - proposal.roster.valid_from


def _declared(found: Difference) -> Iterator[str]:
    """Give what is declared, and what was until now; in the notation of `account add`."""
    for one in found.member.declarations:
        yield f"declares {_told(one)}"
    for one in found.dropped:
        yield f"NO LONGER declares {_told(one)}"


def told_serves(serves: Serves) -> str:
    """Say what an owner or interpreter is there for; of everybody else nothing."""
    if serves.languages:
        return f"speaks {', '.join(serves.languages)}"
    if serves == NOTHING:
        return ""
    of_area = f", area {serves.area}" if serves.area else ""
    return f"{serves.post} of {serves.organisation}{of_area}"


def _told(declared: Declaration) -> str:
    parts = (declared.organisation, declared.area or "", declared.role or "")
    return ":".join(parts).rstrip(":")


@contextmanager
def progress(length: int, label: str) -> Iterator[Callable[[int], object]]:
    """Show a bar on the terminal while long work goes on; elsewhere, or for none, nothing."""
    # An empty bar would stay at 0% for good.
    hidden = length == 0 or not sys.stderr.isatty()
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield bar.update
