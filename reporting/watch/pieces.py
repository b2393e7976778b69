"""A turn is taken: the guard of the clock with the heartbeat, then each piece of work in order."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from reporting.notices.courier import Courier
from reporting.testreports.turn import take_tests
from reporting.watch.guard import Guard
from reporting.watch.rungs import take_rungs
from reporting.watch.slots import take_slot
from reporting.watch.turn import Turn

Piece = Callable[[Turn], str | None]


def measure_promise(turn: Turn) -> None:
    """Do what is due for the service's own test reports."""
    take_tests(turn.services, turn.watch)


def _carry(turn: Turn) -> str | None:
    return Courier(turn.services).turn()


# Notices are put before they are sent, and the ping comes last of all. Each piece commits by itself
# and returns what the operator must know, if anything. A turn that ends early has done what it did,
# and the next one does the rest.
PIECES: tuple[Piece, ...] = (take_slot, take_rungs, measure_promise, _carry)


@dataclass(frozen=True)
class Taken:
    """Whether the turn was taken, and what the operator is told."""

    done: bool
    said: tuple[str, ...]


def take_turn(guard: Guard, pieces: tuple[Piece, ...] = PIECES) -> Taken:
    """Take one turn. Whoever is killed in it, or takes it twice, changes nothing of its effect."""
    begun = guard.begin()
    if begun.moment is None:
        return Taken(done=False, said=begun.said)
    moment = begun.moment
    services = replace(guard.services, now=lambda: moment)
    turn = Turn(services, guard.watch, moment)
    told = [piece(turn) for piece in pieces]
    return Taken(done=True, said=(*begun.said, *(sentence for sentence in told if sentence)))
