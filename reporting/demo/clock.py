"""The clock of a demo, which may be set forward: nobody waits two days to see an escalation.

A real instance never looks at the file, so nobody can move its time this way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from reporting import clock, limits
from reporting.errors import SettingError
from reporting.instance import Instance, write_file

NAME = "clock-ahead"


@dataclass(frozen=True)
class DemoClock:
    """The system's clock and what the demo is ahead of it; the file may change at any moment."""

    file: Path

    def ahead(self) -> timedelta:
        """Return how far the demo is ahead; nothing where it was never set forward."""
        try:
            text = self.file.read_text("ascii")
        except FileNotFoundError:
            return timedelta()
        if not text.isdecimal():
            raise SettingError(f"{self.file.name} is not a number of minutes; remove the file")
        return timedelta(minutes=int(text))

    def __call__(self) -> datetime:
        """Return the demo's present moment in UTC."""
        return clock.system_now() + self.ahead()

    def steady(self) -> float:
        """Return seconds on a clock that never goes back, and is set forward with the other."""
        return clock.steady_now() + self.ahead().total_seconds()


def clock_of(instance: Instance) -> Callable[[], datetime]:
    """Return the clock that an instance goes by."""
    return DemoClock(instance.folder / NAME) if instance.demo else clock.system_now


def steady_of(instance: Instance) -> Callable[[], float]:
    """Return the steady clock that an instance goes by."""
    return DemoClock(instance.folder / NAME).steady if instance.demo else clock.steady_now


def set_forward(instance: Instance, time: timedelta) -> datetime:
    """Set the clock of a demo forward by whole minutes, and return what it shows then."""
    if not instance.demo:
        raise SettingError("only the clock of a demo can be set forward")
    demo = DemoClock(instance.folder / NAME)
    minutes = (demo.ahead() + time) // timedelta(minutes=1)
    most = limits.DEMO_DAYS_AHEAD
    if minutes > timedelta(days=most) // timedelta(minutes=1):
        raise SettingError(f"a demo's clock goes at most {most} days ahead; make a new demo")
    write_file(demo.file, str(minutes).encode())
    return demo()
