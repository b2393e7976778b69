"""The next list of a body as a page shows it: what it changes, and who has signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from reporting.desk.roster.words import difference_words
from reporting.desk.wording import utc_day_words
from reporting.errors import CannotOpen
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.people.ceremony import Proposal
from reporting.people.rosterchange import DECLARE, Wish, read_wish
from reporting.people.rosterdiff import Difference, compare
from reporting.roster import PERSON_ROLES, fingerprint_of
from reporting.services import Services
from reporting.store.accounts import AccountRow


@dataclass(frozen=True)
class Line:
    """One person about whom signing the list changes something."""

    name: str
    fingerprint: str
    sentences: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Sheet:
    """What the next list says; `mark` is the digest of exactly this list."""

    version: int
    before: int
    until: str
    fingerprint: str
    mark: str
    lines: tuple[Line, ...]
    same: int


@dataclass(frozen=True)
class Reading:
    """What is known while a list is drawn: the accounts, and what was asked for, by whom."""

    services: Services
    rows: Mapping[AccountId, AccountRow]
    changes: Mapping[tuple[AccountId, str], bytes]
    reader: AccountId
    identity: Identity

    def name_of(self, account: AccountId) -> str:
        """Return the user name of an account, as the database has it."""
        row = self.rows.get(account)
        return row.username if row else str(gettext("No account"))

    def names_of(self, accounts: Iterable[AccountId]) -> tuple[str, ...]:
        """Return the user names of some accounts, in their order."""
        return tuple(sorted(self.name_of(account) for account in accounts))

    def draw(self, proposal: Proposal) -> Sheet:
        """Return a list as the page shows it."""
        roster, before = proposal.roster, proposal.previous
        now, zone = self.services.now(), self.services.service.timezone
        found = [one for one in compare(roster, before) if one.member.role in PERSON_ROLES]
        lines = [line for one in found if (line := self._line(one)) is not None]
        present = sum(one.member.active or bool(one.before and one.before.active) for one in found)
        return Sheet(
            version=roster.version,
            before=before.version if before else 0,
            until=utc_day_words(roster.valid_until, now, zone),
            fingerprint=fingerprint_of(roster.digest),
            mark=roster.digest.hex(),
            lines=tuple(lines),
            same=present - len(lines),
        )

    def _line(self, found: Difference) -> Line | None:
        sentences = tuple(difference_words(self.services.service, found))
        if not sentences:
            return None
        member = found.member
        wish, reason = self._wish(found)
        return Line(self.name_of(member.account), member.fingerprint, sentences + wish, reason)

    def _wish(self, found: Difference) -> tuple[tuple[str, ...], str]:
        """Say whether somebody's new declarations are their own wish, and why they have it."""
        if found.before is None or not (found.added or found.dropped):
            return (), ""
        wish = self.wish_of(found.member.account)
        if wish is None or set(wish.after) != set(found.member.declarations):
            return (gettext("They did not ask for this here. Ask them before you sign."),), ""
        try:
            reason = wish.read_reason(self.reader, self.identity.unwrapper)
        except CannotOpen:
            reason = ""
        now, zone = self.services.now(), self.services.service.timezone
        day = utc_day_words(wish.day, now, zone)
        return (gettext("They asked for this themselves on %(day)s.", day=day),), reason

    def wish_of(self, account: AccountId) -> Wish | None:
        """Return what the holder of an account has asked to declare, or None."""
        data, row = self.changes.get((account, DECLARE)), self.rows.get(account)
        if data is None or row is None:
            return None
        return read_wish(data, account, row.signing_public)
