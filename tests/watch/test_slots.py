"""Slots: who gets the mail, once, after a silence too, and the same with and without a report."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from reporting import ids
from reporting.duty import DAY, EVENING, Absence, Duty, Shift
from reporting.localtime import local_day
from reporting.store import duty as rota
from reporting.store.watch import get_watch, set_slot
from reporting.watch.pieces import take_turn
from reporting.watch.slots import take_slot
from tests.support.dump import read_all
from tests.support.world import World
from tests.watch.conftest import Post

MONDAY = datetime(2026, 5, 4, tzinfo=UTC)  # local time is an hour ahead
NORTH_LEADS = {"north-lead-1", "north-lead-2"}
SOUTH_LEADS = {"south-lead-1", "south-lead-2"}


@pytest.fixture
def quiet(post: Post) -> Post:
    """A watch that has taken its first turn on Monday at noon, local time; nobody is on duty."""
    with post.world.store.write() as connection:
        rota.delete_duties(connection, rota.list_duties(connection, 0, 2**20))
    turn(post, 11)
    post.told()
    return post


def turn(post: Post, hour: float) -> tuple[str, ...]:
    """Take a turn with slots alone, at an hour of Monday in UTC; return what is said."""
    post.world.clock.moment = MONDAY + timedelta(hours=hour)
    return take_turn(post.guard, (take_slot,)).said


def put(post: Post, username: str, part: int, *, away: bool = False) -> None:
    """Put somebody on a shift of Monday, and perhaps away on that day."""
    day = local_day(MONDAY, post.services.service.timezone)
    account = next(a for a, name in post.accounts.items() if name == username)
    body = username.partition("-")[0]
    with post.world.store.write() as connection:
        rota.insert_duties(connection, [Duty(ids.new_id(), body, Shift(day, part), account)])
        if away:
            rota.insert_absence(connection, Absence(ids.new_id(), account, day, day))


def test_a_slot_reaches_who_is_on_duty_and_nobody_else(quiet: Post) -> None:
    """Of every body; whoever is away is not on duty."""
    for username, part in (
        ("north-reviewer-1", EVENING), ("north-reviewer-2", EVENING), ("north-reviewer-3", DAY),
        ("south-reviewer-1", EVENING),
    ):  # fmt: skip
        put(quiet, username, part)
    put(quiet, "north-lead-1", EVENING, away=True)

    turn(quiet, 15)  # 16:00 local

    assert {"north-reviewer-1", "north-reviewer-2", "south-reviewer-1"} == quiet.told()


def test_where_nobody_is_on_duty_the_leads_are_told(quiet: Post) -> None:
    """Of that body alone."""
    put(quiet, "south-reviewer-1", EVENING)

    turn(quiet, 15)

    assert NORTH_LEADS | {"south-reviewer-1"} == quiet.told()


def test_between_slots_nobody_is_told(quiet: Post) -> None:
    """And of one slot, nobody twice."""
    turn(quiet, 14.98)
    before = quiet.told()
    turn(quiet, 15)
    at_once = quiet.told()
    for hour in (15.02, 15.5, 18.9):
        turn(quiet, hour)

    assert (set(), NORTH_LEADS | SOUTH_LEADS, set()) == (before, at_once, quiet.told())


def test_the_first_turn_of_all_makes_up_for_nothing(post: Post) -> None:
    """The slots before it were nobody's."""
    said = turn(post, 11.5)

    assert (set(), ()) == (post.told(), said)


def test_after_a_silence_one_mail_leaves_and_the_missed_are_told(quiet: Post) -> None:
    """Who is on duty when it is made up for gets it, and each of them once."""
    put(quiet, "north-reviewer-1", DAY)

    said = turn(quiet, 24 + 7.5)

    assert "2 mails from 2026-05-04 16:00 to 2026-05-04 20:00 did not leave" in said[-1]
    assert sorted(NORTH_LEADS | SOUTH_LEADS) == sorted(quiet.waiting())


def test_one_missed_slot_is_told_by_its_time(quiet: Post) -> None:
    """In local time."""
    said = turn(quiet, 19)

    assert "the mail of 2026-05-04 16:00 did not leave, because no watch ran" == said[-1]


def test_a_disabled_account_is_not_told(quiet: Post) -> None:
    """Who is not active in the signed roster is told nothing, whatever the rota says."""
    put(quiet, "north-reviewer-1", EVENING)
    rosters = quiet.services.rosters.current()
    gone = next(a for a, name in quiet.accounts.items() if name == "north-reviewer-1")
    without = {
        body: replace(
            roster,
            members=tuple(
                replace(m, active=m.active and m.account != gone) for m in roster.members
            ),
        )
        for body, roster in rosters.by_body.items()
    }
    quiet.services.rosters.current = lambda: replace(rosters, by_body=without)  # type: ignore[method-assign]  # a roster of another day

    turn(quiet, 15)

    assert NORTH_LEADS | SOUTH_LEADS == quiet.told()


