"""Whom a rung reaches: those the note names, as far as today's signed rosters let them be told."""

from dataclasses import dataclass
from functools import cached_property

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

    def shut_out(self, note: Note) -> frozenset[AccountId]:
        """Return who stands by and must not get in any more, by what they have declared since."""
        return note.standby - self._of(note, note.standby, READING_ROLES)

    def leads_and_chairs(self, note: Note, *, handed_over: bool) -> frozenset[AccountId]:
        """Return the leads who can open it, and the chairs who are told of a miss."""
        named = note.open | note.standby if handed_over else note.open
        return self._of(note, named, LEADING) | self._of(note, note.chairs, {CHAIR})

    def _of(
        self, note: Note, named: frozenset[AccountId], roles: frozenset[str] | set[str]
    ) -> frozenset[AccountId]:
        if self.rosters is None:
            return named
        found = (self._active[account] for account in named if account in self._active)
        whole = Declaration(note.organisation)
        # Who has since declared the organisation as a whole is told no more. A part of it says
        # nothing here: the watch does not know what a report is about.
        return frozenset(
            m.account for m in found if m.role in roles and whole not in m.declarations
        )

    @cached_property
    def _active(self) -> dict[AccountId, Member]:
        rosters = self.rosters.by_body.values() if self.rosters else ()
        return {m.account: m for roster in rosters for m in roster.members if m.active}
