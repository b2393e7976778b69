"""`reporting case`: for somebody who is given one case as a file (docs/files.md, "One case")."""

from pathlib import Path

import click

from reporting import primitives
from reporting.casefile import (
    CaseFile,
    fingerprint_of_key,
    open_case_file,
    same_fingerprint,
    write_key,
)
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
@click.option(
    "--files",
    type=click.Path(path_type=Path),
    help="A folder to make, and to write the photos and files into in place of the page.",
)
@click.option(
    "--signed-by",
    metavar="FINGERPRINT",
    help="What the oversight body told you by telephone; without it no files are written.",
)
def open_file(
    *, file: Path, key_file: Path, out: Path | None, files: Path | None, signed_by: str | None
) -> None:
    """Open FILE and write what it holds as one page, to be read in a browser.

    Photos and files that come with it are written by a second run, with --files and --signed-by.
    """
    target = files or out or file.with_suffix(".html")
    _check_new(target)
    found = _open(file, key_file)
    if files is not None:
        _write_files(found, files, signed_by)
        return
    write_file(target, found.document.encode())
    click.echo(f"Written to {target}. Delete it and {key_file} when you have decided.")
    click.echo(f"Signed by the account {found.fingerprint}.")
    click.echo("Ask the oversight body by telephone whether that is theirs.")
    if found.enclosures:
        click.echo(
            f"Files with it: {len(found.enclosures)}. When they have said yes, run this again with "
            f'--files FOLDER --signed-by "{found.fingerprint}".'
        )


def _open(file: Path, key_file: Path) -> CaseFile:
    secret = key_file.read_bytes()
    if len(secret) != primitives.WRAP_SECRET_SIZE:
        raise SettingError(f"{key_file} is no key that `reporting case key` made")
    try:
        return open_case_file(file.read_bytes(), secret)
    except CannotOpen:
        raise SettingError(f"{file} does not open: it is damaged, or for another key") from None
    except BadSignature:
        raise SettingError(
            f"{file} is not signed as it should be: do not use it, and tell the oversight body"
        ) from None


def _write_files(found: CaseFile, folder: Path, signed_by: str | None) -> None:
    """Write the files into a new folder, once somebody has said on the telephone whose they are.

    Before that anybody who saw the key may have made them, and a photo does harm by being opened.
    """
    if not same_fingerprint(signed_by or "", found.fingerprint):
        raise SettingError(
            "no files were written: give the fingerprint that the oversight body told you by "
            "telephone, with --signed-by; if it is another than that of this file, do not use it"
        )
    if not found.enclosures:
        raise SettingError("there are no files in it")
    try:
        folder.mkdir(mode=0o700)  # a new one, so nothing in it is written over or leads elsewhere
    except OSError as error:
        raise SettingError(f"{folder} cannot be made: {error.strerror}") from None
    for one in found.enclosures:
        write_file(folder / one.name, one.content)
    click.echo(f"{len(found.enclosures)} written to {folder}. Delete them when you have decided.")


def _check_new(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise SettingError(f"{path} is there already, and is not written over")
