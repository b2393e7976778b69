"""Sends the notices that are due: each to one person, by the first server or then the second.

Nothing of what happens here is written anywhere but into the rows: no address, no name, no answer
of a mail server. Slots come before rungs, and what becomes of a rung's mail has no part in what
becomes of a slot's: everybody at the desk is told when a slot's is late.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reporting import clock, limits
from reporting.errors import CannotOpen
from reporting.identity import Identity
from reporting.notices.contacts import open_contact
from reporting.notices.mail import compose
from reporting.notices.outbox import Notice, Outbox
from reporting.notices.settings import MailServer, WatchSettings
from reporting.notices.smtp import Outcome, give_mail
from reporting.services import Services
from reporting.store.contacts import find_contact


@dataclass
class _Round:
    """What has been learned of the servers in one turn; `taken` are those that took a mail."""

    away: set[MailServer] = field(default_factory=set)
    taken: set[MailServer] = field(default_factory=set)
    failed: list[tuple[Notice, MailServer | None]] = field(default_factory=list)


class Sender:
    """Sends what is due, turn by turn."""

    def __init__(
        self,
        services: Services,
        watch: Identity,
        steady: Callable[[], float] = clock.steady_now,
    ) -> None:
        """Keep what opens the rows; `steady` gives seconds that only grow."""
        self._services, self._watch, self._steady = services, watch, steady
        self._outbox = Outbox(watch)

    def send_due(self, settings: WatchSettings) -> None:
        """Send what is due now; without a server only drop what nobody will ever want."""
        store, minute = self._services.store, self._minute()
        with store.write() as connection:
            if not settings.servers:
                self._outbox.drop_old(connection, minute)
                return
            taken = self._outbox.take_due(connection, minute)
        until = self._steady() + limits.SENDING_SECONDS
        away: set[MailServer] = set()
        for of_slots in (True, False):
            notices = [notice for notice in taken if notice.of_slot == of_slots]
            round_ = _Round(away)
            for notice in notices:
                if self._steady() < until:
                    self._send(settings, notice, round_)
            self._give_back(round_)

    def _minute(self) -> int:
        return clock.minute_of(self._services.now())

    def _send(self, settings: WatchSettings, notice: Notice, round_: _Round) -> None:
        address = self._address_of(notice)
        if address is None:
            self._remove(notice)
            return
        name = self._outbox.message_id(notice)
        mail = compose(settings.sender, address, name, self._services.now())
        refused_by = None
        for server in self._servers(settings, notice, round_):
            outcome = give_mail(server, settings.sender, address, mail)
            if outcome is Outcome.SENT:
                round_.taken.add(server)
                self._remove(notice)
                return
            if outcome is Outcome.AWAY:
                round_.away.add(server)
            if outcome is Outcome.REFUSED:
                refused_by = server
        round_.failed.append((notice, refused_by))

    def _servers(
        self, settings: WatchSettings, notice: Notice, round_: _Round
    ) -> Iterable[MailServer]:
        """Give the first server, and from the second try on the other one as well."""
        for server in settings.servers[: notice.tries]:
            if server not in round_.away:
                yield server

    def _address_of(self, notice: Notice) -> str | None:
        with self._services.store.read() as connection:
            row = find_contact(connection, notice.account)
        if row is None:
            return None
        try:
            return open_contact(self._watch.unwrapper, row.username, row.bytes)
        except CannotOpen:
            return None

    def _remove(self, notice: Notice) -> None:
        with self._services.store.write() as connection:
            self._outbox.remove(connection, notice)

    def _give_back(self, round_: _Round) -> None:
        minute = self._minute()
        with self._services.store.write() as connection:
            for notice, server in round_.failed:
                # A server that refuses everybody is at fault itself, and then people are told.
                refused = server is not None and server in round_.taken
                self._outbox.postpone(connection, notice, minute, refused=refused)
