"""The list of recipients of a body, as values and as JSON (docs/roster.md).

Nothing here is trusted: `trust.verify_roster` is the only way from bytes to a roster that
reports are sealed to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from reporting import canonical, ids, primitives
from reporting.errors import CannotOpen, RosterRefused
from reporting.ids import AccountId
from reporting.people.persons import accounts_of, first_of
from reporting.serves import (
    ADVISER,
    HELPING_ROLES,
    INTERPRETER,
    NOTHING,
    OWNER,
    Serves,
    serves_from_json,
    serves_to_json,
)

READING_ROLES = frozenset({"reviewer", "lead"})
# A chair of the board reads nothing: listed so that whom not to tell is known before sealing.
CHAIR = "chair"
PERSON_ROLES = READING_ROLES | {CHAIR} | HELPING_ROLES
# The release job: it opens facts alone. Rosters from before there was one have none.
STATISTICS = "statistics"
ROLES = PERSON_ROLES | {"recovery", "watch", STATISTICS}


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
    """One account in a roster: its public keys, and what it must not see.

    `follows` is the account that the same person had before a reset. Owners and interpreters
    alone serve something.
    """

    account: AccountId
    role: str
    wrap_public: bytes
    signing_public: bytes
    active: bool = True
    declarations: tuple[Declaration, ...] = ()
    follows: AccountId | None = None
    serves: Serves = NOTHING

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hex digits over both public keys, to compare by voice or on paper."""
        return fingerprint_of_keys(self.wrap_public, self.signing_public)


@dataclass(frozen=True)
class Roster:
    """A list of recipients of one body, for the UTC days `valid_from` to `valid_until`.

    `recovered` counts how often the body's recovery shares have been used.
    """

    body: str
    version: int
    valid_from: int
    valid_until: int
    members: tuple[Member, ...]
    recovered: int = 0

    @cached_property
    def digest(self) -> bytes:
        """The digest that leads sign and that envelopes name."""
        return primitives.digest("roster", canonical.dumps(roster_to_json(self)))

    def with_role(self, roles: Iterable[str]) -> tuple[Member, ...]:
        """Return the active members that have one of `roles`."""
        wanted = frozenset(roles)
        return tuple(m for m in self.members if m.active and m.role in wanted)

    @cached_property
    def follows(self) -> dict[AccountId, AccountId | None]:
        """Which account each one follows, former ones included (persons.py)."""
        return {member.account: member.follows for member in self.members}

    @property
    def recipients(self) -> tuple[Member, ...]:
        """The accounts that get a row in every report of the body: readers and recovery."""
        return self.with_role(READING_ROLES | {"recovery"})


def fingerprint_of(digest: bytes) -> str:
    """Return the first sixteen hex digits of a digest in groups of four."""
    text = digest.hex()[:16]
    return " ".join(text[i : i + 4] for i in range(0, 16, 4))


def fingerprint_of_keys(wrap_public: bytes, signing_public: bytes) -> str:
    """Return the fingerprint of the public keys of one account."""
    return fingerprint_of(primitives.digest("member", wrap_public, signing_public))


def roster_to_json(roster: Roster) -> dict[str, Any]:
    """Return the JSON object that is digested and signed."""
    return {
        "v": 1,
        "body": roster.body,
        "version": roster.version,
        "from": roster.valid_from,
        "until": roster.valid_until,
        "recovered": roster.recovered,
        "members": [_member_to_json(member) for member in roster.members],
    }


def _member_to_json(member: Member) -> dict[str, Any]:
    follows = member.follows
    value: dict[str, Any] = {
        "account": ids.to_hex(member.account),
        "role": member.role,
        "wrap": canonical.encode_bytes(member.wrap_public),
        "sign": canonical.encode_bytes(member.signing_public),
        "active": member.active,
        "declarations": declarations_to_json(member.declarations),
        "follows": None if follows is None else ids.to_hex(follows),
    }
    if member.serves != NOTHING:
        # Absent in everybody else, so that lists signed before there was one still hold.
        value["serves"] = serves_to_json(member.serves)
    return value


def roster_from_json(value: Mapping[str, Any]) -> Roster:
    """Return the roster in a JSON object, or raise RosterRefused."""
    try:
        roster = Roster(
            body=value["body"],
            version=int(value["version"]),
            valid_from=int(value["from"]),
            valid_until=int(value["until"]),
            members=tuple(_member_from_json(m) for m in value["members"]),
            recovered=int(value["recovered"]),
        )
        # Written as it would be signed: what cannot be is refused here, not later.
        fits = roster_to_json(roster) == value and bool(roster.digest)
    except (CannotOpen, KeyError, TypeError, ValueError, AttributeError):
        raise RosterRefused from None
    if not fits:
        # An unknown key would lie outside what the leads signed.
        raise RosterRefused
    return roster


