"""Invitations: a lead names somebody, who then makes their own account (docs/roster.md).

The words of an invitation open nothing and sign nothing. They let one person make an account
that no list names yet; what counts is the list, which the leads sign.
"""

from dataclasses import dataclass
from datetime import datetime

from reporting import canonical, clock, ids, limits, primitives, sealing, totp
from reporting.errors import CannotOpen, Changed, InvitationRefused, NameTaken
from reporting.ids import AccountId
from reporting.passwords import new_passphrase
from reporting.people.account import SALT_SIZE, Credentials, Stretcher, renew_account
from reporting.serves import NOTHING, Serves
from reporting.store.accounts import AccountRow, find_account, insert_account
from reporting.store.engine import Store
from reporting.store.invitations import (
    InvitationRow,
    delete_invitation,
    find_invitation,
    insert_invitation,
)

ROLES = ("reviewer", "lead", "chair", "owner", "interpreter", "safeguarding")
_ROW = b"offer"
_KEYS = frozenset({"invitation", "username", "passphrase", "totp_secret"})


@dataclass(frozen=True)
class Offer:
    """What somebody who was invited is shown, before they show that they have it."""

    invitation: int
    credentials: Credentials

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Offer(…)"


def make_invitation(
    stretcher: Stretcher,
    username: str,
    role: str,
    body: str,
    today: int,
    *,
    organisation: str | None = None,
    serves: Serves = NOTHING,
) -> tuple[InvitationRow, str]:
    """Return a new invitation, and its words, which are told once and kept nowhere."""
    number, words = ids.new_id(), new_passphrase()
    purge = today + limits.INVITATION_DAYS + 1
    digest = _digest(stretcher, number, words)
    return InvitationRow(number, username, role, body, organisation, serves, digest, purge), words


def _digest(stretcher: Stretcher, number: int, words: str) -> bytes:
    row = ids.to_bytes(number)
    salt = primitives.digest("invitation/salt", row)[:SALT_SIZE]
    return primitives.digest("invitation", row, stretcher.stretch(words, salt).verifier)


def keep_invitation(store: Store, row: InvitationRow) -> None:
    """Store an invitation in place of an earlier one of the same body and user name.

    Raises NameTaken where somebody else has the name.
    """
    try:
        with store.write() as connection:
            if find_account(connection, row.username) is not None:
                raise NameTaken
            earlier = find_invitation(connection, row.username)
            if earlier is not None and earlier.body != row.body:
                raise NameTaken
            if earlier is not None:
                delete_invitation(connection, earlier.id)
            insert_invitation(connection, row)
    except Changed:
        raise NameTaken from None  # somebody took it at the same moment


def accept_invitation(
    store: Store, stretcher: Stretcher, username: str, words: str, today: int
) -> Offer:
    """Return what to show who has an invitation; nothing is changed or kept.

    Raises InvitationRefused: one answer, and one effort, for every cause.
    """
    with store.read() as connection:
        row = find_invitation(connection, username)
    digest = _digest(stretcher, row.id if row else 0, words)
    if row is None or not primitives.equal(digest, row.digest) or row.purge <= today:
        raise InvitationRefused
    return Offer(row.id, Credentials(username, new_passphrase(), totp.new_secret()))


def seal_offer(key: bytes, offer: Offer) -> str:
    """Return an offer as the page carries it: only the service reads it again."""
    plaintext = canonical.dumps(
        {
            "invitation": ids.to_hex(offer.invitation),
            "username": offer.credentials.username,
            "passphrase": offer.credentials.passphrase,
            "totp_secret": offer.credentials.totp_secret,
        }
    )
    box = sealing.seal(_offer_key(key), "join", _ROW, plaintext, limits.OFFER_SIZE)
    return canonical.encode_bytes(box)


def open_offer(key: bytes, text: str) -> Offer:
    """Return the offer that `seal_offer` wrote, or raise InvitationRefused."""
    try:
        box = canonical.decode_bytes(text, limits.OFFER_SIZE + sealing.OVERHEAD)
        value = canonical.loads(sealing.unseal(_offer_key(key), "join", _ROW, box), _KEYS)
    except CannotOpen:
        raise InvitationRefused from None
    credentials = Credentials(value["username"], value["passphrase"], value["totp_secret"])
    return Offer(int(value["invitation"], 16), credentials)


def _offer_key(key: bytes) -> bytes:
    return primitives.derive(key, "join/offer")


def join(store: Store, stretcher: Stretcher, offer: Offer, step: int, now: datetime) -> AccountRow:
    """Use an invitation up and return the account that was made for it.

    The identity is made here and kept sealed under the passphrase alone. `step` is that of the
    code that was shown, which counts no second time. Raises InvitationRefused.
    """
    username, today = offer.credentials.username, clock.day_of(now)
    with store.read() as connection:
        row = find_invitation(connection, username)
    if row is None or row.id != offer.invitation or row.purge <= today:
        raise InvitationRefused
    account, _, _ = renew_account(stretcher, _empty(row), offer.credentials, step)
    try:
        with store.write() as connection:
            if not delete_invitation(connection, row.id) or find_account(connection, username):
                raise InvitationRefused
            insert_account(connection, account)
    except Changed:
        raise InvitationRefused from None
    return account


def _empty(row: InvitationRow) -> AccountRow:
    return AccountRow(
        AccountId(ids.new_id()),
        row.username,
        row.role,
        row.body,
        row.organisation,
        (),
        disabled=False,
        wrap_public=b"",
        signing_public=b"",
        salt=b"",
        verifier=b"",
        sealed=b"",
        serves=row.serves,
    )
