"""What a list of recipients says otherwise than the one before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from reporting.roster import Declaration, Member, Roster


class News(Enum):
    """What is new about one member."""

    NEW = "new"
    CHANGED = "CHANGED"
    REMOVED = "removed"
    BACK = "back again"
    FORMER = "former"
    SAME = "as before"
    DECLARES = "new declarations"


@dataclass(frozen=True)
class Difference:
    """One member, the same one in the list before if there was, and what is new about them."""

    member: Member
    before: Member | None
    news: News

    @property
    def added(self) -> tuple[Declaration, ...]:
        """What they declare and did not before."""
        before = self.before.declarations if self.before else ()
        return tuple(one for one in self.member.declarations if one not in before)

    @property
    def dropped(self) -> tuple[Declaration, ...]:
        """What they declared before, and do no longer."""
        before = self.before.declarations if self.before else ()
        return tuple(one for one in before if one not in self.member.declarations)


def compare(roster: Roster, before: Roster | None) -> Iterator[Difference]:
    """Give each member of a list with what is new about them, in the order of the list."""
    known = {member.account: member for member in before.members} if before else {}
    for member in roster.members:
        old = known.get(member.account)
        yield Difference(member, old, _news(member, old))


def _news(member: Member, old: Member | None) -> News:
    if old is None:
        return News.NEW
    if (old.fingerprint, old.role, old.serves) != (member.fingerprint, member.role, member.serves):
        return News.CHANGED
    if old.active != member.active:
        return News.REMOVED if old.active else News.BACK
    if not member.active:
        return News.FORMER
    return News.SAME if old.declarations == member.declarations else News.DECLARES
