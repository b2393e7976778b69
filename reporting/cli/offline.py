"""Keys of a body that are made where no network is, and given away (docs/roster.md, "Ceremony")."""

import re
from pathlib import Path

import click

from reporting import limits, primitives
from reporting.errors import SettingError
from reporting.instance import read_root, root_bytes, write_file
from reporting.people.recovery import make_recovery, public_bytes
from reporting.servicefile.toml import CODE

out_option = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to; nothing in it is ever written over.",
)
_SHARES = tuple(f"{number}.share" for number in range(1, limits.RECOVERY_SHARES + 1))
ROOT_FILES = ("root", "root.private")
RECOVERY_FILES = ("recovery", *_SHARES)


def new_files(folder: Path, body: str, endings: tuple[str, ...]) -> list[Path]:
    """Return where to write new keys; none of the files may be there yet."""
    if not re.fullmatch(CODE, body):
        raise click.UsageError(
            f"{body!r} is no code of a body: a lower-case letter, then a-z 0-9 _"
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    paths = [folder / f"{body}.{ending}" for ending in endings]
    for path in paths:
        if path.exists():
            raise SettingError(f"{path} is there already; a key is never written over")
    return paths


def write_root(folder: Path, body: str) -> None:
    """Make the root of a body: BODY.root to publish, BODY.root.private to lock away."""
    public_file, private_file = new_files(folder, body, ROOT_FILES)
    seed = primitives.new_signing_seed()
    write_file(private_file, seed)
    write_file(public_file, root_bytes(body, primitives.signing_public(seed), demo=False))
    click.echo(f"Fingerprint of the root of {body}: {read_root(public_file).fingerprint}")


def write_recovery(folder: Path, body: str) -> None:
    """Make the recovery of a body: BODY.recovery to publish, three shares to give away."""
    public_file, *files = new_files(folder, body, RECOVERY_FILES)
    member, shares = make_recovery(body)
    for path, share in zip(files, shares, strict=True):
        write_file(path, share)
    write_file(public_file, public_bytes(body, member))
    click.echo(f"Fingerprint of the recovery of {body}: {member.fingerprint}")
    click.echo("Give each share to another organisation, then delete all three here.")
