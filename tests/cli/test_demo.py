"""`reporting demo later`: the whole demo is set forward, and goes on working."""

from datetime import timedelta

from reporting import clock


def test_later_sets_the_clock_of_every_surface_forward(demo):
    """What the command says is what a surface goes by."""
    said = demo.done("demo", "later", "20")

    ahead = demo.services.now() - clock.system_now()
    assert said.startswith("In the demo it is now ")
    assert timedelta(hours=20) - ahead < timedelta(minutes=1)


def test_rosters_are_in_force_however_late_it_is(demo):
    """A demo that is two months ahead still takes reports."""
    demo.done("demo", "later", str(24 * 60))

    assert set(demo.services.service.bodies) == set(demo.services.rosters.current().by_body)


def test_hours_that_are_none_are_refused(demo):
    """Time does not go back."""
    result = demo.run("demo", "later", "--", "-3")

    assert 2 == result.exit_code
    assert "is not in the range" in result.output
