"""When the promise was broken twice running: then it must be said in public what will change."""

from collections.abc import Iterator
from typing import NamedTuple

from reporting import limits
from reporting.statistics.shelf import Frozen, Series
from reporting.vocabulary import PROMISE_LINES

KEPT = PROMISE_LINES[0].code


class Run(NamedTuple):
    """Releases, one after another, that each told of a broken promise; the last opens an entry."""

    frozen: tuple[Frozen, ...]

    @property
    def about(self) -> str:
        """What the entry is called: the number of the release that opened it."""
        return str(self.frozen[-1].release.sequence)


def broken_runs(series: Series) -> list[Run]:
    """Return every run of two, oldest first; a third breach waits for a fourth.

    A release that tells nothing of the promise, because there were too few tests or reports,
    neither breaks a run nor goes on with it.
    """
    runs: list[Run] = []
    running: list[Frozen] = []
    for frozen in _apart(series):
        promise = frozen.told.promise
        if promise == KEPT:
            running = []
        elif promise is not None:
            running.append(frozen)
        if len(running) == limits.BROKEN_RUNNING:
            runs.append(Run(tuple(running)))
            running = []
    return runs


def _apart(series: Series) -> Iterator[Frozen]:
    """Give releases whose periods do not meet: quarters, and years without any of their own."""
    quarters = [each.release.period for each in series.quarters]
    for frozen in series.frozen:
        release = frozen.release
        alone = not any(release.period.holds(quarter) for quarter in quarters)
        if release.kind == "quarter" or (release.kind == "year" and alone):
            yield frozen
