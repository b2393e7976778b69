"""The signed list of recipients, and the only way to trust one (docs/roster.md).

The root key of a body signs who its leads are and how many of them must sign; the leads sign the
roster. Root public keys and the lowest acceptable version are files beside the database, so
whoever owns the database can neither add a recipient nor bring back an old list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reporting import canonical, ids, limits, primitives
from reporting.errors import BadSignature, CannotOpen, RosterRefused
from reporting.ids import AccountId

READING_ROLES = frozenset({"reviewer", "lead"})
ROLES = READING_ROLES | {"recovery", "watch"}


@dataclass(frozen=True)
class Declaration:
    """A standing declaration of a connection: to an organisation, an area of it, a role in it.

    `area` or `role` None means every area, every role.
    """

    organisation: str
    area: str | None = None
    role: str | None = None


@dataclass(frozen=True)
class Member:
    """One account in a roster: its public keys, and what it must not see."""

    account: AccountId
    role: str
    wrap_public: bytes
    signing_public: bytes
    active: bool = True
    declarations: tuple[Declaration, ...] = ()


@dataclass(frozen=True)
class Roster:
    """A list of recipients of one body; `digest` names exactly this list."""

    body: str
    version: int
    valid_from: int
    valid_until: int
    members: tuple[Member, ...]

    @cached_property
    def digest(self) -> bytes:
        """The digest that leads sign and that envelopes name."""
        return primitives.digest("roster", canonical.dumps(roster_to_json(self)))

    def with_role(self, roles: Iterable[str]) -> tuple[Member, ...]:
        """Return the active members that have one of `roles`."""
        wanted = frozenset(roles)
        return tuple(m for m in self.members if m.active and m.role in wanted)


@dataclass(frozen=True)
class Root:
    """What is pinned outside the database: whose word counts, and from which version on."""

    body: str
    public: bytes
    lowest_version: int
    demo: bool


@dataclass(frozen=True)
class Delegation:
    """The root's word on who leads, and how many leads must sign."""

    body: str
    threshold: int
    leads: Mapping[AccountId, bytes]
    demo: bool


def roster_to_json(roster: Roster) -> dict[str, Any]:
    """Return the JSON object that is digested and signed."""
    return {
        "v": 1,
        "body": roster.body,
        "version": roster.version,
        "from": roster.valid_from,
        "until": roster.valid_until,
        "members": [
            {
                "account": ids.to_hex(m.account),
                "role": m.role,
                "wrap": canonical.encode_bytes(m.wrap_public),
                "sign": canonical.encode_bytes(m.signing_public),
                "active": m.active,
                "declarations": [
                    {"organisation": d.organisation, "area": d.area, "role": d.role}
                    for d in m.declarations
                ],
            }
            for m in roster.members
        ],
    }


def _roster_from_json(value: Mapping[str, Any]) -> Roster:
    return Roster(
        body=value["body"],
        version=int(value["version"]),
        valid_from=int(value["from"]),
        valid_until=int(value["until"]),
        members=tuple(_member_from_json(m) for m in value["members"]),
    )


def _member_from_json(value: Mapping[str, Any]) -> Member:
    if value["role"] not in ROLES:
        raise RosterRefused
    return Member(
        account=_account(value["account"]),
        role=value["role"],
        wrap_public=canonical.decode_bytes(value["wrap"], primitives.WRAP_PUBLIC_SIZE),
        signing_public=canonical.decode_bytes(value["sign"], primitives.KEY_SIZE),
        active=value["active"] is True,
        declarations=tuple(Declaration(**d) for d in value["declarations"]),
    )


def _account(text: str) -> AccountId:
    number = ids.from_hex(text)
    if number is None:
        raise RosterRefused
    return AccountId(number)


def delegation_to_json(delegation: Delegation) -> dict[str, Any]:
    """Return the JSON object that the root signs."""
    return {
        "v": 1,
        "body": delegation.body,
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
    roster: Roster, delegation: dict[str, Any], leads: Mapping[AccountId, bytes]
) -> bytes:
    """Return the roster file: roster, signed delegation and a signature of each lead's seed."""
    signatures = {
        ids.to_hex(account): canonical.encode_bytes(primitives.sign(seed, "roster", roster.digest))
        for account, seed in leads.items()
    }
    return canonical.dumps(
        {"roster": roster_to_json(roster), "signatures": signatures, **delegation}
    )


