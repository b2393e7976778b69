"""A simulated year: every escalation at its hour, whatever happens to the watch."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from reporting.clock import moment_of_quarter
from reporting.localtime import local_day
from reporting.period import period_of
from reporting.watch.records import Missed
from tests.support.cast import promising
from tests.support.world import Maker, World
from tests.year.plan import draw
from tests.year.table import expect_all, table_of
from tests.year.year import Year

REPORTS, SEED, KILLS = 5_000, 2027, 1_000
# The second organisation promises another target, so that both figures are kept.
TARGETS = {"transport": 36}
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.mark.parametrize("kills", [0, KILLS], ids=["undisturbed", "killed a thousand times"])
def test_a_year_escalates_as_promised(
    make_sqlite_world: Maker, kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is early, late, doubled or lost, and nobody excluded is told: killed or not."""
    plan = draw(REPORTS, SEED)
    world: World = make_sqlite_world(service=promising(**TARGETS))
    year = Year(world, plan, kills)

    record = year.live()

    expected = expect_all(year)
    zone = year.services.service.timezone
    missed = Counter(
        Missed(plan.reports[number].organisation, kind, _period(quarter, zone))
        for number, found in expected.of.items()
        for kind, quarter in found.recorded.items()
    )
    assert {n: sorted(found.kinds) for n, found in expected.of.items()} == {
        n: sorted(kinds) for n, kinds in record.kinds.items()
    }
    assert expected.told == dict(record.told)
    assert [] == [each for each, times in record.doubled.items() if times > 1]
    assert missed == Counter(record.missed)
    assert kills == record.kills
    with capsys.disabled():
        print(f"\n{table_of(year, expected)}")  # noqa: T201 - a person reads it


def _period(quarter: int, zone: ZoneInfo) -> str:
    return str(period_of(local_day(moment_of_quarter(quarter), zone)))
