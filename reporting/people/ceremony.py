"""Making the next roster of a body and putting it in force (docs/roster.md, "Ceremony").

What is made here is checked as intake would check it before anything is stored: a roster that
would be refused never comes into force.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reporting import canonical, ids, limits
from reporting.errors import RosterRefused, SettingError, SignInRefused
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.instance import Instance, write_file
from reporting.people.account import Stretcher, unseal_account
from reporting.people.recovery import public_bytes, read_public
from reporting.roster import PERSON_ROLES, STATISTICS, Member, Roster
from reporting.store import Connection
from reporting.store.accounts import AccountRow
from reporting.store.rosterproposals import delete_roster_proposal
from reporting.store.rosters import get_latest_rosters, insert_roster
from reporting.trust import (
    Delegation,
    Root,
    sign_delegation,
    sign_roster,
    verify_delegation,
    verify_previous,
    verify_roster,
)


@dataclass(frozen=True)
class Proposal:
    """A roster that is not signed yet, and the one it follows; None for the first."""

    roster: Roster
    previous: Roster | None
    delegation: Mapping[str, Any]


def root_of(instance: Instance, body: str) -> Root:
    """Return the pinned root of a body, or raise SettingError."""
    root = instance.load_roots().get(body)
    if root is None:
        raise SettingError(f"no root is pinned for {body}; run: reporting init --keys FOLDER")
    return root


def make_delegation(
    instance: Instance,
    body: str,
    root_seed: bytes,
    leads: Mapping[AccountId, bytes],
    threshold: int,
) -> dict[str, Any]:
    """Have the root say who leads (signing keys by account), or raise SettingError."""
    root = root_of(instance, body)
    if not 1 <= threshold <= len(leads):
        raise SettingError(f"{threshold} of {len(leads)} leads cannot sign; name more leads")
    number = _newest_delegation(instance, root) + 1
    signed = sign_delegation(Delegation(body, number, threshold, leads, root.demo), root_seed)
    try:
        verify_delegation(signed, root)
    except RosterRefused:
        raise SettingError(f"this is not the private root that is pinned for {body}") from None
    return signed


def _newest_delegation(instance: Instance, root: Root) -> int:
    try:
        kept = load_delegation(instance, root.body)[0].number
    except SettingError:
        kept = 0
    return max(kept, root.lowest_delegation)


def keep_delegation(instance: Instance, body: str, signed: Mapping[str, Any]) -> None:
    """Keep a delegation as `<body>.delegation`; in force with the next roster."""
    write_file(_file(instance, body, "delegation"), canonical.dumps(dict(signed)))


def has_delegation(instance: Instance, body: str) -> bool:
    """Say whether the root has said who leads a body."""
    return _file(instance, body, "delegation").exists()


def load_delegation(instance: Instance, body: str) -> tuple[Delegation, dict[str, Any]]:
    """Return who leads a body and the root's signature on it, or raise SettingError."""
    root = root_of(instance, body)
    try:
        signed: dict[str, Any] = json.loads(_file(instance, body, "delegation").read_bytes())
        return verify_delegation(signed, root), signed
    except (OSError, ValueError, RosterRefused):
        raise SettingError(
            f"nobody leads {body} yet; run: reporting roster delegate {body}"
        ) from None


def keep_recovery(instance: Instance, body: str, member: Member) -> None:
    """Keep the public part of a recovery identity; in force with the next roster."""
    write_file(_file(instance, body, "recovery"), public_bytes(body, member))


def has_recovery(instance: Instance, body: str) -> bool:
    """Say whether the public part of a body's recovery is there."""
    return _file(instance, body, "recovery").exists()


def _load_recovery(instance: Instance, body: str) -> Member:
    try:
        named, member = read_public(_file(instance, body, "recovery").read_bytes())
    except FileNotFoundError:
        raise SettingError(
            f"{body} has no recovery identity yet; run: reporting recovery make {body} "
            "--out FOLDER, then reporting init --keys FOLDER"
        ) from None
    if named != body:
        raise SettingError(f"{body}.recovery belongs to {named}")
    return member


def _file(instance: Instance, body: str, kind: str) -> Path:
    return instance.keys / f"{body}.{kind}"


def get_previous(connection: Connection, instance: Instance, body: str) -> Roster | None:
    """Return the newest stored roster of a body, expired or not; None if there is none.

    Raises SettingError if it is not genuine, or not the newest that was ever in force: then
    somebody else wrote to the database, and a list made from it would forget what the newest
    says, the record of recovery uses above all.
    """
    data, root = get_latest_rosters(connection).get(body), root_of(instance, body)
    if data is None and root.lowest_version == 0:
        return None
    try:
        return verify_previous(data or b"", root)
    except RosterRefused:
        raise SettingError(
            f"the newest roster of {body} in the database is not the one its leads signed last "
            f"(version {root.lowest_version}): it was altered, taken away or put back from a copy; "
            'see docs/operations.md, "Putting back a backup"'
        ) from None