def test_without_a_roster_in_force_the_rota_counts(quiet: Post) -> None:
    """Forty days later nothing is signed any more, and who is on duty is told all the same."""
    put(quiet, "north-reviewer-1", EVENING)
    day = local_day(MONDAY, quiet.services.service.timezone) + 40
    account = next(a for a, name in quiet.accounts.items() if name == "north-reviewer-1")
    with quiet.world.store.write() as connection:
        rota.insert_duties(connection, [Duty(ids.new_id(), "north", Shift(day, EVENING), account)])

    for hour in (14, 14.1, 14.2, 15):  # a jump ahead is believed only after some minutes
        turn(quiet, 40 * 24 + hour)

    assert {"north-reviewer-1"} == quiet.told()


@pytest.mark.parametrize("altered", [-(2**31), -1, 2**31 - 1])
def test_a_slot_column_that_was_altered_keeps_back_no_mail(quiet: Post, altered: int) -> None:
    """Neither for ever nor by an error: the newest slot is taken at once, and then each in turn."""
    with quiet.world.store.write() as connection:
        set_slot(connection, altered)

    said = turn(quiet, 11.1)
    at_once = quiet.told()
    turn(quiet, 11.12)
    between = quiet.told()
    turn(quiet, 15)

    everybody = NORTH_LEADS | SOUTH_LEADS
    assert ((), everybody, set(), everybody) == (said, at_once, between, quiet.told())


def test_slots_go_on_after_a_clock_that_was_ahead(quiet: Post) -> None:
    """What was taken a week ahead does not keep back what comes before it."""
    turn(quiet, 7 * 24 + 12)
    turn(quiet, 7 * 24 + 13)
    quiet.told()
    quiet.world.clock.moment = MONDAY + timedelta(hours=15)
    quiet.guard.believe_clock()

    turn(quiet, 15)

    assert NORTH_LEADS | SOUTH_LEADS == quiet.told()


def test_of_two_watches_one_takes_a_slot(quiet: Post) -> None:
    """Both look at the same moment; each account gets one notice."""
    quiet.world.clock.moment = MONDAY + timedelta(hours=15)
    guards = [quiet.guard, quiet.guard]
    barrier, said = Barrier(2), list[object]()

    def watch(number: int) -> None:
        barrier.wait()
        said.append(take_turn(guards[number], (take_slot,)))

    watches = [Thread(target=watch, args=(number,)) for number in range(2)]
    for each in watches:
        each.start()
    for each in watches:
        each.join()

    assert 2 == len(said)
    assert sorted(NORTH_LEADS | SOUTH_LEADS) == sorted(quiet.waiting())


def test_a_watch_that_dies_with_a_slot_in_its_hands_leaves_it_to_the_next(
    quiet: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row and the notices come together or not at all."""
    with monkeypatch.context() as dying:
        dying.setattr("reporting.notices.outbox.insert_notices", _die)
        with pytest.raises(KeyboardInterrupt):
            turn(quiet, 15)
    with quiet.world.store.read() as connection:
        row = get_watch(connection)
    before = quiet.waiting()

    turn(quiet, 15.02)

    assert row is not None
    assert row.slot < 15 * 4 + int(MONDAY.timestamp()) // 900
    assert [] == before
    assert NORTH_LEADS | SOUTH_LEADS == quiet.told()


def _die(*_arguments: object) -> None:
    raise KeyboardInterrupt


def test_a_report_changes_nothing_of_a_slot(quiet: Post) -> None:
    """The same people, who is excluded among them, and rows alike in all but their minute."""
    put(quiet, "north-reviewer-2", EVENING)  # has declared a connection to the council
    turn(quiet, 15)
    without = notices(quiet.world, 15), quiet.told()
    quiet.put()

    turn(quiet, 19)

    assert {"north-reviewer-2"} | SOUTH_LEADS == without[1]
    assert without == (notices(quiet.world, 19), quiet.told())


def notices(world: World, hour: int) -> list[tuple[int, ...]]:
    """Return what is in clear of each notice, minutes counted from an hour of Monday."""
    begin = int((MONDAY + timedelta(hours=hour)).timestamp()) // 60
    return [
        (row["since"] - begin, row["next"] - begin, row["tries"], len(row["bytes"]))
        for row in read_all(world.store)["notice"]
    ]
