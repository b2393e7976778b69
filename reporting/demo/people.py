"""People of a demo with their keys: its file holds their passphrases, which no real one does."""

from dataclasses import dataclass

from reporting.demo.file import read_demo
from reporting.errors import SettingError, SignInRefused
from reporting.identity import Identity
from reporting.people.account import Stretcher, unseal_account
from reporting.services import Services
from reporting.store.accounts import AccountRow, find_account


@dataclass(frozen=True)
class Unlocked:
    """Somebody of the demo, and their identity."""

    row: AccountRow
    identity: Identity


def unlock(services: Services, stretcher: Stretcher, role: str, body: str) -> Unlocked:
    """Return the first of that role in a body, or raise SettingError."""
    for person in read_demo(services.instance)[1]:
        if (person.role, person.body) == (role, body):
            with services.store.read() as connection:
                row = find_account(connection, person.username)
            try:
                if row is not None and not row.disabled:
                    return Unlocked(row, unseal_account(stretcher, row, person.passphrase))
            except SignInRefused:
                pass  # they were reset since; somebody else of the role will do
    raise SettingError(f"nobody of {body} in the demo is a {role} any more; make a new demo")
