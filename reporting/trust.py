"""Whose word counts: the root signs who leads, the leads sign the roster (docs/roster.md).

Root public keys and the lowest acceptable numbers of delegation and roster are files beside the
database, so whoever owns the database can neither add a recipient nor bring back an old list or
the word of somebody who no longer leads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reporting import canonical, ids, limits, primitives
from reporting.errors import BadSignature, CannotOpen, RosterRefused
from reporting.ids import AccountId
from reporting.roster import (
    READING_ROLES,
    STATISTICS,
    Roster,
    account_from_hex,
    fingerprint_of,
    roster_from_json,
    roster_to_json,
)

_FILE_KEYS = frozenset({"roster", "signatures", "delegation", "root_signature"})
_DELEGATION_KEYS = frozenset({"v", "body", "number", "threshold", "demo", "leads"})


@dataclass(frozen=True)
class Root:
    """What is pinned outside the database: whose word counts, and from which number on.

    `last_before` is the digest of the roster that was in force when the lowest delegation was
    pinned: the one list under an older delegation from which the next may still be made.
    """

    body: str
    public: bytes
    lowest_version: int
    demo: bool
    lowest_delegation: int = 0
    last_before: bytes = b""

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits of the key, to compare by voice or on paper."""
        return fingerprint_of(primitives.digest("root", self.public))


@dataclass(frozen=True)
class Delegation:
    """The root's word on who leads, and how many leads must sign.

    Each has a `number` one above the last: what an earlier one says no longer counts.
    """

    body: str
    number: int
    threshold: int
    leads: Mapping[AccountId, bytes]
    demo: bool


def delegation_to_json(delegation: Delegation) -> dict[str, Any]:
    """Return the JSON object that the root signs."""
    return {
        "v": 1,
        "body": delegation.body,
        "number": delegation.number,
        "threshold": delegation.threshold,
        "demo": delegation.demo,
        "leads": {ids.to_hex(a): canonical.encode_bytes(k) for a, k in delegation.leads.items()},
    }


def sign_delegation(delegation: Delegation, root_seed: bytes) -> dict[str, Any]:
    """Return the signed delegation: `{"delegation": …, "root_signature": …}`."""
    body = delegation_to_json(delegation)
    signature = primitives.sign(root_seed, "delegation", canonical.dumps(body))
    return {"delegation": body, "root_signature": canonical.encode_bytes(signature)}


def sign_roster(
    roster: Roster, delegation: Mapping[str, Any], leads: Mapping[AccountId, bytes]
) -> bytes:
    """Return the roster file: roster, signed delegation and a signature by each lead's seed."""
    signatures = {
        ids.to_hex(account): canonical.encode_bytes(primitives.sign(seed, "roster", roster.digest))
        for account, seed in leads.items()
    }
    return canonical.dumps(
        {"roster": roster_to_json(roster), "signatures": signatures, **delegation}
    )


def verify_delegation(value: Mapping[str, Any], root: Root) -> Delegation:
    """Return the delegation if the pinned root signed it for this body; else RosterRefused.

    Its age is not looked at: whether a later one has taken its place is `verify_roster`'s to say.
    """
    try:
        body = value["delegation"]
        signature = canonical.decode_bytes(value["root_signature"], primitives.SIGNATURE_SIZE)
        primitives.verify(root.public, "delegation", canonical.dumps(body), signature)
        leads = {
            account_from_hex(a): canonical.decode_bytes(k, primitives.KEY_SIZE)
            for a, k in body["leads"].items()
        }
        delegation = Delegation(
            body["body"], int(body["number"]), int(body["threshold"]), leads, body["demo"] is True
        )
        known = body.keys() == _DELEGATION_KEYS
    except (BadSignature, CannotOpen, KeyError, TypeError, ValueError, AttributeError):
        raise RosterRefused from None
    if not known or delegation.body != root.body or delegation.demo != root.demo:
        raise RosterRefused
    # The same key under two accounts would let one person sign as two.
    if delegation.threshold < 1 or len(set(leads.values())) != len(leads):
        raise RosterRefused
    return delegation


