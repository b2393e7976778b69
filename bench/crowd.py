"""Many visitors at once: each thread is one, and begins again as soon as it has finished."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.browser import FAILURES, Browser
from bench.numbers import percentile

Journey = Callable[[Browser], str]


@dataclass
class Crowd:
    """What came of it: results of journeys that ended well, seconds of each, and failures."""

    results: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    wall: float = 0.0

    @property
    def rate(self) -> float:
        """Journeys that ended well, a second."""
        return len(self.results) / self.wall

    @property
    def slowest(self) -> float:
        """Seconds that 99 of 100 journeys did not exceed."""
        return percentile(self.seconds, 0.99)


def run_crowd(port: int, journey: Journey, visitors: int, journeys: int) -> Crowd:
    """Let `visitors` make `journeys` in all, each with a new browser, and say what came of it."""
    crowd, left, lock = Crowd(), iter(range(journeys)), threading.Lock()

    def visit() -> None:
        while True:
            with lock:
                if next(left, None) is None:
                    return
            begun = time.perf_counter()
            result, failure = _make(port, journey)
            lasted = time.perf_counter() - begun
            with lock:
                if failure is not None:
                    crowd.failures.append(failure)
                    continue
                crowd.results.append(result)
                crowd.seconds.append(lasted)

    begun = time.perf_counter()
    _run_all([threading.Thread(target=visit) for _ in range(visitors)])
    crowd.wall = time.perf_counter() - begun
    return crowd


def _make(port: int, journey: Journey) -> tuple[str, str | None]:
    browser = Browser(port)
    try:
        return journey(browser), None
    except FAILURES as failure:
        return "", f"{type(failure).__name__}: {failure}"
    finally:
        browser.close()


def _run_all(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
