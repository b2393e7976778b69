"""The rota at rest, on both databases."""

from datetime import date
from threading import Event, Thread

import pytest

from reporting import clock
from reporting.duty import DAY, EVENING, NIGHT, Absence, Duty, Shift
from reporting.errors import Changed
from reporting.store import duty as rota
from reporting.store.accounts import find_account, list_accounts
from reporting.store.duty import Swap
from tests.support.cast import TODAY

MONDAY = TODAY + 7 * 8  # beyond what a demo is filled with


@pytest.fixture
def people(world):
    """The accounts of north, by user name."""
    with world.store.read() as connection:
        return {row.username: row.id for row in list_accounts(connection, "north")}


def put(world, *duties):
    """Store some duties."""
    with world.store.write() as connection:
        rota.insert_duties(connection, duties)


def kept(world, body="north", first=MONDAY, last=MONDAY + 6):
    """Return the duties there are."""
    with world.store.read() as connection:
        return rota.list_duties(connection, first, last, body)


def test_duties_come_back_as_they_were_put(world, people):
    """In the order of time, of one body or of all, and only of the days asked for."""
    ann, bob = people["north-lead-1"], people["north-reviewer-1"]
    later = Duty(1, "north", Shift(MONDAY, EVENING), ann)
    sooner = Duty(2, "north", Shift(MONDAY, NIGHT), bob)
    beyond = Duty(3, "north", Shift(MONDAY + 7, NIGHT), bob)
    other = Duty(4, "south", Shift(MONDAY, DAY), ann)
    put(world, later, sooner, beyond, other)

    assert [sooner, later] == kept(world)
    assert [sooner, other, later] == kept(world, None)


def test_a_shift_that_no_day_has_is_nobodys(world, people):
    """Written from outside, it would be reckoned with in a year that no calendar has."""
    put(world, Duty(1, "north", Shift(MONDAY, 2**31 - 1), people["north-lead-1"]))
    put(world, Duty(2, "north", Shift(MONDAY, -1), people["north-lead-1"]))

    assert [] == kept(world)


def test_an_absence_of_any_length_can_be_said_in_words(world, people):
    """A column may hold what no calendar does."""
    with world.store.write() as connection:
        rota.insert_absence(connection, Absence(1, people["north-lead-1"], -(2**31), 2**31 - 1))
        [found] = rota.list_absences(connection, MONDAY, MONDAY)

    assert date(1970, 1, 1) == clock.date_of_day(found.first)
    assert 9000 < clock.date_of_day(found.last).year
    assert found.covers(people["north-lead-1"], MONDAY)


def test_nobody_is_twice_on_one_shift(world, people):
    """The database refuses it, whoever asks."""
    shift = Shift(MONDAY, DAY)
    put(world, Duty(1, "north", shift, people["north-lead-1"]))

    with pytest.raises(Changed):
        put(world, Duty(2, "north", shift, people["north-lead-1"]))

    assert 1 == len(kept(world))


def test_an_offer_goes_with_its_duty(world, people):
    """Taken off the shift, there is nothing left to give away."""
    duty = Duty(1, "north", Shift(MONDAY, DAY), people["north-lead-1"])
    put(world, duty)
    with world.store.write() as connection:
        rota.insert_swap(connection, Swap(5, duty, people["north-reviewer-1"]))
        offered = rota.list_swaps(connection, "north", MONDAY)
        rota.delete_duties(connection, [duty])
        left = rota.list_swaps(connection, "north", MONDAY)

    assert [Swap(5, duty, people["north-reviewer-1"])] == offered
    assert [] == left


def test_a_duty_handed_over_is_the_others(world, people):
    """And is offered no longer."""
    duty = Duty(1, "north", Shift(MONDAY, DAY), people["north-lead-1"])
    put(world, duty)
    with world.store.write() as connection:
        offer = Swap(5, duty, people["north-reviewer-1"])
        rota.insert_swap(connection, offer)
        rota.move_duty(connection, offer)
        left = rota.list_swaps(connection, "north", MONDAY)

    assert [Duty(1, "north", Shift(MONDAY, DAY), people["north-reviewer-1"])] == kept(world)
    assert [] == left


