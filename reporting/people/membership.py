"""Admitting, renewing and removing accounts: the row, the roster and the stanza rows together.

The leads sign first; then row and rosters change in one transaction, so that an account is never
in the table without being in the roster, nor the other way round.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any

from reporting import clock, ids
from reporting.duty import shift_at
from reporting.errors import SettingError, SignInRefused
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.people import ceremony
from reporting.people.account import Credentials, Stretcher, renew_account, rotate_account
from reporting.people.ceremony import Proposal
from reporting.people.nextroster import carry_wish
from reporting.people.recovery import Recovered
from reporting.people.rewrapping import Rewrapper
from reporting.people.rewriting import Rewriter, level_rows
from reporting.people.rosterchange import REMOVE
from reporting.people.settling import retire, settle
from reporting.roster import PERSON_ROLES, Declaration
from reporting.services import Services
from reporting.store import Connection
from reporting.store.accounts import (
    AccountRow,
    delete_account,
    find_account,
    get_account,
    insert_account,
    list_accounts,
    update_account,
)
from reporting.store.contacts import get_contact, put_contact
from reporting.store.duty import give_belongings, take_belongings
from reporting.store.rosterproposals import get_roster_change, put_roster_change
from reporting.store.rosters import begin_rosters
from reporting.store.stanzas import delete_rows
from reporting.trust import Delegation, verify_delegation


@dataclass(frozen=True)
class Signers:
    """How to reach those who must agree: leads, a private root, somebody who looks at the list."""

    stretcher: Stretcher
    passphrase_of: Callable[[AccountRow], str]
    root_seed_of: Callable[[str], bytes]
    confirm: Callable[[Proposal], None]


# Shows how far work of so many steps is, and gives what is to be told of each.
Bar = Callable[[int], AbstractContextManager[Callable[[int], object]]]


@dataclass(frozen=True)
class Renewed:
    """An account with a new identity, and what its holder is given once."""

    row: AccountRow
    identity: Identity
    credentials: Credentials


@dataclass
class _Plan:
    """One body's next roster: who is on it, who signs, and what else is new."""

    rows: list[AccountRow]
    ready: dict[AccountId, Identity] = field(default_factory=dict)
    delegation: Mapping[str, Any] | None = None
    successions: dict[AccountId, AccountId] = field(default_factory=dict)


def find_active(services: Services, username: str) -> AccountRow:
    """Return an account that is not disabled, or raise SettingError."""
    with services.store.read() as connection:
        row = find_account(connection, username)
    if row is None or row.disabled:
        state = "disabled" if row else "unknown"
        raise SettingError(f"the account {username} is {state}")
    return row


