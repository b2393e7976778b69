"""One turn of the watch: what it works with, at the moment that it believes."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from reporting import clock
from reporting.errors import RosterRefused
from reporting.identity import Identity
from reporting.notices.outbox import Outbox
from reporting.roster import Rosters
from reporting.services import Services


@dataclass(frozen=True)
class Turn:
    """The services with the watch's identity; `moment` is the clock's, if it was believed."""

    services: Services
    watch: Identity
    moment: datetime

    @cached_property
    def outbox(self) -> Outbox:
        """Where notices are put."""
        return Outbox(self.watch)

    @cached_property
    def rosters(self) -> Rosters | None:
        """The rosters in force, None where none is; ask before a transaction that writes."""
        try:
            return self.services.rosters.current()
        except RosterRefused:
            return None

    @property
    def minute(self) -> int:
        """The minute of the turn, since the epoch."""
        return clock.minute_of(self.moment)

    @property
    def quarter(self) -> int:
        """The quarter of an hour of the turn, since the epoch."""
        return clock.quarter_of(self.moment)
