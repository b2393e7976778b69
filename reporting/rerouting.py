"""Who may open a report that is there already, after a roster has changed (docs/routing.md).

What was excluded once stays so: the sealed access list of the report is the bound, and today's
declarations can only narrow it. So a declaration that is taken back, erased or not repeated for
a new account opens no earlier report.
"""

from dataclasses import replace

from reporting.ids import AccountId
from reporting.opening import Triage
from reporting.roster import READING_ROLES, Roster, Rosters
from reporting.routing import (
    Access,
    free_chairs,
    free_readers,
    grant,
    shut_out_readers,
    with_chairs,
)
from reporting.service import Service

OPEN, STANDBY, NEVER, BARRED, CHAIR_WORD = "open", "standby", "never", "barred", "chair"
OVERRIDDEN = "overridden"  # kept out by a rule, and let in by two leads and the reporter
READING = frozenset({OPEN, STANDBY})
OPENING = READING | {OVERRIDDEN}
_CHAIRING = frozenset({CHAIR_WORD})


def reroute(service: Service, rosters: Rosters, triage: Triage) -> Access:
    """Return who may open a report from now on, by the access list it has and today's rosters.

    The alternate body may take over from the organisation's, never the other way round. If
    nobody is left in either, the report stays with the recovery of the body that acts on it.
    """
    place = service.organisations[triage.organisation]
    acting = triage.body
    other = place.alternate if acting == place.body else place.body
    bound = _Bound(service, rosters, triage)
    asked = (triage.organisation, triage.about, triage.struck, triage.area or None)
    readers = {
        body: bound.narrow(rosters.by_body[body], free_readers(rosters.by_body[body], *asked))
        for body in (acting, other)
    }
    if acting == place.body and not readers[acting] and readers[other]:
        acting, other = other, acting
    standby = readers[other] if acting == place.body else frozenset()
    roster = rosters.by_body[acting]
    # Only where colleagues are left as well: whoever was let in is never alone with a report.
    let_in = bound.let_in(roster) if acting == triage.body and readers[acting] else frozenset()
    access = grant(roster, rosters.by_body[other], readers[acting] | let_in, standby)
    access = replace(
        access, never=access.never | bound.marks(access.never | let_in), overridden=let_in
    )
    chairs = bound.narrow_chairs(roster, free_chairs(roster, *asked))
    return with_chairs(access, roster, chairs)


def find_newcomers(
    service: Service, rosters: Rosters, triage: Triage, granting: AccountId
) -> frozenset[AccountId]:
    """Return to whom the account `granting` may give a report: readers of its body who came later.

    Nobody with a declaration that fits today, nobody whose role the reporter shut out, nobody who
    is on the list, and nobody who could be somebody excluded under a new number.
    """
    if triage.organisation not in service.organisations:
        return frozenset()  # nothing routes it any more
    bound = _Bound(service, rosters, triage)
    if triage.access.get(granting) not in READING:
        return frozenset()
    asked = (triage.organisation, triage.about, triage.struck, triage.area or None)
    return next(
        (
            bound.admit_later(roster, free_readers(roster, *asked))
            for roster in rosters.by_body.values()
            if any(m.account == granting for m in roster.with_role(READING_ROLES))
        ),
        frozenset(),
    )


def find_excluded(
    service: Service, rosters: Rosters, triage: Triage, lead: AccountId
) -> frozenset[AccountId]:
    """Return who is kept out of a report and could be let in with the word of `lead`.

    Readers of the body that acts who cannot open it, and could not be given it. To an account that
    is no lead of that body, or is kept out itself, or was let in, there is nobody.
    """
    roster = rosters.by_body.get(triage.body)
    word = triage.access.get(lead)
    if (
        roster is None
        or triage.organisation not in service.organisations
        or word != OPEN
        or lead not in {m.account for m in roster.with_role({"lead"})}
    ):
        return frozenset()
    readers = frozenset(m.account for m in roster.with_role(READING_ROLES))
    inside = {account for account, word in triage.access.items() if word in OPENING}
    return readers - inside - find_newcomers(service, rosters, triage, lead)


