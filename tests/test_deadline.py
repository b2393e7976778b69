"""Deadlines: what is due when, on plain values (docs/deadlines.md)."""

import re
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import clock, ladder, limits
from reporting.days import bank_holidays
from reporting.deadline import Calendar, Happened, first_answer, next_word_due, timers
from reporting.ladder import Rung
from reporting.promise import FOUNDING, RANGES, Promise
from reporting.timer import OWNER_LADDER, Kind, Level, State, Timer

LONDON = ZoneInfo("Europe/London")
CALENDAR = Calendar(LONDON, bank_holidays())
DOCUMENT = (Path(__file__).parent.parent / "docs" / "deadlines.md").read_text("utf-8")
BEGINS = {
    Kind.SURVEY: "decided",
    Kind.CHECK_IN: "decided",
    Kind.SECOND_CHECK_IN: "decided",
    Kind.INTERPRETER: "interpreter_asked",
    Kind.ADVISER: "adviser_asked",
    Kind.OWNER_ANSWER: "owner_until",
    Kind.SUMMARY: "summary_shown",
    Kind.CASE_END: "case_until",
    Kind.KEY_END: "key_until",
    Kind.ROSTER_END: "roster_until",
} | dict.fromkeys(OWNER_LADDER, "owner_asked")
DONE = {
    Kind.TRIAGE: "triaged",
    Kind.PLAN: "planned",
    Kind.OUTCOME: "decided",
    Kind.SURVEY: "surveyed",
    Kind.CHECK_IN: "checked_in",
    Kind.SECOND_CHECK_IN: "checked_in_again",
    Kind.INTERPRETER: "interpreted",
    Kind.ADVISER: "advised",
    Kind.SUMMARY: "summary_answered",
} | dict.fromkeys(OWNER_LADDER, "owner_answered")


