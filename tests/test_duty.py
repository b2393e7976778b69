"""Who is on duty, when nobody is, and of how many hours somebody was."""

from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.duty import (
    DAY,
    EVENING,
    NIGHT,
    Absence,
    Cover,
    Duty,
    Gap,
    Shift,
    carried_hours,
    covered_hours,
    find_gaps,
    on_duty,
    quarters_of,
    shift_at,
    shifts_of,
)
from reporting.ids import AccountId
from tests.test_localtime import day

LONDON = ZoneInfo("Europe/London")
ANN, BOB, CAT = map(AccountId, (1, 2, 3))
MONDAY = day(2026, 12, 7)
NUMBERS = count(1)
YEAR = st.integers(day(2026, 1, 1), day(2027, 12, 31))


def rota(*places, body="north"):
    """Return duties from triples of day, part and account."""
    return [Duty(next(NUMBERS), body, Shift(on, part), who) for on, part, who in places]


def full(first, last, *people):
    """Return a rota without a gap, its shifts shared in turn."""
    return rota(
        *((*shift, people[at % len(people)]) for at, shift in enumerate(shifts_of(first, last)))
    )


def away(who, first, last):
    """Return an absence."""
    return Absence(next(NUMBERS), who, first, last)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 12, 7, 0, 0, tzinfo=UTC), Shift(MONDAY, NIGHT)),
        (datetime(2026, 12, 7, 7, 59, 59, tzinfo=UTC), Shift(MONDAY, NIGHT)),
        (datetime(2026, 12, 7, 8, 0, tzinfo=UTC), Shift(MONDAY, DAY)),
        (datetime(2026, 12, 7, 16, 0, tzinfo=UTC), Shift(MONDAY, EVENING)),
        (datetime(2026, 12, 7, 23, 59, tzinfo=UTC), Shift(MONDAY, EVENING)),
        (datetime(2026, 7, 6, 23, 0, tzinfo=UTC), Shift(day(2026, 7, 7), NIGHT)),
        (datetime(2026, 7, 7, 7, 0, tzinfo=UTC), Shift(day(2026, 7, 7), DAY)),
    ],
)
def test_a_shift_goes_by_the_clock_on_the_wall(moment, expected):
    """Midnight, eight and sixteen are local hours, in winter and in summer."""
    assert expected == shift_at(moment, LONDON)


