"""Starts several programs, tells when they answer, restarts what dies and leaves nothing behind."""

import signal
from collections.abc import Callable, Iterable

from reporting import clock, limits
from reporting.serving.child import Child, Running
from reporting.serving.signals import STOPPING, Signals

LOOK_SECONDS = 0.1  # between two looks at a child that does not answer yet


def describe_end(code: int) -> str:
    """Return in words how a process ended; `code` as subprocess gives it."""
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"


class Supervisor:
    """Keeps `children` running until it is told to stop; `say` takes one line for people."""

    def __init__(self, children: Iterable[Child], say: Callable[[str], None]) -> None:
        """Take note of the children without starting them."""
        self._all = [Running(child) for child in children]
        self._say = say
        self._told = False

    def run(self) -> int:
        """Run all of them; 0 after SIGINT, SIGTERM or SIGHUP, 1 if one cannot start at all."""
        with Signals() as signals:
            try:
                for one in self._all:
                    one.start()
                return self._watch(signals)
            finally:
                self._stop(signals)

    def _watch(self, signals: Signals) -> int:
        while True:
            for one in self._all:
                if one.has_ended() and not self._mourn(one):
                    return 1
                if one.process is None and clock.steady_now() >= one.restart_at:
                    one.start()
            self._look()
            if STOPPING & signals.wait(self._patience()):
                return 0

    def _mourn(self, one: Running) -> bool:
        """Say that a child died and plan its restart; False if it never came up by itself."""
        code = one.bury()
        how = describe_end(code)
        if not one.was_ready and code >= 0:
            self._say(f"{one.child.name} {how} before it could serve; stopping the others.")
            return False
        delay = one.delay()
        one.restart_at = clock.steady_now() + delay
        self._say(f"{one.child.name} {how}; starting it again in {delay:g} seconds.")
        return True

    def _look(self) -> None:
        for one in self._all:
            if one.check():
                self._say(f"{one.child.name}: {one.child.address or 'running'}")
        if not self._told and all(one.ready for one in self._all):
            self._told = True
            self._say("Everything is running. Press Ctrl-C to stop.")

    def _patience(self) -> float | None:
        """Return how long nothing needs to be done, None for as long as no signal comes."""
        waits = [
            max(one.restart_at - clock.steady_now(), 0) for one in self._all if one.process is None
        ]
        if any(one.process is not None and not one.ready for one in self._all):
            waits.append(LOOK_SECONDS)
        return min(waits, default=None)

    def _stop(self, signals: Signals) -> None:
        """Ask all to stop, kill who does not in time or when told twice, and leave nobody."""
        for one in self._all:
            one.ask_to_stop()
        until = clock.steady_now() + limits.STOP_SECONDS
        while any(one.process is not None and not one.has_ended() for one in self._all):
            left = until - clock.steady_now()
            if left <= 0 or STOPPING & signals.wait(left):
                break
        for one in self._all:
            one.bury()