def local(text: str) -> datetime:
    """Return a moment given in London time."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def day(text: str) -> int:
    """Return a date as days since the epoch."""
    return clock.day_of(datetime.fromisoformat(text[:10]).replace(tzinfo=UTC))


def hour(text: str) -> int:
    """Return the hour of a moment in London time."""
    return clock.hour_of(local(text))


CAME = Happened(received=hour("2026-11-03T14:03"), target=limits.ACKNOWLEDGE_HOURS)


def find(kind: Kind, happened: Happened, now: datetime, promise: Promise = FOUNDING) -> Timer:
    """Return the one timer of a kind."""
    (found,) = (t for t in timers(promise, happened, now, CALENDAR) if t.kind == kind)
    return found


@dataclass(frozen=True)
class Row:
    """One row of the table in the document."""

    kind: Kind
    begins: str
    within: str
    amber: str
    red: str
    due: str

    @property
    def happened(self) -> Happened:
        """What the row says has begun."""
        if self.kind == Kind.UPDATE:
            return replace(CAME, next_word=next_word_due(FOUNDING, day(self.begins), LONDON))
        if self.kind in BEGINS:
            return replace(CAME, **{BEGINS[self.kind]: day(self.begins)})  # type: ignore[arg-type]  # a day
        assert clock.day_of(local(self.begins[:10])) == CAME.received // clock.HOURS_A_DAY
        return CAME


ROWS = [
    Row(Kind(cells[0].strip("`")), *cells[1:])
    for line in DOCUMENT.splitlines()
    if line.startswith("| `") and len(cells := line.strip("| ").split(" | ")) == 6
]


def test_the_document_has_a_row_for_every_timer() -> None:
    """In the order of the code."""
    assert list(Kind) == [row.kind for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.kind)
def test_each_time_of_the_document_is_the_one_that_is_computed(row: Row) -> None:
    """Up to the minute before it stands otherwise."""
    minute, happened = timedelta(minutes=1), row.happened
    red, due = local(row.red), local(row.due)

    assert clock.hour_of(due) == find(row.kind, happened, red).due
    assert State.MISSED == find(row.kind, happened, due).state
    assert Level.RED == find(row.kind, happened, due - minute).level
    assert Level.RED == find(row.kind, happened, red).level
    before = find(row.kind, happened, red - minute)
    if row.amber == "–":
        assert State.DUE == before.state
    else:
        amber = local(row.amber)
        assert (State.SOON, Level.AMBER) == (before.state, before.level)
        assert Level.AMBER == find(row.kind, happened, amber).level
        assert State.DUE == find(row.kind, happened, amber - minute).state


def test_the_periods_of_the_document_are_the_founding_ones() -> None:
    """Document, limits and code say the same numbers."""
    said = {row.kind: row.within for row in ROWS if row.within != "that day"}

    assert {
        Kind.ACKNOWLEDGE: f"{limits.ACKNOWLEDGE_HOURS} hours",
        Kind.TRIAGE: f"{limits.TRIAGE_DAYS} days",
        Kind.PLAN: f"{limits.PLAN_WORKING_DAYS} working days",
        Kind.UPDATE: f"{limits.UPDATE_DAYS} days",
        Kind.OUTCOME: f"{limits.OUTCOME_MONTHS} months",
        Kind.SURVEY: f"{limits.SURVEY_DAYS} days",
        Kind.CHECK_IN: f"{limits.CHECK_IN_MONTHS} months",
        Kind.SECOND_CHECK_IN: f"{limits.SECOND_CHECK_IN_MONTHS} months",
        Kind.INTERPRETER: f"{limits.INTERPRETER_DAYS} days",
        Kind.ADVISER: f"{limits.ADVISER_DAYS} day",
        Kind.SUMMARY: f"{limits.SUMMARY_HOURS} hours",
        **{
            kind: f"{step * limits.OWNER_WORKING_DAYS} working days"
            for step, kind in enumerate(OWNER_LADDER, 1)
        },
    } == said
    for what, (amber, red) in (
        ("a report", limits.CASE_END_DAYS),
        ("a key", limits.KEY_END_DAYS),
        ("a roster", limits.ROSTER_END_DAYS),
        ("to answer by,", limits.OWNER_ANSWER_DAYS),
    ):
        assert re.search(rf"{what} {amber} and {red}\b", DOCUMENT)


@pytest.mark.parametrize(
    ("hours", "state", "level"),
    [
        (0, State.DUE, Level.NONE),
        (11.9, State.DUE, Level.NONE),
        (12, State.SOON, Level.AMBER),
        (19.9, State.SOON, Level.AMBER),
        (20, State.SOON, Level.RED),
        (23.9, State.SOON, Level.RED),
        (24, State.MISSED, Level.NONE),
        (1_000, State.MISSED, Level.NONE),
    ],
)
@pytest.mark.parametrize(
    "came", ["2026-11-03T14:00", "2026-03-28T14:00", "2026-10-24T14:00", "2028-02-28T14:00"]
)
def test_the_first_answer_warns_at_12_and_20_of_24_clock_hours(
    came: str, hours: float, state: State, level: Level
) -> None:
    """On any night: also when clocks change, and into a leap day."""
    timer = first_answer(hour(came), 24, local(came) + timedelta(hours=hours))

    assert (state, level) == (timer.state, timer.level)


@pytest.mark.parametrize(
    ("target", "bucket", "kept", "state"),
    [
        (24, 6, None, State.MET),
        (24, 24, None, State.MET),
        (24, 48, None, State.MISSED),
        (24, 0, None, State.MISSED),
        (36, 48, True, State.MET),  # after 30 hours
        (36, 48, False, State.MISSED),  # after 40
        (36, 24, True, State.MET),
        (72, 0, True, State.MET),  # after 60 hours
        (4, 6, False, State.MISSED),
    ],
)
def test_an_answer_is_judged_by_what_is_kept_of_its_hours(
    target: int, bucket: int, kept: bool | None, state: State
) -> None:
    """For the founding promise the bucket tells it; for another, the answer says so itself."""
    happened = Happened(CAME.received, target, bucket=bucket, kept=kept)

    timer = find(Kind.ACKNOWLEDGE, happened, local("2026-12-01T12:00"))

    assert (state, True) == (timer.state, timer.done)


@given(st.integers(*limits.ACKNOWLEDGE_HOURS_RANGE), st.integers(400_000, 600_000))
def test_a_timer_and_the_ladder_agree_about_red_and_missed(target: int, received: int) -> None:
    """What the desk shows in red is what somebody is told of."""
    wakes = {step.rung: step.wake for step in ladder.steps(received, target)}

    def level(quarter: int) -> tuple[State, Level]:
        timer = first_answer(received, target, datetime.fromtimestamp(quarter * 900, UTC))
        return timer.state, timer.level

    assert (State.SOON, Level.RED) == level(wakes[Rung.RED])
    assert (State.SOON, Level.AMBER) == level(wakes[Rung.RED] - 1)
    assert (State.MISSED, Level.NONE) == level(wakes[Rung.MISSED])
    assert (State.DUE, Level.NONE) == level(clock.quarter_of_hour(received) + 2 * target - 1)


def test_before_anything_has_begun_four_timers_run() -> None:
    """A survey waits for an outcome, and a summary for somebody who writes it."""
    found = timers(FOUNDING, CAME, local("2026-11-03T15:00"), CALENDAR)

    assert [Kind.ACKNOWLEDGE, Kind.TRIAGE, Kind.PLAN, Kind.OUTCOME] == [t.kind for t in found]
    assert {(State.DUE, False)} == {(t.state, t.done) for t in found}


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind in DONE], ids=lambda r: r.kind)
def test_what_was_done_on_its_last_day_is_met_and_later_stays_missed(row: Row) -> None:
    """Nothing is missed quietly by being done in the end."""
    last, now = day(row.due), local("2030-01-01T12:00")

    in_time = find(row.kind, replace(row.happened, **{DONE[row.kind]: last}), now)  # type: ignore[arg-type]  # a day
    too_late = find(row.kind, replace(row.happened, **{DONE[row.kind]: last + 1}), now)  # type: ignore[arg-type]  # a day

    assert (State.MET, True) == (in_time.state, in_time.done)
    assert (State.MISSED, True) == (too_late.state, too_late.done)


def test_an_owner_who_replies_in_the_third_week_has_missed_two_steps() -> None:
    """The director and the chief operating officer had to step in; nobody above them."""
    happened = replace(CAME, owner_asked=day("2026-11-02"), owner_answered=day("2026-11-18"))

    states = [find(kind, happened, local("2027-01-01T12:00")).state for kind in OWNER_LADDER]

    assert [State.MISSED, State.MISSED, State.MET, State.MET] == states


def test_reasons_with_a_date_promise_an_outcome_anew() -> None:
    """Three months from the day they were told."""
    happened = replace(CAME, reasoned=day("2027-01-31"))

    assert hour("2027-04-30T23:00") == find(Kind.OUTCOME, happened, local("2027-02-01T12:00")).due


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ("2026-03-10", "2026-04-07T23:00"),  # over the change to summer time
        ("2026-10-20", "2026-11-17T23:00"),  # and back
        ("2028-02-10", "2028-03-09T23:00"),  # over a leap day
    ],
)
def test_the_next_word_is_due_at_the_end_of_its_day(told: str, due: str) -> None:
    """Summer time or not."""
    assert hour(due) == next_word_due(FOUNDING, day(told), LONDON)


def test_another_promise_moves_every_timer_it_names() -> None:
    """The service file has the last word on each period."""
    begun = replace(
        CAME,
        decided=day("2026-12-01"),
        interpreter_asked=day("2026-12-01"),
        summary_shown=day("2026-12-01"),
        owner_asked=day("2026-12-01"),
    )
    now, longest = local("2026-12-02T12:00"), Promise(**{key: RANGES[key][1] for key in RANGES})
    before = {t.kind: t.due for t in timers(FOUNDING, begun, now, CALENDAR)}
    after = {t.kind: t.due for t in timers(longest, begun, now, CALENDAR)}

    # The hours of the first answer were promised when the report came.
    assert {Kind.ACKNOWLEDGE} == {kind for kind in before if before[kind] == after[kind]}
    assert all(before[kind] <= after[kind] for kind in before)


PROMISES = st.builds(Promise, **{key: st.integers(*RANGES[key]) for key in RANGES})
DAYS = st.one_of(st.none(), st.integers(day("2024-01-01"), day("2030-12-31")))
HAPPENED = st.builds(
    Happened,
    received=st.integers(hour("2024-01-01T12:00"), hour("2030-12-31T12:00")),
    target=st.integers(*limits.ACKNOWLEDGE_HOURS_RANGE),
    bucket=st.sampled_from([None, 0, *limits.ANSWER_BUCKETS]),
    kept=st.sampled_from([None, True, False]),
    next_word=st.one_of(
        st.none(), st.dates(date(2024, 1, 1)).map(lambda d: clock.last_hour(d, LONDON))
    ),
    **{each.name: DAYS for each in fields(Happened)[5:]},
)
MOMENTS = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2031, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def rank(timer: Timer) -> tuple[int, int]:
    """Return how far a timer that is not done has run."""
    return [State.DUE, State.SOON, State.MISSED].index(timer.state), timer.level


@given(PROMISES, HAPPENED, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_time_alone_never_makes_anything_better(
    promise: Promise, happened: Happened, now: datetime, later: timedelta
) -> None:
    """Due, amber, red, missed: in this order; what is done stands for ever, whatever the hour."""
    before = timers(promise, happened, now, CALENDAR)
    after = timers(promise, happened, now + later, CALENDAR)

    assert [(t.kind, t.due, t.done) for t in before] == [(t.kind, t.due, t.done) for t in after]
    for early, late in zip(before, after, strict=True):
        if early.done:
            assert early == late
        else:
            assert rank(early)[0] <= rank(late)[0]
            assert early.level <= late.level or late.state == State.MISSED


@given(PROMISES, HAPPENED, MOMENTS)
def test_the_list_is_sorted_and_each_kind_is_in_it_once(
    promise: Promise, happened: Happened, now: datetime
) -> None:
    """What is due first stands first, and only what is soon has a level."""
    found = timers(promise, happened, now, CALENDAR)

    assert sorted(t.due for t in found) == [t.due for t in found]
    assert len(found) == len({t.kind for t in found})
    assert all((t.level != Level.NONE) == (t.state == State.SOON) for t in found)


@given(PROMISES, HAPPENED, MOMENTS)
def test_all_but_the_first_answer_is_due_at_the_end_of_a_day(
    promise: Promise, happened: Happened, now: datetime
) -> None:
    """No due time says an hour of anybody's day."""
    for timer in timers(promise, happened, now, CALENDAR):
        if timer.kind != Kind.ACKNOWLEDGE:
            assert 23 == clock.moment_of_hour(timer.due).astimezone(LONDON).hour


@given(MOMENTS, st.integers(*limits.SUMMARY_HOURS_RANGE))
def test_the_reporters_hours_for_a_summary_are_never_cut(shown: datetime, hours: int) -> None:
    """Whenever in the day it was shown, at least so many clock hours are left."""
    happened = replace(CAME, summary_shown=clock.day_of(shown))

    due = find(Kind.SUMMARY, happened, shown, Promise(summary_hours=hours)).due

    assert timedelta(hours=hours) <= clock.moment_of_hour(due) - shown
