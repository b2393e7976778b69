"""`demo.json`: how the people of a demo sign in. It exists in a demo instance and nowhere else."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from reporting.errors import SettingError
from reporting.instance import Instance, write_file
from reporting.people.account import Credentials
from reporting.store.accounts import AccountRow

NAME = "demo.json"


@dataclass(frozen=True)
class DemoAccount:
    """How somebody of the demo signs in; these secrets are for trying out and nothing else.

    `post` and `area` are codes, of owners alone; a file from before it told them has none.
    """

    username: str
    passphrase: str
    totp_secret: str
    role: str
    body: str | None
    organisation: str | None
    post: str | None = None
    area: str | None = None


def demo_account(row: AccountRow, credentials: Credentials) -> DemoAccount:
    """Return how the holder of an account signs in."""
    return DemoAccount(
        row.username,
        credentials.passphrase,
        credentials.totp_secret,
        row.role,
        row.body,
        row.organisation,
        row.serves.post,
        row.serves.area,
    )


def write_demo(
    instance: Instance, addresses: Mapping[str, str], accounts: Iterable[DemoAccount]
) -> None:
    """Write the file: the address of each surface, and the accounts."""
    assert instance.demo  # noqa: S101 - passphrases of a real instance are never written down
    value = {**addresses, "accounts": [asdict(account) for account in accounts]}
    write_file(instance.folder / NAME, json.dumps(value, indent=2).encode() + b"\n")


def read_demo(instance: Instance) -> tuple[dict[str, str], list[DemoAccount]]:
    """Return addresses and accounts, or raise SettingError."""
    try:
        value = json.loads((instance.folder / NAME).read_bytes())
        accounts = [DemoAccount(**account) for account in value.pop("accounts")]
    except (OSError, ValueError, KeyError, TypeError):
        raise SettingError(f"{NAME} of this demo cannot be read") from None
    return value, accounts


def update_demo(instance: Instance, username: str, account: DemoAccount | None) -> None:
    """Put `account` in place of the one of that name; None takes it out."""
    addresses, accounts = read_demo(instance)
    kept = [each for each in accounts if each.username != username]
    write_demo(instance, addresses, kept + ([account] if account else []))
