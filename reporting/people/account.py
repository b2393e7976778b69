"""Accounts of the desk: made with generated secrets, opened by passphrase and code.

The database holds a verifier and a sealed record. The record holds the identity, the secret of
the second factor and the last code step used; only the passphrase opens it.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from reporting import canonical, ids, limits, primitives, sealing, totp
from reporting.errors import CannotOpen, Changed, SignInRefused
from reporting.identity import SECRET_SIZE, Identity, identity_from_bytes, new_identity
from reporting.ids import AccountId
from reporting.passwords import Stretched, new_passphrase
from reporting.roster import Declaration
from reporting.serves import NOTHING, Serves
from reporting.store.accounts import AccountRow, find_account, update_sealed
from reporting.store.engine import Store

ROLES = (
    "lead",
    "reviewer",
    "chair",
    "owner",
    "interpreter",
    "safeguarding",
    "analyst",
    "board",
)
SALT_SIZE = 16
_USERNAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_KEYS = frozenset({"identity", "totp_secret", "step"})


def is_username(text: str) -> bool:
    """Say whether this can be a user name: a-z, 0-9, and hyphens in between."""
    return len(text) <= limits.USERNAME_CHARACTERS and bool(_USERNAME.fullmatch(text))


class Stretcher(Protocol):
    """Turns a passphrase into keys, slowly (passwords.py)."""

    def stretch(self, passphrase: str, salt: bytes) -> Stretched:
        """Return verifier and unsealing key."""


@dataclass(frozen=True)
class Record:
    """What is sealed in an account: identity, second factor, and its last step used."""

    identity: Identity
    totp_secret: str
    step: int

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Record(…)"


@dataclass(frozen=True)
class Credentials:
    """What a person is given once, and what nobody can read again."""

    username: str
    passphrase: str
    totp_secret: str

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Credentials(…)"


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, with the identity that lasts as long as the session."""

    account: AccountRow
    identity: Identity


def new_account(
    stretcher: Stretcher,
    username: str,
    role: str,
    *,
    body: str | None = None,
    organisation: str | None = None,
    declarations: tuple[Declaration, ...] = (),
    serves: Serves = NOTHING,
) -> tuple[AccountRow, Identity, Credentials]:
    """Make an account with a new identity, a generated passphrase and a second factor."""
    number = AccountId(ids.new_id())
    empty = AccountRow(
        number,
        username,
        role,
        body,
        organisation,
        declarations,
        disabled=False,
        wrap_public=b"",
        signing_public=b"",
        salt=b"",
        verifier=b"",
        sealed=b"",
        serves=serves,
    )
    return renew_account(stretcher, empty)


def renew_account(
    stretcher: Stretcher,
    account: AccountRow,
    credentials: Credentials | None = None,
    step: int = 0,
) -> tuple[AccountRow, Identity, Credentials]:
    """Give an account a new identity, passphrase and second factor; the old ones are dead.

    `credentials` are those its holder was shown already, `step` that of a code they have used.
    """
    identity = new_identity()
    if credentials is None:
        credentials = Credentials(account.username, new_passphrase(), totp.new_secret())
    salt = primitives.random_bytes(SALT_SIZE)
    keys = stretcher.stretch(credentials.passphrase, salt)
    record = Record(identity, credentials.totp_secret, step)
    renewed = replace(
        account,
        wrap_public=identity.wrap_public,
        signing_public=identity.signing_public,
        salt=salt,
        verifier=keys.verifier,
        sealed=_seal(keys.unsealing_key, account.id, record),
    )
    return renewed, identity, credentials


def rotate_account(
    stretcher: Stretcher, account: AccountRow, passphrase: str
) -> tuple[Identity, tuple[AccountRow, Identity, Credentials]]:
    """Give an account another number and identity; passphrase and second factor stay.

    Returns the identity it had, and what it has now. Raises SignInRefused for another passphrase.
    """
    keys, record = _unseal(stretcher, account, passphrase)
    number, identity = AccountId(ids.new_id()), new_identity()
    renewed = replace(
        account,
        id=number,
        wrap_public=identity.wrap_public,
        signing_public=identity.signing_public,
        sealed=_seal(keys.unsealing_key, number, replace(record, identity=identity)),
    )
    credentials = Credentials(account.username, passphrase, record.totp_secret)
    return record.identity, (renewed, identity, credentials)


def _seal(key: bytes, account: AccountId, record: Record) -> bytes:
    plaintext = canonical.dumps(
        {
            "identity": canonical.encode_bytes(record.identity.to_bytes()),
            "totp_secret": record.totp_secret,
            "step": record.step,
        }
    )
    return sealing.seal(key, "account", ids.to_bytes(account), plaintext, limits.ACCOUNT_SIZE)


def _open(key: bytes, account: AccountId, sealed: bytes) -> Record:
    value = canonical.loads(sealing.unseal(key, "account", ids.to_bytes(account), sealed), _KEYS)
    identity = canonical.decode_bytes(value["identity"], SECRET_SIZE)
    return Record(identity_from_bytes(identity), str(value["totp_secret"]), int(value["step"]))


def unseal_account(stretcher: Stretcher, account: AccountRow, passphrase: str) -> Identity:
    """Return an account's identity by passphrase alone, for signing at the command line."""
    return _unseal(stretcher, account, passphrase)[1].identity


def _unseal(stretcher: Stretcher, account: AccountRow, passphrase: str) -> tuple[Stretched, Record]:
    keys = stretcher.stretch(passphrase, account.salt)
    if not primitives.equal(keys.verifier, account.verifier):
        raise SignInRefused
    return keys, _open(keys.unsealing_key, account.id, account.sealed)


def sign_in(
    store: Store, stretcher: Stretcher, username: str, passphrase: str, code: str, now: datetime
) -> SignedIn:
    """Return who signs in, or raise SignInRefused: one answer, and one effort, for every cause.

    An unknown user name costs the same slow hash as a known one. A code counts once: its step is
    written into the sealed record before the session begins.
    """
    with store.read() as connection:
        account = find_account(connection, username)
    salt = account.salt if account else bytes(SALT_SIZE)
    keys = stretcher.stretch(passphrase, salt)
    if account is None or not primitives.equal(keys.verifier, account.verifier):
        raise SignInRefused
    with store.write() as connection:
        account = find_account(connection, username)
        if account is None or account.disabled:
            raise SignInRefused
        try:
            record = _open(keys.unsealing_key, account.id, account.sealed)
        except CannotOpen:
            raise SignInRefused from None
        step = totp.matching_step(record.totp_secret, code, now, record.step)
        if step is None:
            raise SignInRefused
        sealed = _seal(keys.unsealing_key, account.id, replace(record, step=step))
        try:
            update_sealed(connection, account, sealed)
        except Changed:
            raise SignInRefused from None  # another request has used this code at the same moment
    return SignedIn(account, record.identity)
