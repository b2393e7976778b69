"""The next roster of a body: drafted, proposed, and signed one lead after another.

A proposal is the roster file that will be in force, with too few signatures so far. So there is
nothing to trust in it: whoever changes a byte of the list takes its signatures away, and only
`trust.verify_roster` lets it come into force (docs/roster.md, "Signing at the desk").
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from reporting.errors import ProposalRefused, RosterRefused, SettingError
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.instance import Instance
from reporting.people import ceremony
from reporting.people.ceremony import Proposal
from reporting.people.persons import accounts_of
from reporting.people.rosterchange import DECLARE, REMOVE, Wish, read_wish, who_marked
from reporting.roster import PERSON_ROLES, STATISTICS, Member, Roster
from reporting.store import Connection
from reporting.store.accounts import AccountRow, list_accounts
from reporting.store.rosterproposals import (
    get_roster_change,
    get_roster_proposal,
    insert_roster_proposal,
    list_roster_changes,
    replace_roster_proposal,
)
from reporting.trust import Delegation, add_signature, check_list, read_signed, sign_roster

_SERVICE_ROLES = frozenset({"recovery", "watch", STATISTICS})


@dataclass(frozen=True)
class Waiting:
    """A list that waits for signatures; `data` is the file as it is stored."""

    data: bytes
    proposal: Proposal
    delegation: Delegation
    signed: frozenset[AccountId]

    @property
    def missing(self) -> int:
        """How many leads must sign it yet."""
        return max(self.delegation.threshold - len(self.signed), 0)


def draft_rows(
    connection: Connection, instance: Instance, body: str, previous: Roster | None
) -> list[AccountRow]:
    """Return the accounts of a body as the next list is to have them, with what was asked for."""
    rows = list_accounts(connection, body)
    changes = list_roster_changes(connection, body)
    if previous is None or not changes:
        return rows
    leaving = find_leaving(connection, instance, previous)
    return [
        found for row in rows if (found := _changed(row, previous, changes, leaving)) is not None
    ]


def find_leaving(
    connection: Connection, instance: Instance, roster: Roster
) -> Mapping[AccountId, AccountId]:
    """Return who is to be left out of the next list, each with the lead who marked them.

    `roster` is the list in force; raises RosterRefused. They stay in force until then, and have
    no say in who goes: they mark nobody, and take back neither a mark nor a list.
    Both are persons: a mark holds under the number that whoever is marked, or the lead, has now.
    """
    marks = {
        account: data
        for (account, kind), data in list_roster_changes(connection, roster.body).items()
        if kind == REMOVE
    }
    if not marks:
        return {}
    # Whoever the root lets lead goes by the root's word alone (`reporting roster revoke`).
    ruling, leads = lead_keys(instance, roster.body), _leads_of(roster)
    listed = [member for member in roster.members if member.account in leads]
    found = {
        account: who_marked(data, accounts_of(roster.follows, account), listed)
        for account, data in marks.items()
    }
    return {
        account: leads[by]
        for account, by in found.items()
        if by is not None and account not in ruling
    }


def _leads_of(roster: Roster) -> dict[AccountId, AccountId]:
    """Return every number that an active lead has or had, with the one they have now."""
    return {
        account: lead.account
        for lead in roster.with_role({"lead"})
        for account in accounts_of(roster.follows, lead.account)
    }


def lead_keys(instance: Instance, body: str) -> Mapping[AccountId, bytes]:
    """Return whom the root lets lead a body, by the keys it named; raise RosterRefused."""
    try:
        return ceremony.load_delegation(instance, body)[0].leads
    except SettingError:
        raise RosterRefused from None


def _changed(
    row: AccountRow,
    previous: Roster,
    changes: Mapping[tuple[AccountId, str], bytes],
    leaving: Collection[AccountId],
) -> AccountRow | None:
    """Return an account with what was asked for; None if it is not to come at all."""
    listed = next((m for m in previous.members if m.account == row.id), None)
    data = changes.get((row.id, DECLARE))
    if row.id in leaving:
        if listed is None:
            return None
        row = replace(row, disabled=True)
    wish = read_wish(data, row.id, row.signing_public) if data else None
    if wish is not None and wish.before == (listed or as_member(row)).declarations:
        row = replace(row, declarations=wish.after)
    return row


def find_wish(connection: Connection, row: AccountRow) -> Wish | None:
    """Return what the holder of an account has asked to declare in place of what they declare."""
    data = get_roster_change(connection, row.id, DECLARE)
    wish = read_wish(data, row.id, row.signing_public) if data else None
    return wish if wish is not None and wish.before == row.declarations else None


def carry_wish(connection: Connection, row: AccountRow, anew: AccountRow) -> AccountRow:
    """Return the account that follows `row` with what its holder has asked to declare besides.

    They asked under the identity of before, so the wish goes with it: what it would exclude them
    from is in the next list therefore. What they would declare no longer they ask again.
    """
    wish = find_wish(connection, row)
    return anew if wish is None else replace(anew, declarations=(*row.declarations, *wish.added))


def as_member(row: AccountRow) -> Member:
    """Return somebody as a list would have them who is in none yet."""
    return Member(
        row.id,
        row.role,
        row.wrap_public,
        row.signing_public,
        declarations=row.declarations,
        serves=row.serves,
    )


def draft_roster(connection: Connection, instance: Instance, body: str, today: int) -> Proposal:
    """Return the list that could be proposed now, or raise RosterRefused.

    Recovery, watch and release job stay those of the list before: the desk reads no key of
    theirs, and another one is a matter for the command line.
    """
    previous = _previous(connection, instance, body)
    lead_keys(instance, body)
    return ceremony.propose_roster(
        instance,
        body,
        draft_rows(connection, instance, body, previous),
        previous,
        today,
        services=previous.with_role(_SERVICE_ROLES),
    )


def _previous(connection: Connection, instance: Instance, body: str) -> Roster:
    try:
        previous = ceremony.get_previous(connection, instance, body)
    except SettingError:
        raise RosterRefused from None
    if previous is None:
        raise RosterRefused  # the first list is signed where the root is
    return previous


def propose(connection: Connection, proposal: Proposal, account: AccountId, lead: Identity) -> None:
    """Store a list with the signature of its first lead; the body has none that waits."""
    data = sign_roster(proposal.roster, proposal.delegation, {account: lead.signing_seed})
    insert_roster_proposal(connection, proposal.roster.body, data)


def read_waiting(
    connection: Connection, instance: Instance, body: str, today: int
) -> Waiting | None:
    """Return the list that waits for signatures, or None.

    Raises ProposalRefused if it cannot be the next: another came into force since it was
    proposed, its days are over, somebody else leads, or somebody wrote to the database.
    """
    data = get_roster_proposal(connection, body)
    if data is None:
        return None
    previous, root = _previous(connection, instance, body), ceremony.root_of(instance, body)
    try:
        roster, delegation, signed = read_signed(data, root)
        _, kept = ceremony.load_delegation(instance, body)
        check_list(roster, delegation, root, today)
    except (RosterRefused, SettingError):
        raise ProposalRefused from None
    _check_base(roster, previous)
    if kept["delegation"]["number"] != delegation.number:
        raise ProposalRefused
    return Waiting(data, Proposal(roster, previous, kept), delegation, signed)


def _check_base(roster: Roster, previous: Roster) -> None:
    if roster.version != previous.version + 1:
        raise ProposalRefused(
            "The list that waited for signatures was made from another list than the one in "
            "force, so it counts no more. Take it back, and propose another."
        )
    listed = {member.account for member in roster.members}
    forgotten = {m.account for m in previous.members if m.role in PERSON_ROLES} - listed
    if forgotten or roster.recovered != previous.recovered:
        raise ProposalRefused
    if _services(roster) != _services(previous):
        raise ProposalRefused


def _services(roster: Roster) -> frozenset[Member]:
    return frozenset(roster.with_role(_SERVICE_ROLES))


def sign(connection: Connection, waiting: Waiting, account: AccountId, lead: Identity) -> None:
    """Add the signature of a lead to the list that waits; raise Changed if it is another by now."""
    data = add_signature(waiting.data, account, lead.signing_seed)
    replace_roster_proposal(connection, waiting.proposal.roster.body, waiting.data, data)


def differs(waiting: Waiting, draft: Proposal) -> bool:
    """Say whether accounts or wishes have changed since a list was proposed."""
    return _people(waiting.proposal.roster) != _people(draft.roster)


def _people(roster: Roster) -> dict[AccountId, Member]:
    return {member.account: member for member in roster.members}