def _member_from_json(value: Mapping[str, Any]) -> Member:
    role = value["role"]
    serves = serves_from_json(value["serves"]) if "serves" in value else NOTHING
    if role not in ROLES or not serves.fits(role):
        raise RosterRefused
    return Member(
        account=account_from_hex(value["account"]),
        role=role,
        wrap_public=canonical.decode_bytes(value["wrap"], primitives.WRAP_PUBLIC_SIZE),
        signing_public=canonical.decode_bytes(value["sign"], primitives.KEY_SIZE),
        active=value["active"] is True,
        declarations=declarations_from_json(value["declarations"]),
        follows=None if value["follows"] is None else account_from_hex(value["follows"]),
        serves=serves,
    )


def declarations_to_json(declared: Iterable[Declaration]) -> list[dict[str, Any]]:
    """Return declarations as JSON, in their order."""
    return [{"organisation": d.organisation, "area": d.area, "role": d.role} for d in declared]


def declarations_from_json(value: Iterable[Mapping[str, Any]]) -> tuple[Declaration, ...]:
    """Undo `declarations_to_json`; raises TypeError for anything else."""
    return tuple(Declaration(**one) for one in value)


def account_from_hex(text: str) -> AccountId:
    """Return the account that `text` names, or raise RosterRefused."""
    number = ids.from_hex(text)
    if number is None:
        raise RosterRefused
    return AccountId(number)


@dataclass(frozen=True)
class Rosters:
    """The verified rosters of all bodies, by code."""

    by_body: Mapping[str, Roster]

    @property
    def versions(self) -> dict[str, int]:
        """Which version of each body's it is."""
        return {body: roster.version for body, roster in self.by_body.items()}

    @cached_property
    def digest(self) -> bytes:
        """One digest for all of them, in the order of their codes."""
        return primitives.digest("rosters", *(self.by_body[b].digest for b in sorted(self.by_body)))

    @cached_property
    def signing_keys(self) -> dict[AccountId, bytes]:
        """The signature key of every account, former ones included: their words stay valid."""
        return self._signing(READING_ROLES)

    def held_by(self, account: AccountId) -> frozenset[AccountId]:
        """Return an account with those that its holder had before (persons.py)."""
        return accounts_of(self._follows, account)

    @cached_property
    def persons(self) -> dict[AccountId, AccountId]:
        """The number that the holder of each account had first; whoever must differ is compared."""
        return {account: first_of(self._follows, account) for account in self._follows}

    def is_one(self, account: AccountId, other: AccountId) -> bool:
        """Say whether one person holds, or held, both accounts."""
        return self.persons.get(account, account) == self.persons.get(other, other)

    @cached_property
    def _follows(self) -> dict[AccountId, AccountId | None]:
        followed = (roster.follows.items() for roster in self.by_body.values())
        return dict(chain.from_iterable(followed))

    @cached_property
    def helping_keys(self) -> dict[AccountId, bytes]:
        """The signature key of every owner, interpreter and adviser, former ones included."""
        return self._signing(HELPING_ROLES)

    def _signing(self, roles: frozenset[str]) -> dict[AccountId, bytes]:
        members = (m for roster in self.by_body.values() for m in roster.members)
        return {m.account: m.signing_public for m in members if m.role in roles}

    @cached_property
    def wrap_keys(self) -> frozenset[bytes]:
        """The key of everybody listed, former accounts included."""
        members = (m for roster in self.by_body.values() for m in roster.members)
        return frozenset(member.wrap_public for member in members)

    def owners(self, organisation: str, *bodies: str) -> tuple[Member, ...]:
        """Return the owners whom any of `bodies` lists for an organisation; of none, all do."""
        listed = self._with_role(OWNER, bodies or self.by_body)
        return tuple(member for member in listed if member.serves.organisation == organisation)

    def interpreters(self) -> tuple[Member, ...]:
        """Return the interpreters of all bodies."""
        return self._with_role(INTERPRETER, self.by_body)

    def advisers(self) -> tuple[Member, ...]:
        """Return the safeguarding advisers of all bodies."""
        return self._with_role(ADVISER, self.by_body)

    def _with_role(self, role: str, bodies: Iterable[str]) -> tuple[Member, ...]:
        return tuple(m for body in sorted(bodies) for m in self.by_body[body].with_role({role}))

    @cached_property
    def watch_keys(self) -> frozenset[bytes]:
        """The keys with which the watch signs its events."""
        return frozenset(m.signing_public for m in self._with_role("watch", self.by_body))

    @cached_property
    def statistics(self) -> Member | None:
        """Whom facts are sealed to; None where no list names it, or two name different ones."""
        found = {m.wrap_public: m for m in self._with_role(STATISTICS, self.by_body)}
        return next(iter(found.values())) if len(found) == 1 else None

    @cached_property
    def statistics_keys(self) -> frozenset[bytes]:
        """The keys with which the release job signs releases."""
        return frozenset(m.signing_public for m in self._with_role(STATISTICS, self.by_body))

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hex digits of the digest in groups of four, as the form shows it."""
        return fingerprint_of(self.digest)
