"""`reporting case`: for somebody who is given one case as a file (docs/files.md, "One case")."""

from pathlib import Path

import click

from reporting import primitives
from reporting.casefile import fingerprint_of_key, open_case_file, write_key
from reporting.cli.people import A_FILE
from reporting.errors import BadSignature, CannotOpen, SettingError
from reporting.instance import write_file


@click.group()
def case() -> None:
    """Make a key to be given a case with, and open the file. Needs no instance."""


@case.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def key(*, file: Path) -> None:
    """Make a key: FILE to keep for yourself, FILE.pub to send to the oversight body."""
    public_file = file.with_name(f"{file.name}.pub")
    for path in (file, public_file):
        _check_new(path)
    secret = primitives.new_wrap_secret()
    public = primitives.wrap_public(secret)
    write_file(file, secret)
    write_file(public_file, write_key(public).encode())
    click.echo(f"Send {public_file}, and nothing else. Keep {file} to yourself.")
    click.echo(f"Fingerprint, to tell by telephone: {fingerprint_of_key(public)}")


@case.command("open")
@click.argument("file", type=A_FILE)
@click.option("--key", "key_file", type=A_FILE, required=True, help="The key you kept.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the page; beside FILE, ending in .html, if not given.",
)
def open_file(*, file: Path, key_file: Path, out: Path | None) -> None:
    """Open FILE and write what it holds as one page, to be read in a browser."""
    target = out or file.with_suffix(".html")
    _check_new(target)
    secret = key_file.read_bytes()
    if len(secret) != primitives.WRAP_SECRET_SIZE:
        raise SettingError(f"{key_file} is no key that `reporting case key` made")
    try:
        found = open_case_file(file.read_bytes(), secret)
    except CannotOpen:
        raise SettingError(f"{file} does not open: it is damaged, or for another key") from None
    except BadSignature:
        raise SettingError(
            f"{file} is not signed as it should be: do not use it, and tell the oversight body"
        ) from None
    write_file(target, found.document.encode())
    click.echo(f"Written to {target}. Delete it and {key_file} when you have decided.")
    click.echo(f"Signed by the account {found.fingerprint}.")
    click.echo("Ask the oversight body by telephone whether that is theirs.")


def _check_new(path: Path) -> None:
    if path.exists():
        raise SettingError(f"{path} is there already, and is not written over")
