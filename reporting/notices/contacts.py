"""Where somebody of the desk wants notices sent, sealed to the watch alone.

Bound to the user name and not to the number of the account, so that it stays good when its holder
gets another number with a new passphrase.
"""

from reporting import limits, primitives, sealing
from reporting.errors import CannotOpen, RosterRefused
from reporting.notices.address import is_address
from reporting.primitives import Unwrapper
from reporting.roster import CHAIR, READING_ROLES, Roster, Rosters

REACHED = READING_ROLES | {CHAIR}  # the roles that notices are sent to
VERSION = b"\x01"
_USE = "contact"


def _info(username: str) -> bytes:
    return primitives.label(_USE) + b"\0" + username.encode()


def watch_key(rosters: Rosters, body: str | None) -> bytes:
    """Return the public key of the watch as the leads of `body` signed it, or those of any body."""
    roster: Roster | None = rosters.by_body.get(body or min(rosters.by_body, default=""))
    watches = roster.with_role({"watch"}) if roster else ()
    if not watches:
        raise RosterRefused
    return watches[0].wrap_public


def seal_contact(watch_public: bytes, username: str, address: str) -> bytes:
    """Return the address as it is kept, one size for all."""
    plaintext = sealing.pad(address.encode(), limits.CONTACT_SIZE)
    return VERSION + primitives.wrap(watch_public, plaintext, _info(username))


def open_contact(watch: Unwrapper, username: str, box: bytes) -> str:
    """Return the address that `seal_contact` sealed for this person, or raise CannotOpen."""
    if box[:1] != VERSION:
        raise CannotOpen
    padded = watch.unwrap(box[1:], _info(username))
    address = sealing.unpad(padded).decode("ascii", "replace")
    # Anybody can seal to a public key; what is no address must not reach a mail server.
    if not is_address(address):
        raise CannotOpen
    return address