class _Bound:
    """The access list of one report, read with the rosters that say whose each account is."""

    def __init__(self, service: Service, rosters: Rosters, triage: Triage) -> None:
        access = triage.access
        # Former members too: who was excluded and has left still counts.
        members = [m for roster in rosters.by_body.values() for m in roster.members]
        self._access = access
        self._active = {m.account for m in members if m.active}
        self._rosters = rosters
        self._bodies = {
            m.account: body for body, roster in rosters.by_body.items() for m in roster.members
        }
        # Whoever was let in is still somebody who had to stay out.
        excluded = {NEVER, OVERRIDDEN}
        self._never = [account for account, word in access.items() if word in excluded]
        # An account in no list is a recovery that was replaced; it counts against every body.
        self._closed = {self._bodies.get(account) for account in self._never}
        self._known = {self._bodies.get(account) for account in access}
        usual = rosters.by_body[service.organisations[triage.organisation].body]
        self._shut_out = shut_out_readers(usual, triage.struck)

    def narrow(self, roster: Roster, readers: frozenset[AccountId]) -> frozenset[AccountId]:
        """Return those of `readers` whom the access list does not keep out."""
        # Someone new might be someone excluded under a new number, so where anybody of the body
        # was excluded nobody new is let in.
        newcomers = roster.body in self._known and not {roster.body, None} & self._closed
        return self._admitted(readers, READING, newcomers)

    def let_in(self, roster: Roster) -> frozenset[AccountId]:
        """Return those of a body who were let in; a declaration of theirs does not close it."""
        readers = roster.with_role(READING_ROLES)
        return frozenset(m.account for m in readers if self._access.get(m.account) == OVERRIDDEN)

    def admit_later(self, roster: Roster, readers: frozenset[AccountId]) -> frozenset[AccountId]:
        """Return those of `readers` who are not on the list and whom a colleague may let in.

        Somebody excluded who is still listed is somebody else than whoever came later. One who has
        left might have come back under a new number, so then nobody is let in.
        """
        left = {self._bodies.get(one) for one in self._never if one not in self._active}
        later = readers - self._access.keys()
        return self._admitted(later, READING, not {roster.body, None} & left)

    def narrow_chairs(self, roster: Roster, chairs: frozenset[AccountId]) -> frozenset[AccountId]:
        """Return those of `chairs` whom the access list does not keep out."""
        barred = {self._bodies.get(one) for one, word in self._access.items() if word == BARRED}
        newcomers = not {roster.body, None} & (self._closed | barred)
        return self._admitted(chairs, _CHAIRING, newcomers)

    def _admitted(
        self, accounts: frozenset[AccountId], granting: frozenset[str], newcomers: bool
    ) -> frozenset[AccountId]:
        return frozenset(one for one in accounts if self._admits(one, granting, newcomers))

    def _admits(self, account: AccountId, granting: frozenset[str], newcomers: bool) -> bool:
        words = self._words(account)
        if words & {NEVER, BARRED, OVERRIDDEN}:
            return False
        # What the reporter shut out is a role, so it holds for who takes that role later as well.
        return bool(words & granting) or (newcomers and account not in self._shut_out)

    def _words(self, account: AccountId) -> set[str]:
        """Return what the list says of an account and of those its holder had before."""
        return {self._access[one] for one in self._rosters.held_by(account) if one in self._access}

    def marks(self, listed: frozenset[AccountId]) -> frozenset[AccountId]:
        """Return who of those excluded stays on the list although they have left.

        One of each body stands for all of them, since the list has a fixed size.
        """
        gone: dict[str | None, AccountId] = {}
        for account in sorted(self._never):
            if account not in listed:
                gone.setdefault(self._bodies.get(account), account)
        return frozenset(gone.values())
