"""HiGHS, set up once, and never believed about safety.

What experience with it teaches, and what follows here:

- After a warm start a wrong optimum was seen under the status "optimal" (its issues 3194, 3294).
  So a bound from here only ever *accuses*, and is solved again from cold before it does; safety
  rests on whole worlds that `sums.Knowledge.allows` has counted.
- Integer solutions are floating point within a tolerance, and presolve was seen to call feasible
  problems infeasible (1958, 3090) and the reverse (1710). So worlds are rounded and counted anew.
- `time_limit` counts all runs of one instance together (1477), and is not looked at everywhere
  (885, 2226). So it is set anew from `getRunTime` before each run, and the deadline is ours.
- An integer gap that is reached counts as "optimal" (1147). So both gaps are nothing.
- `threads` belongs to the process, whoever sets it first (HiGHS.jl 130), and symmetry detection
  starts threads even where parallel is off (1731). So it is 1, everywhere: also because two runs
  must answer alike.
- Costs are changed in one call with arrays; one call a column is a hundred times slower, and
  `Highs.minimize` clears more than it needs to.
- Only the objective changes between solves, so the last basis stays primal feasible:
  `simplex_strategy` 4 (primal) goes on from there. Presolve would throw the basis away.
"""

from collections.abc import Callable, Mapping
from typing import Literal

import highspy
import numpy as np
from numpy.typing import NDArray

from reporting import clock
from reporting.disclosure.sums import UNBOUNDED, Ints, Knowledge, Sets
from reporting.errors import AttackUnfinished

Floats = NDArray[np.float64]
_PRIMAL = 4
_OPTIMAL = highspy.HighsModelStatus.kOptimal
_IMPOSSIBLE = frozenset(
    {
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    }
)
Way = Literal["linear", "middle", "whole"]
_COMMON: Mapping[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
}
_OPTIONS: Mapping[Way, Mapping[str, bool | int | float | str]] = {
    "linear": {"solver": "simplex", "simplex_strategy": _PRIMAL, "presolve": "off"},
    # Without crossover the interior point stays inside: far from every edge.
    "middle": {"solver": "ipm", "run_crossover": "off", "presolve": "off"},
    "whole": {"mip_rel_gap": 0.0, "mip_abs_gap": 0.0},
}


class _Quiet(highspy.Highs):
    """HiGHS without callbacks: making them prints a banner, before anything can be switched off."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name is HiGHS's
        """Enable none."""


class Impossible(Exception):
    """No world fits what is known."""


class Deadline:
    """The moment by which an attack must be done."""

    def __init__(self, seconds: float, now: Callable[[], float] = clock.steady_now) -> None:
        """Start counting."""
        self._now, self._end = now, now() + seconds

    def left(self) -> float:
        """Return the seconds that are left; refuse when there are none."""
        left = self._end - self._now()
        if left <= 0:
            raise AttackUnfinished
        return left


class Model:
    """One problem that is solved for many objectives: by edges, in the middle, or in whole."""

    def __init__(self, known: Knowledge, deadline: Deadline, way: Way) -> None:
        """Hand the problem to the solver."""
        self._deadline = deadline
        self._columns = np.arange(known.unknowns, dtype=np.int32)
        self._highs = _Quiet()  # type: ignore[no-untyped-call]
        for name, value in (*_COMMON.items(), *_OPTIONS[way].items()):
            self._highs.setOptionValue(name, value)
        self._highs.passModel(_program(known, whole=way == "whole"))

    def minimise(self, cost: Ints) -> tuple[float, Floats]:
        """Return the least of `cost` and where it is reached; raise Impossible where nowhere."""
        self._highs.changeColsCost(len(cost), self._columns, cost.astype(np.float64))
        return self._run()

    def minimise_again(self) -> float:
        """Return the last answer anew, from cold and by the other simplex."""
        self._highs.clearSolver()
        self._highs.setOptionValue("simplex_strategy", 1)
        try:
            return self._run()[0]
        finally:
            self._highs.setOptionValue("simplex_strategy", _PRIMAL)

    def prices(self) -> Floats:
        """Return what each row costs the last answer (its dual value)."""
        return np.asarray(self._highs.getSolution().row_dual, dtype=np.float64)

    def _run(self) -> tuple[float, Floats]:
        limit = self._highs.getRunTime() + self._deadline.left()
        self._highs.setOptionValue("time_limit", limit)
        self._highs.run()
        self._deadline.left()
        status = self._highs.getModelStatus()
        if status in _IMPOSSIBLE:
            raise Impossible
        if status != _OPTIMAL:
            raise AttackUnfinished
        values = np.asarray(self._highs.getSolution().col_value, dtype=np.float64)
        return self._highs.getInfo().objective_function_value, values


def _program(known: Knowledge, *, whole: bool) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = known.unknowns, len(known.rows)
    program.col_cost_ = np.zeros(known.unknowns)
    program.col_lower_, program.col_upper_ = np.zeros(known.unknowns), _bounds(known.highest)
    program.row_lower_, program.row_upper_ = _bounds(known.least), _bounds(known.most)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = known.rows.start.astype(np.int32)
    program.a_matrix_.index_ = known.rows.index.astype(np.int32)
    program.a_matrix_.value_ = known.signs.astype(np.float64)
    if whole:
        program.integrality_ = [highspy.HighsVarType.kInteger] * known.unknowns
    return program


def _bounds(values: Ints) -> Floats:
    bounds = values.astype(np.float64)
    bounds[values >= UNBOUNDED] = highspy.kHighsInf
    bounds[values <= -UNBOUNDED] = -highspy.kHighsInf
    return bounds


def part_of(known: Knowledge, columns: Ints, base: Ints, most: Ints) -> Knowledge:
    """Return what is known of how far some unknowns lie above `base`, when no other moves.

    Counted from `base`, a million reports are numbers as small as sixty. Raise Impossible where
    a row in which nothing moves does not fit.
    """
    place = np.full(known.unknowns, -1, dtype=np.int64)
    place[columns] = np.arange(len(columns))
    done = known.rows.sums(base, known.signs)
    moving = place[known.rows.index] >= 0
    counts = np.add.reduceat(moving.astype(np.int64), known.rows.start[:-1])
    still = counts == 0
    if (still & ((done < known.least) | (done > known.most))).any():
        raise Impossible
    start = np.concatenate([[0], np.cumsum(counts[~still])]).astype(np.int64)
    least = np.where(known.least > -UNBOUNDED, known.least - done, known.least)
    most_of_rows = np.where(known.most < UNBOUNDED, known.most - done, known.most)
    return Knowledge(
        len(columns),
        Sets(start, place[known.rows.index[moving]]),
        least[~still],
        most_of_rows[~still],
        known.signs[moving],
        most - base[columns],
    )
