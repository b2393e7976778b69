"""A ceiling tells nobody how much of what is below it is their own."""

import pytest

from reporting import limits
from reporting.intake.ceilings import is_reached

MOST = 20_000
LOWEST = MOST - MOST // limits.CEILING_TENTH


def reached_in(minute, count):
    """Say whether a count reaches the ceiling in a minute."""
    return is_reached(count, MOST, lambda: 60.0 * minute)


def least_refused(minute):
    """Return the least count that reaches the ceiling in a minute."""
    low, high = 0, MOST
    while low < high:
        middle = (low + high) // 2
        if reached_in(minute, middle):
            high = middle
        else:
            low = middle + 1
    return low


def test_a_ceiling_lies_in_its_uppermost_tenth_and_elsewhere_each_minute():
    """Within a minute it stands still, so that it means something."""
    found = [least_refused(minute) for minute in range(300)]

    assert found == [least_refused(minute) for minute in range(300)]
    assert all(LOWEST < each <= MOST for each in found)
    assert len(set(found)) > 200
    assert max(found) - min(found) > (MOST - LOWEST) // 2


@pytest.mark.parametrize("count", [LOWEST + 500, LOWEST + 1_000, LOWEST + 1_500])
def test_who_fills_it_does_not_see_that_one_more_came(count):
    """Over a whole day hardly a minute in which one report more makes the difference."""
    day = range(1440)

    without = [reached_in(minute, count) for minute in day]
    with_one = [reached_in(minute, count + 1) for minute in day]

    assert sum(a != b for a, b in zip(without, with_one, strict=True)) < 12
    assert 100 < sum(without) < 1340


@pytest.mark.parametrize("most", [1, 5, 9])
def test_a_small_ceiling_is_itself(most):
    """There is no tenth of it to lie in."""
    reached = [is_reached(count, most, lambda: 0.0) for count in range(most + 1)]

    assert [False] * most + [True] == reached
