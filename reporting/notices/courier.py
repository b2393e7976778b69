"""The end of each turn of the watch: send the notices that are due, then ping if all is well."""

from collections.abc import Callable

from reporting import clock
from reporting.errors import SettingError
from reporting.notices.health import find_troubles, is_mailing
from reporting.notices.ping import ping
from reporting.notices.sending import Sender
from reporting.notices.settings import load_watch_settings
from reporting.services import Services


class Courier:
    """Belongs to one watch; reads its file anew each turn, so that a change needs no start."""

    def __init__(self, services: Services, steady: Callable[[], float] = clock.steady_now) -> None:
        """Load the watch's identity; `steady` gives seconds that only grow."""
        self._services = services
        self._sender = Sender(services, services.instance.load_watch(), steady)

    def turn(self) -> str | None:
        """Send and ping; return what the operator must put right in the watch file, if anything.

        Call it after the heartbeat: a turn that did not get so far must not ping.
        """
        try:
            settings = load_watch_settings(self._services.instance)
        except SettingError as error:
            return error.sentence
        self._sender.send_due(settings)
        if settings.ping_url and self._is_well():
            ping(settings.ping_url)
        return None

    def _is_well(self) -> bool:
        services = self._services
        minute = clock.minute_of(services.now())
        mailing = is_mailing(services.instance)
        with services.store.read() as connection:
            return not any(find_troubles(connection, minute, mailing=mailing))
