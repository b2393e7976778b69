"""What a release says of the service must not tell that anybody reported."""

from typing import Any

import pytest

from reporting.publication import Publication
from tests.support.figures import Figures
from tests.support.world import World

MONTHS = ((2026, 5), (2026, 8), (2026, 11), (2027, 2))
QUARTERS = ("2026-04", "2026-07", "2026-10", "2027-01")


def year_of(world: World, **changes: Any) -> Publication:
    """Publish a year of tests that were all answered in time, with one report if `changes`."""
    figures = Figures(world)
    for at, (year, month) in enumerate(MONTHS):
        figures.at(year, month, 10)
        if at == 1 and changes:
            figures.write(figures.received(**changes))
        figures.night()
    for name in QUARTERS:
        figures.figures_of(name)
    figures.at(2027, 5, 10)
    figures.night()
    return figures.publish()


@pytest.mark.parametrize("changes", [{"late": True}, {"wait": 48}, {"wait": 0, "late": True}])
def test_one_report_that_waited_is_told_nowhere(make_world, changes):
    """A year without any report and a year with one, late in each way, say the same."""
    quiet = year_of(make_world())
    one = year_of(make_world(), **changes)

    assert 16 <= quiet.tree["service"]["tests_filed"] == quiet.tree["service"]["tests_answered"]
    assert quiet.tree["service"] == one.tree["service"]
    assert quiet.tree["tables"] == one.tree["tables"]
