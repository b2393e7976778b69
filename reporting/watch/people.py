"""Whom a rung reaches: those the note names, as far as today's signed rosters let them be told."""

from dataclasses import dataclass

from reporting.ids import AccountId
from reporting.note import Note
from reporting.roster import CHAIR, READING_ROLES, Declaration, Member, Rosters

LEADING = frozenset({"lead"})


@dataclass(frozen=True)
class People:
    """The members of all rosters in force; None where no roster is.

    A step is taken then all the same, and whom the note names is told: signed once, and none of
    them excluded.
    """

    rosters: Rosters | None

    def readers(self, note: Note, *, handed_over: bool) -> frozenset[AccountId]:
        """Return the readers who can open the report now."""
        named = note.open | note.standby if handed_over else note.open
        return self._of(note, named, READING_ROLES)

    def leads_and_chairs(self, note: Note, *, handed_over: bool) -> frozenset[AccountId]:
        """Return the leads who can open it, and the chairs who are told of a miss."""
        named = note.open | note.standby if handed_over else note.open
        return self._of(note, named, LEADING) | self._of(note, note.chairs, {CHAIR})

    def _of(
        self, note: Note, named: frozenset[AccountId], roles: frozenset[str] | set[str]
    ) -> frozenset[AccountId]:
        if self.rosters is None:
            return named
        members = [m for each in self.rosters.by_body.values() for m in each.with_role(roles)]
        return named & {m.account for m in members if not _is_of(m, note.organisation)}


def _is_of(member: Member, organisation: str) -> bool:
    """Say whether somebody has since declared a connection to the organisation as a whole.

    A part of it says nothing here: the watch does not know what a report is about.
    """
    return Declaration(organisation) in member.declarations