@given(YEAR, st.integers(0, 24 * 60 - 1))
def test_every_moment_lies_in_the_shift_that_is_told(on, minute):
    """Shifts leave no moment out and none twice, whatever clocks do."""
    moment = datetime.fromtimestamp(on * 86_400 + minute * 60, UTC)

    shift = shift_at(moment, LONDON)

    local = moment.astimezone(LONDON)
    assert Shift(day(local.year, local.month, local.day), local.hour // 8) == shift


@pytest.mark.parametrize(
    ("on", "hours"),
    [((2026, 12, 7), 8), ((2026, 3, 29), 7), ((2026, 10, 25), 9), ((2028, 2, 29), 8)],
)
def test_nights_are_seven_or_nine_hours_where_clocks_change(on, hours):
    """The other two shifts of that day stay as long as ever."""
    lengths = [quarters_of(shift, LONDON) / 4 for shift in shifts_of(day(*on), day(*on))]

    assert [hours, 8, 8] == lengths


def test_whoever_the_rota_names_is_on_duty():
    """More than one may be, and those of another body or shift are not."""
    rows = [
        *rota((MONDAY, DAY, BOB), (MONDAY, DAY, ANN), (MONDAY, NIGHT, CAT)),
        *rota((MONDAY, DAY, CAT), body="south"),
    ]
    noon = datetime(2026, 12, 7, 12, tzinfo=UTC)

    assert (ANN, BOB) == on_duty(rows, [], "north", noon, LONDON)
    assert (CAT,) == on_duty(rows, [], "south", noon, LONDON)
    assert () == on_duty(rows, [], "north", noon + timedelta(days=1), LONDON)


@pytest.mark.parametrize(("first", "last"), [(0, 0), (-3, 0), (0, 5), (-1, 1)])
def test_who_is_away_is_not_on_duty(first, last):
    """On the first day, on the last, and between; the others stay."""
    rows = rota((MONDAY, DAY, ANN), (MONDAY, DAY, BOB))
    absences = [away(ANN, MONDAY + first, MONDAY + last), away(BOB, MONDAY + 1, MONDAY + 2)]

    assert (BOB,) == on_duty(rows, absences, "north", datetime(2026, 12, 7, 12, tzinfo=UTC), LONDON)


def test_a_gap_is_told_for_two_weeks_and_no_longer():
    """From the present shift on; what is past is nobody's to mend."""
    now = datetime(2026, 12, 7, 12, tzinfo=UTC)
    missing = {
        Shift(MONDAY, NIGHT), Shift(MONDAY + 3, EVENING), Shift(MONDAY + 4, NIGHT),
        Shift(MONDAY + 14, EVENING), Shift(MONDAY + 15, DAY),
    }  # fmt: skip
    rows = [row for row in full(MONDAY - 7, MONDAY + 30, ANN, BOB) if row.shift not in missing]

    gaps = find_gaps(rows, [], "north", now, LONDON)

    assert (
        Gap(Shift(MONDAY + 3, EVENING), Shift(MONDAY + 4, NIGHT)),
        Gap(Shift(MONDAY + 14, EVENING), Shift(MONDAY + 14, EVENING)),
    ) == gaps


def test_an_empty_rota_is_one_gap():
    """One sentence, and not forty-five."""
    now = datetime(2026, 12, 7, 12, tzinfo=UTC)

    gaps = find_gaps([], [], "north", now, LONDON)

    assert (Gap(Shift(MONDAY, DAY), Shift(MONDAY + 14, EVENING)),) == gaps


def test_an_absence_opens_a_gap():
    """Where the rota has nobody beside the one who is away."""
    now = datetime(2026, 12, 7, 12, tzinfo=UTC)
    rows = full(MONDAY, MONDAY + 20, ANN, BOB, CAT)  # in turn, so CAT has every evening

    gaps = find_gaps(rows, [away(CAT, MONDAY + 2, MONDAY + 2)], "north", now, LONDON)

    assert (Gap(Shift(MONDAY + 2, EVENING), Shift(MONDAY + 2, EVENING)),) == gaps


@pytest.mark.parametrize(
    ("people", "enough", "each", "with_one_away"),
    [
        (0, False, None, None),
        (1, False, 168, None),
        (2, False, 84, 168),
        (3, True, 56, 84),
        (5, True, 34, 42),
    ],
)
def test_a_week_is_168_hours_whoever_shares_them(people, enough, each, with_one_away):
    """Three are the least: with two, one absence leaves one on duty day and night."""
    cover = Cover(people)

    assert (enough, each, with_one_away) == (cover.enough, cover.each, cover.each_with_one_away)


def test_hours_are_counted_as_they_pass():
    """The long night counts nine hours, the short one seven; absences count nothing."""
    long, short = day(2026, 10, 25), day(2026, 3, 29)
    rows = rota((long, NIGHT, ANN), (long, DAY, ANN), (short, NIGHT, BOB), (short, DAY, CAT))
    absences = [away(CAT, short, short)]

    assert {ANN: 17} == carried_hours(rows, absences, "north", (long, long), LONDON)
    assert {BOB: 7} == carried_hours(rows, absences, "north", (short, short), LONDON)


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        ((2026, 1, 1), (2026, 3, 31), 90 * 24 - 1),
        ((2026, 4, 1), (2026, 6, 30), 91 * 24),
        ((2026, 10, 1), (2026, 12, 31), 92 * 24 + 1),
        ((2028, 1, 1), (2028, 3, 31), 91 * 24 - 1),
    ],
)
def test_a_quarter_fully_staffed_is_wholly_covered(first, last, hours):
    """To the hour, summer time and leap day included."""
    first, last = day(*first), day(*last)
    rows = full(first - 1, last + 1, ANN, BOB, CAT)

    assert (hours, hours) == covered_hours(rows, [], "north", (first, last), LONDON)


@given(st.data())
def test_covered_hours_are_those_in_which_somebody_was_on_duty(data):
    """Counted quarter by quarter with the other function, it comes out the same."""
    first = data.draw(YEAR)
    rows = [row for row in full(first, first + 3, ANN, BOB) if data.draw(st.booleans())]
    absences = [away(ANN, first + 1, first + 1)] if data.draw(st.booleans()) else []
    begin = datetime.fromtimestamp(first * 86_400 - 3_600, UTC)
    moments = [begin + timedelta(hours=each) for each in range(5 * 24)]
    inside = [each for each in moments if first <= shift_at(each, LONDON).day <= first + 3]

    staffed = sum(bool(on_duty(rows, absences, "north", each, LONDON)) for each in inside)

    assert (staffed, len(inside)) == covered_hours(
        rows, absences, "north", (first, first + 3), LONDON
    )