def read_roster_file(data: bytes) -> tuple[Roster, dict[str, Any]]:
    """Return roster and signed delegation in a roster file, neither of them verified.

    Raises RosterRefused where there is none.
    """
    try:
        value = canonical.loads(data, _FILE_KEYS)
    except CannotOpen:
        raise RosterRefused from None
    return roster_from_json(value["roster"]), value


def verify_roster(data: bytes, root: Root, today: int) -> Roster:
    """Return the roster in a roster file, or raise RosterRefused.

    Refused are: a delegation the root did not sign or has replaced, fewer signatures of leads than
    the root demands, another body, a version below the pinned one, a day outside its validity, and
    a list so short that the loss of one recipient could lose reports.
    """
    roster, delegation = verify_signatures(data, root)
    check_list(roster, delegation, root, today)
    return roster


def check_list(roster: Roster, delegation: Delegation, root: Root, today: int) -> None:
    """Return only if a roster could be in force today, were it signed; else RosterRefused."""
    if delegation.number < root.lowest_delegation or roster.version < root.lowest_version:
        raise RosterRefused
    if not roster.valid_from <= today <= roster.valid_until:
        raise RosterRefused
    if roster.valid_until - roster.valid_from > limits.ROSTER_DAYS:
        raise RosterRefused
    _check_members(roster)


def verify_signatures(data: bytes, root: Root) -> tuple[Roster, Delegation]:
    """Return a roster that its leads signed, and who they are, whatever its age and version.

    For those who make the next roster from an expired one; raises RosterRefused.
    """
    roster, delegation, signed = read_signed(data, root)
    if len(signed) < delegation.threshold:
        raise RosterRefused
    return roster, delegation


def read_signed(data: bytes, root: Root) -> tuple[Roster, Delegation, frozenset[AccountId]]:
    """Return the roster in a file, who leads, and which leads have signed it: enough or too few.

    Raises RosterRefused for another body, and for leads whom the root did not name.
    """
    roster, value = read_roster_file(data)
    delegation = verify_delegation(value, root)
    signatures = value["signatures"]
    if not isinstance(signatures, dict) or roster.body != root.body:
        raise RosterRefused
    signed = frozenset(
        account
        for account, key in delegation.leads.items()
        if _signed_by(signatures.get(ids.to_hex(account)), key, roster.digest)
    )
    return roster, delegation, signed


def add_signature(data: bytes, account: AccountId, seed: bytes) -> bytes:
    """Return a roster file with the signature of one more lead."""
    roster, value = read_roster_file(data)
    signature = canonical.encode_bytes(primitives.sign(seed, "roster", roster.digest))
    signatures = {**value["signatures"], ids.to_hex(account): signature}
    return canonical.dumps({**value, "signatures": signatures})


def verify_previous(data: bytes, root: Root) -> Roster:
    """Return the roster that the next one follows, however long ago it expired.

    It is the newest that was in force: its version is not below the pinned one, and its
    delegation is the pinned one or, where work stopped between pinning a delegation and storing
    the roster that uses it, this is the very roster that was in force then. Else RosterRefused.
    """
    roster, delegation = verify_signatures(data, root)
    # Former leads can sign any list; so an older delegation counts for one list alone.
    replaced = delegation.number < root.lowest_delegation and roster.digest != root.last_before
    if replaced or roster.version < root.lowest_version:
        raise RosterRefused
    return roster


def _signed_by(text: object, key: bytes, digest: bytes) -> bool:
    try:
        signature = canonical.decode_bytes(text, primitives.SIGNATURE_SIZE)
        primitives.verify(key, "roster", digest, signature)
    except (BadSignature, CannotOpen):
        return False
    return True


def _check_members(roster: Roster) -> None:
    roles = {m.role for m in roster.recipients}
    if len(roster.recipients) < limits.LEAST_RECIPIENTS or "recovery" not in roles:
        raise RosterRefused
    if len({m.account for m in roster.members}) != len(roster.members):
        raise RosterRefused
    if len({m.wrap_public for m in roster.members}) != len(roster.members):
        raise RosterRefused  # one key twice would be one recipient counted as two
    if len(roster.with_role({STATISTICS})) > 1:
        raise RosterRefused
    if not roles & READING_ROLES or len(roster.with_role({"watch"})) != 1:
        raise RosterRefused
