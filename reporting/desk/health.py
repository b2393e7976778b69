"""What every page of the desk says when the watch is silent or its mail does not leave."""

import threading
from collections.abc import Callable

from flask import Flask
from flask_babel import lazy_gettext

from reporting import clock, limits
from reporting.errors import StoreUnavailable
from reporting.notices.health import Trouble, find_troubles, is_mailing
from reporting.services import Services

SENTENCES = {
    Trouble.NOT_STARTED: lazy_gettext(
        "The watch has not been started, so nobody is told when a report waits too long."
    ),
    Trouble.SILENT: lazy_gettext(
        "The watch has been silent for 15 minutes or longer, so nobody is told when a report waits "
        "too long."
    ),
    Trouble.MAIL_LATE: lazy_gettext(
        "The mail of the last fixed time has not left for 15 minutes or longer, so people on duty "
        "may not have been told."
    ),
}


class HealthKeeper:
    """Looks once in some seconds a process, however many pages ask."""

    def __init__(self, services: Services, steady: Callable[[], float]) -> None:
        """Keep what is needed to look; `steady` gives seconds that only grow."""
        self._services, self._steady = services, steady
        self._lock = threading.Lock()
        self._seen: tuple[Trouble, ...] = ()
        self._until = steady()

    def current(self) -> list[str]:
        """Return the sentences that a page shows now."""
        with self._lock:
            if self._steady() >= self._until:
                self._seen = self._look()
                self._until = self._steady() + limits.HEALTH_SECONDS
            return [str(SENTENCES[trouble]) for trouble in self._seen]

    def _look(self) -> tuple[Trouble, ...]:
        services = self._services
        minute = clock.minute_of(services.now())
        mailing = is_mailing(services.instance)
        try:
            with services.store.read() as connection:
                return tuple(find_troubles(connection, minute, mailing=mailing))
        except StoreUnavailable:
            return ()  # the page says so itself


def install_health(app: Flask, services: Services, steady: Callable[[], float]) -> None:
    """Let pages ask for the sentences; who is not signed in is shown none."""
    app.jinja_env.globals.update(health=HealthKeeper(services, steady).current)
