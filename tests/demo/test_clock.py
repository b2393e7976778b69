"""The clock of a demo can be set forward; that of a real instance cannot."""

from datetime import timedelta

import pytest

from reporting import clock
from reporting.demo.clock import NAME, clock_of, set_forward, steady_of
from reporting.errors import SettingError
from reporting.instance import make_instance

SLACK = timedelta(minutes=1)  # the test itself takes time


@pytest.fixture
def demo(tmp_path):
    """A demo instance."""
    return make_instance(tmp_path / "demo", demo=True)


def test_a_demo_goes_by_the_system_until_it_is_set_forward(demo):
    """Without the file nothing is added."""
    assert abs(clock_of(demo)() - clock.system_now()) < SLACK


def test_both_clocks_of_a_demo_go_forward_together(demo):
    """So that nothing takes the jump for a clock that went wrong."""
    now, steady = clock_of(demo), steady_of(demo)
    before, steady_before = now(), steady()

    set_forward(demo, timedelta(hours=20))
    set_forward(demo, timedelta(hours=4))

    assert timedelta(hours=24) <= now() - before < timedelta(hours=24) + SLACK
    assert 86_400 <= steady() - steady_before < 86_460


def test_a_real_instance_goes_by_the_system_alone(tmp_path):
    """Whoever can write a file into the folder still moves no time."""
    instance = make_instance(tmp_path / "real", demo=False)
    (instance.folder / NAME).write_text("6000")

    with pytest.raises(SettingError, match="only the clock of a demo"):
        set_forward(instance, timedelta(hours=1))

    assert abs(clock_of(instance)() - clock.system_now()) < SLACK
    assert clock.steady_now is steady_of(instance)


def test_a_file_that_is_no_number_is_named(demo):
    """The sentence says which file, and what to do."""
    (demo.folder / NAME).write_text("-5")

    with pytest.raises(SettingError, match="clock-ahead is not a number of minutes; remove"):
        clock_of(demo)()


def test_a_demo_does_not_leave_the_calendar(demo):
    """Ten years are the most, however often it is asked for."""
    with pytest.raises(SettingError, match="at most 3650 days ahead"):
        set_forward(demo, timedelta(days=3651))
