"""What somebody was writing when their session had ended, sealed to them over a new sign-in.

It lies in the sign-in page alone, and opens with the identity of the same account and with no
other: nothing is stored (docs/pages.md, "A session that ends").
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

from reporting import canonical, ids, limits, primitives
from reporting.errors import CannotOpen
from reporting.store.accounts import AccountRow
from reporting.web.csrf import FIELD as TOKEN
from reporting.web.sessions import SignedInSession
from reporting.web.surface import current_services

FIELD = "kept"
_USE = "kept"
_KEYS = frozenset({"v", "address", "fields"})


@dataclass(frozen=True)
class Kept:
    """A form as it was sent: its address, and name and value of each field."""

    address: str
    fields: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Kept(…)"


def seal_kept(account: AccountRow) -> str:
    """Return the form of this request, sealed to an account; nothing if it is empty or too long."""
    fields = [[n, v] for n, v in request.form.items(multi=True) if n != TOKEN]
    if not any(value for _, value in fields):
        return ""
    plaintext = canonical.dumps({"v": 1, "address": request.path, "fields": fields})
    box = primitives.wrap(account.wrap_public, plaintext, _info(account))
    sealed = canonical.encode_bytes(_mark(box) + box)
    return sealed if len(sealed) <= limits.KEPT_CHARACTERS else ""


def open_kept(sealed: str, session: SignedInSession) -> Kept | None:
    """Return what was sealed to the account of a session; None for anything else."""
    try:
        data = canonical.decode_bytes(sealed)
        mark, box = data[: primitives.DIGEST_SIZE], data[primitives.DIGEST_SIZE :]
        if not primitives.equal(mark, _mark(box)):
            return None
        plaintext = session.identity.unwrapper.unwrap(box, _info(session.account))
        value = canonical.loads(plaintext, _KEYS)
    except CannotOpen:
        return None
    return Kept(urlsplit(value["address"]).path, tuple((n, v) for n, v in value["fields"]))


def _info(account: AccountRow) -> bytes:
    return primitives.label(_USE) + b"\0" + ids.to_bytes(account.id)


def _mark(box: bytes) -> bytes:
    # Anybody can seal to a public key; only this service can put words into its own forms.
    key = primitives.derive(current_services().instance.session_key, _USE)
    return primitives.keyed_digest(key, _USE, box)
