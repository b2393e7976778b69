"""How much is measured: in full, or small enough to see that the harness works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """Numbers of requests, reports and cases; `name` goes into the conditions."""

    name: str
    journeys: int  # journeys of one batch whose processor time is taken
    pages: int  # requests of one page in a batch
    crowd_journeys: int  # short reports of one run of a crowd
    rounds: int  # runs of each crowd, of which the median counts
    cases: int  # cases in the queue
    answered: int  # of them, cases with messages
    watched: int  # open cases of the watch
    operations: int  # calls of one function


FULL = Plan("full", 30, 60, 192, 3, 10_000, 200, 100_000, 50)
QUICK = Plan("quick", 3, 3, 64, 1, 300, 10, 1_000, 3)