class Registrar:
    """Changes accounts of one instance."""

    def __init__(
        self, services: Services, signers: Signers, recovered: Collection[Recovered] = ()
    ) -> None:
        """Keep who signs; `recovered` are recovery identities whose use is put on record."""
        self._services, self._signers = services, signers
        self._recovered = {one.body: one for one in recovered}

    def admit(self, made: Renewed) -> bool:
        """Store a new account; return whether it is in a roster yet, or needs none."""
        row = made.row
        plans = self._plans(row, lambda rows: [*rows, row])
        self._commit(plans, lambda connection: insert_account(connection, row))
        return bool(plans) or row.role not in PERSON_ROLES

    def renew(self, row: AccountRow) -> Renewed:
        """Give the holder of an account another one under the same name, and return it.

        The number is another too: what was signed under the old one stays attributed to the old
        key, which the roster keeps as a former member's. An account that was disabled comes back
        so, because the list then says whom it follows.
        """
        anew = replace(row, id=AccountId(ids.new_id()), disabled=False)
        return self._replace(row, Renewed(*renew_account(self._signers.stretcher, anew)))

    def rotate(self, row: AccountRow, bar: Bar) -> Renewed:
        """Give the holder of an account another identity; passphrase and second factor stay.

        What was asked of them, and what was written to their board, is wrapped again for it in the
        same transaction; `bar` shows how far that is. Raises SettingError if the passphrase is not
        theirs.
        """
        passphrase = self._signers.passphrase_of(row)
        try:
            before, made = rotate_account(self._signers.stretcher, row, passphrase)
        except SignInRefused:
            raise SettingError(f"that is not the passphrase of {row.username}") from None
        fresh = Renewed(*made)
        rewrapper = Rewrapper(row.id, before, fresh.row.id, fresh.row.wrap_public)
        with bar(rewrapper.count(self._services.store)) as advance:
            rewrapper.prepare(self._services.store, advance)
        return self._replace(row, fresh, rewrapper)

    def _replace(
        self, row: AccountRow, fresh: Renewed, rewrapper: Rewrapper | None = None
    ) -> Renewed:
        with self._services.store.read() as connection:
            fresh = replace(fresh, row=carry_wish(connection, row, fresh.row))
        plans = self._plans(row, lambda rows: [*(r for r in rows if r.id != row.id), fresh.row])
        if row.role in PERSON_ROLES and row.body in plans:
            plans[row.body].successions[fresh.row.id] = row.id
        if row.role == "lead" and row.body in plans:
            self._succeed(plans[row.body], row.body, row.id, fresh)

        def change(connection: Connection) -> None:
            delete_rows(connection, row.id)
            belongings = take_belongings(connection, row.id)
            address = get_contact(connection, row.id)
            mark = get_roster_change(connection, row.id, REMOVE)
            if rewrapper is not None:
                rewrapper.open_letters(connection)
            delete_account(connection, row.id)
            insert_account(connection, fresh.row)
            if rewrapper is not None:
                rewrapper.carry_over(connection)
            give_belongings(connection, belongings, row.id, fresh.row.id)
            if address is not None:  # bound to the user name, so it opens for the next one too
                put_contact(connection, fresh.row.id, address)
            if mark is not None:  # on the person, so it goes with them (nextroster.find_leaving)
                put_roster_change(connection, fresh.row.id, REMOVE, mark)

        self._commit(plans, change)
        return fresh

    def remove(self, row: AccountRow) -> None:
        """Disable an account: it opens nothing from now on, and what it signed stays valid."""
        gone = replace(row, disabled=True)
        plans = self._plans(row, lambda rows: [gone if r.id == row.id else r for r in rows])
        if row.role == "lead" and row.body in plans:
            self._succeed(plans[row.body], row.body, row.id, None)
        present = shift_at(self._services.now(), self._services.service.timezone)

        self._commit(plans, lambda connection: retire(connection, row, present))

    def declare(self, row: AccountRow, declarations: tuple[Declaration, ...]) -> None:
        """Put other standing declarations in place of those an account has.

        They count from the next report on; earlier ones go by them once their rows are rewritten.
        """
        changed = replace(row, declarations=declarations)
        plans = self._plans(row, lambda rows: [changed if r.id == row.id else r for r in rows])

        def change(connection: Connection) -> None:
            # Read again: a code used since would otherwise count a second time.
            present = get_account(connection, row.id)
            if present is None or present.disabled:
                raise SettingError(f"the account {row.username} was changed meanwhile; try again")
            update_account(connection, replace(present, declarations=declarations))

        self._commit(plans, change)

    def record_recovery(self) -> None:
        """Put the use of the recovery shares on record, and change nothing else."""
        self._commit(self._plans(None, list), lambda _: None)

    def rewrite(self, advance: Callable[[int], object]) -> bool:
        """Bring the rows of all reports up to the rosters in force; True if all could be opened.

        Without recovery identities only decoys are added, and the answer is False.
        """
        services = self._services
        rosters = services.rosters.current()
        for roster in rosters.by_body.values():
            # Work that stopped between storing and pinning a list is finished here.
            services.instance.raise_version(roster.body, roster.version)
        level_rows(services.store, rosters)
        if not self._recovered:
            return False
        watch = services.instance.load_watch()
        rewriter = Rewriter(services.service, rosters, self._recovered.values(), watch)
        return rewriter.rewrite(services.store, advance)

    def _plans(
        self, row: AccountRow | None, edit: Callable[[list[AccountRow]], list[AccountRow]]
    ) -> dict[str, _Plan]:
        """Return the rosters to be signed: of the account's body if it reads, and of recovery.

        A body that has no roster yet signs its first one by itself (`reporting roster sign`).
        """
        bodies = set(self._recovered)
        own = row.body if row is not None and row.role in PERSON_ROLES else None
        if own is not None:
            bodies.add(own)
        plans: dict[str, _Plan] = {}
        with self._services.store.read() as connection:
            for body in sorted(bodies):
                rows = list_accounts(connection, body)
                if ceremony.get_previous(connection, self._services.instance, body) is not None:
                    plans[body] = _Plan(edit(rows) if body == own else rows)
        return plans

    def _succeed(
        self, plan: _Plan, body: str | None, old: AccountId, fresh: Renewed | None
    ) -> None:
        """Have the root delegate anew, when one of the leads changes or goes."""
        instance = self._services.instance
        assert body is not None  # noqa: S101 - a lead always belongs to one
        before, _ = ceremony.load_delegation(instance, body)
        leads = {account: key for account, key in before.leads.items() if account != old}
        if old not in before.leads:
            return  # a lead by role to whom the root has not delegated
        if fresh is not None:
            leads[fresh.row.id] = fresh.row.signing_public
            plan.ready[fresh.row.id] = fresh.identity
        if len(leads) < before.threshold:
            raise SettingError(
                f"{body} would have too few leads left to sign; delegate to another one first"
            )
        seed = self._signers.root_seed_of(body)
        plan.delegation = ceremony.make_delegation(instance, body, seed, leads, before.threshold)

    def _commit(self, plans: dict[str, _Plan], change: Callable[[Connection], None]) -> None:
        instance, store = self._services.instance, self._services.store
        signed = [self._sign(body, plan) for body, plan in plans.items()]
        present = shift_at(self._services.now(), self._services.service.timezone)
        with store.write() as connection:
            begin_rosters(connection)
            change(connection)
            for proposal, data in signed:
                ceremony.store_roster(connection, instance, proposal, data)
                settle(connection, proposal.roster, present)
        for proposal, _ in signed:
            instance.raise_version(proposal.roster.body, proposal.roster.version)

    def _sign(self, body: str, plan: _Plan) -> tuple[Proposal, bytes]:
        instance = self._services.instance
        today = clock.day_of(self._services.now())
        with self._services.store.read() as connection:
            previous = ceremony.get_previous(connection, instance, body)
        proposal = ceremony.propose_roster(
            instance,
            body,
            plan.rows,
            previous,
            today,
            recovered=int(body in self._recovered),
            delegation=plan.delegation,
            successions=plan.successions,
        )
        self._signers.confirm(proposal)
        delegation = self._delegation(body, plan)
        others = [
            row for row in ceremony.who_leads(plan.rows, delegation) if row.id not in plan.ready
        ]
        leads = plan.ready | ceremony.unlock_leads(
            others,
            max(delegation.threshold - len(plan.ready), 0),
            self._signers.stretcher,
            self._signers.passphrase_of,
        )
        return proposal, ceremony.sign_proposal(instance, proposal, leads, today)

    def _delegation(self, body: str, plan: _Plan) -> Delegation:
        instance = self._services.instance
        if plan.delegation is None:
            return ceremony.load_delegation(instance, body)[0]
        return verify_delegation(plan.delegation, ceremony.root_of(instance, body))
