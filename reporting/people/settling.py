"""Bringing accounts into line with a list that its leads have just signed.

The list decides: whom it names no more is disabled, and what it says of somebody's connections
is what their account says too. What was asked for and stands in the list now is asked no more.
"""

from collections.abc import Mapping
from dataclasses import replace

from reporting.duty import Shift
from reporting.ids import AccountId
from reporting.people.rosterchange import DECLARE, REMOVE, read_wish
from reporting.roster import Member, Roster
from reporting.store import Connection
from reporting.store.accounts import AccountRow, list_accounts, update_account
from reporting.store.contacts import delete_contact
from reporting.store.duty import release
from reporting.store.indexes import delete_chunks
from reporting.store.rosterproposals import delete_roster_change, list_roster_changes
from reporting.store.stanzas import delete_rows


def retire(connection: Connection, row: AccountRow, present: Shift) -> None:
    """Disable an account, and take away whatever opened anything for it.

    `present` is the turn of duty it is now: from there on the account has none.
    """
    # From every report alike: that a row is missing tells nothing of any one of them.
    delete_rows(connection, row.id)
    delete_chunks(connection, row.id)
    delete_contact(connection, row.id)
    release(connection, row.id, present)
    update_account(connection, replace(row, disabled=True))


def settle(connection: Connection, roster: Roster, present: Shift) -> None:
    """Make the accounts of a body what the roster in force says of them."""
    members = {member.account: member for member in roster.members}
    changes = list_roster_changes(connection, roster.body)
    for row in list_accounts(connection, roster.body):
        member = members.get(row.id)
        if member is None:
            continue  # whoever came since is in the next list
        if not member.active:
            delete_roster_change(connection, row.id, REMOVE)
            if not row.disabled:
                retire(connection, row, present)
        elif member.declarations != row.declarations:
            update_account(connection, replace(row, declarations=member.declarations))
        if _is_past(changes, row, member):
            delete_roster_change(connection, row.id, DECLARE)


def _is_past(
    changes: Mapping[tuple[AccountId, str], bytes], row: AccountRow, member: Member
) -> bool:
    """Say whether what somebody asked to declare began from another list than this one."""
    data = changes.get((row.id, DECLARE))
    if data is None:
        return False
    wish = read_wish(data, row.id, row.signing_public)
    return wish is None or wish.before != member.declarations
