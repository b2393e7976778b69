"""When mail goes out: what the service file may say, and the quarters that follow from it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import limits
from reporting.clock import moment_of_quarter, quarter_of
from reporting.errors import ServiceFileError
from reporting.servicefile.toml import Table
from reporting.slots import KEY, find_slots, slots_from

LONDON = ZoneInfo("Europe/London")
USUAL = limits.NOTICE_SLOTS


def read(*values):
    """Return the slots of a file that says `values`, or nothing of them."""
    return slots_from(Table(dict.fromkeys([KEY] * len(values), *values), "", (KEY,)))


def at(year, month, day, hour, minute=0):
    """Return a moment in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def between(begin, end, hours=USUAL):
    """Return the slots after one moment up to another, as UTC hours and minutes."""
    after, until = (quarter_of(at(*each)) for each in (begin, end))
    found = find_slots(hours, after, until, LONDON)
    return [f"{moment_of_quarter(quarter):%d %H:%M}" for quarter in found]


def test_a_file_may_set_them_or_leave_them_out():
    """In any order, from one a day to one an hour."""
    hourly = [f"{hour:02}:00" for hour in range(24)]

    assert (8, 12, 16, 20) == read()
    assert (0, 7, 23) == read(["07:00", "23:00", "00:00"])
    assert (9,) == read(["09:00"])
    assert tuple(range(24)) == read(hourly)


@pytest.mark.parametrize(
    "wrong",
    [
        [], "08:00", 8, True, {}, None, ["8:00"], ["08:30"], ["24:00"], ["08:00", "08:00"], [8],
        ["08:00 "], ["０8:00"], [["08:00"]],
    ],
)  # fmt: skip
def test_a_typo_is_refused(wrong):
    """With the key, the value and what is allowed."""
    with pytest.raises(ServiceFileError) as refused:
        read(wrong)

    assert refused.value.sentence.startswith("service file: notice_slots is ")
    assert refused.value.sentence.endswith('such as ["08:00", "20:00"]')


def test_slots_go_by_the_clock_on_the_wall():
    """08:00 is another hour of UTC in summer."""
    assert ["07 08:00", "07 12:00"] == between((2026, 12, 7, 0), (2026, 12, 7, 15, 45))
    assert ["07 07:00", "07 11:00"] == between((2026, 7, 7, 0), (2026, 7, 7, 14, 45))


def test_a_slot_comes_with_its_quarter_and_once():
    """The beginning is left out, the end is not."""
    assert ["07 08:00"] == between((2026, 12, 7, 7, 45), (2026, 12, 7, 8))
    assert [] == between((2026, 12, 7, 8), (2026, 12, 7, 11, 45))


def test_a_skipped_hour_comes_when_clocks_go_on_and_a_repeated_one_once():
    """29 March and 25 October 2026, at 01:00 UTC, with a slot in every hour."""
    hourly = tuple(range(24))

    spring = between((2026, 3, 28, 23, 45), (2026, 3, 29, 2), hourly)
    autumn = between((2026, 10, 24, 22, 45), (2026, 10, 25, 2), hourly)

    assert ["29 00:00", "29 01:00", "29 02:00"] == spring
    assert ["24 23:00", "25 00:00", "25 02:00"] == autumn
    assert ["29 01:00"] == between((2026, 3, 28, 23, 45), (2026, 3, 29, 3), (1,))


def test_of_a_long_silence_only_the_last_days_are_told():
    """The newest is among them; a row that was tampered with costs no time."""
    found = find_slots(USUAL, 0, quarter_of(datetime(2026, 12, 7, 9, tzinfo=UTC)), LONDON)

    assert datetime(2026, 12, 7, 8, tzinfo=UTC) == moment_of_quarter(found[-1])
    assert limits.SLOT_DAYS * 4 + 1 == len(found)


@given(st.integers(1_980_000, 2_020_000), st.lists(st.integers(1, 40), min_size=1, max_size=20))
def test_however_often_one_looks_each_slot_is_found_once(begin, steps):
    """Looking in steps finds the same as looking once, whatever clocks do meanwhile."""
    found, present = [], begin
    for step in steps:
        found += find_slots(USUAL, present, present + step, LONDON)
        present += step

    assert find_slots(USUAL, begin, present, LONDON) == found