def verify_delegation(value: Mapping[str, Any], root: Root) -> Delegation:
    """Return the delegation if the pinned root signed it for this body; else RosterRefused."""
    try:
        body = value["delegation"]
        signature = canonical.decode_bytes(value["root_signature"], primitives.SIGNATURE_SIZE)
        primitives.verify(root.public, "delegation", canonical.dumps(body), signature)
        leads = {
            _account(a): canonical.decode_bytes(k, primitives.KEY_SIZE)
            for a, k in body["leads"].items()
        }
        delegation = Delegation(body["body"], int(body["threshold"]), leads, body["demo"] is True)
    except (BadSignature, CannotOpen, KeyError, TypeError, ValueError, AttributeError):
        raise RosterRefused from None
    if delegation.body != root.body or delegation.threshold < 1 or delegation.demo != root.demo:
        raise RosterRefused
    return delegation


def verify_roster(data: bytes, root: Root, today: int) -> Roster:
    """Return the roster in a roster file, or raise RosterRefused.

    Refused are: a delegation the root did not sign, fewer signatures of leads than the root
    demands, another body, a version below the pinned one, a day outside its validity, and a list
    so short that the loss of one recipient could lose reports.
    """
    try:
        value = canonical.loads(
            data, frozenset({"roster", "signatures", "delegation", "root_signature"})
        )
        delegation = verify_delegation(value, root)
        roster = _roster_from_json(value["roster"])
        signed = {
            account
            for account, key in delegation.leads.items()
            if _signed_by(value["signatures"], account, key, roster.digest)
        }
    except (CannotOpen, KeyError, TypeError, ValueError, AttributeError):
        raise RosterRefused from None
    if len(signed) < delegation.threshold or roster.body != root.body:
        raise RosterRefused
    _check_validity(roster, root, today)
    return roster


def _signed_by(
    signatures: Mapping[str, str], account: AccountId, key: bytes, digest: bytes
) -> bool:
    text = signatures.get(ids.to_hex(account))
    if text is None:
        return False
    try:
        signature = canonical.decode_bytes(text, primitives.SIGNATURE_SIZE)
        primitives.verify(key, "roster", digest, signature)
    except (BadSignature, CannotOpen):
        return False
    return True


def _check_validity(roster: Roster, root: Root, today: int) -> None:
    if roster.version < root.lowest_version:
        raise RosterRefused
    if not roster.valid_from <= today <= roster.valid_until:
        raise RosterRefused
    if roster.valid_until - roster.valid_from > limits.ROSTER_DAYS:
        raise RosterRefused
    recipients = roster.with_role(READING_ROLES | {"recovery"})
    roles = {m.role for m in recipients}
    if len(recipients) < limits.LEAST_RECIPIENTS or "recovery" not in roles:
        raise RosterRefused
    if len({m.account for m in roster.members}) != len(roster.members):
        raise RosterRefused
    if not roles & READING_ROLES or len(roster.with_role({"watch"})) != 1:
        raise RosterRefused


@dataclass(frozen=True)
class Rosters:
    """The verified rosters of all bodies, by code."""

    by_body: Mapping[str, Roster]

    @cached_property
    def digest(self) -> bytes:
        """One digest for all of them, in the order of their codes."""
        return primitives.digest("rosters", *(self.by_body[b].digest for b in sorted(self.by_body)))

    @cached_property
    def signing_keys(self) -> dict[AccountId, bytes]:
        """The signature key of every account, former ones included: their words stay valid."""
        return {
            m.account: m.signing_public
            for roster in self.by_body.values()
            for m in roster.members
            if m.role in READING_ROLES
        }

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hex digits of the digest in groups of four, for the form and for posters."""
        text = self.digest.hex()[:16]
        return " ".join(text[i : i + 4] for i in range(0, 16, 4))