def test_only_their_holder_ends_an_absence(world, people):
    """The number of somebody else's is as good as none; what has begun keeps its past."""
    mine, other = people["north-lead-1"], people["north-reviewer-1"]
    begun, ahead = Absence(8, mine, MONDAY, MONDAY + 3), Absence(9, mine, MONDAY + 2, MONDAY + 3)
    with world.store.write() as connection:
        for each in (begun, ahead):
            rota.insert_absence(connection, each)
        found = rota.list_absences(connection, MONDAY + 3, MONDAY + 9)
        outside = rota.list_absences(connection, MONDAY + 4, MONDAY + 9)
        left = []
        for holder in (other, mine):
            for each in (begun, ahead):
                rota.shorten_absence(connection, each.id, holder, MONDAY + 1)
                rota.delete_absence(connection, each.id, holder, MONDAY + 2)
            left.append(rota.list_absences(connection, MONDAY, MONDAY + 9))

    assert ([begun, ahead], []) == (found, outside)
    assert [[begun, ahead], [Absence(8, mine, MONDAY, MONDAY + 1)]] == left


def test_who_leaves_is_released_from_the_present_shift_on(world, people):
    """What they did before stays on record; what they were asked is asked no longer."""
    leaver, other = people["north-reviewer-1"], people["north-lead-1"]
    duties = [Duty(part, "north", Shift(MONDAY, part), leaver) for part in (NIGHT, DAY, EVENING)]
    tomorrow = Duty(8, "north", Shift(MONDAY + 1, NIGHT), leaver)
    others = Duty(9, "north", Shift(MONDAY, EVENING), other)
    put(world, *duties, tomorrow, others)
    with world.store.write() as connection:
        rota.insert_swap(connection, Swap(5, others, leaver))

        rota.release(connection, leaver, Shift(MONDAY, DAY))

        assert [] == rota.list_swaps(connection, "north", MONDAY)
    assert {duties[0], others} == set(kept(world))


def test_what_is_old_is_removed(world, people):
    """Duties before the day, and absences that ended before it."""
    put(world, *(Duty(n, "north", Shift(MONDAY + n, DAY), people["north-lead-1"]) for n in (0, 1)))
    with world.store.write() as connection:
        for number, last in ((1, MONDAY), (2, MONDAY + 1)):
            away = Absence(number, people["north-lead-1"], MONDAY, last)
            rota.insert_absence(connection, away)

        rota.purge_rota(connection, MONDAY + 1)

        assert [2] == [away.id for away in rota.list_absences(connection, MONDAY, MONDAY + 6)]
    assert [MONDAY + 1] == [duty.shift.day for duty in kept(world)]


def test_of_two_who_change_a_rota_the_second_waits(world, people):
    """And then finds what the first has written."""
    locked, found = Event(), []

    def second():
        locked.wait()
        with world.store.write() as connection:
            rota.lock_rota(connection, "north")
            found.extend(rota.list_duties(connection, MONDAY, MONDAY, "north"))

    other = Thread(target=second)
    other.start()
    with world.store.write() as connection:
        rota.lock_rota(connection, "north")
        locked.set()
        duty = Duty(1, "north", Shift(MONDAY, DAY), people["north-lead-1"])
        rota.insert_duties(connection, [duty])
    other.join()

    assert [duty] == found


def test_accounts_take_their_rota_with_them(world, people):
    """An account that replaces another gets duties, absences and offers, each as it was."""
    old, other = people["north-reviewer-1"], people["north-lead-1"]
    mine, theirs = (
        Duty(1, "north", Shift(MONDAY, DAY), old), Duty(2, "north", Shift(MONDAY, NIGHT), other)
    )  # fmt: skip
    put(world, mine, theirs)
    away = Absence(3, old, MONDAY, MONDAY)
    with world.store.write() as connection:
        rota.insert_absence(connection, away)
        rota.insert_swap(connection, Swap(4, mine, other))
        rota.insert_swap(connection, Swap(5, theirs, old))
        row = find_account(connection, "north-reviewer-2")
        assert row is not None
        fresh = row.id

        taken = rota.take_belongings(connection, old)
        rota.delete_duties(connection, taken.duties)
        rota.delete_swap(connection, Swap(5, theirs, old))
        rota.delete_absence(connection, 3, old, MONDAY)
        rota.give_belongings(connection, taken, old, fresh)

        swaps = rota.list_swaps(connection, "north", MONDAY)
        absences = rota.list_absences(connection, MONDAY, MONDAY)
    given = Duty(1, "north", Shift(MONDAY, DAY), fresh)
    assert [theirs, given] == kept(world)
    assert [Absence(3, fresh, MONDAY, MONDAY)] == absences
    assert {Swap(4, given, other), Swap(5, theirs, fresh)} == set(swaps)
