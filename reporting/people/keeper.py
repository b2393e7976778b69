"""The rosters in force: what the database holds, believed only as far as the pinned roots go."""

import threading
from collections.abc import Callable, Iterable
from datetime import datetime

from reporting import clock
from reporting.errors import RosterRefused, SettingError
from reporting.instance import Instance
from reporting.roster import Roster, Rosters
from reporting.store.engine import Store
from reporting.store.rosters import get_latest_rosters
from reporting.trust import Root, verify_roster


class RosterKeeper:
    """Gives the verified rosters of some bodies, or refuses."""

    def __init__(
        self, store: Store, instance: Instance, bodies: Iterable[str], now: Callable[[], datetime]
    ) -> None:
        """Keep what is needed to look; nothing is read yet."""
        self._store, self._instance, self._now = store, instance, now
        self._bodies = tuple(bodies)
        self._lock = threading.Lock()
        self._verified: tuple[object, Rosters] | None = None

    def current(self) -> Rosters:
        """Return the rosters in force today, or raise RosterRefused or StoreUnavailable.

        Files and rows are looked at each time, so that a change takes effect at once; pins are
        read and signatures checked again only when one of them, or the day, is another.
        """
        today = clock.day_of(self._now())
        with self._store.read() as connection:
            data = get_latest_rosters(connection)
        seen = (today, self._pins_state(), data)
        with self._lock:
            if self._verified is not None and self._verified[0] == seen:
                return self._verified[1]
        roots = self.load_roots()
        rosters = Rosters({body: self._verify(body, data, roots, today) for body in self._bodies})
        with self._lock:
            self._verified = (seen, rosters)
        return rosters

    def _pins_state(self) -> object:
        try:
            return self._instance.pins_state()
        except OSError:
            raise RosterRefused from None

    def load_roots(self) -> dict[str, Root]:
        """Return the pinned root of each body, or raise RosterRefused if one cannot be read."""
        try:
            found = self._instance.load_roots()
        except (OSError, ValueError, SettingError):
            raise RosterRefused from None
        if not set(self._bodies) <= found.keys():
            raise RosterRefused
        return found

    def _verify(
        self, body: str, data: dict[str, bytes], roots: dict[str, Root], today: int
    ) -> Roster:
        if body not in data:
            raise RosterRefused
        if roots[body].demo != self._instance.demo:
            raise RosterRefused  # demo keys are on every laptop that ran the demo
        return verify_roster(data[body], roots[body], today)
