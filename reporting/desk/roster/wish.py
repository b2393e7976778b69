"""What whoever asks declares: as the signed list has it, and as they wish it to be."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from reporting import clock
from reporting.errors import CannotOpen
from reporting.identity import Identity
from reporting.people.nextroster import as_member
from reporting.people.rosterchange import DECLARE, Wish, ask_to_declare, read_wish
from reporting.report import Report
from reporting.roster import Declaration, Member, Roster
from reporting.routing import unconnected
from reporting.services import Services
from reporting.store.accounts import AccountRow
from reporting.store.rosterproposals import (
    delete_roster_change,
    list_roster_changes,
    put_roster_change,
)


@dataclass(frozen=True)
class Own:
    """Somebody at their own connections; `wish` waits for signatures, if anything does."""

    services: Services
    account: AccountRow
    identity: Identity
    roster: Roster
    listed: bool
    member: Member
    wish: Wish | None

    @property
    def wanted(self) -> tuple[Declaration, ...]:
        """What they would declare if the list were signed now."""
        return self.wish.after if self.wish else self.member.declarations

    def ask(self, wanted: Collection[Declaration], reason: str) -> None:
        """Ask for other declarations, or for nothing where they are what is signed already.

        Raises TooLong where all reasons together are too long.
        """
        after = tuple(dict.fromkeys(wanted))
        with self.services.store.write() as connection:
            if set(after) == set(self.member.declarations):
                delete_roster_change(connection, self.account.id, DECLARE)
                return
            reasons = "\n".join(filter(None, (self._reason(), reason)))
            leads = self.roster.with_role({"lead"})
            day = clock.day_of(self.services.now())
            data = ask_to_declare(self.member, self.identity, after, reasons, leads, day)
            put_roster_change(connection, self.account.id, DECLARE, data)

    def withdraw(self) -> None:
        """Ask for nothing any more."""
        with self.services.store.write() as connection:
            delete_roster_change(connection, self.account.id, DECLARE)

    def _reason(self) -> str:
        if self.wish is None:
            return ""
        try:
            return self.wish.read_reason(self.account.id, self.identity.unwrapper)
        except CannotOpen:
            return ""


def read_own(services: Services, account: AccountRow, identity: Identity) -> Own:
    """Return what somebody declares and wishes to, or raise RosterRefused."""
    roster = services.rosters.current().by_body[str(account.body)]
    listed = next((m for m in roster.members if m.account == account.id and m.active), None)
    member = listed or as_member(account)
    with services.store.read() as connection:
        data = list_roster_changes(connection, roster.body).get((account.id, DECLARE))
    wish = read_wish(data, account.id, account.signing_public) if data else None
    if wish is not None and wish.before != member.declarations:
        wish = None
    return Own(services, account, identity, roster, listed is not None, member, wish)


def is_touched(own: Own, report: Report) -> bool:
    """Say whether a report is touched by what they added, and no list says yet."""
    added = own.wish.added if own.wish else ()
    alone = (replace(own.member, declarations=added),)
    areas = (report.area,) if report.area else ()
    return not unconnected(alone, report.organisation, report.about, report.struck, areas)