def propose_roster(
    instance: Instance,
    body: str,
    rows: Iterable[AccountRow],
    previous: Roster | None,
    today: int,
    *,
    recovered: int = 0,
    delegation: Mapping[str, Any] | None = None,
    successions: Mapping[AccountId, AccountId] | None = None,
    services: Iterable[Member] | None = None,
) -> Proposal:
    """Return the next roster of a body from its accounts (`rows`), recovery, watch and release job.

    `recovered` is how many uses of the recovery shares it adds to the record, `delegation` a new
    one where the kept one is not to be used, `successions` the former account of each that a
    reset has just made. `services` are those who are no person, if not as the instance has them.
    """
    # From the signed list, not from the database: an exclusion passes on to whoever follows.
    follows = {**(previous.follows if previous else {}), **(successions or {})}
    members = [_person(row, follows.get(row.id)) for row in rows if row.role in PERSON_ROLES]
    members += _former(previous, {m.account for m in members})
    # In the order of random numbers: a list must not tell who came after whom.
    members.sort(key=lambda member: member.account)
    members += _services(instance, body, previous) if services is None else services
    lowest = max(root_of(instance, body).lowest_version, previous.version if previous else 0)
    roster = Roster(
        body=body,
        version=lowest + 1,
        valid_from=today,
        valid_until=today + limits.ROSTER_DAYS,
        members=tuple(members),
        recovered=(previous.recovered if previous else 0) + recovered,
    )
    return Proposal(roster, previous, delegation or load_delegation(instance, body)[1])


def _person(row: AccountRow, follows: AccountId | None) -> Member:
    return Member(
        row.id,
        row.role,
        row.wrap_public,
        row.signing_public,
        not row.disabled,
        row.declarations,
        follows,
        row.serves,
    )


def _former(previous: Roster | None, present: set[AccountId]) -> list[Member]:
    """Return those who are gone: they open nothing new, and what they signed stays signed."""
    listed = previous.members if previous else ()
    return [
        replace(member, active=False)
        for member in listed
        if member.role in PERSON_ROLES and member.account not in present
    ]


def _services(instance: Instance, body: str, previous: Roster | None) -> list[Member]:
    watch = _service(instance.load_watch(), "watch", previous)
    return [_load_recovery(instance, body), watch, *_statistics(instance, previous)]


def _service(identity: Identity, role: str, previous: Roster | None) -> Member:
    for member in previous.with_role({role}) if previous else ():
        if member.wrap_public == identity.wrap_public:
            return member
    return Member(AccountId(ids.new_id()), role, identity.wrap_public, identity.signing_public)


def _statistics(instance: Instance, previous: Roster | None) -> tuple[Member, ...]:
    """Return the release job, as it was listed where its key is gone: reports must go on."""
    try:
        return (_service(instance.load_statistics(), STATISTICS, previous),)
    except SettingError:
        return previous.with_role({STATISTICS}) if previous else ()


def unlock_leads(
    rows: Iterable[AccountRow],
    count: int,
    stretcher: Stretcher,
    passphrase_of: Callable[[AccountRow], str],
) -> dict[AccountId, Identity]:
    """Return the identities of the first `count` leads in `rows`, asking for each passphrase."""
    chosen = list(rows)[:count]
    if len(chosen) < count:
        raise SettingError("there are too few leads to sign; delegate to others first")
    unlocked: dict[AccountId, Identity] = {}
    for row in chosen:
        try:
            unlocked[row.id] = unseal_account(stretcher, row, passphrase_of(row))
        except SignInRefused:
            raise SettingError(f"that is not the passphrase of {row.username}") from None
    return unlocked


def who_leads(rows: Iterable[AccountRow], delegation: Delegation) -> list[AccountRow]:
    """Return the accounts that may sign: delegated to, under the key they have now."""
    return [
        row
        for row in rows
        if not row.disabled and delegation.leads.get(row.id) == row.signing_public
    ]


def sign_proposal(
    instance: Instance, proposal: Proposal, leads: Mapping[AccountId, Identity], today: int
) -> bytes:
    """Return the roster file, or raise SettingError where intake would refuse it."""
    roster = proposal.roster
    seeds = {account: lead.signing_seed for account, lead in leads.items()}
    data = sign_roster(roster, proposal.delegation, seeds)
    try:
        verify_roster(data, root_of(instance, roster.body), today)
    except RosterRefused:
        raise SettingError(
            f"the new roster of {roster.body} would be refused: it needs a recovery identity, "
            f"{limits.LEAST_RECIPIENTS} recipients, and a signature of enough leads"
        ) from None
    return data


def store_roster(
    connection: Connection, instance: Instance, proposal: Proposal, data: bytes
) -> None:
    """Store a signed roster, keeping and pinning its delegation before the commit.

    What waited for signatures has another list before it now, and goes. Pinned first, so that
    there is no moment at which those who no longer lead could sign. Should the commit fail,
    intake refuses the roster before, and the next one signed puts it right. Once it has
    committed, the caller raises the pinned version.
    """
    body, before = proposal.roster.body, proposal.previous
    insert_roster(connection, body, proposal.roster.version, data)
    delete_roster_proposal(connection, body)
    number = verify_delegation(proposal.delegation, root_of(instance, body)).number
    keep_delegation(instance, body, proposal.delegation)
    instance.raise_delegation(body, number, before.digest if before else b"")
